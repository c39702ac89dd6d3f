"""Data files hold what JSON holds: every row of every list, in typed columns that tell them apart."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from djcov.cli import run
from djcov.errors import OutputError
from djcov.reports import datasets, parquet, sqlite
from djcov.reports.documents import documents
from views import NOW, every_view

LEFT = [{"file": "坏.xlsx", "reason": "文件已损坏"}]
NAMES = tuple(documents())


@pytest.fixture(scope="module")
def contents(tmp_path_factory):
    views = every_view(tmp_path_factory.mktemp("views"))
    return {name: {**json.loads(json.dumps(view.document())), "files_left": LEFT} for name, view in views.items()}


def query(data: bytes, sql: str):
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        return database.execute(sql).fetchall()


@pytest.mark.parametrize("name", NAMES)
def test_lines_hold_the_whole_document(contents, name):
    content = contents[name]
    head, *rows = [json.loads(line) for line in datasets.lines(content).splitlines()]
    assert head.pop("section") == "head"
    found = dict(head)
    shared = {key for key in ("schema", "as_of", "as_of_old", "since", *documents()[name].about) if key in head}
    for row in rows:
        assert shared <= row.keys()
        section = row.pop("section")
        own = {key: value for key, value in row.items() if key not in shared}
        known = next((each for each in content[section] if own.items() <= each.items()), None)
        assert known is not None
        found.setdefault(section, []).append(known)
    assert found == {key: value for key, value in content.items() if value or not isinstance(value, list)}


@pytest.mark.parametrize("name", NAMES)
def test_tables_have_every_row_under_a_key_of_its_own(contents, name):
    content = contents[name]
    data = sqlite.render(content)
    main, *others = datasets.tables(content)
    assert main.name == {"check": "check_findings", "compare": "compare_changes", "merge": "merge_differs"}.get(
        name, name
    )
    assert len(main.rows) == sum(len(content.get(each, ())) for each in documents()[name].main)
    for table in (main, *others):
        assert query(data, f"SELECT count(*) FROM {table.name}") == [(len(table.rows),)], "no row replaced another"
        columns = [column.name for column in table.columns]
        keys = [columns.index(each) for each in (*table.shared, *table.key)]
        assert len({tuple(row[at] for at in keys) for row in table.rows}) == len(table.rows)
    assert query(data, f"SELECT file, reason FROM {name}_files_left") == [("坏.xlsx", "文件已损坏")]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_row_is_lost(contents, name):
    """Every single value of the main lists stands in its row."""

    def values(part):
        if isinstance(part, dict):
            return [value for each in part.values() for value in values(each)]
        if isinstance(part, list):
            return [value for each in part for value in values(each)]
        return [] if part is None or part == "" else [str(part)]

    content = contents[name]
    rows = [row for section in documents()[name].main for row in content.get(section, ())]
    for row, flat in zip(rows, datasets.main(content).rows, strict=True):
        written = "\n".join(map(str, flat))
        assert [value for value in values(row) if value not in written and json.dumps(value)[1:-1] not in written] == []


@pytest.mark.parametrize("name", NAMES)
def test_parquet_is_typed(contents, name):
    found = pq.read_table(io.BytesIO(parquet.render(contents[name])))
    table = datasets.main(contents[name])
    assert found.num_rows == len(table.rows)
    types = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "flag": pa.bool_(), "day": pa.date32()}
    assert [field.type for field in found.schema] == [types[column.holds] for column in table.columns]
    assert json.loads(found.schema.metadata[b"djcov"])["files_left"] == LEFT


def test_rates_come_with_their_percentage(contents):
    found = pq.read_table(io.BytesIO(parquet.render(contents["coverage"]))).to_pylist()
    (share,) = [row for row in found if (row["unit"], row["indicator"]) == ("全区", "org_coverage")]
    assert (share["as_of"], share["by"]) == (date(2021, 12, 31), "township")
    assert (share["numerator"], share["denominator"], share["rate"], share["percent"]) == (1, 5, 0.2, 20.0)
    assert (share["deadline"], share["met"], share["short_by"]) == (date(2021, 12, 31), False, 4)
    assert all(row["percent"] is None for row in found if row["rate"] is None)


def test_appending_replaces_the_same_result_and_keeps_the_others(contents):
    now = contents["coverage"]
    units = {row["unit"] for row in now["rows"]}
    later = {**now, "as_of": "2022-12-31"}
    villages = {**now, "by": "village"}
    mended = {**now, "rows": [row for row in now["rows"] if row["unit"] == "全区"]}
    data = sqlite.render(now)
    for content in (later, villages, contents["gaps"], mended):
        data = sqlite.render(content, data)
    counted = 'SELECT as_of, "by", count(DISTINCT unit) FROM coverage GROUP BY 1, 2 ORDER BY 1, 2'
    assert query(data, counted) == [
        ("2021-12-31", "township", 1),
        ("2021-12-31", "village", len(units)),
        ("2022-12-31", "township", len(units)),
    ]
    assert query(data, "SELECT count(*) FROM gaps") == [(len(contents["gaps"]["rows"]),)]
    everything = 'SELECT * FROM coverage ORDER BY as_of, "by", unit, indicator'
    assert query(sqlite.render(mended, data), everything) == query(data, everything), "twice is once"


def test_appending_a_trend_replaces_its_dates_alone(contents):
    trend = contents["trend"]
    before, after = ({**trend, "rows": [row for row in trend["rows"] if row["as_of"] == day]} for day in trend["dates"])
    data = sqlite.render(after, sqlite.render(before))
    assert query(data, "SELECT count(*) FROM trend") == [(len(trend["rows"]),)]


def test_a_database_of_an_older_version_gets_the_new_columns(contents):
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute('CREATE TABLE ask ("as_of" TEXT, "township" TEXT, PRIMARY KEY ("as_of", "township"))')
        database.execute("INSERT INTO ask VALUES ('2020-12-31', '古城乡')")
        database.commit()
        old = database.serialize()
    found = query(sqlite.render(contents["ask"], old), "SELECT as_of, township, asked FROM ask ORDER BY 1, 2")
    assert found[0] == ("2020-12-31", "古城乡", None)
    assert {day for day, _, _ in found[1:]} == {"2021-12-31"}


@pytest.mark.parametrize("old", [b"not a database", b"SQLite format 3\0" + bytes(84)])
def test_what_is_no_database_is_refused(contents, old):
    with pytest.raises(OutputError, match="不能续写"):
        sqlite.render(contents["ask"], old)


def test_another_table_of_the_same_name_is_refused(contents):
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE ask (township TEXT PRIMARY KEY, mine TEXT NOT NULL)")
        database.commit()
        old = database.serialize()
    with pytest.raises(OutputError, match="不能续写"):
        sqlite.render(contents["ask"], old)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-o", "out.csv", "--append"), "--append 只能续写 .sqlite 文件"),
        (("--append",), "--append 只能续写 .sqlite 文件"),
        (("-o", "out.sqlite", "--append", "--township", "古城乡"), "--append 不能和 --township 一起用"),
    ],
)
def test_append_without_a_database_is_refused(words, told, capsys):
    assert run(["coverage", "ledger.csv", *words]) == 2
    assert told in capsys.readouterr().err


def test_the_command_line_writes_and_goes_on_with_a_database(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("now.csv").write_text(NOW, "utf-8")
    for day in ("2021-12-31", "2022-12-31"):
        assert run(["coverage", "now.csv", "--as-of", day, "-o", "year.sqlite", "--append", "-q"]) == 0
    assert run(["gaps", "now.csv", "--as-of", "2021-12-31", "-o", "gaps.parquet", "-q"]) == 0
    assert run(["gaps", "now.csv", "--as-of", "2021-12-31", "--format", "ndjson", "-q"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[1])["section"] == "rows"
    with closing(sqlite3.connect("year.sqlite")) as database:
        assert database.execute("SELECT count(DISTINCT as_of) FROM coverage").fetchone() == (2,)
    assert pq.read_table("gaps.parquet").num_rows
