"""The content of a file with its format and the choices of a person, as readers take it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kam_core.intake.size_limits import SizeLimits


@dataclass(frozen=True)
class FileContent:
    """A file to be read as the format `kind`; `sheet` and `encoding` if a person chose them."""

    name: str
    content: bytes = field(repr=False)
    kind: str
    sheet: str | None
    encoding: str | None
    limits: SizeLimits
