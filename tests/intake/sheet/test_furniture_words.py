"""The words around the data are found by the quick tests, on every way by which a file is read."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djcov.engines import in_memory
from djcov.intake import bulk, reader
from djcov.intake.sheet import furniture_words
from djcov.intake.sheet import rows as rows_of_sheets
from djcov.intake.sheet.furniture_words import FURNITURE, Furniture
from djcov.policy import Policy
from djcov.values.reading import compact
from effort import examples
from same_roster import said

POLICY = Policy.load()
WIDE = str.maketrans({chr(at): chr(at + 0xFEE0) for at in range(0x21, 0x7F)})
DRESSED: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "U+3000 before": "\u3000{}".format,
    "U+3000 behind": "{}\u3000".format,
    "U+00A0 before": "\xa0{}".format,
    "U+00A0 behind": "{}\xa0".format,
    "a tab behind": "{}\t".format,
    "full-width forms": lambda text: text.translate(WIDE),
}
COLUMNS = ("序号", "乡（办）", "企业名称", "职工人数", "党员人数", "是否建立党组织", "注册日期")
ROWS = [
    ["1", "古城乡", "青岚区第一食品有限公司", "60", "5", "是", "2019-05-01"],
    ["2", "古城乡", "青岚区第二食品有限公司", "50", "3", "否", "2019-05-01"],
]
WORDS = [(words, example) for words in FURNITURE for example in words.examples]


def every_way(path: Path, rows: Sequence[Sequence[str]], monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Read rows as a small file is read, as a large worksheet is, and as a large flat file is."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    monkeypatch.setattr(bulk, "_BLOCK", 300)
    results: list[tuple[object, ...]] = []
    for flat_from, worth_arrow in ((1 << 40, 1 << 40), (1 << 40, 0), (0, 1 << 40)):
        monkeypatch.setattr(reader, "FLAT_FROM", flat_from)
        monkeypatch.setattr(rows_of_sheets, "WORTH_ARROW", worth_arrow)
        results.append(said(reader.read_roster([path], POLICY, engine=in_memory)))
    return results


@pytest.mark.parametrize(("words", "example"), WORDS, ids=[f"{words.reason} {example}" for words, example in WORDS])
def test_words_match_their_examples(words: Furniture, example: str) -> None:
    assert words.match(compact(example))


@pytest.mark.thorough
@pytest.mark.parametrize("words", FURNITURE, ids=[words.examples[0] for words in FURNITURE])
@given(data=st.data())
@settings(max_examples=examples(16))
def test_what_a_word_matches_the_quick_tests_find(words: Furniture, data: st.DataObject) -> None:
    alphabet = sorted({*words.pattern, *"甲村（）()12Ax一·、.：:"})
    text = data.draw(st.from_regex(words.pattern, alphabet=st.sampled_from(alphabet)))
    if not furniture_words.PLAIN.fullmatch(text) or not words.match(compact(text)):
        return
    for quick in (
        (furniture_words.QUICK_NAME,) if words.named else (furniture_words.QUICK_NAME, furniture_words.QUICK_HEAD)
    ):
        assert re.match(quick, text)
        assert pc.match_substring_regex(pa.array([text]), quick)[0].as_py()


@pytest.mark.thorough
@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("dress", DRESSED.values(), ids=DRESSED)
def test_furniture_is_the_same_in_small_and_in_large_files(
    dress: Callable[[str], str], at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[list[str]] = []
    for _, example in WORDS:
        for others in (["", ""], ["", "50"], ["李四", "50"]):
            row = ["", "", *others, "", "", ""]
            row[at] = dress(example)
            rows += [ROWS[0], row]
    small, sheet, flat = every_way(tmp_path / "台账.csv", [*rows, ROWS[1]], monkeypatch)
    assert sheet == small
    assert flat == small


@pytest.mark.thorough
@pytest.mark.parametrize("dress", DRESSED.values(), ids=DRESSED)
def test_who_signs_a_large_file_is_no_enterprise(
    dress: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = [dress("制表人："), "", "王五", dress("审核人："), "", "赵六", ""]
    for result in every_way(tmp_path / "台账.csv", [*ROWS, signed], monkeypatch):
        assert "王五" not in str(result) and "赵六" not in str(result)
