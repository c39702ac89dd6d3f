"""Options with boxes, one of them ticked: ☑是 □否, 是√ 否□, 是（√） 否（）."""

from __future__ import annotations

from ..regex import Regex

_TICKED, _EMPTY = "☑■√✓✔☒⊠●◉", "□☐○◯"
_CROSSED = "×✗✘✕"
"""What stands for an empty box beside a tick: 是√ 否×."""

_IN_BRACKETS = Regex(rf"\(([{_TICKED}{_EMPTY}]?)\)")
_BOX = Regex(f"[{_TICKED}{_EMPTY}]")
_CROSSES = str.maketrans(dict.fromkeys(_CROSSED, "□"))
_NOUGHT = Regex("(?<=[一二三四五六七八九])○+")
"""A circle that is a figure, and no box: 二○二一年."""

_NUMBER = Regex(r"^(?:\(?\d{1,2}[.、:)=-]+|\(?[A-Ha-h][.、:)=-]+|[①-⑨])(?=[^\W\d])")


def ticked(text: str) -> str | None:
    """Give the option that is ticked in a compact text; the text itself if it holds no options with boxes, None if not
    exactly one is ticked, or nobody can tell which box is whose (是☑□否).

    A lone tick or box (√, □) is no option. The number in front of an option (2.联合组建) is left out.
    """
    text = _NUMBER.sub("", text)
    flat = _NOUGHT.sub(lambda match: "〇" * len(match[0]), text)
    flat = flat.translate(_CROSSES) if any(tick in flat for tick in _TICKED) else flat
    flat = _IN_BRACKETS.sub(lambda match: match[1] or "□", flat)
    boxes = _BOX.findall(flat)
    options = [option.strip(",;、/|:") for option in _BOX.split(flat)]
    if not boxes or not any(options) or (len(boxes) < 2 and boxes[0] not in "☑■□☐☒⊠"):
        return text
    if len(boxes) < 2 and not (options[0] == "" or options[-1] == ""):
        return text
    chosen = options[1:] if not options[0] else options[:-1]
    if not all(chosen):
        return None
    marked = [option for option, box in zip(chosen, boxes, strict=True) if box in _TICKED]
    return marked[0] if len(marked) == 1 else None
