"""The public way: read, link, look."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import djcov
from djcov import pipeline
from djcov.errors import InputError, UsageError
from rosters import policy, roster

LEDGER: list[dict[str, Any]] = [
    {"name": "甲", "township": "古城乡", "organized": True, "founded_on": date(2021, 6, 1)},
    {"name": "乙", "township": "古城乡", "organized": False, "founded_on": None},
]


@pytest.mark.parametrize("as_of", ["2021-12-31", date(2021, 12, 31), datetime(2021, 12, 31, 18)])
def test_a_date_in_any_form(as_of: Any) -> None:
    facts = pipeline.link(roster(LEDGER), as_of=as_of)

    assert facts.as_of == date(2021, 12, 31)
    assert type(facts.as_of) is date


def test_without_a_date_it_is_today() -> None:
    before = date.today()
    facts = pipeline.link(roster(LEDGER))

    assert before <= facts.as_of <= date.today()


@pytest.mark.parametrize("as_of", ["2021-13-01", "昨天", "31.12.2021", ""])
def test_a_text_that_is_no_date_is_refused(as_of: str) -> None:
    with pytest.raises(UsageError) as refused:
        pipeline.link(roster(LEDGER), as_of=as_of)

    assert str(refused.value) == f"“{as_of}”不是日期\n请写成 2021-12-31 这样的日期。"
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda ledger: djcov.read(ledger, engine="foo"), "没有名为“foo”的引擎\n可用的引擎：auto、arrow、pandas"),
        (lambda ledger: djcov.read(ledger, engine=None), "NoneType 类型的值不是名称\n请写名称或代码"),
        (lambda ledger: djcov.read(ledger, jobs=-1), "jobs 不能是 -1\n请给 1 或更大的整数，或不给。"),
        (lambda ledger: djcov.read(ledger, jobs="2"), "jobs 不能是“2”\n请给 1 或更大的整数，或不给。"),
        (lambda ledger: djcov.read(ledger, overrides={}), "overrides 不能是 dict\n请写 djcov.Overrides(...)"),
        (lambda ledger: djcov.coverage(djcov.read(ledger), by=None), "NoneType 类型的值不是名称\n"),
        (lambda ledger: djcov.gaps(djcov.read(ledger), townships=3), "int 类型的值不是名称\n"),
        (lambda ledger: djcov.explain(djcov.read(ledger), None), "NoneType 类型的值不是名称\n"),
        (lambda ledger: djcov.coverage(djcov.read(ledger), by="x"), "没有名为“x”的分组方式\n"),
        (lambda ledger: djcov.distributions(djcov.read(ledger), by="x"), "没有名为“x”的分组方式\n"),
        (lambda ledger: djcov.explain(djcov.read(ledger), "org_coverage", limit=-1), "limit 不能是 -1\n请给 0"),
        (lambda ledger: djcov.read([ledger, {}]), "dict 类型的值不是台账\n请给文件或文件夹的路径"),
        (lambda ledger: djcov.read(ledger, policy="x.toml"), "“x.toml”不是政策\n政策文件请写成 policy=djcov.Policy"),
        (
            lambda ledger: djcov.gaps(djcov.read(ledger), policy={}),
            "dict 类型的值不是政策\n政策文件请写成 policy=djcov.Policy",
        ),
        (lambda ledger: djcov.coverage("ledger.xlsx"), "“ledger.xlsx”不是读入的台账\n请先读入：roster = djcov.read("),
        (lambda ledger: djcov.trend("ledger.xlsx"), "“ledger.xlsx”不是读入的台账\n请先读入"),
        (lambda ledger: djcov.check(None), "NoneType 类型的值不是读入的台账\n请先读入"),
        (lambda ledger: djcov.coverage(djcov.read(ledger), as_of=20211231), "“20211231”不是日期\n请写成 2021-12-31"),
        (lambda ledger: djcov.gaps(djcov.read(ledger), names="all"), "names 不能是“all”\n请写 True"),
    ],
)
def test_what_means_nothing_is_refused(tmp_path: Path, ask: Callable[[Path], object], said: str) -> None:
    ledger = tmp_path / "ledger.csv"
    ledger.write_text("企业名称,乡（办）,职工人数\n甲公司,古城乡,50\n", "utf-8")
    with pytest.raises(UsageError) as refused:
        ask(ledger)
    assert str(refused.value).startswith(said)


def test_a_view_takes_a_roster_or_facts() -> None:
    source = roster(LEDGER)
    facts = pipeline.link(source, as_of="2021-12-31")

    assert djcov.coverage(source, as_of="2021-12-31") == djcov.coverage(facts)
    assert djcov.gaps(source, as_of="2021-12-31") == djcov.gaps(facts)
    assert djcov.explain(source, "org_coverage", as_of="2021-12-31") == djcov.explain(facts, "org_coverage")
    assert djcov.check(source, as_of="2021-12-31") == djcov.check(facts)


def test_a_text_alone_is_one_name_and_yes_shows_names() -> None:
    facts = djcov.link(roster(LEDGER), as_of="2021-12-31")

    assert djcov.coverage(facts, townships="古城乡") == djcov.coverage(facts, townships=["古城乡"])
    assert djcov.gaps(facts, kinds="no_mass") == djcov.gaps(facts, kinds=["no_mass"])
    trend = djcov.trend([facts], as_of="2021-12-31", townships="古城乡", indicators="org_coverage")
    assert [course.unit for course in trend.courses] == ["全区", "古城乡"]
    assert djcov.trend(facts.roster, as_of="2021-12-31").dates == (date(2021, 12, 31),)
    with pytest.raises(UsageError, match="没有名为“古乡”的单位"):
        djcov.gaps(facts, townships="古乡")
    for view in (djcov.gaps, djcov.report, lambda facts, names: djcov.explain(facts, "org_coverage", names=names)):
        assert [view(facts, names=names).names for names in (True, False)] == [djcov.Names.SHOWN, djcov.Names.MASKED]


def test_facts_are_used_as_they_are_unless_date_or_policy_differ() -> None:
    facts = pipeline.link(roster(LEDGER), as_of="2021-12-31")
    own = policy(counting={"due_members": 1})

    assert pipeline.link(facts) is facts
    assert pipeline.link(facts, as_of="2021-12-31", policy=facts.policy) is facts
    assert pipeline.link(facts, as_of="2020-12-31").as_of == date(2020, 12, 31)
    assert pipeline.link(facts, policy=own).policy == own
    assert pipeline.link(facts, policy=own).as_of == date(2021, 12, 31)
    assert djcov.coverage(facts, as_of="2020-12-31").share("org_coverage").numerator == 0


def test_linking_leaves_the_roster_as_it_is() -> None:
    source = roster([*LEDGER, LEDGER[0]])
    frames = {kind: frame.to_pydict() for kind, frame in source.frames.items()}
    first = djcov.check(source, as_of="2021-12-31")
    second = djcov.check(source, as_of="2021-12-31")

    assert first == second
    assert first.findings.totals == {"ENTERPRISE_REPEATED": 1}
    assert len(source.findings) == 0
    for kind, frame in frames.items():
        assert source.frames[kind].to_pydict() == frame


def test_a_roster_that_is_closed_leaves_nothing_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    (tmp_path / "企业.csv").write_text("企业名称,乡（办）\n甲公司,古城乡\n", "utf-8")
    with djcov.read(tmp_path / "企业.csv", engine="duckdb") as roster:
        coverage = djcov.coverage(roster, as_of="2021-12-31")
        assert list((tmp_path / "scratch").iterdir())
    assert not list((tmp_path / "scratch").iterdir())
    assert coverage.enterprises("古城乡") == 1
    roster.close()  # once more does no harm


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        djcov.read(tmp_path / "没有.xlsx")


def test_importing_the_pipeline_loads_nothing_heavy() -> None:
    script = "import sys, djcov.pipeline; print([m for m in ('pandas', 'narwhals', 'pydantic') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert result.stdout.strip() == "[]"
