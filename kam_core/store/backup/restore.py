"""Bring a backup back into a home, proved before it takes the place of what is there."""

from __future__ import annotations

import datetime
import json
import secrets
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Date, DateTime, Engine, MetaData, Table, delete, func, insert, select

from kam_core.store.audit import FIRST
from kam_core.store.backup.backup import BLOB, UNDER, Manifest, Scores, check_backup, read_manifest
from kam_core.store.browser_key import keep_key
from kam_core.store.database.connection import file_engine, server_engine
from kam_core.store.database.migration import migrate
from kam_core.store.database.sqlite_file import FILE
from kam_core.store.files import durable_files
from kam_core.store.files.leftovers import sweep_leftovers
from kam_core.store.files.objects import Blobs
from kam_core.store.home_lock import NAME as LOCK
from kam_core.store.home_lock import HomeLock
from kam_core.store.save_errors import saying_why
from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError

ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class Restored:
    """What came back; `before` is where the former home was put, None where there was none.

    `proved` counts the scorings that gave the same numbers as then; those of an app that scored by other rules cannot.
    """

    manifest: Manifest
    before: Path | None
    proved: int


def restore_backup(
    file: Path,
    home: Path,
    url: str | None,
    scores: Callable[[Store], Scores],
    now: datetime.datetime,
    *,
    force: bool = False,
) -> Restored:
    """The store of a backup in a home; a home that is there is put beside it, never overwritten.

    Refuses a home that an app or a command has open (`HomeInUseError`), unless by `force`.

    Everything is built and checked in a folder of its own first, scores included: a backup that does not give the
    numbers it was made with changes nothing. On PostgreSQL the database must be empty.
    """
    manifest = read_manifest(file)
    check_backup(file, manifest)
    home = home.absolute()
    sweep_leftovers(home)
    lock = HomeLock.none() if force else HomeLock.alone(home)
    stage = home.parent / f".{home.name}-restoring-{secrets.token_hex(4)}"
    mine = HomeLock.none()
    try:
        with saying_why(home.parent):
            durable_files.make_folder(stage)
            mine = HomeLock.shared(stage)
            _unpack_files(file, stage)
        engine = file_engine(stage / FILE) if url is None else server_engine(url)
        try:
            _fill(engine, stage, file, manifest)
        finally:
            engine.dispose()
        proved = _prove(stage, url, manifest, scores)
        if not force and not lock.held:
            # Somebody may have begun a home there meanwhile.
            lock = HomeLock.alone(home)
        with saying_why(home.parent):
            keep_key(home, stage)
            before = _swapped(stage, home, now)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        mine.release()
        lock.release()
    return Restored(manifest, before, proved)


def _unpack_files(file: Path, stage: Path) -> None:
    blobs = Blobs(stage)
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            blob = BLOB.fullmatch(name)
            if not blob:
                continue
            target = blobs.path(blob.group(1))
            durable_files.make_folder(target.parent)
            durable_files.write_file(target, archive.read(name))


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
        if manifest.left_out:
            _end_audit(connection, found)
    migrate(engine, stage)


def _end_audit(connection: Connection, found: MetaData) -> None:
    """Let the audit log go on after its last entry where its end was among the damaged rows."""
    audit, head = found.tables["audit"], found.tables["audit_head"]
    if connection.execute(select(func.count()).select_from(head)).scalar() == 0:
        last = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
        seq, digest = (0, FIRST) if last is None else (last.seq, last.hash)
        connection.execute(insert(head).values(id=1, seq=seq, hash=digest))


def _must_be_empty(connection: Connection, tables: list[Table]) -> None:
    for table in tables:
        if table.name != "audit_head" and connection.execute(select(func.count()).select_from(table)).scalar():
            raise UserError(
                "The database has data in it already. Name an empty one in KAM_DATABASE_URL to restore into."
            )


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
    """How many scorings give the same as then. Refuses one that gives something else by the same rules.

    Nothing can be proved of a backup without its damaged rows.
    """
    store = Store.open(stage, url)
    try:
        if manifest.left_out:
            return 0
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
        raise UserError(
            "The backup gives other scores than when it was made ({names}). Nothing was changed.", names=", ".join(odd)
        )
    return len(comparable)


def _rules(fingerprint: str) -> str:
    return fingerprint.partition(UNDER)[0] if UNDER in fingerprint else ""


def _swapped(stage: Path, home: Path, now: datetime.datetime) -> Path | None:
    """Put the new home in its place; where the former one went."""
    before = None
    if home.exists() and any(path.name != LOCK for path in home.iterdir()):
        before = home.with_name(f"{home.name}.before-{now:%Y%m%d-%H%M%S}")
        number = 1
        while before.exists():
            number += 1
            before = home.with_name(f"{home.name}.before-{now:%Y%m%d-%H%M%S}-{number}")
        durable_files.rename(home, before)
    elif home.exists():
        (home / LOCK).unlink(missing_ok=True)
        home.rmdir()
    try:
        durable_files.rename(stage, home)
    except OSError:
        if before is not None:
            durable_files.rename(before, home)
        raise
    durable_files.sync_folder(home.parent)
    return before
