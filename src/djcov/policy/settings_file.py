"""``djcov.toml``: what is the same in every run over some rosters, so that it need not be written on each line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from ..errors import PolicyError
from . import Day, placed, slips
from . import parsed as toml
from . import read as text_of

NAME = "djcov.toml"
_WHAT = "设置文件"
_SECTIONS = ("columns", "units", "deadlines")
_MOST_JOBS = 64


def _several(value: object) -> object:
    """One path is a list of it."""
    return (value,) if isinstance(value, str) else value


class SettingsFile(BaseModel):
    """The settings; paths are relative to the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rosters: Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(_several)] = Field(
        (), description="没有写 ROSTER 的命令读取的台账：文件、文件夹、*.xlsx，一个或一个列表"
    )
    policy: str = Field("", min_length=1, description="政策文件，同 --policy")
    as_of: Day | None = Field(None, description="截至日期，同 --as-of；不加引号")
    jobs: int | None = Field(None, ge=1, le=_MOST_JOBS, strict=True, description="batch 同时做几件，同 --jobs")
    show_names: bool = Field(False, strict=True, description="显示人员全名，同 --show-names")
    columns: dict[str, object] = Field(default_factory=dict[str, object], description="同政策的 [columns]")
    units: dict[str, object] = Field(default_factory=dict[str, object], description="同政策的 [units]")
    deadlines: dict[str, object] = Field(default_factory=dict[str, object], description="同政策的 [deadlines]")

    @property
    def sections(self) -> dict[str, object]:
        """Those that a policy has too: they change its own."""
        return {each: found for each in _SECTIONS if (found := getattr(self, each))}


def load(path: Path) -> tuple[SettingsFile, str]:
    """Read a file of settings; give its text too. Raises PolicyError, which names what is wrong, and its lines."""
    text = text_of(path, _WHAT)
    try:
        return SettingsFile.model_validate(toml(text, path, _WHAT)), text
    except ValidationError as error:
        raise PolicyError(
            "\n  ".join([f"{_WHAT}有误", *placed(slips(error), text)]),
            where=str(path),
            hint=f"可用的设置：{'、'.join(SettingsFile.model_fields)}。",
        ) from None
