"""A flat file read in batches gives what it gives read whole: the same rows, table, findings, links."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from djcov.engines import engine, on_duckdb
from djcov.errors import InputError
from djcov.intake import bulk, flat_table, reader
from djcov.intake.columns import validation
from djcov.intake.file_tables import Settings
from djcov.intake.sheet.header_rows import Overrides
from djcov.intake.sheet.header_words import words_of
from djcov.policy import Policy
from effort import examples
from same_roster import said

POLICY = Policy.load()
SETTINGS = Settings(POLICY, words_of(POLICY), Overrides())

LEDGER = {
    "序号": ["1", "2", ""],
    "乡(办)": ["古城乡", "柳河乡", "产业集聚区", "无", ""],
    "企业名称": [
        "甲公司",
        "乙 公司",
        "设计公司",
        "注册会计师事务所",
        "例外服饰",
        "总计科技",
        "12",
        "丙（集团）公司",
        "",
        "-",
        "合计",
        "A",
    ],
    "统一社会信用代码": ["91999999MA00000154", "91999999ma00000154", "410100000012345", "91", "", "不详"],
    "职工人数": ["50", "约50", "1,200", "五十", "-1", "", "多"],
    "党员人数": ["3", "3(1预备)", "0", "无", ""],
    "是否建立党组织": ["是", "√", "否", "筹建中", ""],
    "注册日期": ["2020-05-01", "2020.5", "二〇二〇年五月", "2021-02-30", ""],
    "党建指导员": ["张三", "无", "有", "尚未派驻", "拟派张三", "已建党组织", ""],
    "党组织名称": ["甲公司党支部", "无党支部", "筹建中", "党支部", ""],
    "指导员电话": ["13800000000", "138-0000-0000", ""],
    "营业收入": ["1200", "12000000", "0.5亿元", "不足2000", "多", "无", ""],
}
MEMBERS = {
    "姓名": ["张三", "李四", "无", "待定", ""],
    "公民身份号码": ["999999199001010019", "999999199001010010", "4.1E+17", ""],
    "工作单位": ["甲公司", "乙 公司", "丙（集团）公司", "无", ""],
    "统一社会信用代码": ["91999999MA00000154", ""],
    "人员类别": ["正式党员", "预备", "群众", "其他", ""],
    "入党时间": ["2010-07-01", ""],
}
ORGANIZATIONS = {
    "党组织名称": ["第一支部", "第二支部", "未组建", "无", ""],
    "组建方式": ["单独组建", "联合组建", ""],
    "覆盖企业": ["甲公司", "甲公司、乙公司", "1.甲公司；2.丙公司", "无", ""],
    "成立时间": ["2019-01-01", "2020.10", ""],
}
CONTINUED = {
    **ORGANIZATIONS,
    "党组织名称": ["第一支部", "第二支部", "", ""],
    "组建方式": ["联合组建", "", ""],
    "成立时间": ["", ""],
}
"""Often an enterprise stands alone in its row, and belongs to the organisation above."""
FURNITURE = (
    ["合计", "", "", "", "180", "9"],
    ["", "小计", "", "", "50"],
    ["合计", "", "共3家企业", "", "50"],
    ["", "计", "3", "", "50"],
    ["平均", "", "", "", "50"],
    [],
    ["注：以上数据截至年底", ""],
    ["", "填表人：某", ""],
    ["二、柳河乡", ""],
    ["二", "", "柳河乡", "", "50", "2"],
    ["", "", "柳河乡（3家）", "", "50"],
    ["", "", "规上企业", "", "50"],
    ["汇总", "", "—", "", "50"],
    ["", "总数", "无", "", "50"],
    ["Total", "", "", "", "50"],
    ["其中：50人以上企业", "", "3", "", "50"],
    ["制表人：", "", "王五", "审核人：", "赵六"],
    ["单位负责人", "", "王五", "审核人", "赵六"],
    ["分管领导签字：", "", "", "", "50"],
    ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
    ["甲", "乙", "1", "2", "3", "4", "5", "6", "7", "8"],
    ["示例", "古城乡", "某公司", "", "50"],
    ["", "填写乡镇", "填写全称", "", "填数字"],
    ["", "", "必填", "必填", ""],
    ["", "", "以下空白"],
    ["第1页", "", "共2页"],
    list(LEDGER),
    list(MEMBERS),
)


def written(rows: Sequence[Sequence[str]], width: int, encoding: str, end: str) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator=end)
    writer.writerows([[*row, *[""] * (width - len(row))] for row in rows])
    return stream.getvalue().encode(encoding)


def taken_flat(path: Path) -> flat_table.Flat | None:
    begun = flat_table.begin(path, SETTINGS)
    return begun and begun.take(0, engine("arrow").batches, lambda done: None)


def both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    results: list[tuple[object, ...]] = []
    for batches in (False, True):
        monkeypatch.setattr(reader, "FLAT_FROM", 0 if batches else 1 << 40)
        for name in ("arrow", "pandas", "duckdb") if batches else ("arrow",):
            holder = engine(name)
            try:
                results.append(said(reader.read_roster([path], POLICY, engine=lambda holder=holder: holder)))
            except InputError as error:
                results.append((str(error),))
            finally:
                holder.close()
    return results


@pytest.mark.thorough
@given(
    seed=st.integers(0, 10**9),
    template=st.sampled_from([LEDGER, LEDGER, MEMBERS, ORGANIZATIONS, CONTINUED]),
    form=st.sampled_from([("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("gb18030", "\r\n")]),
    titled=st.sampled_from(["", "填报单位：古城乡", "单位：元", "单位：人、千元", "单位：万美元"]),
)
@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_batches_give_what_the_whole_gives(
    seed: int,
    template: dict[str, list[str]],
    form: tuple[str, str],
    titled: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = Random(seed)
    rows = [[random.choice(words) for words in template.values()] for _ in range(random.randrange(1, 30))]
    for _ in range(random.choice([0, 0, 1, 2])):
        rows.insert(random.randrange(len(rows) + 1), list(random.choice(FURNITURE)))
    title = [["非公企业党建台账"], [titled, "截至日期：2021年6月30日"]] if titled else []
    path = tmp_path / "台账.csv"
    path.write_bytes(written([*title, list(template), *rows], max(len(template), 10), *form))
    monkeypatch.setattr(bulk, "_BLOCK", random.choice([300, 1000, 1 << 20]))
    monkeypatch.setattr(bulk, "_HEAD", 2000)
    monkeypatch.setattr(validation, "MANY", random.choice([0, 3, 1000]))  # more, and fewer, in some batches

    whole, *batches = both_ways(path, monkeypatch)
    for batch in batches:
        assert batch == whole


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_plain_file_is_read_in_batches(encoding: str, tmp_path: Path) -> None:
    """So that the test above does not compare the ordinary way with itself."""
    rows = [[f"{at}", "古城乡", f"青岚区第{at}号公司", "", "50"] for at in range(500)]
    path = tmp_path / "台账.csv"
    path.write_bytes(written([list(LEDGER)[:5], *rows, ["合计", "", "", "", "1"]], 5, encoding, "\n"))
    taken = taken_flat(path)
    assert taken is not None
    assert taken.held.table.rows == 500
    assert taken.findings.totals == {"TOTAL_DIFFERS": 1}


@pytest.mark.parametrize(
    ("encoding", "last", "flatly"),
    [
        ("utf-8", "青岚区末号公司".encode(), True),
        ("utf-8", '"青岚区,末号公司"'.encode(), True),
        ("gb18030", '"青岚区\n末号公司"'.encode("gb18030"), True),
        ("utf-8", "青岚区末号公司".encode("gb18030"), False),
    ],
)
def test_a_file_may_be_other_than_its_beginning(
    encoding: str, last: bytes, flatly: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [[f"青岚区第{at}号公司", "50"] for at in range(100)]
    path = tmp_path / "台账.csv"
    path.write_bytes(written([["企业名称", "职工人数"], *rows], 2, encoding, "\n") + last + b",60\n")
    monkeypatch.setattr(bulk, "_BLOCK", 200)
    monkeypatch.setattr(bulk, "_HEAD", 1000)
    taken = taken_flat(path)
    assert (taken is not None) == flatly
    whole, *batches = both_ways(path, monkeypatch)
    for batch in batches:
        assert batch == whole


@pytest.mark.parametrize(("delimiter", "flatly"), [("\t", True), (";", True), ("|", True), ("，", False)])
def test_any_delimiter_gives_the_same(
    delimiter: str, flatly: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [["企业名称", "乡(办)", "职工人数"], *([f"第{at}号公司", "古城乡", str(at)] for at in range(9))]
    path = tmp_path / "台账.csv"
    path.write_text("\n".join(map(delimiter.join, rows)), "utf-8")
    assert (taken_flat(path) is not None) == flatly
    whole, *batches = both_ways(path, monkeypatch)
    for batch in batches:
        assert batch == whole


@pytest.mark.thorough
def test_the_enterprise_of_members_may_stand_once_for_a_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[f"党员{at + 1}", "正式党员", "" if at % 4 else f"第{at}号公司"] for at in range(40)]
    path = tmp_path / "党员花名册.csv"
    path.write_bytes(written([["姓名", "人员类别", "工作单位"], *rows], 3, "utf-8", "\n"))
    assert taken_flat(path) is None
    whole, *batches = both_ways(path, monkeypatch)
    assert [finding.code for finding in whole[4]] == ["FILLED_DOWN"]  # type: ignore[attr-defined]
    for batch in batches:
        assert batch == whole


@pytest.mark.thorough
def test_what_was_plain_in_one_batch_says_nothing_of_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_BLOCK", 300)
    monkeypatch.setattr(validation, "MANY", 3)
    names = ["甲公司", "乙公司", "丙公司", "丁公司"] * 10 + ["ＡＢ（集团）公司"] * 40
    path = tmp_path / "党组织台账.csv"
    rows = [[f"第{at}支部", "单独组建", name] for at, name in enumerate(names)]
    path.write_bytes(written([["党组织名称", "组建方式", "覆盖企业"], *rows], 3, "utf-8", "\n"))
    whole, *batches = both_ways(path, monkeypatch)
    for batch in batches:
        assert batch == whole


@pytest.mark.parametrize(("at", "mark"), [(0, "同上"), (0, "〃"), (1, "同 上"), (2, "″"), (3, "同左")])
def test_a_cell_that_means_the_one_above(at: int, mark: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_BLOCK", 300)
    monkeypatch.setattr(validation, "MANY", 3)
    rows = [["古城乡", f"第{at}号公司", "50", f"李{'一二三四五六七八九'[at % 9]}"] for at in range(60)]
    rows[40][at] = mark
    path = tmp_path / "台账.csv"
    path.write_bytes(written([["乡(办)", "企业名称", "职工人数", "党建指导员"], *rows], 4, "utf-8", "\n"))
    assert taken_flat(path) is None
    whole, *batches = both_ways(path, monkeypatch)
    assert [finding.code[:5] for finding in whole[4]] == ["DITTO"]  # type: ignore[attr-defined]
    for batch in batches:
        assert batch == whole


@pytest.mark.parametrize("quoted", [False, True])
def test_a_text_kept_by_a_formula_is_the_text(quoted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_BLOCK", 300)
    monkeypatch.setattr(validation, "MANY", 3)
    rows = [["91999999MA00000154", f"第{at}号公司", "50", "2020-05-01", "古城乡"] for at in range(60)]
    rows[20] = [f'="{cell}"' for cell in rows[20]]
    rows[40] = ['=""', '="末号公司"', '="60"', '=""', '=""']
    text = [["统一社会信用代码", "企业名称", "职工人数", "注册日期", "乡(办)"], *rows]
    path = tmp_path / "台账.csv"
    plainly = "".join(",".join(row) + "\n" for row in text).encode()
    path.write_bytes(written(text, 5, "utf-8", "\n") if quoted else plainly)
    assert taken_flat(path) is not None
    whole, *batches = both_ways(path, monkeypatch)
    assert not whole[4]
    for batch in batches:
        assert batch == whole


@pytest.mark.thorough
def test_a_second_column_fills_the_blanks_of_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = ["", "20", "二十", "60", "不详", "x"]
    rows = [f"甲{at}公司,{one},{other}" for at, (one, other) in enumerate(product(cells, cells))]
    path = tmp_path / "台账.csv"
    path.write_text("\n".join(["企业名称,从业人员数,职工人数", *rows * 3]) + "\n", "utf-8")
    assert taken_flat(path) is not None
    whole, *batches = both_ways(path, monkeypatch)
    assert all(each == whole for each in batches)
    assert "COLUMNS_DIFFER" in repr(whole)


@pytest.mark.thorough
def test_columns_of_marks_and_several_of_one_field_are_read_in_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_BLOCK", 300)
    monkeypatch.setattr(validation, "MANY", 3)
    random = Random(5)
    header = ["企业名称", "乡（办）", "单独组建", "联合组建", "未组建", "网上党建园地", "网上党校", "党建微博"]
    marks, answers = ["", "", "√", "×", "待定", "1"], ["是", "否", "", "看情况", "2021年3月"]
    drawn = [[random.choice(cells) for cells in [marks] * 3 + [answers] * 3] for _ in range(80)]
    rows = [[f"第{at}号公司", "古城乡", *cells] for at, cells in enumerate(drawn)]
    path = tmp_path / "台账.csv"
    path.write_bytes(written([header, *rows], 8, "utf-8", "\n"))
    assert taken_flat(path) is not None
    whole, *batches = both_ways(path, monkeypatch)
    assert {"CHOICE_CONFLICT", "YESNO_UNREADABLE"} <= {finding.code for finding in whole[4]}  # type: ignore[attr-defined]
    for batch in batches:
        assert batch == whole


@pytest.mark.thorough
def test_a_header_of_two_lines_is_read_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_BLOCK", 300)
    rows = [[f"第{at}号公司", "古城乡", "60", "5", "4", "1"] for at in range(60)]
    above = [["", "", "", "党员情况"], ["企业名称", "乡(办)", "职工人数", "总数", "其中：正式", "预备"]]
    path = tmp_path / "台账.csv"
    path.write_bytes(written([*above, *rows], 6, "utf-8", "\n"))
    taken = taken_flat(path)
    assert taken and {"members", "full_members", "probationary_members"} <= taken.held.table.fields
    whole, *batches = both_ways(path, monkeypatch)
    for batch in batches:
        assert batch == whole


def test_a_table_without_a_column_of_names_is_refused_in_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [["古城乡", f"第{at}号公司", "60", "5", "支部", "张三"] for at in range(60)]
    header = ["乡(办)", "企业名秤", "职工人数", "党员人数", "党组织名称", "党组织书记"]
    path = tmp_path / "台账.csv"
    path.write_bytes(written([header, *rows], 6, "utf-8", "\n"))
    assert taken_flat(path) is None
    whole, *batches = both_ways(path, monkeypatch)
    assert "“企业名秤”看起来像“企业名称”" in str(whole[0])
    for batch in batches:
        assert batch == whole


@pytest.mark.thorough
def test_tables_side_by_side_are_read_in_the_ordinary_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = ["企业名称", "乡(办)", "职工人数"]
    rows = [[f"第{at}号公司", "古城乡", "60", "", f"另{at}号公司", "柳河乡", "5"] for at in range(60)]
    path = tmp_path / "台账.csv"
    path.write_bytes(written([[*header, "", *header], *rows], 7, "utf-8", "\n"))
    assert taken_flat(path) is None
    whole, *batches = both_ways(path, monkeypatch)
    assert [table.rows for table in whole[3]] == [60, 60]  # type: ignore[attr-defined]
    for batch in batches:
        assert batch == whole


@pytest.mark.thorough
def test_a_total_may_stand_alone_in_its_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(
        written([["企业名称", "乡(办)", "职工人数"], ["甲公司", "古城乡", "50"], ["合计", "", "40"]], 3, "utf-8", "\n")
    )
    monkeypatch.setattr(bulk, "_BLOCK", 30)
    whole, *batches = both_ways(path, monkeypatch)
    assert [finding.code for finding in whole[4]] == ["TOTAL_DIFFERS"]  # type: ignore[attr-defined]
    for batch in batches:
        assert batch == whole


@pytest.mark.thorough
def test_a_header_of_another_roster_in_the_last_line_begins_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "台账.csv"
    rows = [list(ORGANIZATIONS), ["第一支部", "单独组建", "甲公司", ""], list(MEMBERS)]
    path.write_bytes(written(rows, 6, "utf-8", "\n"))
    whole, *batches = both_ways(path, monkeypatch)
    for batch in batches:
        assert batch == whole


@pytest.mark.thorough
def test_many_files_of_all_sorts_give_the_same_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next flat file is begun while one is read; some are no flat tables after all, one is a workbook."""
    monkeypatch.setattr(bulk, "_BLOCK", 300)
    ledger = [[f"第{at}号公司", "古城乡", str(at)] for at in range(60)]
    for number, more in enumerate(([], [["合计", "", "7"]], [["", "二、柳河乡", ""]], [['"', "", "1"]])):
        rows = [["企业名称", "乡(办)", "职工人数"], *ledger, *more, ["末号公司", "", "多"]]
        (tmp_path / f"{number}.csv").write_bytes(written(rows, 3, "gb18030", "\r\n"))
    book = Workbook()
    book.active.append(["企业名称", "职工人数"])  # pyright: ignore[reportOptionalMemberAccess]
    book.active.append(["甲公司", 50])  # pyright: ignore[reportOptionalMemberAccess]
    book.save(tmp_path / "1b.xlsx")
    whole, *batches = both_ways(tmp_path, monkeypatch)
    assert [Path(table.file).name for table in whole[3]] == ["0.csv", "1.csv", "1b.xlsx", "2.csv", "3.csv"]  # type: ignore[attr-defined]
    for batch in batches:
        assert batch == whole


