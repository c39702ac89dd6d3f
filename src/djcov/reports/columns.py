"""The view of headers: how each is read, why it is not, and the lines by which a policy takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..roster import Heading
from .fields import Field, Layout
from .page_model import Column, Note, Page, Plain, Records
from .page_model import Heading as PageHeading

_ADVICE = "这一列若确是其中一栏，可在政策文件中写明（… 换成 docs/columns.md 所列的字段）："


@dataclass(frozen=True)
class ColumnsView:
    """Headers as people and scripts see them."""

    headings: Sequence[Heading]

    def page(self) -> Page:
        """Give each header, and the lines for the policy of those that are not taken."""
        lines = [each for each in self.headings if each.line]
        advice = [Note(_ADVICE, "quiet"), *(Note(line) for line in section(lines).splitlines() if line)]
        return (PageHeading("表头怎样读", 1), LAYOUT.grid(self.headings), *(advice if lines else ()))

    def records(self) -> Records:
        """Give one row per header and roster."""
        return LAYOUT.records(self.headings)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.columns/1``."""
        return {"schema": "djcov.columns/1", "rows": LAYOUT.objects(self.headings)}


LAYOUT: Layout[Heading] = Layout(
    (
        Field("header", "表头", lambda each: each.header, Column("表头")),
        Field("parent", "上级表头", lambda each: each.parent),
        Field(
            "kind",
            "名册",
            lambda each: each.kind.value if each.kind else "",
            Column("名册"),
            lambda each: each.kind.title if each.kind else "",
            lambda each: each.kind.title if each.kind else "",
        ),
        Field("title", "读作", lambda each: each.title, Column("读作"), lambda each: each.title or "没有采用"),
        Field("field", "字段", lambda each: each.field, Column("字段", unbroken=True)),
        Field("option", "", lambda each: each.option, optional=True),
        Field("why", "依据", lambda each: each.why, Column("依据")),
        Field("line", "政策写法", lambda each: each.line, optional=True),
    )
)
"""One row per header and roster."""


def section(headings: Iterable[Heading]) -> str:
    """Give the ``[columns]`` of a policy that takes headers, each as a comment: a person takes the mark away."""
    by_table: dict[str, list[str]] = {}
    for each in headings:
        setting, _, words = each.line.partition(" = ")
        if words:
            table, _, field = setting.rpartition(".")
            by_table.setdefault(table, []).append(f"# {field} = {words}  # {each.why}")
    return "\n\n".join("\n".join([f"[{table}]", *lines]) for table, lines in sorted(by_table.items()))
