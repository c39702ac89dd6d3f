"""What stands in a cell beside its own value, in a column of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from djcov.intake.columns import validation
from djcov.intake.columns.derived import derived
from djcov.intake.columns.validation import ColumnReader, coded
from djcov.models import Kind

BORN = "999999199001010016"  # of nobody: the region does not exist


@pytest.mark.parametrize("many", [False, True], ids=["few cells", "many cells"])
@pytest.mark.parametrize(
    ("kind", "field", "cells", "columns"),
    [
        (Kind.ENTERPRISES, "name", ["甲（A）公司", "", "乙 公司"], {"_key": ["甲(a)公司", None, "乙公司"]}),
        (Kind.SOCIAL_ORGANIZATIONS, "name", ["甲协会"], {"_key": ["甲协会"]}),
        (Kind.FAVORS, "name", ["古城乡"], {"_key": ["古城乡"]}),
        (Kind.MEMBERS, "enterprise", ["甲（A）公司", ""], {"_key": ["甲(a)公司", None]}),
        (Kind.ENTERPRISES, "township", ["古城乡"], {}),
        (Kind.ORGANIZATIONS, "name", ["甲党支部"], {}),
        (Kind.ORGANIZATIONS, "enterprises", ["甲公司"], {}),
        (Kind.ENTERPRISES, "instructor", ["张三13800000000", "李四"], {"instructor_phone": ["13800000000", None]}),
        (Kind.SOCIAL_ORGANIZATIONS, "instructor", ["张三13800000000"], {"instructor_phone": ["13800000000"]}),
        (Kind.INSTRUCTORS, "name", ["张三13800000000", "李四"], {"phone": ["13800000000", None]}),
        (Kind.INSTRUCTORS, "name", ["张三（预备党员）"], {"phone": [None]}),
        (Kind.ENTERPRISES, "secretary", ["张三13800000000"], {}),
        (Kind.ENTERPRISES, "members", ["3（1预备）", "2", 4.0], {"probationary_members": [1, None, None]}),
        (Kind.SOCIAL_ORGANIZATIONS, "members", ["3（1预备）"], {"probationary_members": [1]}),
        (Kind.ORGANIZATIONS, "members", ["3（1预备）"], {}),
        (Kind.MEMBERS, "name", ["张三（预备）", "李四", 5.0], {"category": ["预备党员", None, None]}),
        (Kind.MEMBERS, "name", ["张三（正式）", "李四"], {"category": ["正式党员", None]}),
        (Kind.MEMBERS, "name", ["张三", "李四（组长）"], {}),
        (Kind.MEMBERS, "branch", ["甲支部（预备）"], {}),
        (Kind.MEMBERS, "identity_number", [BORN, BORN[:15], ""], {"_identity_born": [date(1990, 1, 1), None, None]}),
    ],
)
def test_what_a_column_holds_beside_its_values(
    kind: Kind,
    field: str,
    cells: Sequence[object],
    columns: dict[str, Sequence[object]],
    many: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if many:
        for bound in ("LARGE", "MANY", "WORTH_ARROW"):
            monkeypatch.setattr(validation, bound, 0)
    found = derived(kind, field, ColumnReader(kind, field).read(coded([*cells, cells[0]])))
    for name, values in found.items():
        days = [value.date() if isinstance(value, datetime) else value for value in values.rows()]
        assert days == [*columns[name], columns[name][0]]
    assert found.keys() == columns.keys()
