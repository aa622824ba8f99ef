"""A file under way to its reader: its bytes, its format and what a person said of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kam_core.intake.size_limits import SizeLimits


@dataclass(frozen=True)
class FileContent:
    """A file to be read as the format `kind`; `sheet` and `encoding` where a person named them."""

    name: str
    content: bytes = field(repr=False)
    kind: str
    sheet: str | None
    encoding: str | None
    limits: SizeLimits
