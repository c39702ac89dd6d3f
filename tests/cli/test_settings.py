"""What is written once in djcov.toml, and where it is looked for."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Djcov = Callable[..., Any]

NAMED = 'name = "本区口径"\n'


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's own file would be."""
    folder = tmp_path_factory.mktemp("config") / "djcov"
    folder.mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder.parent))
    return folder / "djcov.toml"


def _policy(djcov: Djcov, *words: str) -> tuple[str, str, str]:
    """Give the name and date under which a line counts, and what it says of settings."""
    done = djcov("coverage", *words)
    assert done.code == 0, done.err
    first, said = done.out.splitlines()[0], done.err.splitlines()[0]
    date = first.partition("截至 ")[2][:10]
    return first.rpartition("口径：")[2].rstrip("）"), date, said if said.startswith("采用") else ""


@pytest.mark.thorough
def test_a_file_beside_the_rosters_says_what_to_read_and_how(djcov: Djcov) -> None:
    Path("政策.toml").write_text(NAMED, "utf-8")
    Path("djcov.toml").write_text('rosters = ["ledger.csv"]\npolicy = "政策.toml"\nas_of = 2021-12-31\n', "utf-8")
    Path("别的.csv").write_text("企业名称,乡（办）\n己公司,古城乡\n", "utf-8")
    told = "采用设置 djcov.toml（rosters、policy、as_of）。"
    assert _policy(djcov) == ("本区口径", "2021-12-31", told)
    assert _policy(djcov, "ledger.csv") == ("本区口径", "2021-12-31", "采用设置 djcov.toml（policy、as_of）。")
    assert _policy(djcov, "--as-of", "2020-12-31")[1] == "2020-12-31"
    assert "设置" not in djcov("coverage", "-q").err
    assert djcov("policy", "show").out.startswith(f"# {told}\n")
    listed = djcov("explain", "org_coverage", "--format", "json", "-q").out
    assert listed == djcov("explain", "org_coverage", "ledger.csv", "--format", "json", "-q").out
    assert "己公司" not in listed


@pytest.mark.thorough
def test_the_nearest_file_above_the_rosters_wins_wherever_one_stands(djcov: Djcov, own: Path, tmp_path: Path) -> None:
    folder = tmp_path / "台账" / "2021"
    folder.mkdir(parents=True)
    (folder / "甲.csv").write_bytes(Path("ledger.csv").read_bytes())
    for place, day in ((own, "2018-12-31"), (tmp_path / "djcov.toml", "2019-12-31")):
        place.write_text(f"as_of = {day}\n", "utf-8")
        assert _policy(djcov, "台账/2021/甲.csv")[1:] == (
            day,
            f"采用设置 {place.name if place != own else own}（as_of）。",
        )
    (tmp_path / "台账/djcov.toml").write_text("as_of = 2020-12-31\n", "utf-8")
    for words in (("台账/2021/甲.csv",), ("台账",), (str(folder), "台账/2021")):
        assert _policy(djcov, *words)[1:] == ("2020-12-31", "采用设置 台账/djcov.toml（as_of）。")
    assert _policy(djcov, "ledger.csv")[1] == "2019-12-31"
    refused = djcov("coverage", "台账", "ledger.csv")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("错误：这些台账分属几份设置：")


