"""What townships are asked, and that what they answer makes the ledger true."""

from __future__ import annotations

import csv
import os
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
import xlsxwriter

import djcov
from djcov import pipeline
from djcov.facts import Facts
from djcov.following.ask import Ask, ask
from djcov.following.collect import Collection
from djcov.intake.files.saved import saved_at
from djcov.masking import free_text
from djcov.reports import terminal
from djcov.reports.ask import AskView
from djcov.reports.filled_copy import fill
from djcov.reports.township_form import SHEET, workbook
from djcov.roster import KEY_HEADER
from made_up.identifiers import Issuer
from rosters import linked, roster

AS_OF = "2021-12-31"
Rows = list[list[Any]]


def asked(result: Ask) -> dict[str, tuple[str, ...]]:
    return {row.subject.name: row.asked for row in result.rows}


def test_that_nothing_is_to_be_filled_in_is_said_of_the_columns_that_there_are() -> None:
    rows = [{"name": "甲公司", "township": "古城乡", "uscc": "91999999MA00000000", "status": "正常"}]
    page = terminal.render(AskView(ask(linked(roster(enterprises=rows))), {}).page(), 100)
    assert "台账已有的各列都填了，没有要补填的。" in page
    assert "统计所需的各列都填了" not in page


def test_only_what_is_blank_or_faulty_in_a_row_that_counts_is_asked() -> None:
    result = ask(
        linked(
            roster(
                enterprises=[
                    {"name": "甲公司", "township": "古城乡", "employees": 5, "status": "正常", "instructor": None},
                    {
                        "name": "乙公司",
                        "township": "古城乡",
                        "employees": None,
                        "status": "正常",
                        "instructor": "王小明",
                    },
                    {"name": "丙公司", "township": None, "employees": 3, "status": None, "_wrong": ["status"]},
                    {"name": "丁公司", "township": "石桥镇", "employees": None, "status": "注销"},
                ]
            )
        )
    )

    assert asked(result) == {"乙公司": ("employees",), "丙公司": ("township", "status")}
    assert [request.township for request in result.requests] == ["古城乡", "未填乡（办）"]
    assert "instructor" not in result.fields
    assert "党建指导员" in result.left_out
    assert "是否建立党组织" in result.absent
    (row,) = result.requests[1].rows
    assert row.cells["status"].faulty
    assert not row.cells["township"].faulty


def test_about_an_organisation_is_asked_where_there_is_one() -> None:
    row = {"township": "古城乡", "founded_on": None}
    result = ask(
        linked(
            roster(
                enterprises=[
                    {"name": "甲公司", "organized": True, **row},
                    {"name": "乙公司", "organized": None, **row},
                    {"name": "丙公司", "organized": False, **row},
                ]
            )
        )
    )
    states = {row.subject.name: row.cells["founded_on"].state for row in result.rows}

    assert states == {"甲公司": "asked", "乙公司": "if_organized"}
    assert asked(result)["乙公司"] == ("organized",)


def test_a_key_shows_nothing_of_its_row_and_stays_when_others_come() -> None:
    rows: list[dict[str, Any]] = [{"name": f"第{n}公司", "township": "古城乡", "employees": None} for n in range(9)]
    first, again, longer = (
        ask(linked(roster(enterprises=each))) for each in (rows, rows, [*rows, rows[0] | {"name": "新"}])
    )
    keys = [row.key for row in first.rows]

    assert keys == [row.key for row in again.rows]
    assert len(set(keys)) == len(keys)
    assert all(free_text(key) == key and not any(char.isdigit() for char in key) for key in keys)
    assert set(keys) < {row.key for row in longer.rows}


def test_a_key_is_the_same_wherever_the_row_stands() -> None:
    rows: list[dict[str, Any]] = [
        {"name": f"第{n}公司", "township": "古城乡", "uscc": uscc, "employees": None}
        for n, uscc in enumerate([None, None, "91410000MA3X000029", "91410000MA3X000037"])
    ]
    rows += [{"name": "第0公司", "township": "石桥镇", "uscc": None, "employees": None}]
    turned = [{**row, "_file": f"{at % 2}.xlsx"} for at, row in enumerate(reversed(rows))]
    first, again = (
        {(row.subject.name, row.subject.township): row.key for row in ask(linked(roster(enterprises=each))).rows}
        for each in (rows, turned)
    )

    assert first == again
    assert len(set(first.values())) == len(rows)


