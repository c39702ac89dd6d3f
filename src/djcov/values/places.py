"""Where an address lies: the district, township and village that it names, and nothing nearer."""

from __future__ import annotations

from ..regex import Regex
from .reading import Reading, compact
from .text import read_text

_AREA = Regex(
    r"(?:[㐀-鿿]{1,12}?(?:自治区|自治州|街道办事处|街道|办事处|产业集聚区|集聚区|开发区|高新区|示范区|工业园区|园区"
    r"|居委会|村委会|[省市区县旗乡镇村]|社区))+"
)
"""Names of places one in another, each with its kind behind it."""


def read_area(raw: object) -> Reading[str]:
    """Read in which area an address lies: 青岚区古城乡李庄村18号 is 青岚区古城乡李庄村.

    What stands behind is dropped, for it may be where somebody lives; an address that names no area is unknown. Raises
    Unreadable(TEXT_TOO_LONG).
    """
    reading = read_text(raw)
    found = _AREA.match(compact(reading.value or ""))
    return Reading(found[0] if found else None)
