"""Frames as immutable Parquet files, named by the sha256 of their bytes."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import io
import os
import re
from collections.abc import Callable, Collection
from pathlib import Path

import polars as pl

from kam_core.store.files import durable_files
from kam_core.store.save_errors import CorruptFileError, translated_os_errors


class ObjectStore:
    """Files `home/blobs/ab/<sha>.parquet`; one is never changed, only removed when no row names it."""

    def __init__(self, home: Path, require_same_home: Callable[[], None] = lambda: None) -> None:
        """`require_same_home` raises where the home was replaced."""
        self.home = home.absolute()
        self._must_be_here = require_same_home
        self.folder = self.home / "blobs"

    def put(self, frame: pl.DataFrame) -> str:
        """Store a frame; its name, once the disk has it. `SaveError` where it cannot be written."""
        buffer = io.BytesIO()
        frame.write_parquet(buffer)
        content = buffer.getvalue()
        sha = hashlib.sha256(content).hexdigest()
        path = self._path(sha)
        self._must_be_here()
        with translated_os_errors(self.home):
            if self._is_intact(path, sha):
                # A new time stamp protects it from a sweep; its writer may have been killed before the sync.
                os.utime(path)
                durable_files.sync_folder(path.parent)
            else:
                durable_files.make_folder(path.parent)
                durable_files.write_file(path, content)
        return sha

    def get(self, sha: str) -> pl.DataFrame:
        """The frame of that name. Refuses a name of another form, a missing file and a changed one."""
        return pl.read_parquet(io.BytesIO(self.content(sha)))

    def content(self, sha: str) -> bytes:
        """The bytes of the file of that name. Refuses as `get` does."""
        try:
            content = self._path(sha).read_bytes()
        except FileNotFoundError as error:
            raise CorruptFileError("The stored file {file} is missing. Restore a backup.", file=sha) from error
        except OSError as error:
            why = error.strerror or str(error)
            raise CorruptFileError("The stored file {file} cannot be read: {why}.", file=sha, why=why) from error
        if hashlib.sha256(content).hexdigest() != sha:
            raise CorruptFileError("The stored file {file} is damaged. Restore a backup.", file=sha)
        return content

    def has(self, sha: str) -> bool:
        """Whether a file of that name is there."""
        return self._path(sha).exists()

    def path(self, sha: str) -> Path:
        """Where the file of that name is, or would be."""
        return self._path(sha)

    def sweep(self, referenced: Collection[str], older_than: datetime.datetime) -> int:
        """Remove the files that no row names any more and drafts of interrupted writes; how many.

        Only older ones: a younger file may belong to an import that is being committed.
        """
        removed = 0
        names = set(referenced)
        for path in [*self.folder.glob("*/*.parquet"), *self.folder.glob(f"*/{durable_files.DRAFT}*")]:
            with contextlib.suppress(FileNotFoundError), translated_os_errors(self.home):
                if path.stem not in names and path.stat().st_mtime < older_than.timestamp():
                    path.unlink()
                    removed += 1
        return removed

    def _path(self, sha: str) -> Path:
        # A name may come from a restored or edited database; only our own form becomes part of a path.
        if not re.fullmatch(r"[0-9a-f]{64}", sha):
            raise CorruptFileError("This is not a stored file.")
        return self.folder / sha[:2] / f"{sha}.parquet"

    @staticmethod
    def _is_intact(path: Path, sha: str) -> bool:
        try:
            return hashlib.sha256(path.read_bytes()).hexdigest() == sha
        except FileNotFoundError:
            return False
