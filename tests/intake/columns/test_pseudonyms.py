"""Personal numbers become keys that tell whether two were equal, and nothing else."""

from __future__ import annotations

import pyarrow as pa
import pytest

from djcov.intake.columns import batches, pseudonyms
from djcov.models import Kind


def test_keys_of_one_run_agree_whatever_way_a_number_came(monkeypatch: pytest.MonkeyPatch) -> None:
    number, phones = "999999199001010019", ["13800000000", "138 0000 0000", "", "13800000001"]
    monkeypatch.setattr(pseudonyms, "_shared", [pseudonyms.Secret("some letters")])
    (key,) = pseudonyms.keyed([number])
    read = batches.ColumnReader(Kind.MEMBERS, "phone").read(pa.array(phones))
    first, again, nothing, other = read.values.to_pylist()
    assert [first, nothing, other] == list(pseudonyms.keyed(["13800000000", None, "13800000001"]))
    assert first == again != other
    assert len(str(key)) == len(first) == pseudonyms.LENGTH
    assert number not in str(key)
    monkeypatch.setattr(pseudonyms, "_shared", [pseudonyms.Secret("other letters")])
    assert list(pseudonyms.keyed([number])) != [key]
    assert "letters" not in repr(pseudonyms.secret())
