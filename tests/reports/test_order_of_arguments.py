"""The page is the same to the byte whatever the order in which files and townships are named."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import djcov
from djcov.reports import webpage

UNITS = ("古城乡", "石桥镇", "白沙镇")


def write(folder: Path) -> list[Path]:
    """One ledger for each unit, with secretaries and instructors, and two registers that concern all of them."""
    heads = "企业名称,乡（办）,职工人数,党员人数,是否建立党组织,党组织名称,党组织书记,党建指导员"
    for number, unit in enumerate(UNITS):
        rows = [
            f"{unit}{at}公司,{unit},{40 + 7 * at},{at},{'是' if at else '否'},{unit}{at}支部,王{at}某,李{number}某"
            for at in range(4)
        ]
        (folder / f"{unit}.csv").write_text("\n".join([heads, *rows]) + "\n", "utf-8")
    for name, who in (("一组", "赵某某"), ("二组", "钱某某")):
        lines = [f"{who}{at},{unit}0公司,1380000000{at}" for at, unit in enumerate(UNITS)]
        (folder / f"指导员{name}.csv").write_text("\n".join(["指导员姓名,派驻企业,联系电话", *lines]) + "\n", "utf-8")
    return sorted(folder.iterdir())


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_arguments_leaves_no_trace(seed: int, tmp_path: Path) -> None:
    random, files = Random(seed), write(tmp_path)
    asked = list(random.choice(((), UNITS, UNITS[:2])))

    def page() -> bytes:
        report = djcov.report(djcov.read(random.sample(files, len(files))), as_of="2021-12-31", townships=asked)
        assert report.contacts
        return webpage.render(report)

    first = page()
    for _ in range(3):
        random.shuffle(asked)
        assert page() == first


@pytest.mark.thorough
def test_a_folder_and_a_file_in_it_are_the_folder(tmp_path: Path) -> None:
    files = write(tmp_path)
    pages = {
        webpage.render(djcov.report(djcov.read(given), as_of="2021-12-31"))
        for given in ([tmp_path], [files[2], tmp_path], [tmp_path, files[2]], files[::-1])
    }
    assert len(pages) == 1
