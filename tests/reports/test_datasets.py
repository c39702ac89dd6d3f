"""Data files hold what JSON holds: every row of every list, in typed columns that tell them apart."""

from __future__ import annotations

import io
import json
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
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


def query(data: bytes | Path, sql: str):
    with closing(sqlite3.connect(":memory:" if isinstance(data, bytes) else data)) as database:
        if isinstance(data, bytes):
            database.deserialize(data)
        return database.execute(sql).fetchall()


@pytest.fixture
def database(tmp_path):
    return tmp_path / "year.sqlite"


def made(path, *statements):
    with closing(sqlite3.connect(path)) as database:
        for each in statements:
            database.execute(each)
        database.commit()


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
        own = {key.removeprefix("of_"): value for key, value in row.items() if key not in shared}
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


def test_a_word_has_one_meaning_in_every_record(contents):
    """A distribution's base is a number, and the document's says whom it is of."""
    now = contents["coverage"]
    records = [json.loads(line) for line in datasets.lines(now).splitlines()]
    assert {each["base"] for each in records} == {"enterprises"}
    spread = datasets.section(now, "distributions")
    at = [column.name for column in spread.columns]
    assert [row[at.index("of_base")] for row in spread.rows] == [each["base"] for each in now["distributions"]]
    assert {row[at.index("base")] for row in spread.rows} == {"enterprises"}


def test_appending_replaces_the_same_result_and_keeps_the_others(contents, database):
    now = contents["coverage"]
    units = {row["unit"] for row in now["rows"]}
    later = {**now, "as_of": "2022-12-31"}
    villages = {**now, "by": "village"}
    social = {**now, "base": "social_organizations"}
    mended = {**now, "rows": [row for row in now["rows"] if row["unit"] == "全区"]}
    for content in (now, later, villages, social, contents["gaps"], mended):
        sqlite.append(content, database)
    counted = 'SELECT as_of, "by", base, count(DISTINCT unit) FROM {} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3'
    assert query(database, counted.format("coverage")) == [
        ("2021-12-31", "township", "enterprises", 1),
        ("2021-12-31", "township", "social_organizations", len(units)),
        ("2021-12-31", "village", "enterprises", len(units)),
        ("2022-12-31", "township", "enterprises", len(units)),
    ]
    assert len(query(database, counted.format("coverage_distributions"))) == 4
    assert query(database, "SELECT count(*) FROM gaps") == [(len(contents["gaps"]["rows"]),)]
    everything = 'SELECT * FROM coverage ORDER BY as_of, "by", base, unit, indicator'
    before = query(database, everything)
    sqlite.append(mended, database)
    assert query(database, everything) == before, "twice is once"


def test_appending_without_a_list_takes_the_same_result_s_away(contents, database):
    now = contents["coverage"]
    for content in (now, {**now, "as_of": "2022-12-31"}, {k: v for k, v in now.items() if k != "distributions"}):
        sqlite.append(content, database)
    assert query(database, "SELECT DISTINCT as_of FROM coverage_distributions") == [("2022-12-31",)]


def test_appending_a_trend_replaces_its_dates_alone(contents, database):
    trend = contents["trend"]
    parts = [
        {**trend, "dates": [day], "rows": [row for row in trend["rows"] if row["as_of"] == day]}
        for day in trend["dates"]
    ]
    whole = [{**part["rows"][0], "unit": "撤销的乡"} for part in parts]
    sqlite.append({**parts[0], "rows": [*parts[0]["rows"], whole[0]]}, database)
    sqlite.append(parts[1], database)
    sqlite.append(parts[0], database)
    assert query(database, "SELECT count(*) FROM trend") == [(len(trend["rows"]),)], "a unit that has gone is gone"
    assert query(database, "SELECT dates, file FROM trend_files_left ORDER BY 1") == [
        (day, "坏.xlsx") for day in trend["dates"]
    ]


def test_a_database_of_an_older_version_gets_the_new_columns(contents, database):
    made(
        database,
        'CREATE TABLE ask ("as_of" TEXT, "township" TEXT, PRIMARY KEY ("as_of", "township"))',
        "INSERT INTO ask VALUES ('2020-12-31', '古城乡')",
    )
    sqlite.append(contents["ask"], database)
    found = query(database, "SELECT as_of, township, asked FROM ask ORDER BY 1, 2")
    assert found[0] == ("2020-12-31", "古城乡", None)
    assert {day for day, _, _ in found[1:]} == {"2021-12-31"}


