"""Where an organisation's funds come from (党建经费来源, S21), by the sources that the plan names."""

from __future__ import annotations

import re

from ..regex import Regex

FUNDS = {
    "税前列支": "税前|列支",
    "党费拨返": "党费|拨返|返还|返拨",
    "企业赞助": "赞助|企业(?:自筹|支持|出资|承担|投入|拨付|保障)|业主出资",
    "党员捐助": "捐助|捐款|捐赠",
}
"""By source, a pattern of what says so."""

_BETWEEN = Regex("[、,;/+和及与]")
_NOT = Regex("[非未无没不拟待]")


def fund_of(text: str) -> str:
    """Give the source that a compact text means; empty for what means none of them, or several."""
    found = [kind for kind, words in FUNDS.items() if re.search(words, text)]
    return found[0] if len(found) == 1 and not _NOT.search(text) else ""


def parts_of_funds(text: str) -> list[str]:
    """Cut a compact text into the sources that it names."""
    return [part for part in _BETWEEN.split(text) if part]
