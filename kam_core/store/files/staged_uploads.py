"""Uploaded files that are not imported yet, staged on disk.

Neither a reload nor a change of page loses them, and the server does not hold their bytes in memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kam_core.store.files import durable_files
from kam_core.vocabulary.message import UserError

INDEX = "tray.json"
CHUNK_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class StagedFile:
    """One staged file: its name as given, size, sha256 of the content, and the table that a person chose for it."""

    name: str
    bytes: int
    sha256: str
    role: str | None = None


class StagedUploads:
    """The staged files of one workspace, in a folder of their own. Names are shown and never become paths."""

    def __init__(self, home: Path, workspace_id: str) -> None:
        if not re.fullmatch(r"[0-9A-Za-z_-]{8,32}", workspace_id):
            raise UserError("The workspace in this link does not exist.")
        self.folder = home / "trays" / workspace_id

    def files(self) -> tuple[StagedFile, ...]:
        """The files in the order of upload; items of the index in another form are left out."""
        files = map(_staged_file, self._index()[0])
        return tuple(file for file in files if file is not None and self.path(file).exists())

    @property
    def is_damaged(self) -> bool:
        """Whether the index of files cannot be read, or not all of it."""
        items, is_list = self._index()
        return not is_list or any(_staged_file(item) is None for item in items)

    def _index(self) -> tuple[list[object], bool]:
        """The items of the index, and whether it is a list."""
        try:
            items = json.loads((self.folder / INDEX).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return [], True
        except (OSError, ValueError, RecursionError):
            return [], False
        return (items, True) if isinstance(items, list) else ([], False)

    def path(self, file: StagedFile) -> Path:
        """Where the bytes of a file are."""
        return self.folder / file.sha256

    def add(self, name: str, chunks: Iterable[bytes]) -> StagedFile:
        """Stage a file; one of the same name is replaced."""
        durable_files.make_folder(self.folder)
        digest, size = hashlib.sha256(), 0
        draft = self.folder / f".{os.getpid()}-{time.monotonic_ns()}"
        try:
            with durable_files.new_file(draft) as file:
                for chunk in chunks:
                    digest.update(chunk)
                    durable_files.write(file, chunk)
                    size += len(chunk)
            added = StagedFile(name, size, digest.hexdigest())
            os.replace(draft, self.path(added))
        finally:
            draft.unlink(missing_ok=True)
        before = self.files()
        same = next((one for one in before if one.name == name), None)
        if same is None:
            self._write([*before, added])
        else:
            added = replace(added, role=same.role)
            self._write([added if one is same else one for one in before])
        return added

    def set_role(self, name: str, role: str | None) -> None:
        """Set the table of a file; None detects it."""
        self._write([replace(one, role=role) if one.name == name else one for one in self.files()])

    def remove(self, name: str) -> None:
        """Remove a file."""
        self._write([one for one in self.files() if one.name != name])

    def clear(self) -> None:
        """Remove all files."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def reading_folder(self) -> Path:
        """A folder for the next reading of these files."""
        return self.folder / f"reading-{time.monotonic_ns()}"

    def _write(self, files: Iterable[StagedFile]) -> None:
        files = list(files)
        index = json.dumps([asdict(file) for file in files], ensure_ascii=False)
        durable_files.write_file(self.folder / INDEX, index.encode())
        wanted = {file.sha256 for file in files}
        for path in self.folder.iterdir():
            if re.fullmatch(r"[0-9a-f]{64}", path.name) and path.name not in wanted:
                path.unlink(missing_ok=True)


def _staged_file(item: object) -> StagedFile | None:
    """A file of the index; None where it has another form: only a sha256 becomes a path."""
    match item:
        case {"name": str(name), "bytes": int(size), "sha256": str(sha), "role": str() | None as role}:
            return StagedFile(name, size, sha, role) if re.fullmatch(r"[0-9a-f]{64}", sha) else None
        case _:
            return None


def sweep_staged_uploads(home: Path, older_than_seconds: float, now: float) -> None:
    """Remove the uploads of workspaces that nobody touched for so long; `now` is a time stamp of the file system."""
    folder = home / "trays"
    for uploads in folder.iterdir() if folder.is_dir() else ():
        # Another process may remove them at the same time.
        with contextlib.suppress(OSError):
            if now - uploads.stat().st_mtime > older_than_seconds:
                shutil.rmtree(uploads, ignore_errors=True)


def chunks_of(file: object) -> Iterable[bytes]:
    """The bytes of an open file, chunk by chunk."""
    while chunk := file.read(CHUNK_BYTES):  # type: ignore[attr-defined]
        yield chunk