def test_a_number_that_may_be_a_persons_is_not_shown() -> None:
    codes = ("911000199001011234", "91410000MA3X000029")  # the first may be a residence permit's
    rows = [{"name": f"{code}公司", "uscc": code, "township": "古城乡", "employees": None} for code in codes]

    assert [row.cells["uscc"].shown for row in ask(linked(roster(enterprises=rows))).rows] == ["", codes[1]]


# --- there and back ----------------------------------------------------------------------------------------------

HEADERS = (
    *(
        "企业名称",
        "统一社会信用代码",
        "乡（办）",
        "企业类型",
        "经营状态",
        "注册日期",
        "职工人数",
        "党员人数",
        "正式党员数",
    ),
    *("是否建立党组织", "组建方式", "党组织名称", "党建指导员", "工会"),
)
ASKED = (
    "乡（办）",
    "企业类型",
    "经营状态",
    "注册日期",
    "职工人数",
    "党员人数",
    "正式党员数",
    "是否建立党组织",
    "组建方式",
    "工会",
)
WRONG = {"注册日期": "春节前", "职工人数": "问过再说", "是否建立党组织": "问号", "工会": "稍后再说吧"}
TOWNSHIPS = ("古城乡", "石桥镇")


def true_rows(rng: Random) -> Rows:
    """Make a ledger in which every cell is filled in; some names are those of several enterprises."""
    rows: Rows = []
    codes = Issuer(rng)
    for number in range(rng.randrange(6, 16)):
        built, members = rng.random() < 0.5, rng.randrange(6)
        form = rng.choice(("单独组建", "联合组建"))
        rows.append(
            [
                *(
                    f"青岚区{'甲乙丙丁戊己庚辛'[number % 8]}号商贸有限公司",
                    codes.credit_code(),
                    rng.choice(TOWNSHIPS),
                ),
                *("有限责任公司", rng.choice(("正常", "停产")), f"20{rng.randrange(10, 21)}-05-01"),
                *(rng.randrange(1, 99), members, rng.randrange(members + 1), "是" if built else "否"),
                *((form, f"第{number}党支部") if built else ("未组建", "无")),
                *(rng.choice(("王小明", "无")), rng.choice("是否")),
            ]
        )
    return rows


def damaged(rows: Rows, rng: Random) -> Rows:
    """Blank some cells of columns that are asked, and write nonsense into others; numbers of codes stay away."""
    found = [list(row) for row in rows]
    for row in found:
        for title in rng.sample(ASKED, rng.randrange(4)):
            row[HEADERS.index(title)] = WRONG.get(title) if rng.random() < 0.4 else None
    return found


def ledger_book(path: Path, rows: Rows) -> Path:
    table = [["青岚区非公企业党建台账"], list(HEADERS), *rows]
    if path.suffix == ".csv":
        return text_file(path, table)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "企业台账"
    for row in table:
        sheet.append(row)
    book.save(path)
    return path


def text_file(path: Path, rows: Iterable[Sequence[Any]]) -> Path:
    """Write rows as a text file, which is read quicker than a workbook."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def read(path: Path) -> Facts:
    return pipeline.link(djcov.read(path, jobs=1), as_of=AS_OF)


def handed_out(facts: Facts, folder: Path) -> dict[str, Rows]:
    """Write the workbooks as ``djcov ask`` does, and give their rows as a clerk sees them."""
    result = ask(facts)
    found: dict[str, Rows] = {}
    for request in result.requests:
        path = folder / "out.xlsx"
        path.write_bytes(workbook(request, result, facts.policy))
        sheet = openpyxl.load_workbook(path)[SHEET]
        found[request.township] = [[cell.value for cell in row] for row in sheet.iter_rows()]
        path.unlink()
    return found


def send_back(path: Path, rows: Iterable[Sequence[Any]], day: int = 5) -> None:
    """Write what a township sends back, saved on a day of January."""
    text_file(path, rows)
    saved = datetime(2022, 1, day).timestamp()
    os.utime(path, (saved, saved))


def completed(rows: Rows, truth: Rows) -> Rows:
    """Fill in every cell that is open in a workbook's rows, from what is true."""
    head, *body = rows
    by_code = {row[1]: dict(zip(HEADERS, row, strict=True)) for row in truth}
    code = head.index("统一社会信用代码")
    return [
        head,
        *(
            [
                old if old not in (None, "") else by_code[row[code]].get(str(title))
                for title, old in zip(head, row, strict=True)
            ]
            for row in body
        ),
    ]


