"""The child's side: reads what was asked for, tells how far it is, and leaves its answer in the folder."""

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
from kam_core.sandbox.request import Request, Waiting
from kam_core.sandbox.serialisation import Told
from kam_core.vocabulary.message import N_, UserError

PROGRESS = "progress.json"
BETWEEN_SECONDS = 0.1
"""How often progress is written at most."""
MEMORY = N_(
    "{files}: reading needs more memory than an upload may use. Split the file by year, or use the command line."
)

DAMAGED = N_(
    "The file {file} of the store, which the data set needs, is missing or damaged. Nothing is wrong with the files "
    "that you uploaded. Restore a backup, or tell whoever runs the server."
)
SHA = re.compile(r"[0-9a-f]{64}")
"""How the store names its files: by the sha256 of their bytes."""


class Telling:
    """Leaves word of the stage that the reading is in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stage = ""
        self.last = 0.0

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Tell a new stage at once, and within a stage from time to time."""
        now = time.monotonic()
        if stage != self.stage or done == of or now - self.last > BETWEEN_SECONDS:
            self.stage, self.last = stage, now
            # Where an open file cannot be replaced, somebody is looking at the last word: the next one will do.
            with contextlib.suppress(PermissionError):
                left_there(self.folder / PROGRESS, [stage, done, of])


def left_there(path: Path, told: Told) -> None:
    """A file that is there whole or not at all, whoever looks at it meanwhile."""
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(told), encoding="utf-8")
    os.replace(draft, path)


def read(folder: Path, request: Request) -> None:
    """Read what the request names and leave the answer in the folder."""
    tell = Telling(folder)
    tell("open", 0, len(request.uploads))
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
        held = {table: _held(path) for table, path in request.held.items()}
        left_there(folder / ANSWER, answer(folder, load(uploads, request.choices, held, tell)))
    except MemoryError:
        left_there(folder / ANSWER, answer(folder, None, UserError(MEMORY, files=request.names)))
    except UserError as refusal:
        # What is known is left there first: looking closer may take longer than there is time for.
        left_there(folder / ANSWER, answer(folder, None, refusal, unreadable))
        tell("understand", 0, len(uploads))
        seen = summarise_files(uploads, request.choices)
        left_there(folder / ANSWER, answer(folder, None, refusal, (*seen, *unreadable)))


def _held(path: Path) -> pl.DataFrame:
    """Rows that the store has already. Refuses a file that is gone, or whose bytes are not those it is named for."""
    try:
        with path.open("rb") as file:
            whole = hashlib.file_digest(file, "sha256").hexdigest() == path.stem or not SHA.fullmatch(path.stem)
        if whole:
            return pl.read_parquet(path, glob=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UserError(DAMAGED, file=path.stem) from error
    raise UserError(DAMAGED, file=path.stem)


def _upload(one: Waiting, limits: SizeLimits) -> Upload:
    try:
        check_file_size(one.name, one.path.stat().st_size, limits)
        with one.path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            check_line_ends(one.name, head)
            return Upload(one.name, head + file.read(), one.role)
    except OSError as error:
        raise UserError("{file} cannot be read: {why}.", file=one.name, why=error.strerror or str(error)) from error
