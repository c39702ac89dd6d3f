"""Cover a district: found its organisations (党组织), station its instructors (党建指导员)."""

from __future__ import annotations

from datetime import date, timedelta

from . import words
from .chance import Chance
from .people import PROBATIONARY, person
from .world import NOBODY, District, Enterprise, Instructor, Organisation, Posting

LARGEST_JOINT = 7
"""More than a joint organisation should cover, as happens."""

LOADS = (1, 1, 2, 3, 5, 8)
"""How many enterprises one instructor serves."""


def found_organisations(chance: Chance, district: District, *, own: float, joint: float) -> None:
    """Found organisations: own ones mostly where they are due, joint ones of 1 to 7 among the others."""
    waiting: list[int] = []
    for index, enterprise in enumerate(district.enterprises):
        due = sum(member.category != PROBATIONARY for member in enterprise.members) >= 3
        if chance.happens(own if due else own / 10):
            district.organisations.append(_organisation(chance, district, [index], own=True))
        elif chance.happens(joint) and not enterprise.twin:
            waiting.append(index)
    # The ledger goes by township, so a group now and then reaches over a border.
    while waiting:
        size = chance.rng.randint(2, LARGEST_JOINT)
        group, waiting = waiting[:size], waiting[size:]
        district.organisations.append(_organisation(chance, district, group, own=False))


def _organisation(chance: Chance, district: District, group: list[int], *, own: bool) -> Organisation:
    rng = chance.rng
    first = district.enterprises[group[0]]
    kind = rng.choice(words.ORGANISATION_KINDS) if own else "联合党支部"
    number = len(district.organisations) + 1
    place = (first.name or "").removesuffix("有限公司") if own else f"{first.unit}{first.village}非公企业第{number}"
    return Organisation(
        name=f"中共{place}{first.village if first.twin else ''}{kind}",
        unit=first.unit,
        form=chance.known(rng.choice(words.OWN_FORMS if own else words.JOINT_FORMS)),
        kind=kind,
        founded=chance.known(_founding_day(chance, first)),
        superior=chance.known(rng.choice([f"{first.unit}党委", f"{first.village}党总支", *words.TRADE_COMMITTEES])),
        enterprises=group,
        secretary=chance.known(person(rng) if chance.yes_no(lean=0.5) else NOBODY),
        source=chance.known(rng.choice(words.SOURCES)),
        trained=chance.yes_no(),
        six=[chance.yes_no(lean=0.7) for _ in range(6)],
        nine=[chance.yes_no(lean=0.7) for _ in range(9)],
        leader=chance.known(rng.choice([person(rng), person(rng), NOBODY])),
        village=chance.known(rng.choice([first.village, first.village, NOBODY])),
        level=chance.known(rng.choice(words.LEVELS)),
        demo_posts=chance.yes_no(),
        two_way=chance.yes_no(),
        online=chance.yes_no(),
        unnamed=own and chance.happens(0.1),
    )


def _founding_day(chance: Chance, first: Enterprise) -> date:
    """Choose a day: at a year's end or its morrow, close to the enterprise's registration, or anywhere."""
    if chance.happens(0.2):
        return chance.day_at_an_edge()
    if first.registered and chance.happens(0.4):
        return first.registered + timedelta(days=chance.rng.choice([-30, 0, 90, 180, 180, 181, 181, 400]))
    return chance.day_between(date(2012, 1, 1), date(2023, 3, 1))


def tell_more(chance: Chance, district: District) -> None:
    """Say what stands in few rosters: of organisations 四倾斜, 典型, 结对共建, 换届, 经费来源, 党务干部; of others
    未建原因.

    Comes last, so that a district is the same with and without it.
    """
    for one in district.organisations:
        one.favours = [chance.yes_no() for _ in range(4)]
        one.model = chance.known(chance.rng.choice(words.LEVELS))
    for enterprise in district.enterprises:
        enterprise.reason = chance.known(chance.rng.choice(words.NOT_BUILT))
    for one in district.organisations:
        one.paired = chance.yes_no()
        one.elected = chance.known(chance.day_between(date(2016, 1, 1), date(2021, 12, 31)))
    for one in district.organisations:
        one.funds = chance.known(chance.rng.choice(words.FUNDS))
        one.workers = chance.known(chance.rng.choice([0, 0, 1, 2, 3]))
        one.workers_trained = chance.yes_no()


def station_instructors(chance: Chance, district: District, *, share: float) -> None:
    """Station instructors, mostly where there is no organisation."""
    covered = {index for one in district.organisations for index in one.enterprises}
    stations = [
        index
        for index, enterprise in enumerate(district.enterprises)
        if not enterprise.twin and chance.happens(share / 4 if index in covered else share)
    ]
    while stations:
        load = chance.rng.choice(LOADS)
        group, stations = stations[:load], stations[load:]
        district.instructors.append(_instructor(chance, district, group))


def _instructor(chance: Chance, district: District, group: list[int]) -> Instructor:
    rng = chance.rng
    since = _station_day(chance)
    # Now and then two people bear one name, and only the phone tells them apart.
    namesake = district.instructors and chance.happens(0.05)
    return Instructor(
        name=rng.choice(district.instructors).name if namesake else person(rng),
        phone=chance.issue.phone_number(),
        office=f"{district.enterprises[group[0]].unit}{rng.choice(words.OFFICES)}",
        post=rng.choice(words.POSTS),
        full_time=chance.happens(0.2),
        trained=chance.yes_no(),
        postings=[Posting(index, since if chance.happens(0.8) else _station_day(chance)) for index in group],
    )


def _station_day(chance: Chance) -> date | None:
    if chance.happens(0.1):
        return None
    return chance.day_at_an_edge() if chance.happens(0.25) else chance.day_between(date(2018, 3, 1), date(2023, 3, 1))
