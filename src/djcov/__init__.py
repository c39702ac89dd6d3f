"""djcov: coverage of party-building in private enterprises, from the workbooks that offices keep.

>>> import djcov
>>> roster = djcov.read("data/samples/ledger.xlsx")
>>> facts = djcov.link(roster, as_of="2021-12-31")
>>> djcov.coverage(facts).share("org_coverage").name
'组织覆盖率'

The names below are the public ones. They are looked up on first use, so that ``import djcov`` and ``djcov
--help`` load neither pandas nor pydantic.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_NAMES = {
    "errors": "DjcovError InputError OutputError PolicyError UsageError",
    "facts": "Facts",
    "following.ask": "Ask",
    "following.collect": "Collection",
    "following.merge": "Merge",
    "findings": "Finding Findings Location Severity",
    "following.lines": "Followed Ledger Line",
    "intake.sheet.header_rows": "Overrides",
    "masking": "Names",
    "measures.indicators": "Indicator Need",
    "measures.registry": "add_indicator remove_indicator",
    "measures.annual": "AnnualForm",
    "measures.compare_results": "Change Comparison Shift",
    "measures.follow_up": "FollowUp UnitCounts",
    "measures.movements": "Event Movement Movements",
    "measures.report": "Report",
    "measures.results": (
        "Aim Check Completeness Coverage Distribution Distributions Explanation Filled Gap Gaps Lacking LeftOut "
        "League Share Standing Subject Targets"
    ),
    "measures.trend": "Course Trend",
    "models": "Enterprise Instructor Kind Member Organization",
    "pipeline": (
        "annual ask check collect compare completeness coverage distributions explain follow gaps header_field league "
        "link merge movements plan read report targets trend"
    ),
    "planning.reaching": "Goal",
    "planning.results": "Assignment Group Own Plan Reach",
    "policy": "Policy",
    "schemas": "schema",
    "roster": "Column Roster Skipped Source Table",
}
"""The public names by the module that has them; type checkers read them below."""

_HOME = {name: home for home, names in _NAMES.items() for name in names.split()}

if TYPE_CHECKING:
    from .errors import DjcovError as DjcovError
    from .errors import InputError as InputError
    from .errors import OutputError as OutputError
    from .errors import PolicyError as PolicyError
    from .errors import UsageError as UsageError
    from .facts import Facts as Facts
    from .findings import Finding as Finding
    from .findings import Findings as Findings
    from .findings import Location as Location
    from .findings import Severity as Severity
    from .following.ask import Ask as Ask
    from .following.collect import Collection as Collection
    from .following.lines import Followed as Followed
    from .following.lines import Ledger as Ledger
    from .following.lines import Line as Line
    from .following.merge import Merge as Merge
    from .intake.sheet.header_rows import Overrides as Overrides
    from .masking import Names as Names
    from .measures.annual import AnnualForm as AnnualForm
    from .measures.compare_results import Change as Change
    from .measures.compare_results import Comparison as Comparison
    from .measures.compare_results import Shift as Shift
    from .measures.follow_up import FollowUp as FollowUp
    from .measures.follow_up import UnitCounts as UnitCounts
    from .measures.indicators import Indicator as Indicator
    from .measures.indicators import Need as Need
    from .measures.movements import Event as Event
    from .measures.movements import Movement as Movement
    from .measures.movements import Movements as Movements
    from .measures.registry import add_indicator as add_indicator
    from .measures.registry import remove_indicator as remove_indicator
    from .measures.report import Report as Report
    from .measures.results import Aim as Aim
    from .measures.results import Check as Check
    from .measures.results import Completeness as Completeness
    from .measures.results import Coverage as Coverage
    from .measures.results import Distribution as Distribution
    from .measures.results import Distributions as Distributions
    from .measures.results import Explanation as Explanation
    from .measures.results import Filled as Filled
    from .measures.results import Gap as Gap
    from .measures.results import Gaps as Gaps
    from .measures.results import Lacking as Lacking
    from .measures.results import League as League
    from .measures.results import LeftOut as LeftOut
    from .measures.results import Share as Share
    from .measures.results import Standing as Standing
    from .measures.results import Subject as Subject
    from .measures.results import Targets as Targets
    from .measures.trend import Course as Course
    from .measures.trend import Trend as Trend
    from .models import Enterprise as Enterprise
    from .models import Instructor as Instructor
    from .models import Kind as Kind
    from .models import Member as Member
    from .models import Organization as Organization
    from .pipeline import annual as annual
    from .pipeline import ask as ask
    from .pipeline import check as check
    from .pipeline import collect as collect
    from .pipeline import compare as compare
    from .pipeline import completeness as completeness
    from .pipeline import coverage as coverage
    from .pipeline import distributions as distributions
    from .pipeline import explain as explain
    from .pipeline import follow as follow
    from .pipeline import gaps as gaps
    from .pipeline import header_field as header_field
    from .pipeline import league as league
    from .pipeline import link as link
    from .pipeline import merge as merge
    from .pipeline import movements as movements
    from .pipeline import plan as plan
    from .pipeline import read as read
    from .pipeline import report as report
    from .pipeline import targets as targets
    from .pipeline import trend as trend
    from .planning.reaching import Goal as Goal
    from .planning.results import Assignment as Assignment
    from .planning.results import Group as Group
    from .planning.results import Own as Own
    from .planning.results import Plan as Plan
    from .planning.results import Reach as Reach
    from .policy import Policy as Policy
    from .roster import Column as Column
    from .roster import Roster as Roster
    from .roster import Skipped as Skipped
    from .roster import Source as Source
    from .roster import Table as Table
    from .schemas import schema as schema
else:  # type checkers would take any name for one that is there
    __all__ = sorted(_HOME)

    def __getattr__(name: str) -> object:
        if name in _HOME:
            return getattr(import_module(f".{_HOME[name]}", __name__), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
