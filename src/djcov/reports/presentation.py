"""Results as Python shows them: a typed DataFrame of each, from the document that scripts read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..findings import Findings
from ..following.ask import Ask
from ..following.collect import Collection
from ..following.lines import Followed
from ..following.merge import Merge
from ..measures.annual import AnnualForm
from ..measures.compare_results import Comparison
from ..measures.movements import Movements
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
from ..policy import Policy
from . import datasets, distributions
from .annual import AnnualView
from .ask import AskView, CollectionView
from .changes import ChangesView
from .check import CheckView
from .compare import ComparisonView
from .coverage import CoverageView
from .explanation import ExplanationView
from .follow import FollowView
from .gaps import GapsView
from .league import LeagueView
from .merge import MergeView
from .page_model import View
from .planning import PlanView
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
    League: lambda result: LeagueView(result, Policy.load().league),
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
}

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
    if isinstance(result, Completeness):
        content = CheckView(Check((), Findings(), as_of=result.as_of), result).document()
        return datasets.section(content, "completeness")
    if isinstance(result, Distributions):
        about = {"as_of": result.as_of.isoformat(), "by": result.by, "base": result.base}
        content = {"schema": "djcov.coverage/1", **about}
        return datasets.section({**content, "distributions": distributions.objects(result)}, "distributions")
    if type(result) not in _VIEWS:
        raise TypeError(f"a {type(result).__name__} has no table of its own")
    return datasets.main(_VIEWS[type(result)](result).document())
