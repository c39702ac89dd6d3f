"""The committed samples: made anew they are the same, and djcov says of each what plain loops say of the district."""

from __future__ import annotations

import csv
import json
import zipfile
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import openpyxl
import pytest

import djcov
import make_samples
from comparing import (
    gaps_expected,
    gaps_said,
    is_on,
    mistakes_expected,
    mistakes_said,
    place_of,
    shares_expected,
    shares_said,
    spreads_expected,
    spreads_said,
    units_expected,
)
from djcov import pipeline
from djcov.cli import run
from djcov.facts import Facts
from djcov.facts.stated_dates import dated
from djcov.measures.gap_kinds import GAP_KINDS
from made_up.chance import AS_OF_DAYS
from made_up.ledger_book import CLERK_PHONE
from made_up.tables import Place
from made_up.world import EXPORT, LEDGER, ROSTERS, TOWNSHIPS
from oracle import WHOLE, truth

SAMPLES = Path(make_samples.__file__).parent
PATHS = {ROSTERS: "district.xlsx", LEDGER: "ledger.xlsx", TOWNSHIPS: "townships", EXPORT: "ledger-gbk.csv"}
MIDDLE = AS_OF_DAYS[1]
LONG_AFTER = date(2023, 12, 31)
"""A day by which everything in the samples has happened."""

DISTRICT = make_samples.sample_district()
RENDERINGS = {rendering.style: rendering for rendering in make_samples.renderings(DISTRICT)}

each_way = pytest.mark.parametrize("style", PATHS)
each_day = pytest.mark.parametrize("as_of", AS_OF_DAYS, ids=is_on)


@cache
def facts_of(style: str, as_of: date) -> Facts:
    """A sample, read once and linked once for each day."""
    return pipeline.link(_roster(style), as_of=as_of)


@cache
def _roster(style: str) -> djcov.Roster:
    return djcov.read(SAMPLES / PATHS[style])


# ---- the files


@pytest.mark.thorough
def test_the_committed_files_are_what_the_script_writes(tmp_path: Path) -> None:
    written = {path.relative_to(tmp_path) for path in make_samples.write_samples(tmp_path)}
    committed = {
        path.relative_to(SAMPLES)
        for path in SAMPLES.rglob("*")
        if path.suffix in (".xlsx", ".csv") and not path.name.startswith("~")
    }
    assert written == committed
    for path in sorted(written):
        assert _content(tmp_path / path) == _content(SAMPLES / path), path


