"""The report as one web page: a single file that needs no network, no server and no other file.

It is read in a browser, sent by mail, printed on A4, kept. So nothing in it is fetched: the styles, the script and the
rows behind every number stand in the file, and a Content-Security-Policy forbids whatever else a page could load. Every
number leads to the rows that make it; the rows are stored once, and each indicator only says of each row whether it
counts (:mod:`.rows`).

Charts are drawn when the page is made, as SVG (:mod:`.charts`): a few kilobytes each, sharp on paper, there without a
script. Markup is Jinja2's, with autoescape on for
all of it. Sorting, searching and the panel of rows are a small script of our own (``page.js``): table libraries bring
their own markup and styles, write style attributes that the policy forbids, and redraw tables that are already there.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ...choices import TOWNSHIP
from ...measures.report import Report
from ...planning.results import Plan
from ..page_model import Page
from .contents import Contents, contents
from .pages import Laid, laid

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = "templates"


def render(report: Report, plan: Plan | None = None) -> bytes:
    """Write the page as UTF-8. The same report gives the same bytes. ``plan``: what is proposed, in a section."""
    return _set("page.html", contents(report, plan), report.policy.units.called)


def hand_on(page: Page, called: str = TOWNSHIP) -> bytes:
    """Write the page of any result; the same page gives the same bytes. ``called``: what a township is called."""
    return _set("pages.html", laid(page), called)


def _set(template: str, page: Contents | Laid, called: str) -> bytes:
    return _environment(called).get_template(template).render(page=page).replace(TOWNSHIP, called).encode("utf-8")


@cache
def _environment(called: str) -> Environment:
    """Where templates are, each compiled once for all pages of a run."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(__name__, _TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    script = _part("page.js").replace(TOWNSHIP, called)  # before its hash is taken
    environment.globals |= {"style": _part("page.css"), "script": script, "source_of": _hash}  # pyright: ignore
    return environment


def _part(name: str) -> str:
    return files(__name__).joinpath(_TEMPLATES, name).read_text("utf-8")


def _hash(text: str) -> str:
    """Give what a Content-Security-Policy calls an inline style or script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


__all__ = ["Contents", "contents", "hand_on", "render"]