def test_nothing_is_looked_for_above_the_home(djcov: Djcov, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    (home / "台账").mkdir(parents=True)
    (home / "台账/甲.csv").write_bytes(Path("ledger.csv").read_bytes())
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    Path("djcov.toml").write_text("as_of = 2019-12-31\n", "utf-8")
    assert _policy(djcov, "home/台账")[2] == ""
    (home / "djcov.toml").write_text("as_of = 2020-12-31\n", "utf-8")
    assert _policy(djcov, "home/台账")[1] == "2020-12-31"


@pytest.mark.parametrize("path", ["锁/台账.csv", "a\0b.csv", "长" * 300, "ledger.csv/台账.csv"])
def test_a_path_that_leads_nowhere_is_told_as_ever(djcov: Djcov, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    Path("锁").mkdir(0)
    refused = djcov("check", path)
    assert (refused.code, refused.out) == (3, "")
    assert refused.err.startswith(f"错误：{path.replace(chr(0), ' ')}：")


def test_the_environment_may_name_the_policy(djcov: Djcov, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("政策.toml").write_text(NAMED, "utf-8")
    Path("另.toml").write_text('name = "另一口径"\n', "utf-8")
    Path("djcov.toml").write_text('policy = "另.toml"\n', "utf-8")
    monkeypatch.setenv("DJCOV_POLICY", "政策.toml")
    name, _, told = _policy(djcov, "ledger.csv")
    assert (name, told) == ("本区口径", "采用政策 政策.toml（DJCOV_POLICY）。")
    assert _policy(djcov, "ledger.csv", "--policy", "另.toml")[::2] == ("另一口径", "")


def test_sections_change_those_of_the_policy(djcov: Djcov) -> None:
    Path("政策.toml").write_text(f'{NAMED}[units]\norder = ["古城乡"]\n', "utf-8")
    Path("djcov.toml").write_text(
        '[units.aliases]\n"老城" = "古城乡"\n[columns.enterprises]\nemployees = ["在岗总人头"]\n', "utf-8"
    )
    Path("台账.csv").write_text("企业名称,乡（办）,在岗总人头\n甲公司,老城,60\n", "utf-8")
    found = json.loads(djcov("coverage", "台账.csv", "--policy", "政策.toml", "--format", "json").out)
    assert "古城乡" in {row["unit"] for row in found["rows"]}
    read = djcov("columns", "在岗总人头", "--format", "json")
    assert json.loads(read.out)["rows"][0]["field"] == "employees"
    assert read.err == "采用设置 djcov.toml（columns、units）。\n"
    shown = djcov("policy", "show", "--policy", "政策.toml").out
    assert shown.splitlines()[0] == "# 采用设置 djcov.toml（columns、units）。"
    settings = tomllib.loads(shown)
    assert (settings["name"], settings["units"]["order"]) == ("本区口径", ["古城乡"])
    assert settings["units"]["aliases"]["老城"] == "古城乡"


def test_deadlines_are_the_same_for_ledger_orders_and_forms(djcov: Djcov) -> None:
    own = "[deadlines]\ndays = 10\nreturn_days = 3\n[deadlines.days_by_kind]\ndue_not_built = 60\n"
    Path("djcov.toml").write_text(f"as_of = 2021-12-31\n{own}", "utf-8")
    shown = djcov("policy", "show").out
    assert shown.splitlines()[0] == "# 采用设置 djcov.toml（as_of、deadlines）。"
    assert tomllib.loads(shown)["deadlines"] == {
        "days": 10, "reply_days": 15, "return_days": 3, "days_by_kind": {"due_not_built": 60}
    }  # fmt: skip
    Path("政策.toml").write_text("[deadlines]\nreply_days = 5\ndays = 90\n", "utf-8")
    shown = djcov("policy", "show", "--policy", "政策.toml").out
    assert [tomllib.loads(shown)["deadlines"][each] for each in ("days", "reply_days")] == [10, 5]

    done = djcov("follow", "销号.xlsx", "ledger.csv", "--format", "json")
    assert done.code == 0, done.err
    by_kind = {row["kind"]: row["due"] for row in json.loads(done.out)["rows"]}
    assert (by_kind["due_not_built"], by_kind["no_instructor"]) == ("2022-03-01", "2022-01-10")
    asked = djcov("ask", "ledger.csv", "-o", "补填", "--format", "json")
    assert json.loads(asked.out)["due"] == "2022-01-03"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[deadlines]\nno_instructor = 15\n", "第 2 行 deadlines.no_instructor：没有这个设置"),
        ("[deadlines]\ndays = 0\n", "第 2 行 deadlines.days：不能小于 1"),
        ("[deadlines]\ndays = true\n", "第 2 行 deadlines.days：应为整数"),
        ("[deadlines.days_by_kind]\nno_such = 1\n", "第 2 行 deadlines.days_by_kind.no_such：没有这种缺口"),
        ('as_of = 2021-12-31\npolcy = "a"\n', "第 2 行 polcy：没有这个设置"),
        ('as_of = "昨天"\n', "第 1 行 as_of：应为日期"),
        ("jobs = 0\n", "第 1 行 jobs：不能小于 1"),
        ("show_names = 1\n", "第 1 行 show_names：应为 true 或 false"),
        ("rosters = [\n", "设置文件末尾格式不对"),
        ('jobs = 2\n[units]\norders = ["甲"]\n', "第 3 行 units.orders：没有这个设置"),
        ("[units]\norder = 5\n", "第 2 行 units.order：应为列表"),
        ('[columns.enterprises]\nno_such = ["甲"]\n', "第 2 行 columns.enterprises.no_such"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(djcov: Djcov, text: str, told: str) -> None:
    Path("djcov.toml").write_text(text, "utf-8")
    refused = djcov("coverage", "ledger.csv")
    assert (refused.code, refused.out) == (3, "")
    assert "错误：djcov.toml：设置文件" in refused.err
    assert told in refused.err


def test_the_file_is_no_roster_and_python_does_not_look_for_it(djcov: Djcov) -> None:
    import djcov as package

    Path("djcov.toml").write_text("as_of = 2019-12-31\n", "utf-8")
    done = djcov("coverage", ".", "--format", "json")
    assert json.loads(done.out)["files_left"] == []
    assert package.coverage(package.read("."), as_of="2021-12-31").as_of.isoformat() == "2021-12-31"
    refused = djcov("check", "ledger.csv", "-o", "djcov.toml")
    assert (refused.code, Path("djcov.toml").read_text("utf-8")) == (2, "as_of = 2019-12-31\n")


@pytest.mark.thorough
def test_batch_and_names(djcov: Djcov) -> None:
    Path("台账").mkdir()
    Path("台账/甲.csv").write_bytes(Path("ledger.csv").read_bytes())
    Path("台账/djcov.toml").write_text("as_of = 2020-12-31\njobs = 1\nshow_names = true\n", "utf-8")
    done = djcov("batch", "台账", "-o", "结果")
    assert done.code == 0, done.err
    assert done.err.startswith("采用设置 台账/djcov.toml（as_of、jobs、show_names）。\n")
    settings = json.loads(Path("结果/manifest.json").read_text("utf-8"))["settings"]
    assert (settings["as_of"], settings["names"]) == ("2020-12-31", "shown")
