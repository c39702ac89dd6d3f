"""Numbers and names of people, planted wherever a roster has room for them: none comes out of any command."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from djcov.cli.reading import Reading
from djcov.facts import Facts
from djcov.intake import reader
from djcov.models import Kind, is_open
from djcov.quoting import quoted
from planting import (
    NAME_DRESSES,
    PHONE,
    dressed_name,
    dressed_number,
    leaks,
    planted,
    texts,
    write_workbook,
)

if TYPE_CHECKING:
    from .conftest import Outcome

Djcov = Callable[..., "Outcome"]

AS_OF = ("--as-of", "2021-12-31")
SMALL = "企业名称,乡（办）,经营状态,职工人数,是否建立党组织\n汉东第{}公司,古城乡,正常,很多,不好说\n"
OWN = re.compile(r"xl/worksheets/sheet(?!1\.)|xl/workbook\.xml|docProps/")
"""The parts of a marked copy that hold the office's own cells and sheets."""


@pytest.fixture
def rosters(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the four rosters and some small ones: people in their headers too, in the names of sheets and files."""
    ledger.unlink()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(Reading, "facts", _once(Reading.facts))
    folder = tmp_path / "台账"
    for number, kind in enumerate(Kind):
        rows = planted(kind)
        rows[0] += [dressed_name(number, "书记{n}"), dressed_number(PHONE, "联系人{0}")]
        write_workbook(folder / f"{kind.title}（{dressed_name(number, '{n}')}）.xlsx", {_sheet(kind, number): rows})
    for number, name in enumerate(("张瑡瑢", "张瑢瑣")):
        (folder / f"{name}.csv").write_text(SMALL.format(9000 + number), "utf-8")
    (folder / "坏（李瑣瑤13974628351）.xlsx").write_bytes(b"PK\3\4 no workbook")
    return folder


def _once(read: Callable[[Reading], Facts]) -> Callable[[Reading], Facts]:
    """Read and link the same rosters once for all commands: that is the most of what each takes."""
    kept: dict[tuple[object, ...], Facts] = {}

    def facts(reading: Reading) -> Facts:
        asked = (*reading.rosters, reading.as_of)
        if asked not in kept:
            kept[asked] = read(reading)
        return kept[asked]

    return facts


def _sheet(kind: Kind, number: int) -> str:
    return f"{kind.title} {dressed_name(number, '{n}{{}}').format(PHONE)}"


COMMANDS = (
    ("coverage", "--distributions", "--format", "json"),
    ("coverage", "--by", "village", "--format", "csv"),
    ("targets", "--format", "markdown"),
    ("gaps", "--all", "--format", "csv", "--show-names"),
    ("gaps", "--all", "--by-enterprise", "-o", "gaps.xlsx"),
    ("gaps", "--all", "--township", "古城乡", "-o", "assignment.docx"),
    ("gaps", "--all", "--format", "json"),
    ("check", "--format", "json"),
    ("check", "--rows", "all"),
    ("check", "--completeness", "--format", "markdown"),
    ("check", "-o", "findings.xlsx"),
    ("explain", "secretary_in_post", "--format", "json"),
    ("league", "--format", "json"),
    ("follow", "--all", "--format", "json"),
    ("plan", "--format", "json"),
    ("plan", "--show-names"),
    ("report", "--form", "annual", "--format", "csv"),
    ("report", "-o", "report.xlsx"),
    ("report", "-o", "report.html"),
    ("report", "-o", "report.docx"),
    ("report", "-o", "shown.xlsx", "--show-names"),
)
BEFORE = {"follow": ("followed.xlsx",)}
"""What stands before the rosters."""


@pytest.mark.thorough
def test_nothing_that_is_planted_comes_out(djcov: Djcov, rosters: Path, tmp_path: Path) -> None:
    found: dict[str, set[str]] = {}

    def held(what: str, result: Outcome, *, names: bool = True) -> None:
        assert result.code in (0, 1), result.err
        found[what] = leaks(result.out, names=names) | leaks(result.err)

    for name, *options in COMMANDS:
        words = (name, options.pop(0)) if name == "explain" else (name, *BEFORE.get(name, ()))
        held(" ".join([name, *options]), djcov(*words, "台账", *AS_OF, *options), names="--show-names" not in options)
    ledger = next(rosters.glob("企业台账*"))
    held("compare", djcov("compare", "台账", str(ledger), *AS_OF, "--format", "json"))
    movements = ("compare", "台账", str(ledger), *AS_OF, "--form", "changes")
    held("changes", djcov(*movements, "--format", "json"))
    held("changes on paper", djcov(*movements, "-o", "changes.docx"))
    held("merge", djcov("merge", str(ledger), "--list", f"市监={ledger}", *AS_OF, "-o", "merged.xlsx"))
    held("ask", djcov("ask", str(ledger), *AS_OF, "-o", "asked"))
    held("collect", djcov("collect", str(ledger), "asked", *AS_OF, "-o", "collected.xlsx"))
    held("trend", djcov("trend", "台账", str(ledger), "--as-of", "2020-12-31", *AS_OF))
    held("mark", djcov("check", str(ledger), *AS_OF, "-o", "marked.xlsx"))
    held("batch", djcov("batch", "台账", *AS_OF, "-o", "results", "--jobs", "1"))
    made = [path for path in tmp_path.rglob("*") if path.is_file() and not path.is_relative_to(rosters)]
    for path in made:
        marked = path.name in ("marked.xlsx", "collected.xlsx") or "标注" in path.parts
        names = not path.name.startswith("shown")
        for part, text in texts(path):
            if not (marked and OWN.match(part)):
                found[f"{path.relative_to(tmp_path)} {part}"] = leaks(text, names=names)
    found["paths"] = leaks("\n".join(map(str, made)))
    assert {what: some for what, some in found.items() if some} == {}
    assert len(made) > 20
    assert not list((tmp_path / "temporary").iterdir())


@pytest.mark.thorough
def test_nor_out_of_large_files(djcov: Djcov, rosters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in rosters.iterdir():
        path.unlink()
    for kind in Kind:
        with (rosters / f"{kind.title}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(planted(kind))
    monkeypatch.setattr(reader, "FLAT_FROM", 0)
    for command in (("check", "--format", "json"), ("coverage", "--distributions", "--format", "json")):
        result = djcov(*command[:1], "台账", *AS_OF, *command[1:])
        assert (result.code, leaks(result.out) | leaks(result.err)) == (0, set())


def _open_fields() -> Iterator[tuple[Kind, str]]:
    return ((kind, field) for kind in Kind for field in kind.model.model_fields if is_open(kind, field))


def test_a_person_in_the_name_of_an_enterprise_or_a_unit_is_not_quoted() -> None:
    for at, dress in enumerate(NAME_DRESSES):
        for number, (kind, field) in enumerate(_open_fields()):
            assert not leaks(quoted(kind, field, dressed_name(at * 100 + number, dress)))
