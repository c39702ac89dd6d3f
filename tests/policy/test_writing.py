"""A policy that is written and read again is the same policy."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from djcov.policy import DEFAULT, League, Policy, Target
from djcov.policy.contradictions import contradictions
from djcov.policy.writing import clause, differences, write
from effort import examples
from rosters import policy

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
WORDS = st.lists(TEXTS, max_size=3).map(tuple)
RATES = st.decimals(0, 1, places=6) | st.sampled_from([Decimal(0), Decimal(1), Decimal("1E-6")])
TARGETS = st.builds(
    Target, indicator=TEXTS, clause=st.just("") | TEXTS, by=st.dates(), rate=RATES, count=st.none()
) | st.builds(Target, indicator=TEXTS, by=st.dates(), rate=st.none(), count=st.integers(0, 10**6))


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    default = Policy.load()
    low, high = sorted(draw(st.tuples(RATES, RATES)))
    order = draw(WORDS)
    aliases = draw(st.dictionaries(TEXTS, st.sampled_from(order) if order else TEXTS, max_size=3))
    return default.model_copy(
        update={
            "name": draw(TEXTS),
            "district": draw(TEXTS),
            "plan_start": draw(st.dates()),
            "counting": default.counting.model_copy(update={"work_includes_mass": draw(st.booleans())}),
            "scope": default.scope.model_copy(update={"statuses_out": draw(WORDS)}),
            "units": default.units.model_copy(
                update={"order": order, "aliases": default.units.aliases | aliases},
            ),
            "notice": default.notice.model_copy(
                update={
                    "title": draw(TEXTS),
                    "date": draw(st.none() | st.dates()),
                    "copy_to": draw(WORDS),
                    "lists_names": draw(st.booleans()),
                }
            ),
            "league": League(small=draw(st.integers(0, 99)), praise_rate=high, criticise_rate=low),
            "targets": draw(st.lists(TARGETS, max_size=3).map(tuple)),
            "columns": draw(st.dictionaries(TEXTS, st.dictionaries(TEXTS, WORDS, max_size=2), max_size=2)),
        }
    )


def _reread(text: str, folder: Path) -> Policy:
    path = folder / "policy.toml"
    path.write_text(text, "utf-8", newline="")
    return Policy.load(path)


@given(written=policies().filter(lambda drawn: not list(contradictions(drawn, Policy.load(), None))))
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_round_trip(written: Policy, tmp_path: Path) -> None:
    assert _reread(write(written), tmp_path) == written


def test_the_default_says_every_setting_and_nothing_of_differences(tmp_path: Path) -> None:
    text = write(Policy.load())

    assert _reread(text, tmp_path) == Policy.load()
    for name, value in Policy.load():
        for key in (key for key, _ in value) if isinstance(value, BaseModel) else ():
            assert f"\n{key} = " in text or f"\n[{name}.{key}]\n" in text
    assert text == (files("djcov.policy") / DEFAULT).read_text("utf-8"), "the packaged default is this very text"


def test_every_setting_says_what_it_means() -> None:
    text = write(Policy.load())

    assert "# 职工达到几人应有党员（含本数）。条目 S3；单位 人；默认 50\nlarge_employees = 50\n" in text
    text = re.sub(r"^(\[\w+\.\w+\]\n)(?:.+\n)+", r"\1", text, flags=re.MULTILINE)  # a table's entries are no settings
    settings = re.findall(r"^(\w+ = .*|\[\w+\.\w+\])$", text.partition("[[targets]]")[0], re.MULTILINE)
    assert len(settings) > 20
    for setting in settings:
        assert re.search(rf"\n# .+。条目 .+；单位 .+；默认 .+\n{re.escape(setting)}\n", text), setting
    for name, info in Policy.model_fields.items():
        assert info.description, name
        section = info.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            assert all(setting.description for setting in section.model_fields.values()), name


def test_a_changed_setting_says_its_default() -> None:
    changed = policy(counting={"due_members": 5}, league={"praise_rate": Decimal("0.95")})

    text = write(changed)
    assert "；单位 人；默认 3\ndue_members = 5\n" in text
    assert differences(changed) == [("counting.due_members", "5", "3"), ("league.praise_rate", "0.95", "0.9")]


def test_no_targets_are_written_as_none(tmp_path: Path) -> None:
    without = Policy.load().model_copy(update={"targets": ()})

    assert tomllib.loads(write(without))["targets"] == []
    assert _reread(write(without), tmp_path).targets == ()
    assert differences(without) == [("targets", "0 项", "10 项")]


@pytest.mark.parametrize(
    ("settings_of", "expected"),
    [("plan_start", "S7、S15、S19"), ("name", "各条")],
)
def test_clauses(settings_of: str, expected: str) -> None:
    assert clause(Policy.model_fields[settings_of]) == expected


@pytest.mark.parametrize("changes", [{"praise_rate": "0.5"}, {"criticise_rate": "0.91"}])
def test_nobody_is_praised_and_criticised(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="criticise_rate 不能大于 praise_rate"):
        League.model_validate({"small": 5, "praise_rate": "0.9", "criticise_rate": "0.6"} | changes)
