"""Back up a store to one file: rows as JSON lines, Parquet files as they are. Fits SQLite and PostgreSQL."""

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

from kam_core.store.backup.salvage import Row, complete_rows, readable_rows
from kam_core.store.database import rows
from kam_core.store.database.column_types import Json, canonical
from kam_core.store.database.migration import knows
from kam_core.store.database.schema import METADATA, REVISION
from kam_core.store.files import durable_files
from kam_core.store.files.leftovers import sweep_drafts
from kam_core.store.save_errors import CorruptFileError, translated_os_errors
from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError

FORMAT = 1
MANIFEST = "manifest.json"
OBJECT = re.compile(r"blobs/([0-9a-f]{64})\.parquet")

Scores = Mapping[str, str]
"""Results of scoring: data set and home view → version of the scoring rules and, after `SEPARATOR`, a fingerprint of
all scores and tiers."""
SEPARATOR = ":"


@dataclass(frozen=True)
class BackupManifest:
    """Manifest of a backup. `revision` names the migration of the tables; rows: table → how many; made_at UTC.

    objects: the number of Parquet files; left_out: the damaged rows and files that are not in it, by name.
    """

    revision: str
    made_at: datetime.datetime
    rows: Mapping[str, int]
    objects: int
    scores: Scores
    left_out: Sequence[str] = ()


def write_backup(
    store: Store,
    file: Path,
    scores: Callable[[Store], Scores],
    now: datetime.datetime,
    *,
    without_damaged: bool = False,
) -> BackupManifest:
    """Write the whole store to one file, while others go on working; the file is complete or absent.

    The backup is read again and compared before it gets its name. `SaveError` where the disk refuses it,
    `CorruptFileError` where the store is damaged, unless `without_damaged` leaves out what cannot be read.
    """
    draft = file.parent / f"{durable_files.DRAFT}{secrets.token_hex(8)}"
    sweep_drafts(file.parent)
    if without_damaged:
        fingerprints: Scores = {}
    else:
        store.database.check()
        fingerprints = scores(store)
    try:
        with translated_os_errors(file.parent), durable_files.new_file(draft) as raw:
            with zipfile.ZipFile(_Sink(raw), "w", zipfile.ZIP_DEFLATED) as archive:
                manifest = _write(store, archive, fingerprints, now, without_damaged)
            durable_files.sync(raw.fileno())
        check_backup(draft, manifest)
        with translated_os_errors(file.parent):
            durable_files.rename(draft, file)
            durable_files.sync_folder(file.parent)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    return manifest


class _Sink:
    """File object for an archive that writes through `durable_files`."""

    def __init__(self, file: FileIO) -> None:
        self._file = file

    def write(self, content: bytes, /) -> int:
        durable_files.write(self._file, content)
        return len(content)

    def flush(self) -> None:
        """Do nothing: nothing is buffered."""

    def close(self) -> None:
        """Do nothing: the file is closed where it was opened."""


def _write(
    store: Store, archive: zipfile.ZipFile, scores: Scores, now: datetime.datetime, without_damaged: bool
) -> BackupManifest:
    counts: dict[str, int] = {}
    # One transaction for all tables: a row that another one names is there.
    with store.database.reading() as connection:
        tables: Iterable[tuple[Table, Iterable[Row]]]
        left_out: list[str] = []
        if without_damaged:
            tables, left_out = readable_rows(connection)
        else:
            tables = ((table, complete_rows(connection, table)) for table in METADATA.sorted_tables)
        for table, table_rows in tables:
            lines = [json.dumps(_plain(table, row)) for row in table_rows]
            archive.writestr(f"tables/{table.name}.jsonl", "\n".join(lines))
            counts[table.name] = len(lines)
        read: rows.Reader = rows.readable if without_damaged else rows.read_all
        names = {sha for owner in store.object_owners for sha in owner.object_names(connection, read)}
    files = {f"blobs/{sha}.parquet": partial(store.objects.content, sha) for sha in sorted(names)}
    objects = 0
    for name, content in files.items():
        try:
            archive.writestr(name, content(), zipfile.ZIP_STORED)
            objects += name.startswith("blobs/")
        except CorruptFileError:
            if not without_damaged:
                raise
            left_out.append(name)
    manifest = BackupManifest(REVISION, now.astimezone(datetime.UTC), counts, objects, dict(scores), tuple(left_out))
    document = {"format": FORMAT, **_manifest_fields(manifest), "made_at": manifest.made_at.isoformat()}
    archive.writestr(MANIFEST, json.dumps(document, indent=1, ensure_ascii=False))
    return manifest


def _manifest_fields(manifest: BackupManifest) -> dict[str, Any]:
    # The key in the file has the name of the first release.
    return {"blobs" if name == "objects" else name: value for name, value in vars(manifest).items()}


def _plain(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as JSON: JSON columns as stored text, times as ISO in UTC."""
    plain: dict[str, Any] = {}
    for column in table.columns:
        value = row[column.name]
        if isinstance(column.type, Json) and value is not None:
            value = canonical(value)
        elif isinstance(value, datetime.date):
            value = value.isoformat()
        plain[column.name] = value
    return plain


def read_manifest(file: Path) -> BackupManifest:
    """Read the manifest of a backup. Refuses another file, a damaged backup, and one of a newer app."""
    try:
        with zipfile.ZipFile(file) as archive:
            document = json.loads(archive.read(MANIFEST))
    except OSError as error:
        raise UserError("{file} cannot be read: {why}.", file=str(file), why=error.strerror or str(error)) from error
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise _no_backup(file) from error
    if document.get("format") != FORMAT or not knows(str(document.get("revision"))):
        raise UserError(
            "{file} was made by a newer version of the app. Restore it with that version or a later one.",
            file=str(file),
        )
    made_at = datetime.datetime.fromisoformat(document["made_at"])
    left_out = tuple(str(name) for name in document.get("left_out", ()))
    return BackupManifest(
        document["revision"], made_at, document["rows"], document["blobs"], document["scores"], left_out
    )


def _no_backup(file: Path) -> UserError:
    return UserError("{file} is not a backup, or is damaged. Nothing was changed.", file=str(file))


def check_backup(file: Path, manifest: BackupManifest) -> None:
    """Check that every Parquet file has the bytes of its name and every table its rows. Refuses a damaged backup."""
    try:
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                match = OBJECT.fullmatch(name)
                if match and hashlib.sha256(archive.read(name)).hexdigest() != match.group(1):
                    raise _no_backup(file)
            for table, count in manifest.rows.items():
                if len(archive.read(f"tables/{table}.jsonl").decode().split("\n")) != max(count, 1):
                    raise _no_backup(file)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise _no_backup(file) from error
