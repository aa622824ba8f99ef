"""Builder of an old store with one model per view (window and unit)."""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import Any

from sqlalchemy import Connection, text

from kam_core.store.database.connection import file_engine, server_engine
from kam_core.store.database.migration import migrate
from kam_core.store.database.sqlite_file import FILE
from tests.store.conftest import Place

BEGUN = datetime.datetime(2025, 3, 1, tzinfo=datetime.UTC)
SLOTS = ("12/account", "24/account", "3/account", "all/group", "6/account")
"""In the order in which their first versions were made."""


def old_store(place: Place, versions: list[dict[str, Any]], workspaces: list[dict[str, Any]]) -> None:
    """The tables as they were, with these rows; every version has an entry in the audit log."""
    place.home.mkdir(parents=True, exist_ok=True)
    engine = file_engine(place.home / FILE) if place.url is None else server_engine(place.url)
    migrate(engine, place.home, "r001")
    with engine.begin() as connection:
        for number, one in enumerate(versions):
            _insert(connection, "models", one)
            _publication(connection, number, one)
            _record(connection, one)
        for row in workspaces:
            _insert(connection, "workspaces", row)
    engine.dispose()


def version(name: str, slot: str, number: int, status: str, day: int, book: str = "demo") -> dict[str, Any]:
    """A version that was made, and published where it ever was, so many days after the first."""
    at = BEGUN + datetime.timedelta(days=day)
    once = status != "draft"
    return {
        "id": f"{name}-id", "book": book, "slot": slot, "number": number, "name": name, "status": status,
        "document": document(name), "note": "why", "created_by": "Li", "created_at": at,
        "published_by": "Li" if once else None, "published_at": at if once else None, "archived_by": None,
        "archived_at": None, "changed_by": "Li", "changed_at": at, "version": 1,
    }  # fmt: skip


def document(name: str, weight: float = 20.0) -> str:
    """A model of one criterion."""
    return (
        f'version = 1\nname = "{name}"\n\n[[criteria]]\nname = "revenue"\ngroup = "realised"\nmeasure = "revenue"\n'
        f'weight = {weight}\nutility = {{ kind = "log", lo = 1.0, hi = 9.0 }}\n'
    )


def workspace(name: str, drafts: dict[str, str], **view: Any) -> dict[str, Any]:
    """A workspace with these drafts, by data set, window and unit."""
    return {"id": name, "dataset": None, "drafts": json.dumps(drafts), "view": json.dumps(view), "version": 3,
            "changed_at": BEGUN + datetime.timedelta(days=90)}  # fmt: skip


def _insert(connection: Connection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    # SQLite keeps a time as text without its zone.
    plain = {
        name: f"{value:%Y-%m-%d %H:%M:%S.%f}"
        if isinstance(value, datetime.datetime) and connection.dialect.name == "sqlite"
        else value
        for name, value in row.items()
    }
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{one}' for one in row)})"), plain)


def _publication(connection: Connection, number: int, one: dict[str, Any]) -> None:
    if one["published_at"] is None:
        return
    row = {"id": f"told-{one['id']}", "book": one["book"], "number": number + 1, "slot": one["slot"],
           "model": one["id"], "at": one["published_at"], "who": "Li"}  # fmt: skip
    _insert(connection, "publications", row)


def _record(connection: Connection, one: dict[str, Any]) -> None:
    seq, previous = connection.execute(text("SELECT seq, hash FROM audit_head")).one()
    details = json.dumps({"book": one["book"], "slot": one["slot"], "number": one["number"]},
                         sort_keys=True, separators=(",", ":"))  # fmt: skip
    at = one["created_at"]
    whole = [seq + 1, at.isoformat(timespec="microseconds"), "Li", "model.reopen", one["id"], details, previous]
    digest = hashlib.sha256(json.dumps(whole, separators=(",", ":")).encode()).hexdigest()
    row = {"seq": seq + 1, "at": at, "who": "Li", "action": "model.reopen", "subject": one["id"], "details": details,
           "previous": previous, "hash": digest}  # fmt: skip
    _insert(connection, "audit", row)
    connection.execute(text("UPDATE audit_head SET seq = :seq, hash = :hash"), {"seq": seq + 1, "hash": digest})
