"""A policy as a TOML text: every setting with what it means, in which unit, and for which clause of the plan."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from . import Clause, OwnIndicator, Policy, Target, Unit

_HEAD = """\
# 政策文件：统计口径、目标与单位名单。用 --policy 指定。
# 只需保留要改的设置，没有写的按默认值；写到的列表和目标整个替换默认的。"""

_UNITS = (
    ("Target", "目标"),
    ("OwnIndicator", "指标"),
    ("Literal", "其中一词"),
    ("dict", "写法"),
    ("tuple", "词"),
    ("bool", "true 或 false"),
    ("date", "日期"),
    ("Decimal", "比率，0 至 1"),
    ("str", "文字"),
)
"""What a setting consists of, by the first of these words in its type."""

_EXAMPLE_INDICATORS = """\
# [[indicators]]
# code = "members_in_100plus"
# name = "100人以上企业有党员率"
# where = "employees >= 100"
# numerator = "members_in_50plus\""""

_EXAMPLE_COLUMNS = """\
# [columns.enterprises]
# name = ["公司全称"]"""


def write(policy: Policy) -> str:
    """Give the text of a policy; ``Policy.load`` reads the same policy from it."""
    default = Policy.load()
    parts = [*_settings(policy, default), *_sections(policy, default), *_columns(policy)]
    parts += [*_indicators(policy), *_targets(policy, default)]
    return "\n".join([_HEAD, *parts]) + "\n"


def differences(policy: Policy) -> list[tuple[str, str, str]]:
    """Give each setting that differs from the default policy: its name, its value and the default's, as in TOML.

    Of targets and of the words for headers only their numbers are told.
    """
    default = Policy.load()
    found: list[tuple[str, str, str]] = []
    for name, value in policy:
        other = getattr(default, name)
        if value == other:
            continue
        if isinstance(value, BaseModel):
            changed = ((key, each, getattr(other, key)) for key, each in value)
            found += [(f"{name}.{key}", _value(new), _value(old)) for key, new, old in changed if new != old]
        elif name in ("targets", "columns", "indicators"):
            found.append((name, f"{len(value)} 项", f"{len(other)} 项"))
        else:
            found.append((name, _value(value), _value(other)))
    return found


def clause(info: FieldInfo) -> str:
    """Give the clauses that a setting serves; empty if it serves all."""
    return next((each.text for each in info.metadata if isinstance(each, Clause)), "")


def unit(info: FieldInfo) -> str:
    """Give what a setting is counted in, or what it consists of."""
    named = next((each.text for each in info.metadata if isinstance(each, Unit)), "")
    return named or next(word for kind, word in _UNITS if kind in str(info.annotation))


def _settings(policy: Policy, default: Policy) -> Iterator[str]:
    """Write what stands above all sections, for TOML allows it nowhere else."""
    for name, info in type(policy).model_fields.items():
        value: object = getattr(policy, name)
        if not isinstance(value, BaseModel | Mapping) and name not in ("targets", "indicators"):
            yield f"\n{_comment(info, getattr(default, name))}\n{name} = {_value(value)}"
    if not policy.targets:
        yield f"\n{_about_targets(default)}\ntargets = []"


def _sections(policy: Policy, default: Policy) -> Iterator[str]:
    for name, info in type(policy).model_fields.items():
        section = getattr(policy, name)
        if isinstance(section, BaseModel):
            yield f"\n# {info.description}\n[{name}]"
            yield from _section(name, section, getattr(default, name))


def _columns(policy: Policy) -> Iterator[str]:
    info = Policy.model_fields["columns"]
    yield f"\n# {info.description}。条目 {clause(info)}；单位 {unit(info)}；默认没有"
    if not policy.columns:
        yield _EXAMPLE_COLUMNS
    for kind, fields in policy.columns.items():
        yield f"[columns.{_key(kind)}]"
        yield from (f"{_key(field)} = {_value(words)}" for field, words in fields.items())


def _indicators(policy: Policy) -> Iterator[str]:
    info = Policy.model_fields["indicators"]
    yield f"\n# {info.description}。条目 {clause(info)}；单位 {unit(info)}；默认没有"
    if not policy.indicators:
        yield _EXAMPLE_INDICATORS
    for each in policy.indicators:
        yield "\n[[indicators]]"
        yield from (f"{key} = {_value(value)}" for key, value in _given(each))


def _section(name: str, section: BaseModel, default: BaseModel) -> Iterator[str]:
    tables: list[str] = []
    for key, info in type(section).model_fields.items():
        value: object = getattr(section, key)
        if isinstance(value, Mapping):
            words = cast("Mapping[str, str]", value)
            tables.append(f"\n{_comment(info, getattr(default, key))}\n[{name}.{key}]")
            tables += [f"{_key(word)} = {_value(text)}" for word, text in words.items()]
        else:
            yield f"{_comment(info, getattr(default, key))}\n{key} = {_value(value)}"
    yield from tables


def _about_targets(default: Policy) -> str:
    info = Policy.model_fields["targets"]
    return f"# {info.description}。条目 {clause(info)}；单位 {unit(info)}；默认 {len(default.targets)} 项"


def _targets(policy: Policy, default: Policy) -> Iterator[str]:
    if policy.targets:
        yield f"\n{_about_targets(default)}"
    for goal in policy.targets:
        yield "\n[[targets]]"
        yield from (f"{key} = {_value(value)}" for key, value in _given(goal))


def _given(goal: Target | OwnIndicator) -> Iterator[tuple[str, object]]:
    yield from ((key, value) for key, value in goal if not (value is None or value is False or value == ""))


def _comment(info: FieldInfo, default: object) -> str:
    """Say what a setting means, for which clause, in which unit, and what it is by default."""
    return f"# {info.description}。条目 {clause(info)}；单位 {unit(info)}；默认 {_value(default)}"


def _value(value: object) -> str:
    """Write a value as TOML does, which has no null: nothing is an empty text."""
    if value is None:
        return _text("")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        digits = f"{value:f}"
        return digits if "." in digits else f"{digits}.0"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(_value(each) for each in cast('tuple[object, ...]', value))}]"
    if isinstance(value, Target):
        return f"{{{', '.join(f'{key} = {_value(each)}' for key, each in _given(value))}}}"
    if isinstance(value, Mapping):
        words = cast("Mapping[str, object]", value)
        return f"{{{', '.join(f'{_key(key)} = {_value(each)}' for key, each in words.items())}}}"
    return _text(value) if isinstance(value, str) else str(value)


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").replace("-", "").isalnum() else _text(key)


def _text(text: str) -> str:
    """Quote a text: JSON's escapes are TOML's too, but TOML wants DEL escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
