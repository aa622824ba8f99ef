"""A store in one file, and back: rows as JSON lines, frames as they are. The same file fits SQLite and PostgreSQL."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import re
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Date, DateTime, Engine, MetaData, Table, delete, func, insert, select

from kam_core.store import durable
from kam_core.store.blobs import Blobs
from kam_core.store.browser_key import keep_key
from kam_core.store.cannot_save import saying_why
from kam_core.store.columns import Json, canonical
from kam_core.store.connecting import file_engine, server_engine
from kam_core.store.database import FILE
from kam_core.store.migrating import knows, migrate
from kam_core.store.schema import METADATA, REVISION
from kam_core.store.store import Store
from kam_core.vocabulary.message import Refusal

FORMAT = 1
MANIFEST = "manifest.json"
BLOB = re.compile(r"blobs/([0-9a-f]{64})\.parquet")
FOLDER_FILE = re.compile(r"datasets/[0-9a-f]{16}/[a-z_]{1,40}\.parquet")
ROWS_AT_ONCE = 1000

Scores = Mapping[str, str]
"""What scoring gave: a name for the data set and its home view → the rules that it followed and, after `UNDER`, a
fingerprint of all scores and tiers."""
UNDER = ":"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `revision` names the tables' migration; rows: table → how many; made_at UTC."""

    revision: str
    made_at: datetime.datetime
    rows: Mapping[str, int]
    blobs: int
    scores: Scores


def write_backup(store: Store, file: Path, scores: Callable[[Store], Scores], now: datetime.datetime) -> Manifest:
    """Everything in the store as one file, while others go on working; the file is there whole or not at all.

    The backup is read again and compared before it gets its name. `CannotSave` where the disk does not take it.
    """
    draft = file.parent / f"{durable.DRAFT}{secrets.token_hex(8)}"
    told = scores(store)
    try:
        with saying_why(file.parent), draft.open("xb", buffering=0) as raw:
            with zipfile.ZipFile(_Sink(raw), "w", zipfile.ZIP_DEFLATED) as archive:
                manifest = _written(store, archive, told, now)
            durable.sync(raw.fileno())
        _check(draft, manifest)
        with saying_why(file.parent):
            durable.rename(draft, file)
            durable.sync_folder(file.parent)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    return manifest


class _Sink:
    """Takes what an archive writes, piece by piece, through the one way in which files are written."""

    def __init__(self, file: FileIO) -> None:
        self._file = file

    def write(self, content: bytes, /) -> int:
        durable.write(self._file, content)
        return len(content)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """The file is closed by whoever opened it."""


def _written(store: Store, archive: zipfile.ZipFile, scores: Scores, now: datetime.datetime) -> Manifest:
    rows: dict[str, int] = {}
    # One transaction for all tables: what one of them names is in the others.
    with store.database.reading() as connection:
        for table in METADATA.sorted_tables:
            lines = [json.dumps(_plain(table, row)) for row in _rows(connection, table)]
            archive.writestr(f"tables/{table.name}.jsonl", "\n".join(lines))
            rows[table.name] = len(lines)
        names = store.datasets.blobs(connection) | store.imports.blobs(connection) | store.history.blobs(connection)
    for sha in sorted(names):
        archive.write(store.blobs.path(sha), f"blobs/{sha}.parquet", zipfile.ZIP_STORED)
    for path in sorted((store.database.home / "datasets").glob("*/*.parquet")):
        archive.write(path, f"datasets/{path.parent.name}/{path.name}", zipfile.ZIP_STORED)
    manifest = Manifest(REVISION, now.astimezone(datetime.UTC), rows, len(names), dict(scores))
    told = {"format": FORMAT, **vars(manifest), "made_at": manifest.made_at.isoformat()}
    archive.writestr(MANIFEST, json.dumps(told, indent=1, ensure_ascii=False))
    return manifest


def _rows(connection: Connection, table: Table) -> Iterator[Mapping[str, Any]]:
    key = list(table.primary_key.columns)
    for row in connection.execute(select(table).order_by(*key)).mappings():
        yield dict(row)


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
        raise Refusal("{file} cannot be read: {why}.", file=str(file), why=error.strerror or str(error)) from error
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise _no_backup(file) from error
    if told.get("format") != FORMAT or not knows(str(told.get("revision"))):
        raise Refusal(
            "{file} was made by a newer version of the app. Restore it with that version or a later one.",
            file=str(file),
        )
    made_at = datetime.datetime.fromisoformat(told["made_at"])
    return Manifest(told["revision"], made_at, told["rows"], told["blobs"], told["scores"])


def _no_backup(file: Path) -> Refusal:
    return Refusal("{file} is no backup, or a damaged one. Nothing was changed.", file=str(file))


def _check(file: Path, manifest: Manifest) -> None:
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


@dataclass(frozen=True)
class Restored:
    """What came back; `before` is where the former home was put, None where there was none.

    `proved` counts the scorings that gave the same numbers as then; those of an app that scored by other rules cannot.
    """

    manifest: Manifest
    before: Path | None
    proved: int


