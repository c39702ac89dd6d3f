"""What scripts read is as its JSON Schema says, key by key; and CSV has the columns that the reference page names."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from generate import schemas
from jsonschema import Draft202012Validator, FormatChecker

import djcov
from djcov.cli import run
from djcov.errors import UsageError
from djcov.reports import csv as csv_renderer
from djcov.reports import json as json_renderer
from djcov.reports.documents import documents
from djcov.reports.page_model import View
from djcov.schemas import names
from views import NOW, every_view

NAMES = tuple(documents())

ORDINARY = {"coverage": {"spread": None}, "gaps": {"joined": False}, "check": {"filled": None}}
"""What makes a view give its ordinary CSV, not that of what was asked for beside."""


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> dict[str, View]:
    return every_view(tmp_path_factory.mktemp("views"))


def strict(schema: Any) -> Any:
    """The same schema, but for keys that it does not name."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: strict(each) for key, each in schema.items()}
    return {"additionalProperties": False, **inner} if "properties" in schema and "type" in schema else inner


def faults(document: object, name: str) -> list[str]:
    validator = Draft202012Validator(strict(djcov.schema(name)), format_checker=FormatChecker(["date"]))
    return [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(document)]


def test_every_document_has_its_schema(views):
    assert set(views) == set(NAMES)
    assert set(names()) == {*NAMES, "batch"}
    for name in names():
        Draft202012Validator.check_schema(djcov.schema(name))


@pytest.mark.parametrize("name", NAMES)
def test_document_is_as_its_schema_says(views, name):
    document = json.loads(json_renderer.render(views[name].document()))
    assert faults(document, name) == []
    assert any(document[each] for each in documents()[name].main), "there are rows that could be wrong"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("coverage", {"as_of": "去年"}),
        ("coverage", {"by": None}),
        ("gaps", {"rows": [{"kind": "no_secretary"}]}),
        ("plan", {"reach": {}}),
        ("check", {"totals": {"X": "三"}}),
        ("explain", {"unheard_of": 1}),
        ("league", {"schema": "djcov.league/2"}),
    ],
)
def test_what_is_otherwise_is_told(views, name, change):
    assert faults({**json.loads(json_renderer.render(views[name].document())), **change}, name)


@pytest.mark.parametrize("name", NAMES)
def test_csv_has_the_columns_that_are_promised(views, name):
    view = replace(views[name], **ORDINARY.get(name, {}))
    first, *rows = csv.reader(io.StringIO(csv_renderer.render(view.records())))
    promised = documents()[name].csv
    assert set(first) >= set(promised) if name == "league" else tuple(first) == promised
    assert rows
    if name != "columns":
        assert {row[first.index("截至日期")] for row in rows} - {"2020-12-31"} == {"2021-12-31"}


def test_what_the_command_line_writes_says_which_files_are_left(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("now.csv").write_text(NOW, "utf-8")
    Path("broken.xlsx").write_bytes(b"PK\3\4 broken")
    assert run(["coverage", ".", "--as-of", "2021-12-31", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert faults(document, "coverage") == []
    assert [each["file"] for each in document["files_left"]] == ["broken.xlsx"]


@pytest.mark.thorough
def test_manifest_of_a_batch_is_as_its_schema_says(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "now.csv").write_text(NOW, "utf-8")
    assert run(["batch", str(tmp_path / "in"), "--as-of", "2021-12-31", "-q", "-o", str(tmp_path / "out")]) == 0
    assert faults(json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8")), "djcov.batch/1") == []


@pytest.mark.parametrize(("name", "found"), schemas().items())
def test_schema_files_are_fresh(name, found):
    assert djcov.schema(name) == found, "run make docs"


def test_unknown_schema_is_refused():
    with pytest.raises(UsageError, match="没有“覆盖”这种结果"):
        djcov.schema("覆盖")
