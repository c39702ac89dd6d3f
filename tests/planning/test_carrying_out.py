"""A plan is carried out on the rosters by what its JSON says and nothing else, and read again."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from djcov import pipeline
from djcov.choices import EngineName
from djcov.reports.planning import PlanView
from rosters import linked, policy, roster

Row = dict[str, Any]
Rosters = dict[str, list[Row]]

SURNAMES = "赵钱孙李周吴郑王"


def _district(seed: int, number: int = 40) -> Rosters:
    """An enterprise ledger that says all by itself."""
    random = Random(seed)
    rows: list[Row] = []
    for at in range(number):
        organized = random.choice([True, False, False, False, None])
        joint = organized and random.random() < 0.8
        village = random.choice(["东村", "西村", "南村", None])
        rows.append(
            {
                "name": f"企业{at:05}",
                "township": random.choice(["古城乡", "小屯乡"]),
                "village": village,
                "park": random.choice([None, None, "创业园"]),
                "members": random.choice([None, 0, 1, 1, 2, 2, 3, 4]),
                "organized": organized,
                "organization_form": ("联合组建" if joint else "单独组建") if organized else None,
                "organization_name": f"联合支部{random.randrange(3)}" if joint else None,
                "weak": random.random() < 0.1,
                "instructor": random.choice(["无", "无", None, "王小明", "李大力"]),
            }
        )
    for row in rows:
        if row["organization_name"]:
            row["organization_name"] = row["township"] + row["organization_name"]
        if row["instructor"] in ("王小明", "李大力"):
            row["instructor"] = row["township"][0] + row["instructor"]
    return {"enterprises": rows}


def _with_rosters(seed: int) -> Rosters:
    """The same, with rosters of organisations and instructors, some of these in no township."""
    rosters = _district(seed)
    rows = rosters["enterprises"]
    named: dict[str, list[str]] = {}
    sent: dict[str, list[str]] = {}
    for row in rows:
        if row["organized"]:
            named.setdefault(row["organization_name"] or f"{row['name']}支部", []).append(row["name"])
        if row["instructor"] not in (None, "无"):
            sent.setdefault(row["instructor"], []).append(row["name"])
        del row["organization_name"], row["organization_form"], row["organized"], row["instructor"]
    organizations = [
        {"name": name, "form": "联合" if "联合" in name else "单独", "enterprises": "、".join(names)}
        for name, names in named.items()
    ]
    instructors = [{"name": name, "township": None, "enterprises": "、".join(names)} for name, names in sent.items()]
    instructors += [{"name": f"{SURNAMES[at]}闲人", "township": None, "enterprises": "无"} for at in range(2)]
    return {**rosters, "organizations": organizations, "instructors": instructors}


def _document(rosters: Rosters, **settings: Any) -> dict[str, Any]:
    facts = linked(roster(**rosters), settings=policy(**settings))
    return dict(PlanView(pipeline.plan(facts, names=True)).document())  # type: ignore[arg-type]


def _carried_out(rosters: Rosters, plan: dict[str, Any]) -> Rosters:
    after = deepcopy(rosters)
    rows = {row["name"]: row for row in after["enterprises"]}
    with_roster = "organizations" in rosters
    for each in plan["own"]:
        _found(after, rows[each["enterprise"]], f"{each['enterprise']}新支部", "单独", with_roster)
    for group in plan["groups"]:
        name = group["organization"]["organization"] if group["organization"] else f"新联合支部{group['group']}"
        for each in group["enterprises"]:
            _found(after, rows[each["enterprise"]], name, "联合", with_roster)
    for each in plan["assignments"]:
        if "instructors" in rosters:
            (person,) = [row for row in after["instructors"] if row["name"] == each["instructor"]]
            there = person["enterprises"]
            person["enterprises"] = each["enterprise"] if there == "无" else f"{there}、{each['enterprise']}"
        else:
            rows[each["enterprise"]]["instructor"] = each["instructor"]
    return after


def _found(rosters: Rosters, row: Row, name: str, form: str, with_roster: bool) -> None:
    if not with_roster:
        row.update(organized=True, organization_form=f"{form}组建", organization_name=name)
        return
    for organization in rosters["organizations"]:
        left = [each for each in organization["enterprises"].split("、") if each != row["name"]]
        organization["enterprises"] = "、".join(left) or "无"
    known = [each for each in rosters["organizations"] if each["name"] == name]
    if known:
        known[0]["enterprises"] += f"、{row['name']}"
    else:
        rosters["organizations"].append({"name": name, "form": form, "enterprises": row["name"]})


@pytest.mark.parametrize("make", [_district, _with_rosters])
@pytest.mark.parametrize("seed", range(6))
def test_the_promised_numbers_come_true_and_nothing_is_left_to_propose(make: Any, seed: int) -> None:
    rosters = make(seed)
    plan = _document(rosters)
    after = _carried_out(rosters, plan)

    coverage = pipeline.coverage(linked(roster(**after)))
    promised = {(each["unit"], each["indicator"]): each["after"] for each in plan["effect"]}
    read = {
        (share.unit, share.indicator): f"{share.numerator}/{share.denominator}"
        for share in coverage.rows
        if not share.missing
    }
    assert read == promised
    again = _document(after)
    assert (again["own"], again["groups"], again["assignments"]) == ([], [], [])
    assert again["shortages"] == plan["shortages"]


def _check(plan: dict[str, Any]) -> None:
    """Hold a plan's JSON, and nothing else, against every constraint."""
    settings = plan["settings"]
    said = Counter(each["enterprise"] for group in plan["groups"] for each in group["enterprises"])
    said += Counter(each["enterprise"] for key in ("own", "left_over") for each in plan[key])
    assert set(said.values()) <= {1}
    for group in plan["groups"]:
        assert {each["township"] for each in group["enterprises"]} <= {group["unit"]}
        assert group["covered_before"] + len(group["enterprises"]) <= max(
            settings["joint_units"], group["covered_before"]
        )
        if group["kind"] == "new":
            assert sum(each["full_members"] for each in group["enterprises"]) >= settings["due_members"]
    loads = Counter(each["instructor"] for each in plan["assignments"])
    assert set(Counter(each["enterprise"] for each in plan["assignments"]).values()) <= {1}
    assert all(each["load"] <= settings["instructor_load"] for each in plan["assignments"])
    assert all(number <= settings["instructor_load"] for number in loads.values())
    for each in plan["shortages"]:
        assert each["instructors"] == -(-each["waiting"] // settings["instructor_load"])
    stages = {stage["stage"]: stage["value"] for stage in plan["stages"]}
    assert stages["covered"] == sum(len(group["enterprises"]) for group in plan["groups"])
    assert stages["new"] == sum(group["kind"] == "new" for group in plan["groups"])
    assert stages["in_place"] == sum(bool(each["place"]) for group in plan["groups"] for each in group["enterprises"])
    assert (plan["gap"], plan["optimal"]) == (0, True)
    assert stages["served"] == len(plan["assignments"])
    (covered,) = [each for each in plan["effect"] if (each["unit"], each["indicator"]) == ("全区", "org_coverage")]
    before, after = (int(covered[key].partition("/")[0]) for key in ("before", "after"))
    assert after - before == stages["covered"] + sum(not each["leaves"] for each in plan["own"])


@pytest.mark.parametrize("prefer", ["fewest", "nearest"])
def test_no_constraint_is_broken_in_a_large_district(prefer: str) -> None:
    _check(_document(_district(1, 2000), planning={"prefer": prefer}))


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_places(each) for key, each in value.items() if not key.endswith("source")}
    return [_without_places(each) for each in value] if isinstance(value, list) else value


