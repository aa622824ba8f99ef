"""Read the requested files in the child process, and write progress and answer into its folder."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
from pathlib import Path

import polars as pl

from kam_core.intake import FileSummary, Upload, load, summarise_files
from kam_core.intake.opening.file_beginning import HEAD_BYTES, check_file_size, check_line_ends
from kam_core.intake.size_limits import SizeLimits
from kam_core.sandbox.outcome import ANSWER, answer, unread
from kam_core.sandbox.request import PendingFile, Request
from kam_core.sandbox.serialisation import Encoded
from kam_core.vocabulary.message import N_, UserError

PROGRESS = "progress.json"
PROGRESS_SECONDS = 0.1
"""Shortest time between two writes of progress."""
MEMORY = N_("{files}: reading exceeds the memory limit for uploads. Split the file by year, or use the command line.")

DAMAGED = N_(
    "The stored file {file} of this data set is missing or damaged. Your uploaded files are fine. Restore a "
    "backup, or contact the server administrator."
)
SHA = re.compile(r"[0-9a-f]{64}")
"""Name of a file of the store: the sha256 of its bytes."""


class ProgressWriter:
    """Writes the stage of a reading to a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stage = ""
        self.last = 0.0

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Write a new stage at once, and within a stage from time to time."""
        now = time.monotonic()
        if stage != self.stage or done == of or now - self.last > PROGRESS_SECONDS:
            self.stage, self.last = stage, now
            # On Windows a file that the parent has open cannot be replaced: the next write will do.
            with contextlib.suppress(PermissionError):
                write_atomically(self.folder / PROGRESS, [stage, done, of])


def write_atomically(path: Path, content: Encoded) -> None:
    """Write a JSON file that a reader sees complete or not at all."""
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(content), encoding="utf-8")
    os.replace(draft, path)


def read(folder: Path, request: Request) -> None:
    """Read what the request names and leave the answer in the folder."""
    progress = ProgressWriter(folder)
    progress("open", 0, len(request.uploads))
    uploads: list[Upload] = []
    unreadable: list[FileSummary] = []
    try:
        for one in request.uploads:
            try:
                uploads.append(_upload(one, request.choices.limits))
            except UserError as refusal:
                unreadable.append(unread(one.name, refusal.message))
        if unreadable and unreadable[0].why is not None:
            raise UserError(unreadable[0].why)
        stored_rows = {table: _stored_rows(path) for table, path in request.stored_rows.items()}
        write_atomically(folder / ANSWER, answer(folder, load(uploads, request.choices, stored_rows, progress)))
    except MemoryError:
        write_atomically(folder / ANSWER, answer(folder, None, UserError(MEMORY, files=request.names)))
    except UserError as refusal:
        # The refusal is written first: looking closer may take longer than the timeout.
        write_atomically(folder / ANSWER, answer(folder, None, refusal, unreadable))
        progress("understand", 0, len(uploads))
        understood = summarise_files(uploads, request.choices)
        write_atomically(folder / ANSWER, answer(folder, None, refusal, (*understood, *unreadable)))


def _stored_rows(path: Path) -> pl.DataFrame:
    """Load rows of the store. Refuses a missing file, and one whose bytes do not fit its name."""
    try:
        with path.open("rb") as file:
            is_intact = hashlib.file_digest(file, "sha256").hexdigest() == path.stem or not SHA.fullmatch(path.stem)
        if is_intact:
            return pl.read_parquet(path, glob=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UserError(DAMAGED, file=path.stem) from error
    raise UserError(DAMAGED, file=path.stem)


def _upload(one: PendingFile, limits: SizeLimits) -> Upload:
    try:
        check_file_size(one.name, one.path.stat().st_size, limits)
        with one.path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            check_line_ends(one.name, head)
            return Upload(one.name, head + file.read(), one.role)
    except OSError as error:
        raise UserError("{file} cannot be read: {why}.", file=one.name, why=error.strerror or str(error)) from error