@pytest.mark.thorough
def test_what_does_not_stay_in_memory_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_duckdb, "IN_MEMORY", 0)
    monkeypatch.setattr(bulk, "_BLOCK", 300)
    rows = [
        [f"第{at}号公司", random.choice(["古城乡", "", "不详"]), str(at)] for random in [Random(1)] for at in range(99)
    ]
    path = tmp_path / "台账.csv"
    path.write_bytes(written([["企业名称", "乡(办)", "职工人数"], *rows], 3, "utf-8", "\n"))
    whole, *batches = both_ways(path, monkeypatch)
    for batch in batches:
        assert batch == whole


@pytest.mark.parametrize("flat_from", [0, reader.FLAT_FROM])
@pytest.mark.parametrize("last", ["", '\n末公司,古城乡,"3,是'])
def test_a_quotation_mark_that_nothing_closes_is_told(
    last: str, flat_from: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "FLAT_FROM", flat_from)
    rows = [f"第{at}公司,古城乡,{at},是" for at in range(1, 31)]
    rows[9] = '第10公司,古城乡,"10,是'
    path = tmp_path / "台账.csv"
    path.write_text("企业名称,乡（办）,职工人数,是否建立党组织\n" + "\n".join(rows) + last, "utf-8")
    with pytest.raises(InputError, match="第 11 行有一个引号没有配对"):
        reader.read_roster([path], POLICY)


