"""Request to a reading process: files, choices and limits, saved in its folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kam_core.intake import Choices
from kam_core.sandbox.limits import Limits
from kam_core.sandbox.serialisation import MessageCodec

REQUEST = "job.json"
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A file on disk to read, with the name that people gave it; `role` is a table's name, None detects it."""

    path: Path
    name: str
    role: str | None = None


@dataclass(frozen=True)
class Request:
    """One reading: the files, what people chose, and the Parquet files of the stored rows, by table."""

    uploads: tuple[PendingFile, ...]
    choices: Choices
    stored_rows: Mapping[str, Path]
    limits: Limits

    @property
    def names(self) -> str:
        """The names of the files, for a message."""
        shown = [one.name for one in self.uploads[:MOST_NAMED]]
        return ", ".join(shown) + (" …" if len(self.uploads) > MOST_NAMED else "")

    def save(self, folder: Path) -> None:
        """Write the request into the folder of the child."""
        encoded = MessageCodec(folder).encoded(self)
        (folder / REQUEST).write_text(json.dumps(encoded), encoding="utf-8")

    @staticmethod
    def of(folder: Path) -> Request:
        """Read the request of a folder."""
        encoded = json.loads((folder / REQUEST).read_text(encoding="utf-8"))
        request = MessageCodec(folder, Request).decoded(encoded)
        assert isinstance(request, Request)
        return request
