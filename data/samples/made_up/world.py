"""What a district consists of: plain records, the truth behind every file. None is *nobody knows*.

Records refer to enterprises by their index in :attr:`District.enterprises`, which is also the order of every ledger:
township by township, by the names' code points, so that a folder with one file per township lists them alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import EllipsisType

NOBODY = "无"

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell whose formula failed: ``shown`` is what the spreadsheet shows, such as ``#DIV/0!``."""

    shown: str


ROSTERS, LEDGER, TOWNSHIPS, EXPORT = "rosters", "ledger", "townships", "export"
"""The four ways in which the offices keep one district."""
ONE_SHEET = (LEDGER, TOWNSHIPS, EXPORT)
EVERYWHERE = (ROSTERS, *ONE_SHEET)


@dataclass(frozen=True, slots=True)
class Slip:
    """One cell as somebody mistyped it. The record that bears it holds what is left to know: mostly None."""

    written: Cell | Formula | EllipsisType
    """What stands in the cell; ``...`` where it is what the record says, and wrong beside another cell."""
    code: str = ""
    """The finding that a checker must report at this cell; empty if it does so at another one."""
    why: str = ""
    where: tuple[str, ...] = EVERYWHERE


@dataclass(slots=True)
class Member:
    """One party member (党员)."""

    name: str
    identity: str
    born: date
    woman: bool
    phone: str
    address: str
    category: str | None
    """正式党员 or 预备党员."""
    joined: date | None
    confirmed: date | None
    education: str
    post: str
    slips: dict[str, Slip] = field(default_factory=dict[str, Slip])


@dataclass(slots=True)
class Enterprise:
    """One enterprise as the ledger should have it. The organisations and instructors say who covers it."""

    name: str | None
    code: str | None
    unit: str
    village: str
    kind: str | None
    """企业类型."""
    industry: str | None
    status: str | None
    registered: date | None
    employees: int | None
    members: list[Member]
    counted: str = "all"
    """How a ledger gives the members, one of ``words.COUNTED``."""
    applicants: int | None = None
    union: bool | None = None
    youth: bool | None = None
    women: bool | None = None
    weak: bool | None = None
    reason: str | None = None
    """未建原因; a ledger tells it where there is no organisation."""
    answered_organisation: bool = True
    """If it has no organisation: whether the ledger says so (否) or leaves the cell blank."""
    answered_instructor: bool = True
    """The same for the instructor."""
    twin: bool = False
    """Another enterprise bears the same name: only the code tells them apart."""
    worked: bool = False
    """Whether a ledger says that work covers it (党的工作覆盖), where nobody knows by which way."""
    repeats: int | None = None
    """The index of the row that this one repeats: one enterprise, reported twice."""
    slips: dict[str, Slip] = field(default_factory=dict[str, Slip])


@dataclass(slots=True)
class Organisation:
    """One party organisation (党组织) and the enterprises that it covers."""

    name: str
    unit: str
    form: str | None
    """The raw word: 单独组建, 联合组建, 挂靠 …."""
    kind: str
    founded: date | None
    superior: str | None
    enterprises: list[int]
    secretary: str | None
    """A name, 无, or None."""
    source: str | None
    trained: bool | None
    six: list[bool | None]
    """场所 设施 标志 党旗 书报 制度 (六有)."""
    nine: list[bool | None]
    """The nine gifts (党建大礼包), in the plan's order."""
    leader: str | None
    village: str | None
    """The partner village (结对村)."""
    level: str | None
    """无, 区级, 市级, 省级 (双强六好)."""
    demo_posts: bool | None
    two_way: bool | None
    online: bool | None
    paired: bool | None = None
    """Whether it is paired with another organisation (结对共建)."""
    elected: date | None = None
    """The last election (换届)."""
    model: str | None = None
    """无, 区级, 市级, 省级 (典型)."""
    favours: list[bool | None] = field(default_factory=lambda: [None] * 4)
    """发展党员 表彰 培训 经费 (四倾斜)."""
    funds: str | None = None
    """经费来源, one or several; 无, or None."""
    workers: int | None = None
    """党务干部 beside the secretary."""
    workers_trained: bool | None = None
    unnamed: bool = False
    """Whether a ledger leaves its name out; only where it covers one enterprise."""
    strangers: list[str] = field(default_factory=list[str])
    """Names among the covered ones that no ledger knows."""
    slips: dict[str, Slip] = field(default_factory=dict[str, Slip])


@dataclass(slots=True)
class Posting:
    """One instructor at one enterprise, since a day."""

    enterprise: int
    since: date | None


@dataclass(slots=True)
class Instructor:
    """One party-building instructor (党建指导员)."""

    name: str
    phone: str
    office: str
    post: str
    full_time: bool
    trained: bool | None
    postings: list[Posting]
    strangers: list[str] = field(default_factory=list[str])
    """Names among the stations that no ledger knows, or that fit two enterprises."""
    slips: dict[str, Slip] = field(default_factory=dict[str, Slip])


@dataclass(slots=True)
class StrayMember:
    """A row of the register that counts nowhere: it names a stranger, or somebody counted before."""

    member: Member
    workplace: str


@dataclass(slots=True)
class District:
    """The whole truth."""

    name: str
    units: list[str]
    enterprises: list[Enterprise]
    organisations: list[Organisation]
    instructors: list[Instructor]
    strays: list[StrayMember] = field(default_factory=list[StrayMember])
    misplaced: set[str] = field(default_factory=set[str])
    """Identity and phone numbers that stand in cells meant for something else."""

    def organisation_of(self, enterprise: int) -> Organisation | None:
        """Give the organisation that covers an enterprise; there is at most one."""
        return next((one for one in self.organisations if enterprise in one.enterprises), None)

    def posting_at(self, enterprise: int) -> tuple[Instructor, Posting] | None:
        """Give the instructor stationed at an enterprise; there is at most one."""
        for person in self.instructors:
            for posting in person.postings:
                if posting.enterprise == enterprise:
                    return person, posting
        return None

    def personal_numbers(self) -> set[str]:
        """Give every identity number, phone and home address, also as mistyped: none may ever be printed."""
        people = [*(m for e in self.enterprises for m in e.members), *(stray.member for stray in self.strays)]
        numbers = {text for one in people for text in (one.identity, one.phone, one.address)}
        numbers |= {person.phone for person in self.instructors}
        slips = [slip for one in people for key, slip in one.slips.items() if key == "identity"]
        return numbers | {str(slip.written) for slip in slips} | self.misplaced

    def personal_names(self) -> set[str]:
        """Give the names of members, secretaries, leaders and instructors that are long enough to be told apart."""
        names = {one.name for enterprise in self.enterprises for one in enterprise.members}
        names |= {name for one in self.organisations for name in (one.secretary, one.leader) if name}
        return {name for name in names | {person.name for person in self.instructors} if len(name) > 2}
