"""Files as they come: every one ends in sheets or in one clear message."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import docx
import openpyxl
import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from djcov.errors import InputError
from djcov.intake.file_tables import Request, Settings, sheets_of
from djcov.intake.files import delimited, opendocument, opening, package, webpage, workbook, workers
from djcov.intake.files.opening import begin, requested
from djcov.intake.files.package import Untold
from djcov.intake.files.sheets import CellError, Merge, Opened, Sheet
from djcov.intake.files.workers import Workers
from djcov.intake.sheet.header_rows import Overrides
from djcov.intake.sheet.header_words import words_of
from djcov.policy import Policy
from made_up.pages import Page
from made_up.world import Formula
from offices.binary import record
from offices.formats import FORMATS

POLICY = Policy.load()
SETTINGS = Settings(POLICY, words_of(POLICY), Overrides())


def open_file(path: Path) -> Opened:
    """The sheets of a file that a worker has been able to read."""
    with Workers() as workers:
        begin(path, SETTINGS, workers).result()
    request = requested(path, SETTINGS)
    return Opened(sheets_of(request), request.real_format)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def written(folder: Path, data: bytes, name: str = "台账.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def rezipped(data: bytes, part: str, change: tuple[bytes, bytes]) -> bytes:
    """The same package with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(*change) if name == part else content)
    return stream.getvalue()


