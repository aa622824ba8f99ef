"""A store in one file, and back: rows as JSON lines, frames as they are. The same file fits SQLite and PostgreSQL."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import re
import secrets
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from kam_core.store.backup.salvage import Row, salvaged, whole
from kam_core.store.database import rows
from kam_core.store.database.column_types import Json, canonical
from kam_core.store.database.migration import knows
from kam_core.store.database.schema import METADATA, REVISION
from kam_core.store.files import durable_files
from kam_core.store.files.leftovers import sweep_drafts
from kam_core.store.save_errors import CorruptFileError, saying_why
from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError

FORMAT = 1
MANIFEST = "manifest.json"
BLOB = re.compile(r"blobs/([0-9a-f]{64})\.parquet")

Scores = Mapping[str, str]
"""What scoring gave: a name for the data set and its home view → the rules that it followed and, after `UNDER`, a
fingerprint of all scores and tiers."""
UNDER = ":"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `revision` names the tables' migration; rows: table → how many; made_at UTC.

    left_out: the damaged rows and files that are not in it, by name.
    """

    revision: str
    made_at: datetime.datetime
    rows: Mapping[str, int]
    blobs: int
    scores: Scores
    left_out: Sequence[str] = ()


def write_backup(
    store: Store,
    file: Path,
    scores: Callable[[Store], Scores],
    now: datetime.datetime,
    *,
    without_damaged: bool = False,
) -> Manifest:
    """Everything in the store as one file, while others go on working; the file is there whole or not at all.

    The backup is read again and compared before it gets its name. `SaveError` where the disk does not take it,
    `CorruptFileError` where the store is not whole, unless `without_damaged` leaves out what cannot be read.
    """
    draft = file.parent / f"{durable_files.DRAFT}{secrets.token_hex(8)}"
    sweep_drafts(file.parent)
    if without_damaged:
        told: Scores = {}
    else:
        store.database.check()
        told = scores(store)
    try:
        with saying_why(file.parent), durable_files.new_file(draft) as raw:
            with zipfile.ZipFile(_Sink(raw), "w", zipfile.ZIP_DEFLATED) as archive:
                manifest = _written(store, archive, told, now, without_damaged)
            durable_files.sync(raw.fileno())
        check_backup(draft, manifest)
        with saying_why(file.parent):
            durable_files.rename(draft, file)
            durable_files.sync_folder(file.parent)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    return manifest


class _Sink:
    """Takes what an archive writes, piece by piece, through the one way in which files are written."""

    def __init__(self, file: FileIO) -> None:
        self._file = file

    def write(self, content: bytes, /) -> int:
        durable_files.write(self._file, content)
        return len(content)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """The file is closed by whoever opened it."""


def _written(
    store: Store, archive: zipfile.ZipFile, scores: Scores, now: datetime.datetime, without_damaged: bool
) -> Manifest:
    counts: dict[str, int] = {}
    # One transaction for all tables: what one of them names is in the others.
    with store.database.reading() as connection:
        tables: Iterable[tuple[Table, Iterable[Row]]]
        left_out: list[str] = []
        if without_damaged:
            tables, left_out = salvaged(connection)
        else:
            tables = ((table, whole(connection, table)) for table in METADATA.sorted_tables)
        for table, found in tables:
            lines = [json.dumps(_plain(table, row)) for row in found]
            archive.writestr(f"tables/{table.name}.jsonl", "\n".join(lines))
            counts[table.name] = len(lines)
        read: rows.Reader = rows.readable if without_damaged else rows.every
        nouns = (store.snapshots, store.imports, store.history)
        names = {sha for noun in nouns for sha in noun.blobs(connection, read)}
    files = {f"blobs/{sha}.parquet": partial(store.blobs.content, sha) for sha in sorted(names)}
    blobs = 0
    for name, content in files.items():
        try:
            archive.writestr(name, content(), zipfile.ZIP_STORED)
            blobs += name.startswith("blobs/")
        except CorruptFileError:
            if not without_damaged:
                raise
            left_out.append(name)
    manifest = Manifest(REVISION, now.astimezone(datetime.UTC), counts, blobs, dict(scores), tuple(left_out))
    told = {"format": FORMAT, **vars(manifest), "made_at": manifest.made_at.isoformat()}
    archive.writestr(MANIFEST, json.dumps(told, indent=1, ensure_ascii=False))
    return manifest


def _plain(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as JSON: JSON columns as the text that the database holds, times as ISO in UTC."""
    plain: dict[str, Any] = {}
    for column in table.columns:
        value = row[column.name]
        if isinstance(column.type, Json) and value is not None:
            value = canonical(value)
        elif isinstance(value, datetime.date):
            value = value.isoformat()
        plain[column.name] = value
    return plain


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself. Refuses what is no backup, a damaged one, and one of a newer app."""
    try:
        with zipfile.ZipFile(file) as archive:
            told = json.loads(archive.read(MANIFEST))
    except OSError as error:
        raise UserError("{file} cannot be read: {why}.", file=str(file), why=error.strerror or str(error)) from error
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise _no_backup(file) from error
    if told.get("format") != FORMAT or not knows(str(told.get("revision"))):
        raise UserError(
            "{file} was made by a newer version of the app. Restore it with that version or a later one.",
            file=str(file),
        )
    made_at = datetime.datetime.fromisoformat(told["made_at"])
    left_out = tuple(str(name) for name in told.get("left_out", ()))
    return Manifest(told["revision"], made_at, told["rows"], told["blobs"], told["scores"], left_out)


def _no_backup(file: Path) -> UserError:
    return UserError("{file} is no backup, or a damaged one. Nothing was changed.", file=str(file))


def check_backup(file: Path, manifest: Manifest) -> None:
    """Every frame has the bytes that its name says, every table its rows. Refuses a file damaged on its way."""
    try:
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                blob = BLOB.fullmatch(name)
                if blob and hashlib.sha256(archive.read(name)).hexdigest() != blob.group(1):
                    raise _no_backup(file)
            for table, count in manifest.rows.items():
                if len(archive.read(f"tables/{table}.jsonl").decode().split("\n")) != max(count, 1):
                    raise _no_backup(file)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise _no_backup(file) from error
