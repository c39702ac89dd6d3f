"""Results as Python shows them: a typed DataFrame of each, from the document that scripts read; a few lines in a
notebook; and a file in any format that the command line writes.
"""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..findings import Findings
from ..following.ask import Ask
from ..following.collect import Collection
from ..following.lines import Followed
from ..following.merge import Merge
from ..measures.annual import AnnualForm
from ..measures.compare_results import Comparison
from ..measures.movements import Movements
from ..measures.report import Report
from ..measures.results import (
    Check,
    Completeness,
    Coverage,
    Distributions,
    Explanation,
    Gaps,
    League,
    Targets,
)
from ..measures.trend import Trend
from ..planning.results import Plan
from . import atomic_write, datasets
from .annual import AnnualView
from .ask import AskView, CollectionView
from .changes import ChangesView
from .check import CheckView
from .compare import ComparisonView
from .coverage import CoverageView
from .distributions import DistributionsView
from .explanation import ExplanationView
from .follow import FollowView
from .formats import FORMATS, SUFFIXES, Result, no_format
from .gaps import GapsView
from .league import LeagueView
from .merge import MergeView
from .page_model import View
from .planning import PlanView
from .renderers import RENDERERS
from .shapes import Holds
from .targets import TargetsView
from .trend import TrendView

if TYPE_CHECKING:
    import pandas as pd

_VIEWS: dict[type, Callable[[Any], View]] = {
    Coverage: lambda result: CoverageView(result, ""),
    Gaps: GapsView,
    Explanation: ExplanationView,
    Targets: lambda result: TargetsView(result, ""),
    League: lambda result: LeagueView(result, None),
    AnnualForm: lambda result: AnnualView(result, ""),
    Check: CheckView,
    Comparison: ComparisonView,
    Movements: ChangesView,
    Trend: lambda result: TrendView(result, ""),
    Plan: PlanView,
    Followed: FollowView,
    Merge: MergeView,
    Ask: lambda result: AskView(result, {each.township: "" for each in result.requests}),
    Collection: CollectionView,
    Completeness: lambda result: CheckView(Check((), Findings(), as_of=result.as_of), result),
    Distributions: DistributionsView,
}

_SECTIONS: dict[type, str] = {Completeness: "completeness", Distributions: "distributions"}
"""Of the results that are no document of their own, the section of one which they are."""

_TYPES: dict[Holds, str] = {
    "text": "str",
    "integer": "Int64",
    "number": "Float64",
    "flag": "boolean",
    "day": "datetime64[s]",
}


def to_pandas(result: object) -> pd.DataFrame:
    """Give a result's rows as a DataFrame: the main table of its data files, with the types of pandas.

    Raises TypeError for what has no table of its own.
    """
    import pandas as pd

    table = _table(result)
    columns = {
        column.name: pd.Series([row[at] for row in table.rows], dtype=_TYPES[column.holds])
        for at, column in enumerate(table.columns)
    }
    return pd.DataFrame(columns)


def _table(result: object) -> datasets.DataTable:
    content = _view(result).document()
    section = _SECTIONS.get(type(result))
    return datasets.section(content, section) if section else datasets.main(content)


def _view(result: object) -> View:
    if type(result) not in _VIEWS:
        raise TypeError(f"a {type(result).__name__} has no table of its own")
    return _VIEWS[type(result)](result)


def html(result: object) -> str | None:
    """Give what a notebook shows; of a report its coverage, nothing of what has no table of its own."""
    from .notebook import html

    shown = result.coverage if isinstance(result, Report) else result
    return html(_view(shown).page()) if type(shown) in _VIEWS else None


def save(result: object, path: str | PathLike[str]) -> Path:
    """Write a result to a file whose suffix says the format, and give where it went: beside it, if a program keeps the
    old one open.

    Raises UsageError for a suffix by which no format is known, a folder, or a result without a file of its own, and
    OutputError if it cannot be written.
    """
    to = Path(path)
    if to.is_dir():
        raise UsageError(f"{to} 是文件夹", hint="请写文件名。")
    suffix = to.suffix.lower()
    if isinstance(result, Report):
        if suffix not in RENDERERS:
            raise no_format(to, "请换一个扩展名。", RENDERERS)
        return atomic_write.save(to, RENDERERS[suffix](result, to))
    if type(result) not in _VIEWS:
        raise UsageError(f"{type(result).__name__} 没有自己的文件", hint="它是报告的一部分，请写报告。")
    if isinstance(result, Followed) and suffix == ".xlsx":
        raise UsageError("销号台账的工作簿要接着原来的写", hint="请用 djcov follow；情况一览可写成 .html、.csv 等。")
    known = [each for each in SUFFIXES if type(result) not in _SECTIONS or each != ".parquet"]
    if suffix not in known:
        raise no_format(to, "请换一个扩展名。", known)
    form = FORMATS[SUFFIXES[suffix]]
    written = form.render(Result(_view(result), (), None, in_file=True))
    return atomic_write.save(to, written.encode(form.encoding) if isinstance(written, str) else written)
