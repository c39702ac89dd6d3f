"""Personal numbers become keys that tell whether two were equal, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pytest

from djcov.intake.columns import pseudonyms, validation
from djcov.intake.columns.validation import ColumnReader, coded
from djcov.models import Kind


def test_keys_of_one_run_agree_whatever_way_a_number_came(monkeypatch: pytest.MonkeyPatch) -> None:
    number, phones = "999999199001010019", ["13800000000", "138 0000 0000", "", "13800000001"]
    monkeypatch.setattr(pseudonyms, "_shared", [pseudonyms.Secret("some letters")])
    key, nothing = keyed(number, None)
    assert nothing is None
    monkeypatch.setattr(validation, "MANY", 0)
    few, many = (read(phones, pieces=pieces) for pieces in (False, True))
    first, again, unknown, other = keyed(*few)
    assert keyed(*many) == [first, again, unknown, other] == keyed("13800000000", "13800000000", None, "13800000001")
    assert first == again != other
    assert len(key) == len(first) == pseudonyms.LENGTH
    assert number not in key
    monkeypatch.setattr(pseudonyms, "_shared", [pseudonyms.Secret("other letters")])
    assert keyed(number) != [key]
    assert "letters" not in repr(pseudonyms.secret())


def keyed(*numbers: str | None) -> list[str]:
    return pseudonyms.keyed(pa.array(numbers, pa.string())).to_pylist()


def read(cells: Sequence[str], *, pieces: bool) -> list[str | None]:
    return ColumnReader(Kind.MEMBERS, "phone", pieces=pieces).read(coded(cells)).values.rows()