def _content(path: Path) -> dict[str, bytes]:
    """The bytes of a file; of a workbook those of its parts, since how they are packed depends on the zlib at hand."""
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    first, second = (make_samples.clean_rendering().books[0].save(tmp_path / name) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_the_district_holds_what_the_rules_turn_on() -> None:
    enterprises, organisations = DISTRICT.enterprises, DISTRICT.organisations
    days = {one.founded for one in organisations} | {one.registered for one in enterprises}

    assert len(DISTRICT.units) == 8
    assert "古城乡" in DISTRICT.units
    assert {49, 50, 51, None} <= {one.employees for one in enterprises}
    assert {0, 1, 2, 3, 12} <= {len(one.members) for one in enterprises}
    assert {date(2020, 12, 31), date(2021, 1, 1), date(2021, 12, 31), date(2022, 1, 1), None} <= days
    assert {1, 2, 5, 6, 7} <= {len(one.enterprises) for one in organisations}
    assert {180, 181} <= {
        (one.founded - registered).days
        for one in organisations
        for registered in (enterprises[index].registered for index in one.enterprises)
        if one.founded and registered
    }
    assert any(len(one.postings) > 5 for one in DISTRICT.instructors)


def test_the_ledger_has_the_habits_that_make_it_hard_to_read() -> None:
    page, remarks, old = RENDERINGS[LEDGER].books[0].pages
    written = [content for content in page.cells.values() if isinstance(content, str)]

    assert written.count("序号") > 5
    assert {"附件1", "小计", "合计", "城关办", "√", "×", "—", "无", "不详"} <= set(written)
    assert any(text.startswith("填表人") for text in written)
    assert page.hidden_rows
    assert old.hidden
    assert len(old.cells) > 500
    assert not remarks.hidden


# ---- the numbers


@each_day
@each_way
def test_every_number_is_the_one_that_plain_loops_give(style: str, as_of: date) -> None:
    coverage = djcov.coverage(facts_of(style, as_of))
    expected = truth(DISTRICT, as_of, style)

    assert coverage.units == units_expected(DISTRICT, "unit")
    assert shares_said(coverage) == shares_expected(expected, coverage, style)


@each_day
@each_way
def test_every_distribution_is_the_one_that_plain_loops_give(style: str, as_of: date) -> None:
    distributions = djcov.distributions(facts_of(style, as_of))
    expected = truth(DISTRICT, as_of, style)

    assert spreads_said(distributions) == spreads_expected(expected, distributions, style)


@pytest.mark.thorough
def test_the_earlier_ledger_is_of_its_day_and_says_what_plain_loops_say() -> None:
    facts = pipeline.link(djcov.read(SAMPLES / "ledger-2020-12-31.csv"), as_of=make_samples.EARLIER)
    coverage, district = djcov.coverage(facts), make_samples.earlier_district()
    expected = truth(district, make_samples.EARLIER, EXPORT)

    assert dated(facts.roster).day == make_samples.EARLIER
    assert coverage.units == units_expected(district, "unit")
    assert shares_said(coverage) == shares_expected(expected, coverage, EXPORT)
    assert len(district.enterprises) < len(DISTRICT.enterprises)
    assert [finding for finding in facts.findings if finding.severity is not djcov.Severity.NOTE] == []


@pytest.mark.parametrize("by", ["village", "industry"])
@pytest.mark.parametrize("style", [ROSTERS, LEDGER])
def test_the_numbers_by_village_and_by_industry_are_those_of_plain_loops(
    style: str, by: Literal["village", "industry"]
) -> None:
    coverage = djcov.coverage(facts_of(style, MIDDLE), by=by)
    expected = truth(DISTRICT, MIDDLE, style, by=by)

    assert coverage.units == units_expected(DISTRICT, by)
    assert shares_said(coverage) == shares_expected(expected, coverage, style)
    distributions = djcov.distributions(facts_of(style, MIDDLE), by=by)
    assert spreads_said(distributions) == spreads_expected(expected, distributions, style)


def test_mass_organisations_cover_where_the_policy_says_so() -> None:
    policy = djcov.Policy.load()
    counting = policy.counting.model_copy(update={"work_includes_mass": True})
    policy = policy.model_copy(update={"counting": counting})
    coverage = djcov.coverage(facts_of(LEDGER, MIDDLE), policy=policy)
    expected = truth(DISTRICT, MIDDLE, LEDGER, work_includes_mass=True)
    narrower = truth(DISTRICT, MIDDLE, LEDGER)

    share = coverage.share("work_coverage")
    assert (share.numerator, share.denominator) == expected.shares[WHOLE, "work_coverage"]
    assert share.numerator > narrower.shares[WHOLE, "work_coverage"][0]


@each_way
def test_the_json_on_stdout_holds_the_same_numbers(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["coverage", str(SAMPLES / PATHS[style]), "--as-of", "2021-12-31", "--format", "json"]
    assert run(command) == 0
    printed = json.loads(capsys.readouterr().out)
    expected = truth(DISTRICT, MIDDLE, style).shares

    assert printed["schema"] == "djcov.coverage/1"
    assert printed["rows"][0]["unit"] == WHOLE
    for row in printed["rows"]:
        share = (row["numerator"], row["denominator"])
        assert row.get("missing") or share == expected.get((row["unit"], row["indicator"]), (0, 0)), row
        assert row["rate"] == (round(share[0] / share[1], 6) if share[1] else None), row


# ---- the rows behind the numbers


@each_day
@each_way
def test_the_gaps_are_the_true_ones_each_at_its_row(style: str, as_of: date) -> None:
    expected = truth(DISTRICT, as_of, style)
    assert gaps_said(djcov.gaps(facts_of(style, as_of), every=True), SAMPLES) == gaps_expected(
        expected, RENDERINGS[style], DISTRICT
    )


@pytest.mark.thorough
def test_the_gaps_of_one_township_stand_where_a_person_finds_them(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["gaps", str(SAMPLES / "ledger.xlsx"), "--township", "古城乡", "--as-of", "2021-12-31"]
    assert run([*command, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    expected = truth(DISTRICT, MIDDLE, LEDGER)
    urgent = {code for code, kind in GAP_KINDS.items() if kind.usual}
    kinds = Counter(
        kind
        for kind, grain, index in expected.gaps
        if grain == "enterprise" and kind in urgent and DISTRICT.enterprises[index].unit == "古城乡"
    )
    in_post, organisations = expected.shares["古城乡", "secretary_in_post"]
    kinds["no_secretary"] = organisations - in_post
    sheet = openpyxl.load_workbook(SAMPLES / "ledger.xlsx")["非公企业党建台账"]

    assert Counter(row["kind"] for row in rows) == kinds
    for row in rows:
        source = row["source"]
        assert (Path(source["file"]).name, source["sheet"]) == ("ledger.xlsx", "非公企业党建台账")
        if "enterprise" in row:
            name, code = (sheet.cell(source["row"], column).value for column in (4, 5))
            # one enterprise has no name in the ledger: its code says that it is the right row
            assert _bare(str(name)) == _bare(row["enterprise"]) if name else _bare(str(code)) == row["uscc"]


def _bare(text: str) -> str:
    return "".join(text.upper().split()).replace("（", "(").replace("）", ")")


@each_day
@each_way
def test_an_explanation_adds_up_to_every_row_that_was_written(style: str, as_of: date) -> None:
    rendering = RENDERINGS[style]
    expected = truth(DISTRICT, as_of, style)
    explained = djcov.explain(facts_of(style, as_of), "org_coverage")

    everyone = {rendering.places["enterprise", index] for index in range(len(DISTRICT.enterprises))}
    covered = {rendering.places["enterprise", index] for index in expected.covered}
    reasons = {rendering.places["enterprise", index]: words for index, words in expected.left_out.items()}
    assert [place_of(one, SAMPLES) for one in explained.numerator] == sorted(covered, key=_listed)
    assert {place_of(one, SAMPLES) for one in explained.remainder} == everyone - covered - set(reasons)
    assert {place_of(one.subject, SAMPLES) for one in explained.left_out} == set(reasons)
    for one in explained.left_out:
        assert any(word in one.reason for word in reasons[place_of(one.subject, SAMPLES)]), one
    assert len(everyone) == len(explained.numerator) + len(explained.remainder) + len(explained.left_out)


def _listed(place: Place) -> tuple[str, int]:
    return place.file, place.row


# ---- the planted mistakes


@each_way
def test_check_finds_each_planted_mistake_at_its_cell_and_nothing_else(style: str) -> None:
    found = djcov.check(facts_of(style, LONG_AFTER)).findings
    assert mistakes_said(list(found), SAMPLES) == mistakes_expected(RENDERINGS[style])


def test_the_list_of_mistakes_names_a_cell_that_holds_what_it_says() -> None:
    with (SAMPLES / make_samples.PLANTED).open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    planted = [mistake for rendering in RENDERINGS.values() for mistake in rendering.planted]
    assert len(listed) == len(planted)
    for row in listed:
        assert row["cell"].endswith(row["row"])
        assert row["code"]
        assert row["why"]


def test_check_says_nothing_at_all_of_a_clean_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(SAMPLES / "clean.xlsx"), "--format", "json", "--fail-on", "note"]) == 0
    printed = json.loads(capsys.readouterr().out)

    assert [table["kind"] for table in printed["tables"]] == ["enterprises", "organizations", "members", "instructors"]
    assert all(table["rows"] == table["accepted"] > 0 for table in printed["tables"])
    assert printed["findings"] == []
    assert printed["totals"] == {}


# ---- people


COMMANDS = [
    ["coverage"],
    ["coverage", "--distributions"],
    ["gaps"],
    ["gaps", "--all"],
    ["check"],
    ["check", "--completeness"],
    *(["explain", code] for code in ("secretary_in_post", "instructor_trained")),
]


@pytest.mark.parametrize("output", ["table", "json", "csv", "markdown"])
@pytest.mark.parametrize("command", COMMANDS, ids="-".join)
@each_way
def test_no_command_prints_a_personal_number_or_a_whole_name(
    style: str, command: list[str], output: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pipeline, "read", lambda *_paths, **_settings: _roster(style))
    monkeypatch.setattr(pipeline, "link", lambda *_roster, **_settings: facts_of(style, MIDDLE))
    run([*command, str(SAMPLES / PATHS[style]), "--as-of", "2021-12-31", "--format", output])
    printed = "".join(capsys.readouterr())

    assert len(printed) > 200
    secrets = {*DISTRICT.personal_numbers(), CLERK_PHONE, *DISTRICT.personal_names()}
    assert [secret for secret in secrets if secret in printed] == []


def test_the_samples_hold_the_numbers_that_must_not_be_printed() -> None:
    written = (SAMPLES / "ledger-gbk.csv").read_text("gb18030")
    phones = {person.phone for person in DISTRICT.instructors if person.postings}
    assert phones
    assert all(phone in written for phone in phones)
    assert CLERK_PHONE in written
    assert len(DISTRICT.personal_numbers()) > 3 * sum(len(one.members) for one in DISTRICT.enterprises)
