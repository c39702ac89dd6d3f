"""Beside the enterprises: 社会组织, and 个体工商户 and 专业市场, and 两新组织, the total of the first two.

An organisation or instructor may be there for enterprises and for 社会组织 alike, so adding up gives no total of them:
it has the indicators that count enterprises and 社会组织 themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..choices import Base, said
from ..facts import Facts
from ..short_repr import Brief
from .coverage import coverage
from .results import Coverage, Share
from .units import units


@dataclass(frozen=True, repr=False)
class Beside(Brief):
    """The coverage of the other bases that there are, and of enterprises and 社会组织 together."""

    social_organizations: Coverage | None = None
    self_employed: Coverage | None = None
    both: Coverage | None = None
    """两新组织: the indicators that count enterprises and 社会组织; without goals, which the plan sets for neither."""

    @property
    def results(self) -> tuple[Coverage, ...]:
        """Those that there are, the total behind what it is made of."""
        return tuple(each for each in (self.social_organizations, self.both, self.self_employed) if each is not None)


def beside(enterprises: Coverage, others: Sequence[Facts]) -> Beside:
    """Take the coverage of other bases as the enterprises' was taken, and add it up."""
    found: dict[Base, Coverage] = {facts.base: _coverage(facts, enterprises) for facts in others}
    social = found.get("social_organizations")
    return Beside(social, found.get("self_employed"), social and _both(enterprises, social))


def _coverage(facts: Facts, enterprises: Coverage) -> Coverage:
    there = units(facts)
    here = [unit for unit in enterprises.chosen if unit in there]
    result = coverage(facts, enterprises.by, here)
    if here or not enterprises.chosen:
        return result
    whole = tuple(share for share in result.rows if share.unit == result.whole)
    told = (share for share in (*result.rows, *result.apart) if share.unit == result.whole)
    totals = (replace(share, unit=enterprises.place, numerator=0, denominator=0, target=None) for share in told)
    return replace(result, rows=whole, apart=(), chosen=enterprises.chosen, totals=tuple(totals))


def _both(enterprises: Coverage, social: Coverage) -> Coverage:
    """Add up two bases of which no row counts in both."""
    shown = tuple(dict.fromkeys((*enterprises.units, *social.units)))
    place = enterprises.place
    totals = [replace(share, unit=place) for share in social.totals]
    return replace(
        enterprises,
        rows=tuple(_added(enterprises.rows, social.rows, shown)),
        apart=tuple(_added(enterprises.apart, social.apart, shown)),
        totals=tuple(_added(enterprises.totals, totals, [place])) if totals else (),
        base="both",
    )


def _added(own: Sequence[Share], others: Sequence[Share], places: Sequence[str]) -> Iterator[Share]:
    """Add up the shares of enterprises and of 社会组织; without data of one of them there is none of both."""
    shares = (own, others)
    there = [{(share.unit, share.indicator): share for share in each} for each in shares]
    without = [{share.indicator: share.missing for share in each if share.missing} for each in shares]
    kept = {share.indicator: share for share in own if share.grain == "enterprise"}
    for place in places:
        for code, share in kept.items():
            both = [found[place, code] for found in there if (place, code) in found]
            yield replace(
                share,
                unit=place,
                name=said("both", share.name),
                numerator=sum(each.numerator for each in both),
                denominator=sum(each.denominator for each in both),
                target=None,
                missing="；".join(dict.fromkeys(why[code] for why in without if code in why)),
            )
