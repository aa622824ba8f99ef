"""Restore a backup into a home, checked before it replaces the data that are there."""

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
from kam_core.store.backup.backup import OBJECT, SEPARATOR, BackupManifest, Scores, check_backup, read_manifest
from kam_core.store.browser_key import copy_key
from kam_core.store.database.connection import file_engine, server_engine
from kam_core.store.database.migration import migrate
from kam_core.store.database.sqlite_file import FILE
from kam_core.store.files import durable_files
from kam_core.store.files.leftovers import sweep_leftovers
from kam_core.store.files.objects import ObjectStore
from kam_core.store.home_lock import NAME as LOCK
from kam_core.store.home_lock import HomeLock
from kam_core.store.save_errors import translated_os_errors
from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError

ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class Restored:
    """Result of a restore; `before` is the new place of the former home, None where there was none.

    `proved` counts the scorings with the same results as at the backup; those by other scoring rules are not compared.
    """

    manifest: BackupManifest
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
    """Restore a backup into a home; a former home is renamed, never overwritten.

    Refuses a home that an app or a command has open (`HomeInUseError`), unless by `force`.

    Everything is built and checked in a folder of its own first, scores included: a backup with other scores than when
    it was made changes nothing. On PostgreSQL the database must be empty.
    """
    manifest = read_manifest(file)
    check_backup(file, manifest)
    home = home.absolute()
    sweep_leftovers(home)
    lock = HomeLock.none() if force else HomeLock.exclusive(home)
    stage = home.parent / f".{home.name}-restoring-{secrets.token_hex(4)}"
    stage_lock = HomeLock.none()
    try:
        with translated_os_errors(home.parent):
            durable_files.make_folder(stage)
            stage_lock = HomeLock.shared(stage)
            _unpack_files(file, stage)
        engine = file_engine(stage / FILE) if url is None else server_engine(url)
        try:
            _fill(engine, stage, file, manifest)
        finally:
            engine.dispose()
        proved = _prove(stage, url, manifest, scores)
        if not force and not lock.is_locked:
            # Another process may have created a home there meanwhile.
            lock = HomeLock.exclusive(home)
        with translated_os_errors(home.parent):
            copy_key(home, stage)
            before = _swap(stage, home, now)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        stage_lock.release()
        lock.release()
    return Restored(manifest, before, proved)


def _unpack_files(file: Path, stage: Path) -> None:
    objects = ObjectStore(stage)
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            match = OBJECT.fullmatch(name)
            if not match:
                continue
            target = objects.path(match.group(1))
            durable_files.make_folder(target.parent)
            durable_files.write_file(target, archive.read(name))


def _fill(engine: Engine, stage: Path, file: Path, manifest: BackupManifest) -> None:
    """Insert the rows into the tables of their migration; then migrate to the current tables."""
    migrate(engine, stage, manifest.revision)
    reflected = MetaData()
    with engine.begin() as connection, zipfile.ZipFile(file) as archive:
        reflected.reflect(connection)
        tables = [table for table in reflected.sorted_tables if table.name in manifest.rows]
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
            _repair_audit_head(connection, reflected)
    migrate(engine, stage)


def _repair_audit_head(connection: Connection, reflected: MetaData) -> None:
    """Set the end of the audit log to its last entry where the row with the end was damaged."""
    audit, head = reflected.tables["audit"], reflected.tables["audit_head"]
    if connection.execute(select(func.count()).select_from(head)).scalar() == 0:
        last = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
        seq, digest = (0, FIRST) if last is None else (last.seq, last.hash)
        connection.execute(insert(head).values(id=1, seq=seq, hash=digest))


def _must_be_empty(connection: Connection, tables: list[Table]) -> None:
    for table in tables:
        if table.name != "audit_head" and connection.execute(select(func.count()).select_from(table)).scalar():
            raise UserError(
                "The database already contains data. Set KAM_DATABASE_URL to an empty database and restore again."
            )


def _typed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of JSON with the types of the reflected table."""
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


def _prove(stage: Path, url: str | None, manifest: BackupManifest, scores: Callable[[Store], Scores]) -> int:
    """Count the scorings with the same results as at the backup. Refuses one with other results by the same rules.

    A backup without its damaged rows is not compared.
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
    # Scored by other rules then, or several models were joined to one since: nothing to compare.
    comparable = set(then) if len(then) < len(manifest.scores) else {*then, *again}
    different = sorted(name for name in comparable if again.get(name) != then.get(name))
    if different:
        raise UserError(
            "The scores in this backup differ from when it was made ({names}). Nothing was changed.",
            names=", ".join(different),
        )
    return len(comparable)


def _rules(fingerprint: str) -> str:
    return fingerprint.partition(SEPARATOR)[0] if SEPARATOR in fingerprint else ""


def _swap(stage: Path, home: Path, now: datetime.datetime) -> Path | None:
    """Rename the new home to its place; the new place of the former one."""
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
