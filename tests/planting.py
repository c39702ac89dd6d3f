"""Rosters full of made-up numbers and names, in every field and every dress, and how to find them in what comes out.

The names are made of characters that stand nowhere else, so that each of these in an output is a part of one.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import openpyxl

from djcov.models import Kind, is_open

GIVEN = "".join(map(chr, range(0x7460, 0x74E0)))
"""The characters of the given names."""

PHONE, IDENTITY, OLD_IDENTITY, CARD = "13974628351", "41010519530717402X", "410105530717402", "6222031759284406173"
NUMBERS = (PHONE, IDENTITY, OLD_IDENTITY, CARD)

NUMBER_DRESSES = (
    "{0}",
    *(f"{{1}}{sign}{{2}}{sign}{{3}}" for sign in "－/·~、，：*|．。_—＿ \u3000-"),
    "{1}（{2}）{3}",
    "{wide}",
    "{circled}",
    "{spelt}",
    "{spaced}",
    "联系人{0}",
    "电话：{0}",
    "{0}（微信同号）",
    "2019-05-01 {1} {2} {3}",
    "3、{1}-{2}-{3}",
    "{0}、{0}",
    "'{0}",
)
"""How a number is written: as it is, in three groups, in other digits, beside something."""

NAME_DRESSES = (
    "{n}",
    "{n}、{m}",
    "{n} {m}",
    "{n}，{m}",
    "{n}/{m}",
    "{n}\n{m}",
    "1、{n}2、{m}",
    "{n}（书记）",
    "{n}（主席）",
    "{n}(兼)",
    "书记{n}",
    "{n}书记",
    "{n}同志",
    "{n}等3人",
    "{n}13974628351",
    "{n} 139－7462－8351",
    "{n}（13974628351）",
    "{n}：13974628351",
    "拟由{n}担任",
    "待定{n}",
    "原{n}",
    "由{n}负责",
    "已派{n}",
    "是（{n}）",
    "单独组建（{n}）",
    "2019年5月1日 {n}",
    "{n}（2019-05-01）",
    "{s} {g}",
    "欧阳{g}",
    "冼{g}",
    "阿{g}·买买提",
)
"""How people are named: alone, several, with a post, a number, what they do."""

_FIGURES = {
    "wide": "０１２３４５６７８９",
    "circled": "⓪①②③④⑤⑥⑦⑧⑨",
    "spelt": "零一二三四五六七八九",
}


def dressed_number(number: str, dress: str) -> str:
    """Give a number in a dress."""
    others = {
        name: "".join(figures[int(d)] if d.isdecimal() else d for d in number) for name, figures in _FIGURES.items()
    }
    cut = 3 if len(number) == len(PHONE) else 6
    return dress.format(number, number[:cut], number[cut:-4], number[-4:], spaced=" ".join(number), **others)


def dressed_name(index: int, dress: str) -> str:
    """Give a name, of which ``index`` tells the characters, in a dress."""
    surname = "张王李赵刘"[index % 5]
    first, second = divmod(index, len(GIVEN))
    given = GIVEN[first % len(GIVEN)] + GIVEN[second]
    other = "陈" + given[::-1]
    return dress.format(n=surname + given, m=other, s=surname, g=given)


_ORDINARY = {
    Kind.ENTERPRISES: {"name": "汉东第{}公司", "township": "古城乡", "status": "正常", "employees": 60, "members": 5,
                       "full_members": 4, "organized": "是", "organization_form": "单独组建",
                       "organization_name": "汉东第{}公司党支部", "instructor": "无"},
    Kind.ORGANIZATIONS: {"name": "汉东第{}公司党支部", "township": "古城乡", "form": "单独组建",
                         "enterprises": "汉东第{}公司", "founded_on": "2019-05-01", "secretary": "无"},
    Kind.MEMBERS: {"name": "郑{}", "enterprise": "汉东第{}公司", "category": "正式党员", "joined_on": "2001-07-01"},
    Kind.INSTRUCTORS: {"name": "郑{}", "unit": "古城乡", "enterprises": "汉东第{}公司", "since": "2020-05-01"},
    Kind.FAVORS: {"name": "古城乡", "development_enterprises": 3, "development_total": 9},
}  # fmt: skip
_ORDINARY[Kind.SOCIAL_ORGANIZATIONS] = _ORDINARY[Kind.ENTERPRISES] | {"name": "汉东第{}学会"}
_ASIDE = 5
"""A row holds something planted in one column of so many: so it stays a row."""

_FEW = 20
"""Of the townships, which are units and have reports of their own, only one of so many is planted."""

Rows = list[list[object]]


def planted(kind: Kind) -> Rows:
    """Give a table: header, and rows in which every field holds a number, or a name, in every dress.

    Where names are open (of enterprises, places and the like) a person's is the name of one, and is not planted.
    """
    fields = list(kind.model.model_fields)
    table: Rows = [[str(info.title or name) for name, info in kind.model.model_fields.items()]]
    for names, dresses in ((True, NAME_DRESSES), (False, NUMBER_DRESSES)):
        for at, dress in enumerate(dresses):
            for aside in range(_ASIDE):
                row = len(table)
                given = {name: t.format(row) if isinstance(t, str) else t for name, t in _ORDINARY[kind].items()}
                for column, field in enumerate(fields):
                    is_unit = field == "township" or (kind, field) == (Kind.FAVORS, "name")
                    if column % _ASIDE != aside or (is_unit and at % _FEW):
                        continue
                    if not names:
                        given[field] = dressed_number(NUMBERS[(at + column) % len(NUMBERS)], dress)
                    elif not is_open(kind, field):
                        given[field] = dressed_name(list(Kind).index(kind) * 4000 + at * len(fields) + column, dress)
                table.append([given.get(field, "") for field in fields])
    return table


def digits_of(text: str) -> str:
    """Give a text with nothing between its digits, whatever they look like, but letters and masks."""
    return _BETWEEN.sub("", text.translate(_DIGITS))


_BETWEEN = re.compile(r"(?<=\d)(?:(?!\*{4})[\W_])+(?=[\dXx])")
_DIGITS = {
    code: str(int(unicodedata.numeric(chr(code))))
    for code in range(0x80, 0x10000)
    if unicodedata.numeric(chr(code), -1) in range(10)
    and (chr(code).isdigit() or chr(code) in "〇零一二三四五六七八九")
}


_MIDDLES = re.compile("|".join({number[2:-3] for number in NUMBERS}))
_NAMES = re.compile(f"[{GIVEN}]")


def leaks(text: str, *, names: bool = True) -> set[str]:
    """Give what of the planted numbers, and ``names``, a text holds, the latter with what stands around."""
    found = {match[0] for match in _MIDDLES.finditer(digits_of(text))}
    if names:
        found |= {text[max(0, m.start() - 30) : m.end() + 12] for m in _NAMES.finditer(text)}
    return found


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Give the texts of a file: of its parts, if it is a workbook or a document."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            for part in package.namelist():
                yield part, _plain(_TAG.sub(_said, package.read(part).decode("utf-8", "replace")))
    else:
        yield "", _plain(path.read_bytes().decode("utf-8", "replace"))


_TAG, _ATTRIBUTE = re.compile("<[^>]*>"), re.compile('"([^"]{6,}|[^"]*[^ -~][^"]*)"')


def _said(tag: re.Match[str]) -> str:
    """Give what the attributes of a tag say."""
    return "\nz" + "z\nz".join(_ATTRIBUTE.findall(tag[0])) + "z\n"


def _plain(text: str) -> str:
    """Give a text with what stands for characters spelt out."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), unescape(text))


def write_workbook(path: Path, sheets: dict[str, Rows]) -> None:
    """Write a workbook of some sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
