"""What a type checker says of a script that uses djcov: it sees the package as it is installed, by its ``py.typed``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """\
from io import BytesIO
from pathlib import Path

import djcov
import narwhals as nw
import pandas as pd

enterprise = djcov.Enterprise(name="甲公司", employees=60)
employees: int | None = enterprise.employees
policy = djcov.Policy().with_(large_employees=100, league={"small": 5})
added = djcov.add_indicator(
    djcov.Indicator(
        code="of_the_script",
        name="脚本的指标",
        clause="",
        grain="enterprise",
        denominator=nw.col("employees") >= 10,
        numerator=nw.col("organized"),
        doc="职工 10 人以上的企业中有党组织的",
        needs=(djcov.Need(("employees",)),),
    )
)
djcov.remove_indicator(added.code)
frame = pd.DataFrame({"企业名称": ["甲公司"]})
with djcov.read("ledger.xlsx", Path("folder"), BytesIO(b""), frame, [frame], policy=policy, password="x") as roster:
    names: list[str] = [each.name for each in roster.enterprises]
    first: djcov.Finding = list(roster.findings)[0]
    where: str | None = first.location.sheet
    facts: djcov.Facts = djcov.link(roster, as_of="2021-12-31", policy=policy)
coverage = djcov.coverage(facts, by="industry", townships=["古城乡"], policy=policy)
share: djcov.Share = coverage.share("org_coverage")
rate: float | None = share.rate
counts: tuple[int, int] = (share.numerator, share.denominator)
table: pd.DataFrame = coverage.to_pandas()
written: Path = coverage.save("coverage.xlsx")
gaps: djcov.Gaps = djcov.gaps(facts, kinds=["no_instructor"])
row: int | None = gaps.rows[0].subject.source.row
explained: djcov.Explanation = djcov.explain(facts, "org_coverage")
ranked: djcov.League = djcov.league(facts, indicator="org_coverage")
goals: djcov.Targets = djcov.targets(facts)
told: djcov.Report = djcov.report(facts)
told.save(Path("notice.docx"))
try:
    djcov.read("nowhere.xlsx")
except djcov.DjcovError as error:
    print(error)
"""

Told = list[tuple[int, str]]
"""The line of a script, and the rule that it breaks."""


def _told(folder: Path, script: str) -> Told:
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}', "utf-8")
    (folder / "script.py").write_text(script, "utf-8")
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, "script.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8")
    found = json.loads(done.stdout)["generalDiagnostics"]
    return [(each["range"]["start"]["line"] + 1, each.get("rule", each["message"])) for each in found]


@pytest.mark.thorough
def test_a_script_is_typed_wherever_it_uses_djcov(tmp_path: Path) -> None:
    unused = [
        f"print({name})"
        for name in "employees names where rate counts table written row explained ranked goals".split()
    ]
    assert _told(tmp_path, "\n".join([SCRIPT, *unused, ""])) == []


@pytest.mark.thorough
def test_what_is_used_wrongly_is_told(tmp_path: Path) -> None:
    wrong = """\
import djcov

djcov.Enterprise(name="甲公司", employes=60)
djcov.Enterprise(employees=60)
facts = djcov.link(djcov.read("ledger.xlsx"), as_of=20211231)
share: int = djcov.coverage(facts).share("org_coverage")
djcov.coverage(facts, by="month")
djcov.coverag(facts)
djcov.Policy(large_employees=100)
"""
    told = _told(tmp_path, wrong)
    assert {line for line, _ in told} == {3, 4, 5, 6, 7, 8, 9}
    assert {
        (3, "reportCallIssue"),
        (4, "reportCallIssue"),
        (5, "reportArgumentType"),
        (6, "reportAssignmentType"),
        (7, "reportArgumentType"),
        (8, "reportAttributeAccessIssue"),
        (9, "reportCallIssue"),
    } <= {*told}