def copy_of(facts: Facts, result: Collection, path: Path) -> Path:
    filled = fill(facts.roster.sources[0].unchanged(), result.fillings, "收回情况", result.findings)
    assert not filled.by_hand
    path.write_bytes(filled.content)
    return path


def shares(facts: Facts) -> list[tuple[str, str, int, int]]:
    coverage = djcov.coverage(facts)
    return [(each.unit, each.indicator, each.numerator, each.denominator) for each in (*coverage.rows, *coverage.apart)]


@pytest.mark.parametrize("seed", range(3))
def test_the_answers_make_the_ledger_true(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)
    truth = true_rows(rng)
    expected = shares(read(ledger_book(tmp_path / "真.csv", truth)))
    facts = read(ledger_book(tmp_path / "台账.xlsx", damaged(truth, rng)))
    folder = tmp_path / "补填"
    folder.mkdir()
    for number, rows in enumerate(handed_out(facts, tmp_path).values()):
        head, *body = completed(rows, truth)
        half = [row if rng.random() < 0.5 else [*row[:2], *([None] * (len(row) - 2))] for row in body]
        rng.shuffle(half)
        send_back(folder / f"{number}旧.csv", [head, *half[: len(half) // 2]], 3)
        rng.shuffle(body)
        added = [None, "青岚区新办商贸有限公司", *([None] * (len(head) - 2))]
        send_back(folder / f"{number}.csv", [head, *body, body[0], added], 4)
        keys = [row[0] for row in body]
        rng.shuffle(keys)
        send_back(
            folder / f"{number}错.csv", [head, *([key, *row[1:]] for key, row in zip(keys, body, strict=True))], 5
        )

    result = pipeline.collect(facts, folder)
    assert [each.open for each in result.standings] == [0] * len(result.standings)
    copy = read(copy_of(facts, result, tmp_path / "补填后.xlsx"))
    assert shares(copy) == expected
    assert not list(ask(copy).rows)


@pytest.fixture
def sent(tmp_path: Path) -> tuple[Facts, Path, list[Any], Rows]:
    """Two enterprises of one township that lack their staff: facts, the folder, the workbook's header and rows."""
    truth = true_rows(Random(5))[:2]
    for row in truth:
        row[HEADERS.index("乡（办）")], row[HEADERS.index("职工人数")] = "古城乡", None
    facts = read(ledger_book(tmp_path / "台账.csv", truth))
    (rows,) = handed_out(facts, tmp_path).values()
    folder = tmp_path / "补填"
    folder.mkdir()
    head, *body = rows
    return facts, folder, head, body


def with_(row: Sequence[Any], head: Sequence[Any], **changes: Any) -> list[Any]:
    return [changes.get(str(title), value) for title, value in zip(head, row, strict=True)]


def answers(result: Collection) -> list[tuple[str, str, Any]]:
    return [(each.row.subject.name[3], each.field, each.value) for each in result.answers]


def told(result: Collection) -> list[tuple[str, str]]:
    return [(each.code, each.location.cell or Path(each.location.file).name) for each in result.findings]


Sent = tuple[Facts, Path, list[Any], Rows]


def test_a_cell_that_was_not_asked_stays(sent: Sent) -> None:
    facts, folder, head, (first, second) = sent
    send_back(folder / "一.csv", [head, with_(first, head, 职工人数=9, 企业类型="国有独资"), second])
    result = pipeline.collect(facts, folder)

    assert answers(result) == [("甲", "employees", 9)]
    assert told(result) == [("ANSWER_NOT_ASKED", "E2")] if "企业类型" in head else not told(result)
    assert [(each.subject.name[3], each.title) for each in result.left] == [("乙", "职工人数")]
    assert len(result.still_open) == 1


def test_a_changed_name_is_no_answer(sent: Sent) -> None:
    facts, folder, head, (first, _) = sent
    send_back(folder / "一.csv", [head, with_(first, head, 企业名称="另一家公司", 职工人数=9)])
    result = pipeline.collect(facts, folder)

    assert answers(result) == [("甲", "employees", 9)]
    assert [code for code, _ in told(result)] == ["ANSWER_NOT_ASKED"]


@pytest.mark.parametrize("code", [True, False])
@pytest.mark.parametrize("shown", ["企业名称", "乡（办）", "统一社会信用代码"])
def test_a_row_that_shows_another_enterprise_is_refused(tmp_path: Path, shown: str, *, code: bool) -> None:
    """As when the rows were sorted without the hidden keys, or one was copied for a new enterprise."""
    truth = true_rows(Random(5))[:2]
    for row, town in zip(truth, TOWNSHIPS, strict=True):
        row[1] = row[1] if code else None
        row[2], row[HEADERS.index("职工人数")] = town, None
    facts = read(ledger_book(tmp_path / "台账.csv", truth))
    folder = tmp_path / "补填"
    folder.mkdir()
    (head, first), (_, second) = handed_out(facts, tmp_path).values()
    at = head.index(shown)
    row = with_(first, head, 职工人数=9)
    row[at] = second[at]
    send_back(folder / "一.csv", [head, row])
    result = pipeline.collect(facts, folder)
    refused = bool(second[at]) and code == (shown == "统一社会信用代码")

    assert answers(result) == ([] if refused else [("甲", "employees", 9)])
    assert not refused or told(result) == [("RETURN_ROW_UNKNOWN", "B2")]


def test_one_township_is_the_answer_of_one_row(tmp_path: Path) -> None:
    truth = true_rows(Random(5))[:5]
    for at, row in enumerate(truth):
        row[2] = "石桥镇" if at == 3 else None
    facts = read(ledger_book(tmp_path / "台账.xlsx", truth))
    (head, first, *rest) = next(rows for unit, rows in handed_out(facts, tmp_path).items() if unit != "石桥镇")
    folder = tmp_path / "补填"
    folder.mkdir()
    send_back(folder / "一.csv", [head, with_(first, head, **{"乡（办）": "古城乡"}), *rest])
    result = pipeline.collect(facts, folder)

    assert answers(result) == [("甲", "township", "古城乡")]
    assert sum(each.open for each in result.standings) == 3
    # in the ledger it would read as that of the rows below
    assert [bool(each.by_hand) for each in result.fillings] == [True]


@pytest.mark.parametrize("taken", ["both", "in the ledger", ""])
def test_a_code_that_another_enterprise_has_is_no_answer(tmp_path: Path, taken: str) -> None:
    truth = true_rows(Random(5))[:3]
    codes = [row[1] for row in truth]
    for row in truth[:2]:
        row[1], row[2] = None, "古城乡"
    facts = read(ledger_book(tmp_path / "台账.csv", truth))
    rows = [row for rows in handed_out(facts, tmp_path).values() for row in rows]
    (head, first, second), folder = rows[:3], tmp_path / "补填"
    folder.mkdir()
    filled = {"both": (codes[0], codes[0]), "in the ledger": (codes[2], codes[1]), "": (codes[0], codes[1])}[taken]
    back = [with_(row, head, 统一社会信用代码=code) for row, code in zip((first, second), filled, strict=True)]
    send_back(folder / "一.csv", [head, *back])
    result = pipeline.collect(facts, folder)
    untaken = {"both": [], "in the ledger": ["乙"], "": ["甲", "乙"]}[taken]

    assert [name for name, field, _ in answers(result) if field == "uscc"] == untaken
    assert [code for code, _ in told(result)] == ["ANSWER_CODE_TAKEN"] * (2 - len(untaken))


@pytest.mark.parametrize("other", [None, 9, 12])
def test_a_copied_row_counts_if_it_says_the_same_or_nothing(sent: Sent, other: int | None) -> None:
    facts, folder, head, (first, _) = sent
    rows = [with_(first, head, 职工人数=9), with_(first, head, 职工人数=other)]
    send_back(folder / "一.csv", [head, *rows])
    result = pipeline.collect(facts, folder)

    assert answers(result) == ([("甲", "employees", 9)] if other != 12 else [])
    assert [code for code, _ in told(result)] == (["RETURN_ROWS_DIFFER"] if other == 12 else [])


def test_of_two_versions_the_later_counts_whatever_they_are_called(sent: Sent) -> None:
    facts, folder, head, (first, second) = sent
    send_back(folder / "一.csv", [head, with_(first, head, 职工人数=9), second], 9)
    send_back(folder / "二.csv", [head, with_(first, head, 职工人数=8), with_(second, head, 职工人数=7)])
    result = pipeline.collect(facts, folder)

    assert answers(result) == [("甲", "employees", 9), ("乙", "employees", 7)]
    assert told(result) == [("RETURN_OLDER", "二.csv")]
    assert [each.files for each in result.standings] == [(str(folder / "一.csv"), str(folder / "二.csv"))]


@pytest.mark.parametrize(
    ("later", "expected"), [(None, [("甲", "employees", 9)]), (12, [("甲", "employees", 12)]), ("问过再说", [])]
)
def test_a_cell_that_a_later_file_leaves_blank_stands(sent: Sent, later: object, expected: list[Any]) -> None:
    facts, folder, head, (first, second) = sent
    send_back(folder / "一.csv", [head, with_(first, head, 职工人数=9), second], 3)
    send_back(folder / "二.csv", [head, with_(first, head, 职工人数=later), with_(second, head, 职工人数=7)], 5)
    result = pipeline.collect(facts, folder)

    assert answers(result) == [*expected, ("乙", "employees", 7)]
    assert ("RETURN_OLDER", "一.csv") in told(result)


def test_what_cannot_be_read_is_still_open(sent: Sent) -> None:
    facts, folder, head, (first, second) = sent
    send_back(
        folder / "一.csv",
        [head, with_(first, head, 职工人数="问过再说"), with_(second, head, 职工人数="50人左右至80人")],
    )
    result = pipeline.collect(facts, folder)

    assert not result.answers
    assert len(result.left) == 2
    assert "COUNT_UNREADABLE" in [code for code, _ in told(result)]


def test_files_of_another_ledger_and_of_none_are_refused(sent: Sent, tmp_path: Path) -> None:
    facts, folder, head, (first, second) = sent
    older = read(ledger_book(tmp_path / "旧.csv", [*true_rows(Random(7))[:1], *true_rows(Random(5))[:2]]))
    assert older.roster.tables
    strange = [["XXXXXX-YYYYYYYYYY", *first[1:]], ["XXXXXX-ZZZZZZZZZZ", *second[1:]]]
    send_back(folder / "别处.csv", [head, *strange])
    send_back(folder / "另建.csv", [head, [None, *with_(first, head, 职工人数=9)[1:]]])
    send_back(folder / "对的.csv", [head, with_(first, head, 职工人数=9)])
    result = pipeline.collect(facts, folder)

    assert answers(result) == [("甲", "employees", 9)]
    assert sorted(told(result)) == [("RETURN_FOREIGN", "别处.csv"), ("RETURN_UNKNOWN", "另建.csv")]
    assert {each.file for each in result.findings.left()} == {str(folder / "别处.csv"), str(folder / "另建.csv")}


def test_a_workbook_states_when_it_was_saved_and_other_files_have_the_disks_time(tmp_path: Path) -> None:
    stated, files = datetime(2022, 1, 5, 8, 30, tzinfo=UTC), [tmp_path / name for name in ("a.xlsx", "a.ods", "a.csv")]
    book = xlsxwriter.Workbook(str(files[0]))
    book.set_properties({"created": stated})
    book.close()
    with zipfile.ZipFile(files[1], "w") as package:
        package.writestr("meta.xml", '<m xmlns:dc="d"><dc:date>2022-01-05T08:30:00</dc:date></m>')
    files[2].write_text("一,二")
    for file in files:
        os.utime(file, (0, 0))

    assert [saved_at(file) for file in files] == [stated, stated, datetime.fromtimestamp(0, UTC)]


def test_a_workbook_that_asks_is_no_roster(sent: Sent) -> None:
    _, folder, head, body = sent
    send_back(folder / "一.csv", [head, *body])
    assert head[0] == KEY_HEADER
    with pytest.raises(djcov.InputError):
        djcov.read(folder / "一.csv", jobs=1)


def test_the_open_cells_alone_can_be_filled_in_and_are_checked(sent: Sent) -> None:
    facts, folder, _, _ = sent
    result = ask(facts, date(2022, 1, 9))
    (request,) = result.requests
    path = folder / "一.xlsx"
    path.write_bytes(workbook(request, result, facts.policy))
    about, sheet = openpyxl.load_workbook(path).worksheets

    assert "2022年1月9日" in "".join(str(cell.value) for row in about.iter_rows() for cell in row)
    assert sheet.protection.sheet
    assert not sheet.protection.password
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    checked = {str(area) for check in sheet.data_validations.dataValidation for area in check.sqref.ranges}
    assert unlocked == checked != set()
    assert sheet.column_dimensions["A"].hidden
    assert workbook(request, result, facts.policy) == path.read_bytes()