@pytest.mark.thorough
def test_the_order_of_the_rows_in_the_files_changes_nothing_but_the_places_of_evidence() -> None:
    rosters = _with_rosters(3)
    shuffled = {kind: Random(5).sample(rows, len(rows)) for kind, rows in rosters.items()}

    assert _without_places(_document(shuffled)) == _without_places(_document(rosters))


HEADERS = {
    "enterprises": {
        "name": "企业名称",
        "township": "乡（办）",
        "village": "村（社区）",
        "park": "园区",
        "members": "党员人数",
        "weak": "是否薄弱",
    },
    "organizations": {"name": "党组织名称", "form": "组建方式", "enterprises": "覆盖企业"},
    "instructors": {"name": "姓名", "enterprises": "派驻企业"},
}


def _cell(value: Any) -> str:
    return "" if value is None else {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)


def _written(folder: Path, rosters: Rosters) -> list[Path]:
    """Write each roster as two files, one row here, one there."""
    files: list[Path] = []
    for (kind, headers), half in product(HEADERS.items(), (0, 1)):
        rows = [[_cell(row[name]) for name in headers] for row in rosters[kind][half::2]]
        lines = [",".join(row) for row in [list(headers.values()), *rows]]
        files.append(folder / f"{kind}{half}.csv")
        files[-1].write_text("\n".join(lines), "utf-8")
    return files


def _bytes(files: list[Path], engine: EngineName) -> str:
    with pipeline.read(*files, engine=engine) as source:
        found = pipeline.plan(source, as_of="2021-12-31")
    return json.dumps(PlanView(found).document(), ensure_ascii=False)


@pytest.mark.thorough
def test_the_same_bytes_on_each_engine_and_whatever_the_order_of_the_files(tmp_path: Path) -> None:
    files = _written(tmp_path, _with_rosters(3))
    wanted = _bytes(files, "auto")

    assert json.loads(wanted)["assignments"] and json.loads(wanted)["groups"]
    others: tuple[EngineName, ...] = ("auto", "pandas", "duckdb")
    for engine in others:
        assert _bytes(files[::-1], engine) == wanted


@pytest.mark.thorough
def test_larger_capacity_never_covers_fewer_nor_needs_more_instructors() -> None:
    for seed in range(4):
        rosters = _district(seed)
        for row in rosters["enterprises"]:
            row["weak"] = False
        groups = [_document(rosters, counting={"joint_units": units, "instructor_load": 3}) for units in (2, 3, 4, 6)]
        loads = [_document(rosters, counting={"instructor_load": load}) for load in (1, 2, 4)]
        covered = [sum(len(group["enterprises"]) for group in plan["groups"]) for plan in groups]
        served = [len(plan["assignments"]) for plan in loads]
        assert (covered, served) == (sorted(covered), sorted(served))
        for plans in (groups, loads):
            needed = [sum(each["instructors"] for each in plan["shortages"]) for plan in plans]
            assert needed == sorted(needed, reverse=True)