def test_a_cell_may_have_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text('企业名称,乡（办）,备注\n甲公司,古城乡,"一、设备\n二、人员,场地"\n乙公司,古城乡,\n', "utf-8")
    assert len(reader.read_roster([path], POLICY).enterprises) == 2


def test_a_record_longer_than_a_reader_takes_ends_in_one_message(tmp_path: Path) -> None:
    """A quotation mark near the top of a large file, and no other."""
    path = tmp_path / "台账.csv"
    path.write_text('企业名称,职工人数\n"甲公司,5\n' + "乙公司,5\n" * 500_000, "utf-8")
    assert path.stat().st_size > reader.FLAT_FROM
    csv.field_size_limit(131_072)
    with pytest.raises(InputError):
        reader.read_roster([path], POLICY)


def test_a_file_that_is_cut_short_while_it_is_read_is_read_in_the_ordinary_way(tmp_path: Path) -> None:
    rows = [[f"{at}", "古城乡", f"青岚区第{at}号公司", "", "50"] for at in range(500)]
    path = tmp_path / "台账.csv"
    path.write_bytes(written([list(LEDGER)[:5], *rows], 5, "utf-8", "\n"))
    file = bulk.CsvFile(path)
    path.write_bytes(path.read_bytes()[:1000])
    with file, pytest.raises(bulk.NotFlat):
        list(file.pieces(1))