@pytest.mark.parametrize(
    "old", [b"not a database, but a text that is longer than a head" * 9, b"SQLite format 3\0" + bytes(84)]
)
def test_what_is_no_database_is_refused(contents, database, old):
    database.write_bytes(old)
    with pytest.raises(OutputError, match="不能续写：不是 SQLite 文件"):
        sqlite.append(contents["ask"], database)
    assert database.read_bytes() == old


@pytest.mark.parametrize(
    "table",
    [
        "TABLE ask (township TEXT PRIMARY KEY, asked INTEGER)",
        "TABLE ask (as_of TEXT, township TEXT, mine TEXT, PRIMARY KEY (as_of, township))",
        "TABLE ask (as_of TEXT, township TEXT, asked TEXT, PRIMARY KEY (as_of, township))",
        "TABLE ask_files_left (as_of TEXT, file TEXT, PRIMARY KEY (as_of, file))",
        "VIEW ask AS SELECT 1 AS as_of, 2 AS township",
    ],
)
def test_another_table_of_the_same_name_is_refused_and_nothing_changes(contents, database, table):
    made(database, f"CREATE {table}")
    before = database.read_bytes()
    with pytest.raises(OutputError, match=r"不能续写：其中的表 ask(_files_left)? 是别的"):
        sqlite.append(contents["ask"], database)
    assert database.read_bytes() == before


def test_a_database_that_somebody_writes_to_is_told(contents, database, monkeypatch):
    monkeypatch.setattr(sqlite, "_WAIT", 0)
    made(database, "CREATE TABLE mine (a)")
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match="正被别的程序使用"):
            sqlite.append(contents["ask"], database)
        other.execute("INSERT INTO mine VALUES (1)")
        other.execute("COMMIT")
    sqlite.append(contents["ask"], database)
    assert query(database, "SELECT a FROM mine") == [(1,)]


def test_nothing_is_lost_of_what_several_write_at_once(contents, database):
    days = [f"20{year}-12-31" for year in range(10, 30)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda day: sqlite.append({**contents["ask"], "as_of": day}, database), days))
    assert query(database, "SELECT DISTINCT as_of FROM ask ORDER BY 1") == [(day,) for day in days]


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_kill_in_the_middle_leaves_the_old_content(contents, database, mode):
    sqlite.append(contents["ask"], database)
    made(database, f"PRAGMA journal_mode = {mode}")
    before = query(database, "SELECT * FROM ask")
    killed = """
import json, os, signal, sys
from pathlib import Path
from djcov.reports import sqlite
put = sqlite._put
def last(database, table):
    put(database, table)
    database.execute("PRAGMA cache_spill = 1")
    if table.name.endswith("files_left"):
        os.kill(os.getpid(), signal.SIGKILL)
sqlite._put = last
sqlite.append(json.loads(sys.stdin.read()), Path(sys.argv[1]))
"""
    mended = {**contents["ask"], "rows": [{**each, "asked": 99} for each in contents["ask"]["rows"]]}
    run = subprocess.run(
        [sys.executable, "-c", killed, str(database)], input=json.dumps(mended), text=True, check=False
    )
    assert run.returncode == -signal.SIGKILL
    assert query(database, "SELECT * FROM ask") == before
    sqlite.append(mended, database)
    assert query(database, "SELECT DISTINCT asked FROM ask") == [(99,)]
    assert query(database, "PRAGMA journal_mode") == [(mode,)]
    assert [each.name for each in database.parent.iterdir()] == [database.name]


def test_a_database_in_use_is_not_replaced(contents, database):
    """What stands in the write-ahead log would be written into the new one."""
    made(database, "PRAGMA journal_mode = wal", "CREATE TABLE mine (a)")
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("INSERT INTO mine VALUES (1)")
        with pytest.raises(OutputError, match="正被别的程序使用"):
            sqlite.refuse_in_use(database)
    sqlite.refuse_in_use(database)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-o", "out.csv", "--append"), "--append 只能续写 .sqlite 文件"),
        (("--append",), "--append 只能续写 .sqlite 文件"),
        (("-o", "out.sqlite", "--append", "--township", "古城乡"), "--append 不能和 --township 一起用"),
        (("-o", "out.sqlite", "--append", "--indicator", "组织覆盖率"), "--append 不能和 --indicator 一起用"),
    ],
)
def test_append_without_a_database_is_refused(words, told, capsys):
    assert run(["coverage", "ledger.csv", *words]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.thorough
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
