"""A district as it was some time before: what had not happened by then is not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from .world import District


def as_it_was(district: District, day: date) -> District:
    """Give the district without the enterprises, organisations and postings that came after ``day``."""
    there = [index for index, one in enumerate(district.enterprises) if _was(one.registered, day)]
    number = {index: at for at, index in enumerate(there)}
    organisations = [
        replace(one, enterprises=[number[index] for index in one.enterprises if index in number])
        for one in district.organisations
        if _was(one.founded, day)
    ]
    instructors = [
        replace(
            person,
            postings=[
                replace(posting, enterprise=number[posting.enterprise])
                for posting in person.postings
                if posting.enterprise in number and _was(posting.since, day)
            ],
        )
        for person in district.instructors
    ]
    return District(
        district.name,
        district.units,
        [district.enterprises[index] for index in there],
        [one for one in organisations if one.enterprises],
        [person for person in instructors if person.postings],
    )


def _was(since: date | None, day: date) -> bool:
    return since is None or since <= day
