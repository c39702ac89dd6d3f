"""What ``make quality`` tells: which mutants are drawn, how sure a share is, who is covered, whose licence it is."""

from __future__ import annotations

import pytest
from quality import NOT_STATED, closure, covered, licence, mutants, replaced

from mutation import interval, sample

NAMES = [f"mutant_{number}" for number in range(10, 60)]


def test_a_larger_sample_holds_the_smaller_one() -> None:
    assert sample(NAMES, 10, seed=1) == sample(NAMES, 20, seed=1)[:10] != sample(NAMES, 10, seed=2)
    assert set(sample(NAMES, 10, seed=1)) - {NAMES[0]} <= set(sample(NAMES[1:], 10, seed=1))
    assert sorted(sample(NAMES, 0, seed=1)) == NAMES
    assert len(sample(NAMES, 60, seed=1)) == len(NAMES)


@pytest.mark.parametrize(
    ("killed", "tried", "low", "high"),
    # Brown, Cai, DasGupta: Interval Estimation for a Binomial Proportion (2001), and R's prop.test(correct = FALSE)
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (8, 10, 0.4902, 0.9433), (450, 500, 0.8706, 0.9233)],
)
def test_interval(killed: int, tried: int, low: float, high: float) -> None:
    assert interval(killed, tried) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(
    ("fields", "file", "expected"),
    [
        ({"License-Expression": ["MIT"], "Classifier": ["License :: OSI Approved :: BSD License"]}, "", "MIT"),
        ({"License": ["see LICENSE"], "Classifier": ["License :: OSI Approved :: BSD License"]}, "", "BSD License"),
        ({"Classifier": ["License :: OSI Approved"], "License": ["BSD\nwith all its text"]}, "", "BSD"),
        ({"License": ["UNKNOWN"]}, "\nMIT License\n\nCopyright", "MIT License"),
        ({}, "", NOT_STATED),
    ],
)
def test_licence(fields: dict[str, list[str]], file: str, expected: str) -> None:
    assert licence(fields, file) == expected


def test_what_any_system_needs_is_listed() -> None:
    needs = {
        "a": ["B-b>=1", 'c; sys_platform == "win32"', 'd; extra == "more"', 'e; python_version < "3.8"'],
        "b-b": ["a"],
    }
    assert closure(["A"], needs) == {"a", "b-b", "c"}
    assert closure(["a[more]"], needs) == {"a", "b-b", "c", "d"}


def test_rooms_are_summed() -> None:
    def file(*counts: int) -> dict[str, dict[str, int]]:
        return {
            "summary": dict(
                zip(("covered_lines", "num_statements", "covered_branches", "num_branches"), counts, strict=True)
            )
        }

    files = {
        "src/djcov/a/x.py": file(8, 10, 1, 2),
        r"src\djcov\a\b\y.py": file(2, 2, 2, 2),
        "src/djcov/z.py": file(1, 1, 0, 0),
    }
    assert list(covered({"files": files})) == [
        ("a", "10/12", "3/4", "75.0%", "81.2%"),
        ("（顶层模块）", "1/1", "0/0", "—", "100.0%"),
        ("合计", "11/13", "3/4", "75.0%", "82.4%"),
    ]


def test_mutants_that_took_too_long_are_told_apart() -> None:
    room = {"on": "2026-11-30", "total": 90, "tried": 10, "killed": 8, "timeouts": 2, "interval": [0.4902, 0.9433]}
    assert list(mutants({"a": room, "b": {**room, "timeouts": 0}})) == [
        ("a", "2026-11-30", "90", "10", "8（超时 2）", "80.0%（49.0%–94.3%）"),
        ("b", "2026-11-30", "90", "10", "8", "80.0%（49.0%–94.3%）"),
    ]


def test_a_table_is_put_between_its_marks() -> None:
    page = "a\n<!-- t -->\nold\n<!-- /t -->\nz"
    assert replaced(page, "t", "new") == "a\n<!-- t -->\nnew\n<!-- /t -->\nz"
    with pytest.raises(ValueError, match="no <!-- u -->"):
        replaced(page, "u", "new")
