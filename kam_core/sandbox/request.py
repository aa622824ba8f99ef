"""What a child is asked to read, as it lies in its folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kam_core.intake import Choices
from kam_core.sandbox.limits import Limits
from kam_core.sandbox.serialisation import Wire

REQUEST = "job.json"
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file on disk that waits to be read. `name` is what people call it; `role` a table's name, or None: find out."""

    path: Path
    name: str
    role: str | None = None


@dataclass(frozen=True)
class Request:
    """One reading: the files, what people chose, and the Parquet files of rows that are already held, by table."""

    uploads: tuple[Waiting, ...]
    choices: Choices
    held: Mapping[str, Path]
    limits: Limits

    @property
    def names(self) -> str:
        """The files as they stand in a sentence that is about all of them."""
        shown = [one.name for one in self.uploads[:MOST_NAMED]]
        return ", ".join(shown) + (" …" if len(self.uploads) > MOST_NAMED else "")

    def save(self, folder: Path) -> None:
        """Write it where the child looks for it."""
        told = Wire(folder).encoded(self)
        (folder / REQUEST).write_text(json.dumps(told), encoding="utf-8")

    @staticmethod
    def of(folder: Path) -> Request:
        """The request that lies in a folder."""
        told = json.loads((folder / REQUEST).read_text(encoding="utf-8"))
        request = Wire(folder, Request).decoded(told)
        assert isinstance(request, Request)
        return request