def test_a_file_that_is_written_to_while_it_is_read_is_read_once_more(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("企业名称,职工人数\n甲公司,5\n", "utf-8")
    begun = flat_table.begin(path, SETTINGS)
    assert begun
    path.write_text("企业名称,职工人数\n乙公司,6\n", "utf-8")
    os.utime(path, ns=(0, 0))
    assert begun.take(0, engine("arrow").batches, lambda done: None) is None


@pytest.mark.skipif(sys.platform == "win32", reason="an open file stays")
def test_a_file_that_is_removed_while_it_is_read_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("企业名称,职工人数\n甲公司,5\n", "utf-8")
    begun = flat_table.begin(path, SETTINGS)
    assert begun
    path.unlink()
    taken = begun.take(0, engine("arrow").batches, lambda done: None)
    assert taken and taken.held.table.rows == 1


@pytest.mark.thorough
def test_of_too_many_findings_the_first_rows_are_kept_and_all_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from djcov.findings import Findings

    monkeypatch.setattr(Findings.__init__, "__defaults__", (5, *Findings.__init__.__defaults__[1:]))  # pyright: ignore
    rows = [[f"青岚区第{at}号公司", "多", "少"] for at in range(100)]
    path = tmp_path / "台账.csv"
    path.write_bytes(written([["企业名称", "职工人数", "党员人数"], *rows], 3, "utf-8", "\n"))
    monkeypatch.setattr(bulk, "_BLOCK", 500)
    whole, *batches = both_ways(path, monkeypatch)
    assert len(whole[4]) == 5  # type: ignore[arg-type]
    for batch in batches:
        assert batch == whole


@pytest.mark.parametrize(
    ("line", "expected", "code"),
    [
        ("单位：元", 1200, "MONEY_UNIT_ABOVE"),
        ("金额单位：千元", 1_200_000, "MONEY_UNIT_ABOVE"),
        ("单位：人、万元", 12_000_000, "MONEY_UNIT_ABOVE"),
        ("单位：人", 12_000_000, "MONEY_UNIT_ASSUMED"),
        ("单位：万美元", None, "MONEY_UNIT_UNCLEAR"),
    ],
)
def test_the_unit_of_money_stands_above_the_table(
    line: str, expected: float | None, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "台账.csv"
    rows = [["企业名称", "乡(办)", "营业收入"], ["甲公司", "古城乡", "12000000"], ["乙公司", "古城乡", "30万元"]]
    path.write_bytes(written([["台账"], [line], *rows], 3, "utf-8", "\n"))
    assert taken_flat(path) is not None
    whole, *batches = both_ways(path, monkeypatch)
    for batch in batches:
        assert batch == whole
    roster = reader.read_roster([path], POLICY)
    assert [each.revenue for each in roster.enterprises] == [expected, 30]
    told = [each for each in roster.findings if each.code.startswith("MONEY_UNIT")]
    assert [each.code for each in told] == [code]
    assert code == "MONEY_UNIT_ASSUMED" or line.replace("：", ":") in told[0].message


def test_who_signs_beside_the_unit_is_masked(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    line = "填报单位：古城乡　单位：元　填表人：张三丰　联系电话：13812345678"
    path.write_text(f"{line},\n企业名称,营业收入\n甲公司,12000000\n", "utf-8")
    told = next(each for each in reader.read_roster([path], POLICY).findings if each.code == "MONEY_UNIT_ABOVE")
    assert "单位:元" in told.message
    assert "张三丰" not in told.message and "13812345678" not in told.message
