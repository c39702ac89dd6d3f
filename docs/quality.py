"""Write the tables of ``quality.md`` anew from what was measured: ``python docs/quality.py``, as ``make quality`` does.

Coverage is read from ``build/coverage/coverage.json``, mutants from ``build/mutation/results.json``; a table whose
measurement is missing stays as it is. The licences are those of what is installed, so it wants every extra
(``pip install -e '.[test,quality,spark,docs,executable]'``).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from itertools import product
from pathlib import Path
from typing import Any

from generate import table
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
TREE = HERE.parent
PAGE = HERE / "quality.md"
COVERAGE = TREE / "build" / "coverage" / "coverage.json"
MUTANTS = TREE / "build" / "mutation" / "results.json"

_PLATFORMS = (("linux", "Linux", "posix"), ("win32", "Windows", "nt"), ("darwin", "Darwin", "posix"))
_PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = tuple(
    {
        "sys_platform": sys_platform,
        "platform_system": system,
        "os_name": os_name,
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    for (sys_platform, system, os_name), python in product(_PLATFORMS, _PYTHONS)
)
"""Where djcov is installed: what one of them needs is listed, whichever of them writes the page."""

NOT_INSTALLED = "未装，未查"
NOT_STATED = "未注明"


def requirements() -> dict[str, list[str]]:
    """Give what the plain install (运行) and each extra name in ``pyproject.toml``."""
    project = tomllib.loads((TREE / "pyproject.toml").read_text("utf-8"))["project"]
    return {"运行": project["dependencies"], **project["optional-dependencies"]}


def closure(names: Iterable[str], needs: Mapping[str, list[str]]) -> set[str]:
    """Give the distributions that requirements lead to, on any of the :data:`SYSTEMS`.

    ``needs`` gives the requirements of a distribution by its normalized name; what it lacks is not installed.
    """
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    waiting = [(Requirement(each), "") for each in names]
    while waiting:
        requirement, extra = waiting.pop()
        if not _is_wanted(requirement, extra):
            continue
        name = canonicalize_name(requirement.name)
        found.add(name)
        for wanted in ("", *requirement.extras):
            if (name, wanted) not in seen:
                seen.add((name, wanted))
                waiting += [(Requirement(each), wanted) for each in needs.get(name, ())]
    return found


def _is_wanted(requirement: Requirement, extra: str) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({**system, "extra": extra}) for system in SYSTEMS)


def licence(fields: Mapping[str, list[str]], file: str = "") -> str:
    """Give the licence that a distribution's metadata state: the expression (PEP 639), else the classifiers, else the
    first line of the free text or of the licence's own ``file``.
    """
    if stated := fields.get("License-Expression"):
        return stated[0]
    classes = [each.rpartition(" :: ")[2] for each in fields.get("Classifier", ()) if each.startswith("License :: ")]
    if named := [each for each in classes if each != "OSI Approved"]:
        return "、".join(named)
    free = [text.strip() for text in (*fields.get("License", ()), file)]
    return next((text.splitlines()[0] for text in free if text not in ("", "UNKNOWN")), NOT_STATED)


def licences() -> Iterator[tuple[str, str, str, str]]:
    """Give each distribution that djcov's own installs bring, its licence, who asks for it, and in which installs."""
    installed = {canonicalize_name(each.metadata["Name"]): each for each in metadata.distributions()}
    needs = {name: each.requires or [] for name, each in installed.items()}
    installs, direct = defaultdict[str, list[str]](list), set[str]()
    for install, names in requirements().items():
        direct |= {canonicalize_name(Requirement(each).name) for each in names}
        for name in closure(names, needs):
            installs[name].append(install)
    for name, where in sorted(installs.items()):
        own = installed.get(name)
        stated = licence(_fields(own), _licence_file(own)) if own else NOT_INSTALLED
        yield name, stated, "直接" if name in direct else "间接", "运行" if "运行" in where else "、".join(where)


def _fields(distribution: metadata.Distribution) -> dict[str, list[str]]:
    names = ("License-Expression", "License", "Classifier")
    return {name: [str(each) for each in distribution.metadata.get_all(name) or ()] for name in names}


def _licence_file(distribution: metadata.Distribution) -> str:
    named = (each for each in distribution.files or () if re.match("licen[cs]e|copying", each.name, re.IGNORECASE))
    return next((each.read_text("utf-8") for each in named), "")


def covered(report: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    """Sum coverage.py's report by room: lines and branches, and how many of them ran."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for name, file in report["files"].items():
        inside = re.split(r"[\\/]", name)
        inside = inside[inside.index("djcov") + 1 :]
        summary = file["summary"]
        for room in (inside[0] if len(inside) > 1 else "（顶层模块）", "合计"):
            for at, key in enumerate(("covered_lines", "num_statements", "covered_branches", "num_branches")):
                counts[room][at] += summary[key]
    for room, (lines, all_lines, branches, all_branches) in sorted(counts.items(), key=lambda item: item[0] == "合计"):
        share = _percent(lines + branches, all_lines + all_branches)
        yield room, f"{lines}/{all_lines}", f"{branches}/{all_branches}", _percent(branches, all_branches), share


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "—"


def mutants(results: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Give each room's mutants: when they were tried, all, those tried, those killed (of these by taking too long), the
    share and its interval of 95 %.
    """
    for room, each in results.items():
        low, high = each["interval"]
        share = f"{each['killed'] / each['tried']:.1%}"
        killed = f"{each['killed']}（超时 {each['timeouts']}）" if each["timeouts"] else str(each["killed"])
        yield room, each["on"], str(each["total"]), str(each["tried"]), killed, f"{share}（{low:.1%}–{high:.1%}）"


def replaced(page: str, name: str, body: str) -> str:
    """Put a body between a page's marks of this name."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = page.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"{PAGE.name}: no {begin} … {end}")
    return f"{before}{begin}\n{body}\n{end}{after}"


def main() -> None:
    """Write the tables."""
    page = PAGE.read_text("utf-8")
    if COVERAGE.exists():
        report = json.loads(COVERAGE.read_text("utf-8"))
        rows = table(("模块", "语句", "分支", "分支覆盖率", "合计覆盖率"), covered(report))
        page = replaced(page, "coverage", f"{report['meta']['timestamp'][:10]} 测得：\n\n{rows}")
    if MUTANTS.exists():
        rows = table(
            ("模块", "测量日期", "变异共计", "抽取", "杀死", "比例（95% 置信区间）"),
            mutants(json.loads(MUTANTS.read_text("utf-8"))),
        )
        page = replaced(page, "mutants", rows)
    page = replaced(page, "licences", table(("包", "许可", "引入", "哪些安装里有"), licences()))
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
