"""Request and result of a cube build, and the callback that reports its progress."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kam_core.cube.build.memory_limit import MemoryLimit
from kam_core.cube.manifest import Manifest
from kam_core.vocabulary.message import Message

SAME_WINDOW = -1
"""The window of the previous build; without one, the default window."""


class BuildProgress(Protocol):
    """Callback that reports the progress of a build."""

    def __call__(self, message: Message, done: int, of: int) -> None:
        """Report the current step, and how many steps of this kind are done."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build, and where. `name`, `currency`, `as_of` None: as in the previous build, or the default.

    add_up: lines in several currencies are added up as they stand, in this build and in every later one.
    """

    paths: tuple[Path, ...]
    out: Path
    limit: MemoryLimit
    name: str | None = None
    currency: str | None = None
    as_of: datetime.date | None = None
    window: int | None = SAME_WINDOW
    add_up: bool = False


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The cube after a build. `rebuilt_months` counts the months whose files were written."""

    cube: Manifest
    rebuilt_months: int
    unchanged: bool
    notices: tuple[Message, ...] = ()
    """What to know about the order lines, although nothing is wrong."""


def no_preparation(bytes_: int) -> None:
    """Prepare nothing."""
