"""One view of every kind over one small district, for tests of what scripts read."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import djcov
from djcov import pipeline
from djcov.measures.indicators import INDICATORS
from djcov.planning.reaching import Goal
from djcov.reports.annual import AnnualView
from djcov.reports.ask import AskView, CollectionView
from djcov.reports.changes import ChangesView
from djcov.reports.check import CheckView
from djcov.reports.columns import ColumnsView
from djcov.reports.compare import ComparisonView
from djcov.reports.coverage import CoverageView
from djcov.reports.explanation import ExplanationView
from djcov.reports.follow import FollowView
from djcov.reports.gaps import GapsView
from djcov.reports.league import LeagueView
from djcov.reports.merge import MergeView
from djcov.reports.page_model import View
from djcov.reports.planning import PlanView
from djcov.reports.targets import TargetsView
from djcov.reports.township_form import workbook
from djcov.reports.trend import TrendView

BEFORE = """\
企业名称,统一社会信用代码,乡（办）,村（社区）,企业类型,经营状态,职工人数,党员人数,正式党员数,是否建立党组织,组建方式,党组织名称,书记,党建指导员
甲有限公司,91410000MA3X00002Y,古城乡,东村,有限责任公司,正常,60,5,4,否,,,,无
乙有限公司,,古城乡,东村,有限责任公司,正常,约80,1,1,否,,,,王小明
丙有限公司,,城关办事处,,有限责任公司,正常,12,3,3,否,,,,无
丁集团,,城关办事处,,国有独资,正常,500,90,80,是,单独组建,丁党委,赵六,无
"""
NOW = """\
企业名称,统一社会信用代码,乡（办）,村（社区）,企业类型,经营状态,职工人数,党员人数,正式党员数,是否建立党组织,组建方式,党组织名称,书记,党建指导员
甲有限公司,91410000MA3X00002Y,古城乡,东村,有限责任公司,正常,60,5,4,是,单独组建,甲党支部,,无
乙有限公司,,古城乡,东村,有限责任公司,正常,约80,1,1,否,,,,无
丙有限公司,,城关办事处,,有限责任公司,正常,不详,3,3,否,,,,王小明
丁集团,,城关办事处,,国有独资,正常,500,90,80,是,单独组建,丁党委,赵六,无
己有限公司,,古城乡,东村,有限责任公司,正常,8,2,2,否,,,,
庚有限公司,,古城乡,东村,有限责任公司,正常,8,0,0,否,,,,
"""
LIST = """\
企业名称,统一社会信用代码,乡（办）,经营状态
甲有限公司,91410000MA3X00002Y,古城乡,注销
辛有限公司,,古城乡,正常
"""


def every_view(folder: Path) -> dict[str, View]:
    """Give the views by their documents' names. They write into ``folder``."""
    for name, text in (("before", BEFORE), ("now", NOW), ("list", LIST)):
        (folder / f"{name}.csv").write_text(text, "utf-8")
    now = djcov.link(djcov.read(folder / "now.csv"), as_of="2021-12-31")
    before = djcov.link(djcov.read(folder / "before.csv"), as_of="2020-12-31")
    asked = pipeline.ask(now)
    (folder / "asked").mkdir()
    for request in asked.requests:
        (folder / "asked" / f"{request.township}.xlsx").write_bytes(workbook(request, asked, now.policy))
    return {
        "coverage": CoverageView(
            pipeline.coverage(now, townships=["古城乡", "城关办事处"]), "", (), pipeline.distributions(now)
        ),
        "gaps": GapsView(pipeline.gaps(now, every=True), joined=True),
        "explain": ExplanationView(pipeline.explain(now, "org_coverage")),
        "targets": TargetsView(pipeline.targets(now), ""),
        "league": LeagueView(pipeline.league(now, earlier=before), now.policy.league),
        "annual": AnnualView(pipeline.annual(now), ""),
        "check": CheckView(pipeline.check(now), pipeline.completeness(now)),
        "columns": ColumnsView(pipeline.headings(["职工总人数", "说不清的表头"])),
        "plan": PlanView(pipeline.plan(now, reach=Goal("org_coverage", Fraction(1, 2), True))),
        "compare": ComparisonView(pipeline.compare(before, now)),
        "changes": ChangesView(pipeline.movements(before, now)),
        "trend": TrendView(pipeline.trend([before, now]), "", tuple(INDICATORS)[:1]),
        "follow": FollowView(pipeline.follow(now)),
        "merge": MergeView(pipeline.merge(now, {"市监": djcov.read(folder / "list.csv")})),
        "ask": AskView(asked, {each.township: f"{each.township}.xlsx" for each in asked.requests}),
        "collect": CollectionView(pipeline.collect(now, folder / "asked")),
    }
