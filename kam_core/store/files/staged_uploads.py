"""Files that somebody brought and that are not imported yet, kept on disk: neither a reload nor a change of page
loses them, and the server need not hold their bytes."""

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
PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Kept:
    """One file in a tray: what people call it, its size, its content's sha256, and what table it is said to be."""

    name: str
    bytes: int
    sha256: str
    role: str | None = None


class Tray:
    """The waiting files of one workspace, in a folder of their own. Names are shown and never become paths."""

    def __init__(self, home: Path, workspace_id: str) -> None:
        if not re.fullmatch(r"[0-9A-Za-z_-]{8,32}", workspace_id):
            raise UserError("This link names no workspace of ours.")
        self.folder = home / "trays" / workspace_id

    def files(self) -> tuple[Kept, ...]:
        """What lies in it, in the order in which it came; what the list says of it in another form is left out."""
        return tuple(kept for kept in map(_kept, self._told()[0]) if kept is not None and self.path(kept).exists())

    @property
    def is_damaged(self) -> bool:
        """Whether the list of files cannot be read, or not all of it."""
        told, is_list = self._told()
        return not is_list or any(_kept(one) is None for one in told)

    def _told(self) -> tuple[list[object], bool]:
        """What the list says, and whether it is one."""
        try:
            told = json.loads((self.folder / INDEX).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return [], True
        except (OSError, ValueError, RecursionError):
            return [], False
        return (told, True) if isinstance(told, list) else ([], False)

    def path(self, kept: Kept) -> Path:
        """Where the bytes of a file are."""
        return self.folder / kept.sha256

    def add(self, name: str, pieces: Iterable[bytes]) -> Kept:
        """Lay a file into the tray; one that lies there under this name is replaced."""
        durable_files.make_folder(self.folder)
        digest, size = hashlib.sha256(), 0
        draft = self.folder / f".{os.getpid()}-{time.monotonic_ns()}"
        try:
            with durable_files.new_file(draft) as file:
                for piece in pieces:
                    digest.update(piece)
                    durable_files.write(file, piece)
                    size += len(piece)
            kept = Kept(name, size, digest.hexdigest())
            os.replace(draft, self.path(kept))
        finally:
            draft.unlink(missing_ok=True)
        before = self.files()
        same = next((one for one in before if one.name == name), None)
        if same is None:
            self._write([*before, kept])
        else:
            kept = replace(kept, role=same.role)
            self._write([kept if one is same else one for one in before])
        return kept

    def say_role(self, name: str, role: str | None) -> None:
        """What table a file is; None: find out."""
        self._write([replace(one, role=role) if one.name == name else one for one in self.files()])

    def remove(self, name: str) -> None:
        """Take a file out."""
        self._write([one for one in self.files() if one.name != name])

    def clear(self) -> None:
        """Empty it."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def reading_folder(self) -> Path:
        """A folder for the next reading of these files."""
        return self.folder / f"reading-{time.monotonic_ns()}"

    def _write(self, files: Iterable[Kept]) -> None:
        files = list(files)
        told = json.dumps([asdict(one) for one in files], ensure_ascii=False)
        durable_files.write_file(self.folder / INDEX, told.encode())
        wanted = {one.sha256 for one in files}
        for path in self.folder.iterdir():
            if re.fullmatch(r"[0-9a-f]{64}", path.name) and path.name not in wanted:
                path.unlink(missing_ok=True)


def _kept(told: object) -> Kept | None:
    """One file of the list; None where it is said in another form: no name of a file becomes a path."""
    match told:
        case {"name": str(name), "bytes": int(size), "sha256": str(sha), "role": str() | None as role}:
            return Kept(name, size, sha, role) if re.fullmatch(r"[0-9a-f]{64}", sha) else None
        case _:
            return None


def sweep_trays(home: Path, older_than_seconds: float, now: float) -> None:
    """Empty the trays that nobody touched for so long; `now` is a time as file systems have it."""
    folder = home / "trays"
    for tray in folder.iterdir() if folder.is_dir() else ():
        # Another process may sweep beside this one.
        with contextlib.suppress(OSError):
            if now - tray.stat().st_mtime > older_than_seconds:
                shutil.rmtree(tray, ignore_errors=True)


def pieces_of(file: object) -> Iterable[bytes]:
    """The bytes of an open file, piece by piece."""
    while piece := file.read(PIECE):  # type: ignore[attr-defined]
        yield piece
