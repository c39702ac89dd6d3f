"""Patterns that are compiled on first use are all fit to be compiled, and match as those of ``re`` do."""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator

import pytest

import djcov
from djcov.regex import Regex


def test_every_pattern_of_the_house_can_be_compiled() -> None:
    for module in pkgutil.walk_packages(djcov.__path__, "djcov."):
        if module.name.split(".")[-1] != "__main__" and "spark" not in module.name:
            importlib.import_module(module.name)
    modules = [module for name, module in sys.modules.items() if name.startswith("djcov.")]
    patterns = [each for module in modules for each in _patterns(vars(module).values())]
    assert len(patterns) > 200
    assert all(each.compiled.pattern == each.pattern for each in patterns)


def _patterns(values: Iterable[object]) -> Iterator[Regex]:
    for value in values:
        if isinstance(value, Regex):
            yield value
        elif isinstance(value, tuple):
            yield from _patterns(value)
        elif isinstance(value, dict):
            yield from _patterns(value.values())


def test_a_wrong_pattern_is_told_when_it_is_used() -> None:
    wrong = Regex("(党")
    with pytest.raises(re.error):
        wrong.match("党")


@pytest.mark.parametrize("method", ["match", "fullmatch", "search", "sub", "split", "findall", "finditer"])
def test_its_methods_are_those_of_the_compiled_pattern(method: str) -> None:
    text = ("", "第2批，共3家") if method == "sub" else ("第2批，共3家",)
    ours, own = (str(getattr(each, method)(*text)) for each in (Regex(r"\d"), re.compile(r"\d")))
    assert re.sub("0x[0-9a-f]+", "", ours) == re.sub("0x[0-9a-f]+", "", own)