def restore_backup(
    file: Path, home: Path, url: str | None, scores: Callable[[Store], Scores], now: datetime.datetime
) -> Restored:
    """The store of a backup in a home; a home that is there is put beside it, never overwritten.

    Everything is built and checked in a folder of its own first, scores included: a backup that does not give the
    numbers it was made with changes nothing. On PostgreSQL the database must be empty.
    """
    manifest = read_manifest(file)
    _check(file, manifest)
    home = home.absolute()
    stage = home.parent / f".{home.name}-restoring-{secrets.token_hex(4)}"
    try:
        with saying_why(home.parent):
            durable.make_folder(stage)
            _unpack_files(file, stage)
        engine = file_engine(stage / FILE) if url is None else server_engine(url)
        try:
            _fill(engine, stage, file, manifest)
        finally:
            engine.dispose()
        proved = _prove(stage, url, manifest, scores)
        with saying_why(home.parent):
            keep_key(home, stage)
            before = _swapped(stage, home, now)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return Restored(manifest, before, proved)


def _unpack_files(file: Path, stage: Path) -> None:
    blobs = Blobs(stage)
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            blob = BLOB.fullmatch(name)
            if not blob and not FOLDER_FILE.fullmatch(name):
                continue
            target = blobs.path(blob.group(1)) if blob else stage / name
            durable.make_folder(target.parent)
            durable.write_file(target, archive.read(name))


def _fill(engine: Engine, stage: Path, file: Path, manifest: Manifest) -> None:
    """The rows under the tables that they were made for; then the tables of today."""
    migrate(engine, stage, manifest.revision)
    found = MetaData()
    with engine.begin() as connection, zipfile.ZipFile(file) as archive:
        found.reflect(connection)
        tables = [table for table in found.sorted_tables if table.name in manifest.rows]
        if engine.dialect.name == "postgresql":
            _must_be_empty(connection, tables)
        for table in tables:
            lines = archive.read(f"tables/{table.name}.jsonl").decode().split("\n")
            rows = [_typed(table, json.loads(line)) for line in lines if line]
            if connection.execute(select(func.count()).select_from(table)).scalar():
                connection.execute(delete(table))
            for start in range(0, len(rows), ROWS_AT_ONCE):
                connection.execute(insert(table), rows[start : start + ROWS_AT_ONCE])
    migrate(engine, stage)


def _must_be_empty(connection: Connection, tables: list[Table]) -> None:
    for table in tables:
        if table.name != "audit_head" and connection.execute(select(func.count()).select_from(table)).scalar():
            raise Refusal("The database has data in it already. Name an empty one in KAM_DATABASE_URL to restore into.")


def _typed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of JSON as the database of the reflected table takes it."""
    typed: dict[str, Any] = {}
    for name, value in row.items():
        kind = table.c[name].type
        if isinstance(kind, DateTime) and value is not None:
            moment = datetime.datetime.fromisoformat(value)
            value = moment if kind.timezone else moment.astimezone(datetime.UTC).replace(tzinfo=None)
        elif isinstance(kind, Date) and value is not None:
            value = datetime.date.fromisoformat(value)
        typed[name] = value
    return typed


def _prove(stage: Path, url: str | None, manifest: Manifest, scores: Callable[[Store], Scores]) -> int:
    """How many scorings give the same as then. Refuses one that gives something else by the same rules."""
    store = Store.open(stage, url)
    try:
        store.audit.verify()
        again = scores(store)
    finally:
        store.close()
    rules = {_rules(one) for one in again.values()}
    then = {name: one for name, one in manifest.scores.items() if not rules or _rules(one) in rules}
    # Scored by other rules then, or since as one model where there were several: nothing to compare.
    comparable = set(then) if len(then) < len(manifest.scores) else {*then, *again}
    odd = sorted(name for name in comparable if again.get(name) != then.get(name))
    if odd:
        raise Refusal(
            "The backup gives other scores than when it was made ({names}). Nothing was changed.", names=", ".join(odd)
        )
    return len(comparable)


def _rules(fingerprint: str) -> str:
    return fingerprint.partition(UNDER)[0] if UNDER in fingerprint else ""


def _swapped(stage: Path, home: Path, now: datetime.datetime) -> Path | None:
    """Put the new home in its place; where the former one went."""
    before = None
    if home.exists() and any(home.iterdir()):
        before = home.with_name(f"{home.name}.before-{now:%Y%m%d-%H%M%S}")
        number = 1
        while before.exists():
            number += 1
            before = home.with_name(f"{home.name}.before-{now:%Y%m%d-%H%M%S}-{number}")
        durable.rename(home, before)
    elif home.exists():
        home.rmdir()
    try:
        durable.rename(stage, home)
    except OSError:
        if before is not None:
            durable.rename(before, home)
        raise
    durable.sync_folder(home.parent)
    return before