def with_damaged_lzma(data: bytes) -> bytes:
    """The same package, packed by LZMA, with other bytes where its packed parts should be."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        parts = new.infolist()
    packed = bytearray(stream.getvalue())
    for part in parts:
        begin = part.header_offset + 30 + len(part.filename.encode()) + 9  # behind both headers
        end = part.header_offset + 30 + len(part.filename.encode()) + part.compress_size
        packed[begin:end] = b"\xff" * (end - begin)
    return bytes(packed)


@pytest.fixture
def book() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    assert book.active
    book.active.title = "台账"
    return book


def test_cells_stand_at_their_physical_places(book: openpyxl.Workbook, tmp_path: Path) -> None:
    book["台账"]["C4"] = "甲公司"
    (sheet,) = open_file(written(tmp_path, saved(book))).sheets
    assert sheet.cell(3, 2) == "甲公司"


def test_merged_ranges_hidden_rows_and_hidden_sheets(book: openpyxl.Workbook, tmp_path: Path) -> None:
    sheet = book["台账"]
    sheet["A1"], sheet["A3"] = "标题", "甲公司"
    sheet.merge_cells("A1:C2")
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("旧表").sheet_state = "hidden"
    book["旧表"]["A1"] = "企业名称"
    first, second = open_file(written(tmp_path, saved(book))).sheets
    assert first.merges == (Merge(0, 0, 1, 2),)
    assert first.hidden_rows == frozenset({2})
    assert (second.name, second.hidden, second.rows) == ("旧表", True, ())


def test_error_values_and_formulas_without_a_result_are_not_blank(book: openpyxl.Workbook, tmp_path: Path) -> None:
    sheet = book["台账"]
    sheet["A1"], sheet["B2"], sheet["C3"] = "甲公司", "#N/A", "=1+1"
    sheet["B2"].data_type = "e"
    (read,) = open_file(written(tmp_path, saved(book))).sheets
    assert read.errors == {(1, 1): CellError("#N/A"), (2, 2): CellError("公式未计算")}


def test_a_name_that_says_another_format(book: openpyxl.Workbook, tmp_path: Path) -> None:
    book["台账"]["A1"] = "甲公司"
    opened = open_file(written(tmp_path, saved(book), "台账.csv"))
    assert opened.real_format == "xlsx"
    assert opened.sheets[0].cell(0, 0) == "甲公司"


def test_a_cell_in_the_far_corner_is_refused_before_the_reader_sees_it(book: openpyxl.Workbook, tmp_path: Path) -> None:
    book["台账"]["A1"] = "甲公司"
    book["台账"]["XFD1048576"] = "远"
    with pytest.raises(InputError, match="第 1048576 行 XFD 列"):
        open_file(written(tmp_path, saved(book)))


SHEET = "xl/worksheets/sheet1.xml"


def far(book: openpyxl.Workbook, value: str | None) -> bytes:
    """A workbook with a cell at each end of its sheet, the far one coloured."""
    book["台账"]["A1"] = "甲公司"
    book["台账"]["XFD1048576"] = value
    book["台账"]["XFD1048576"].fill = PatternFill("solid", "FFFF00")
    return saved(book)


def test_a_cell_in_the_far_corner_counts_if_it_holds_something(book: openpyxl.Workbook) -> None:
    assert package.inspect(far(book, None), "台账.xlsx").keys() == {"台账"}
    with pytest.raises(InputError, match="工作表“台账”的单元格远达第 1048576 行 XFD 列"):
        package.inspect(far(book, "远"), "台账.xlsx")


@pytest.mark.parametrize(("column", "fits"), [("B", True), ("XFD", False)])
def test_a_cell_without_an_address_may_stand_in_any_row(book: openpyxl.Workbook, column: str, fits: bool) -> None:
    book["台账"][f"{column}2"] = "职工人数"  # how wide the sheet is, the cells that follow say
    data = rezipped(far(book, None), SHEET, (b'r="A1" ', b""))
    if fits:
        assert package.inspect(data, "台账.xlsx").keys() == {"台账"}
        return
    with pytest.raises(InputError, match="远达第 1048576 行 XFD 列，范围过大"):
        package.inspect(data, "台账.xlsx")


def test_an_error_value_without_an_address_is_nowhere(book: openpyxl.Workbook) -> None:
    book["台账"]["A1"], book["台账"]["B1"] = "#N/A", "#REF!"
    data = rezipped(saved(book), SHEET, (b'<c r="A1" ', b"<c "))
    assert package.inspect(data, "台账.xlsx")["台账"].errors == {(0, 1): CellError("#REF!")}


def test_a_sheet_that_expands_to_too_much_is_refused(book: openpyxl.Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_PART", 100)
    with pytest.raises(InputError, match="工作表“台账”展开后超过 1 GiB"):
        package.inspect(saved(book), "台账.xlsx")


def test_a_sheet_that_is_not_there_is_none(book: openpyxl.Workbook) -> None:
    book.create_sheet("旧表")
    data = rezipped(saved(book), "xl/_rels/workbook.xml.rels", (b"sheet2.xml", b"sheet9.xml"))
    assert package.inspect(data, "台账.xlsx").keys() == {"台账"}


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/workbook.xml", (b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook')),
        ("xl/_rels/workbook.xml.rels", (b"</Relationships>", b"")),
    ],
)
def test_a_package_that_is_not_as_it_should_be_is_damaged(
    book: openpyxl.Workbook, part: str, change: tuple[bytes, bytes]
) -> None:
    with pytest.raises(InputError, match="已损坏"):
        package.inspect(rezipped(saved(book), part, change), "台账.xlsx")


def test_a_document_type_is_refused(book: openpyxl.Workbook, tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]><workbook'
    data = rezipped(saved(book), "xl/workbook.xml", (b"<workbook", bomb))
    with pytest.raises(InputError, match="已损坏"):
        open_file(written(tmp_path, data))


def test_an_encoding_that_nobody_knows_is_refused(book: openpyxl.Workbook, tmp_path: Path) -> None:
    declared = b"<?xml version='1.0' encoding='UTF-UTF-8'?><Relationships"
    data = rezipped(saved(book), "xl/_rels/workbook.xml.rels", (b"<Relationships", declared))
    with pytest.raises(InputError, match="已损坏"):
        open_file(written(tmp_path, data))


@pytest.mark.parametrize("keep", [30, 300, 3000])
def test_a_truncated_workbook(book: openpyxl.Workbook, tmp_path: Path, keep: int) -> None:
    data = saved(book)
    assert keep < len(data)
    with pytest.raises(InputError):
        open_file(written(tmp_path, data[:keep]))


@pytest.mark.parametrize("form", ["xlsx", "xlsb", "ods"])
def test_a_damaged_part_that_is_packed_by_lzma(form: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="已损坏"):
        open_file(written(tmp_path, with_damaged_lzma(FORMATS[form].write(_marked()))))


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("gb18030", b""), ("gbk", b""), ("utf-16-le", b"\xff\xfe")],
)
def test_encodings_of_csv(tmp_path: Path, encoding: str, mark: bytes) -> None:
    text = "企业名称,职工人数\n甲公司,50\n"
    (sheet,) = open_file(written(tmp_path, mark + text.encode(encoding), "台账.csv")).sheets
    assert [list(row) for row in sheet.rows] == [["企业名称", "职工人数"], ["甲公司", "50"]]


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_delimiters_of_csv(tmp_path: Path, mark: str) -> None:
    text = f"附件1\n企业名称{mark}职工人数{mark}工会\n甲公司{mark}50{mark}√\n乙公司{mark}5{mark}\n"
    (sheet,) = open_file(written(tmp_path, text.encode(), "台账.csv")).sheets
    assert list(sheet.rows[2]) == ["甲公司", "50", "√"]


def test_a_line_break_inside_a_quoted_cell_makes_no_row(tmp_path: Path) -> None:
    text = '"企业\n名称",职工人数\n甲公司,50\n'
    (sheet,) = open_file(written(tmp_path, text.encode(), "台账.csv")).sheets
    assert [row[1] for row in sheet.rows] == ["职工人数", "50"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "文件是空的"),
        (b"\x00\x01\x02\x03" * 10, "不是文本文件"),
        (b"\xff\xfe\x00\xd8\x00", "不是文本文件"),
        (b"%PDF-1.7 ...", "不是表格文件"),
        (b"PK\x03\x04 not a zip", "损坏"),
        (b"\x81\x20\xff\xff", "不是文本文件"),
    ],
)
def test_what_cannot_be_read_ends_in_one_message(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        open_file(written(tmp_path, data))


def test_a_file_of_more_than_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST_FILE", 10)
    with pytest.raises(InputError, match="文件超过 1 GiB"):
        open_file(written(tmp_path, "企业名称,工会\n".encode()))


@pytest.mark.parametrize(
    ("begins", "said"),
    [
        (b"\x09\x08\x10\x00", "xls"),  # BIFF 8 and its forerunners without a container
        (b"\x09\x04\x06\x00", "xls"),
        (b"\x09\x08", "xls"),
        (b"\x09\xe4\xbc\x81", "text"),  # a tabulator
        (b"Rar!\x1a\x07\x00", package.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c", package.ARCHIVE),
        (b"PAR1", "parquet"),
    ],
)
def test_a_format_is_told_by_how_its_bytes_begin(begins: bytes, said: str) -> None:
    assert opening.sniff(begins + b"\x00" * 20) == said


def test_the_lock_file_of_an_open_workbook(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="锁定文件"):
        open_file(written(tmp_path, b"\x05admin", "~$台账.xlsx"))


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有这个文件"):
        open_file(tmp_path / "没有.xlsx")
    with pytest.raises(InputError, match="不是普通文件"):
        open_file(tmp_path)


def _marked() -> list[Page]:
    """A page with an error value, a hidden row and a merged range, and one that is hidden."""
    page, old = Page("台账"), Page("旧表", hidden=True)
    page.put(1, 0, "企业名称")
    page.put(2, 1, Formula("#DIV/0!"))
    page.put(3, 0, "甲公司")
    page.hidden_rows.add(3)
    page.merge((4, 0, 5, 2), "合并")
    old.put(1, 0, "企业名称")
    return [page, old]


@pytest.mark.parametrize("form", ["xlsb", "ods", "xml of 2003"])
def test_what_formats_say_beside_the_cells(form: str, tmp_path: Path) -> None:
    path = written(tmp_path, FORMATS[form].write(_marked()), f"台账{FORMATS[form].suffix}")
    sheet, old = open_file(path).sheets
    assert (sheet.merges, sheet.hidden_rows) == ((Merge(3, 0, 4, 2),), frozenset({2}))
    assert sheet.errors == {(1, 1): CellError("#DIV/0!")}
    assert (sheet.name, old.name, old.hidden, old.rows) == ("台账", "旧表", True, ())


def test_an_xls_with_error_values_and_hidden_rows(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    sheet.write(0, 0, "企业名称")
    sheet.row(1).set_cell_error(1, 0x2A)
    sheet.write_merge(3, 4, 0, 2, "合并")
    sheet.row(3).hidden = True
    book.add_sheet("旧表").visibility = 1
    stream = io.BytesIO()
    book.save(stream)
    read, old = open_file(written(tmp_path, stream.getvalue(), "台账.xls")).sheets
    assert (read.merges, read.hidden_rows) == ((Merge(3, 0, 4, 2),), frozenset({3}))
    assert read.errors == {(1, 1): CellError("#N/A")}
    assert old.hidden


@pytest.mark.parametrize("form", ["xlsx", "xlsx, by openpyxl", "xls", "xlsb"])
def test_a_workbook_may_count_its_days_from_1904(form: str) -> None:
    for later in (False, True):
        assert [sheet.since_1904 for sheet in _counting_from(form, later)] == [later]


def _counting_from(form: str, later: bool) -> Sequence[Sheet]:
    """Read a workbook in either date system."""
    kind, _, by_openpyxl = form.partition(", ")
    stream = io.BytesIO()
    if kind == "xlsb":
        page = Page("台账")
        page.put(1, 0, 42490)
        switched = struct.pack("<III", later, 0, 0)
        data = FORMATS["xlsb"].write([page])
        stream.write(rezipped(data, "xl/workbook.bin", (record(153, bytes(12)), record(153, switched))))
    elif kind == "xls":
        old = xlwt.Workbook()
        old.dates_1904 = later
        old.add_sheet("台账").write(0, 0, 42490)
        old.save(stream)
    else:
        new = openpyxl.Workbook()
        new.worksheets[0]["A1"] = 42490
        new.epoch = CALENDAR_MAC_1904 if later else CALENDAR_WINDOWS_1900
        new.save(stream)
    if by_openpyxl:
        return workbook._with_openpyxl(stream.getvalue(), "台账.xlsx", ())
    return workbook.read(stream.getvalue(), kind, f"台账.{kind}")


@pytest.mark.parametrize("form", ["xlsb", "xlsx"])
def test_every_kind_of_package_may_be_encrypted(form: str, tmp_path: Path) -> None:
    locked, (_, old) = io.BytesIO(), _marked()
    old.put(2, 0, Random(1).randbytes(8000).hex())  # msoffcrypto writes a short package wrongly
    OOXMLFile(io.BytesIO(FORMATS[form].write([old]))).encrypt("made-up", locked)
    path = written(tmp_path, locked.getvalue())
    settings = Settings(POLICY, SETTINGS.words, Overrides(sheets=("旧表",)))
    (sheet,) = sheets_of(replace(requested(path, settings), password="made-up"))
    assert sheet.cell(0, 0) == "企业名称"


def encrypted_document(folder: Path) -> Request:
    """A text document with a password, which is given."""
    document, locked = io.BytesIO(), io.BytesIO()
    docx.Document().save(document)
    OOXMLFile(document).encrypt("made-up", locked)
    return replace(requested(written(folder, locked.getvalue()), SETTINGS), password="made-up")


def test_an_encrypted_file_that_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="加密的文件不是工作簿"):
        sheets_of(encrypted_document(tmp_path))


def test_too_little_memory_is_not_called_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(OOXMLFile, "decrypt", refused)
    with pytest.raises(MemoryError):
        sheets_of(encrypted_document(tmp_path))
    monkeypatch.setattr(openpyxl, "load_workbook", refused)
    with pytest.raises(MemoryError):
        workbook._with_openpyxl(b"", "", ())


def test_cells_that_span_rows_and_columns_of_a_page(tmp_path: Path) -> None:
    page = "<table><tr><td>甲<td rowspan=3>乙<td colspan=2 rowspan=2>丙<tr><td>丁<td>戊<tr><td>己<td>庚</table>"
    (sheet,) = open_file(written(tmp_path, page.encode(), "台账.xls")).sheets
    assert sheet.rows == [["甲", "乙", "丙"], ["丁", "", "", "", "戊"], ["己", "", "庚"]]
    assert sheet.merges == (Merge(0, 1, 2, 1), Merge(0, 2, 1, 3))


def test_cells_that_claim_much_take_little(tmp_path: Path) -> None:
    page = "<table><tr>" + "<td rowspan=1000 colspan=1000>企业" * 8 + "</table>"
    tracemalloc.start()
    (sheet,) = sheets_of(requested(written(tmp_path, page.encode(), "台账.xls"), SETTINGS))
    assert len(sheet.merges) == 8
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


_XML = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-\
microsoft-com:office:spreadsheet"><Worksheet ss:Name="台账"><Table>{}</Table></Worksheet></Workbook>'


@pytest.mark.parametrize("text", ["<table><tr><td>企业名称" * 50_000, _XML.format("<Row><Cell/></Row>" * 50_000)])
def test_pages_are_bounded_as_workbooks_are(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_SECONDS", 0.0)
    monkeypatch.setattr(workers, "_SECONDS_PER_MEGABYTE", 0.0)
    with pytest.raises(InputError, match="超限"):
        open_file(written(tmp_path, text.encode(), "台账.xls"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<table>" + "<tr>" * 11 + "<td>企业名称</table>", "范围过大"),
        ("<table><tr>" + "<td colspan=1000>企业" * 18 + "</table>", "范围过大"),
        ("<table><tr><td>&#" + "9" * 5000 + ";</table>", "网页中的表格读不出"),
        ("<table><tr><td><![甲[</table>", "网页中的表格读不出"),
        (_XML.format('<Row ss:Index="11"><Cell/></Row>'), "范围过大"),
        (_XML.format('<Row ss:Index="0"><Cell/></Row>'), "范围过大"),
        (_XML.format('<Row><Cell ss:Index="-5"/></Row>'), "范围过大"),
        (_XML.format('<Row><Cell ss:Index="A"/></Row>'), "XML 表格已损坏"),
    ],
    ids=["rows", "columns", "reference", "mark", "xml-rows", "xml-row-0", "xml-column", "xml-index"],
)
def test_what_no_page_says(text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webpage, "_MOST_ROWS", 10)
    with pytest.raises(InputError, match=message):
        sheets_of(requested(written(tmp_path, text.encode(), "台账.xls"), SETTINGS))


@pytest.mark.parametrize("form", ["xls", "xlsb", "ods"])
def test_a_damaged_workbook_gives_what_was_found_before_the_damage_or_is_refused(form: str, tmp_path: Path) -> None:
    data = FORMATS[form].write(_marked()[1:] if form == "xls" else _marked())
    for keep in range(100, len(data), max(len(data) // 20, 1)):
        inspected = workbook._INSPECT[form](data[:keep])
        assert all(isinstance(part, Untold) for part in inspected.values())


def test_a_document_type_in_an_ods(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><office:document-content'
    data = rezipped(
        FORMATS["ods"].write(_marked()),
        "content.xml",
        (b'<?xml version="1.0" encoding="UTF-8"?><office:document-content', bomb),
    )
    assert opendocument.inspect(data) == {}


def test_the_line_of_a_wrong_byte_is_told() -> None:
    lines = [f"青岚区第{at}号公司,{at}".encode() for at in range(100)]
    lines[70] += b"\xff"
    with pytest.raises(InputError, match="第 71 行有读不出的字符"):
        delimited.read(b"\n".join(lines), "台账.csv")
    with pytest.raises(InputError, match="不是文本文件"):
        delimited.read(b"\x01\n\x02\0\xff\n" * 100, "台账.csv")
