"""One model per data set: versions of several windows and units are numbered together, one of them stays published.

Also noted are the data sets whose measures were defined otherwise until then, so that people see who changes tier.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "r002"
down_revision = "r001"
branch_labels = None
depends_on = None

HOME = "12/account"
BY = "system"
NOTE = "Kept when the models of all windows and units became one model per data set."
LONGEST_STEM = 40
"""Characters of a draft's name that its scenario keeps: its window and unit come after them."""
NOTES = ("bases", "taken", "taken_at")
"""What a workspace notes of each draft, by the draft's key."""
TIME = sa.DateTime(timezone=True)
_META = sa.MetaData()
MODELS = sa.Table(
    "models",
    _META,
    *(sa.Column(name, sa.Text) for name in ("id", "book", "home", "name", "status", "document", "note", "created_by",
                                            "published_by", "archived_by", "changed_by")),
    *(sa.Column(name, TIME) for name in ("created_at", "published_at", "archived_at", "changed_at")),
    *(sa.Column(name, sa.Integer) for name in ("number", "version")),
)  # fmt: skip
WORKSPACES = sa.Table(
    "workspaces", _META, *(sa.Column(name, sa.Text) for name in ("id", "drafts", "view")), sa.Column("changed_at", TIME)
)
SETTINGS = sa.Table(
    "settings",
    _META,
    *(sa.Column(name, sa.Text) for name in ("key", "value", "changed_by")),
    sa.Column("version", sa.Integer),
    sa.Column("changed_at", TIME),
)
BOOKS = sa.Table("books", _META, *(sa.Column(name, sa.Text) for name in ("id", "head")))
DEFINITION = 2
"""Of the measures: 1 took an order as one purchase on its first day."""
AUDIT_HEAD = sa.Table("audit_head", _META, sa.Column("seq", sa.BigInteger), sa.Column("hash", sa.Text))
AUDIT = sa.Table(
    "audit",
    _META,
    sa.Column("seq", sa.BigInteger),
    sa.Column("at", TIME),
    *(sa.Column(name, sa.Text) for name in ("who", "action", "subject", "details", "previous", "hash")),
)


def upgrade() -> None:
    """Name the column for what it is now, number the versions of each data set together and re-key the drafts."""
    bind = op.get_bind()
    # The lock of every writer, before those of the tables.
    bind.execute(sa.select(AUDIT_HEAD).with_for_update())
    _rename("slot", "home")
    now = _now()
    for book in bind.execute(sa.select(MODELS.c.book).distinct().order_by(MODELS.c.book)).scalars().all():
        _join(bind, book, now)
    for row in _rows(bind, sa.select(WORKSPACES).order_by(WORKSPACES.c.id)):
        _rekey(bind, row, now)
    op.create_index("uq_models_book_number", "models", ["book", "number"], unique=True)
    _index_published(["book"])
    _note_definition(bind, now)


def downgrade() -> None:
    """Back to one model per window and unit: for development, what was joined stays archived."""
    bind = op.get_bind()
    _rename("home", "slot")
    models = bind.execute(sa.text("SELECT id, slot, document FROM models")).all()
    for model, slot, document in models:
        text = document.removeprefix(_home_line(slot))
        bind.execute(sa.text("UPDATE models SET document = :text WHERE id = :id"), {"text": text, "id": model})
    for row in _rows(bind, sa.select(WORKSPACES)):
        homes = {book: _home_of(text) for book, text in json.loads(row["drafts"]).items()}
        drafts = {
            f"{book}/{homes[book]}": text.removeprefix(_home_line(homes[book]))
            for book, text in json.loads(row["drafts"]).items()
        }
        view = json.loads(row["view"])
        for what in NOTES:
            if what in view:
                view[what] = {f"{book}/{homes.get(book, HOME)}": one for book, one in view[what].items()}
        _save(bind, row["id"], drafts, view)
    op.create_index("uq_models_book_slot_number", "models", ["book", "slot", "number"], unique=True)
    _index_published(["book", "slot"])


def _rows(bind: sa.Connection, query: sa.Select[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in bind.execute(query).mappings()]


def _rename(before: str, after: str) -> None:
    """The column of both tables; the indexes on it go, and are made again once the rows fit them."""
    bind = op.get_bind()
    names = {str(index["name"]) for index in sa.inspect(bind).get_indexes("models")}
    for name in sorted(names & {"uq_models_book_slot_number", "uq_models_book_number", "uq_models_published"}):
        op.drop_index(name, table_name="models")
    for table in ("models", "publications"):
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {before} TO {after}")


def _index_published(columns: list[str]) -> None:
    published = sa.text("status = 'published'")
    op.create_index(
        "uq_models_published", "models", columns, unique=True, sqlite_where=published, postgresql_where=published
    )


def _now() -> datetime.datetime:
    config = op.get_context().config
    assert config is not None
    now = config.attributes["now"]
    assert isinstance(now, datetime.datetime)
    return now


def _join(bind: sa.Connection, book: str, now: datetime.datetime) -> None:
    """The versions of one data set, numbered together: those of the slot that becomes the model keep their numbers."""
    rows = _rows(bind, sa.select(MODELS).where(MODELS.c.book == book))
    model = _slot_of_model(rows)
    number = max(row["number"] for row in rows if row["home"] == model)
    names = {row["name"].casefold() for row in rows if row["home"] == model and row["status"] == "draft"}
    for row in sorted(rows, key=lambda row: (_aware(row["created_at"]), row["home"], row["number"])):
        changed: dict[str, Any] = {"document": _at_home(row["document"], row["home"])}
        if row["home"] != model:
            number += 1
            archived = row["status"] == "published"
            changed |= {"number": number, "name": row["name"]}
            if archived:
                changed |= {"status": "archived", "archived_by": BY, "archived_at": now}
                changed |= {"changed_by": BY, "changed_at": now, "version": row["version"] + 1}
            if row["status"] == "draft":
                changed["name"] = _free(row["name"], row["home"], names)
                names.add(changed["name"].casefold())
            details = {"book": book, "slot": row["home"], "name": changed["name"], "before": row["number"],
                    "number": number, "archived": archived}  # fmt: skip
            _record(bind, now, "model.join", row["id"], details)
        bind.execute(MODELS.update().where(MODELS.c.id == row["id"]).values(changed))


def _note_definition(bind: sa.Connection, now: datetime.datetime) -> None:
    """The data sets that are there; a new store has none."""
    books = bind.execute(sa.select(BOOKS.c.id).where(BOOKS.c.head.is_not(None)).order_by(BOOKS.c.id)).scalars().all()
    if not books or bind.execute(sa.select(SETTINGS.c.key).where(SETTINGS.c.key == "definition")).first():
        return
    value = {"version": DEFINITION, "unread": list(books)}
    row = {"key": "definition", "value": _canonical(value), "version": 1, "changed_at": now, "changed_by": BY}
    bind.execute(SETTINGS.insert().values(row))
    _record(bind, now, "setting.put", "definition", {"before": None, "after": value})


def _slot_of_model(rows: list[dict[str, Any]]) -> str:
    """The slot whose published version becomes the model: 12 months by account, else the one published last.

    Where nothing is published, 12 months by account, else the slot that was changed last.
    """
    published = [row for row in rows if row["status"] == "published"]
    if published:
        last = max(published, key=lambda row: (row["home"] == HOME, _aware(row["published_at"]), row["id"]))
    else:
        last = max(rows, key=lambda row: (row["home"] == HOME, _aware(row["changed_at"]), row["id"]))
    return str(last["home"])


def _rekey(bind: sa.Connection, row: Mapping[str, Any], now: datetime.datetime) -> None:
    """The drafts of a workspace by data set alone: one stays the draft, the others become scenarios."""
    drafts, view = json.loads(row["drafts"]), json.loads(row["view"])
    drafts_by_data_set = {key: text for key, text in drafts.items() if "/" not in key}
    renamed: dict[str, str] = {}
    for book, slots in _by_book(set(drafts) - set(drafts_by_data_set)).items():
        first = _first(bind, book, slots, view)
        drafts_by_data_set[book] = _at_home(drafts[f"{book}/{first}"], first)
        renamed[f"{book}/{first}"] = book
        for slot in slots:
            if slot != first:
                _keep_as_scenario(bind, row, book, slot, drafts[f"{book}/{slot}"], now)
    for what in NOTES:
        if what in view:
            view[what] = {renamed[key]: one for key, one in view[what].items() if key in renamed}
    _save(bind, row["id"], drafts_by_data_set, view)


def _by_book(drafts: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in sorted(drafts):
        book, _, slot = key.partition("/")
        found.setdefault(book, []).append(slot)
    return found


def _first(bind: sa.Connection, book: str, slots: list[str], view: Mapping[str, Any]) -> str:
    """The slot whose draft stays: 12 months by account, else that of the model, else the one last looked at."""
    model = bind.execute(
        sa.select(MODELS.c.home).where((MODELS.c.book == book) & (MODELS.c.status == "published"))
    ).scalar()
    seen = f"{view.get('window') or 'all'}/{view.get('unit', 'account')}"
    return next((slot for slot in (HOME, model, seen) if slot in slots), slots[0])


def _keep_as_scenario(
    bind: sa.Connection, workspace: Mapping[str, Any], book: str, slot: str, text: str, now: datetime.datetime
) -> None:
    there = bind.execute(sa.select(MODELS.c.number, MODELS.c.name, MODELS.c.status).where(MODELS.c.book == book)).all()
    names = {name.casefold() for _, name, status in there if status == "draft"}
    name = _free(f"{_name_of(text)[:LONGEST_STEM]} ({_in_words(slot)})", slot, names)
    changed_at = _aware(workspace["changed_at"])
    made = {
        # Always the same for this draft, and as long as the ids of other versions.
        "id": hashlib.sha256(f"{workspace['id']}/{book}/{slot}".encode()).hexdigest()[:16],
        "book": book, "home": slot, "number": max((number for number, *_ in there), default=0) + 1, "name": name,
        "status": "draft", "document": _at_home(text, slot), "note": NOTE, "created_by": BY, "created_at": changed_at,
        "changed_by": BY, "changed_at": changed_at, "version": 1,
    }  # fmt: skip
    bind.execute(MODELS.insert().values(made))
    details = {name: made[name] for name in ("book", "home", "number", "name", "document", "note")}
    _record(bind, now, "model.draft", str(made["id"]), details)


def _free(name: str, slot: str, taken: set[str]) -> str:
    """The name, with window and unit and then a number where another scenario has it."""
    return next(one for one in _names(name, slot) if one.casefold() not in taken)


def _names(name: str, slot: str) -> Iterator[str]:
    yield name
    words = f" ({_in_words(slot)})"
    stem = name if name.endswith(words) else f"{name[:LONGEST_STEM]}{words}"
    yield stem
    number = 1
    while True:
        number += 1
        yield f"{stem} {number}"


def _in_words(slot: str) -> str:
    window, _, unit = slot.partition("/")
    months = {"all": "all months", "1": "1 month"}.get(window, f"{window} months")
    return f"{months}, by {unit}"


def _name_of(text: str) -> str:
    try:
        return str(tomllib.loads(text).get("name", "Draft"))
    except tomllib.TOMLDecodeError:
        return "Draft"


def _home_of(text: str) -> str:
    try:
        return str(tomllib.loads(text).get("home", HOME))
    except tomllib.TOMLDecodeError:
        return HOME


def _home_line(slot: str) -> str:
    return f"home = {json.dumps(slot)}\n"


def _at_home(text: str, slot: str) -> str:
    """A document that names its home view; 12 months by account need not be named."""
    return text if slot == HOME else _home_line(slot) + text


def _save(bind: sa.Connection, workspace: str, drafts: Mapping[str, str], view: Mapping[str, Any]) -> None:
    values = {"drafts": json.dumps(dict(drafts)), "view": json.dumps(dict(view))}
    bind.execute(WORKSPACES.update().where(WORKSPACES.c.id == workspace).values(values))


def _record(bind: sa.Connection, at: datetime.datetime, action: str, subject: str, details: Mapping[str, Any]) -> None:
    """An audit entry, in the form of this revision."""
    seq, previous = bind.execute(sa.select(AUDIT_HEAD.c.seq, AUDIT_HEAD.c.hash)).one()
    details_text, moment = _canonical(details), at.isoformat(timespec="microseconds")
    whole = _canonical([seq + 1, moment, BY, action, subject, details_text, previous])
    row = {"seq": seq + 1, "at": at, "who": BY, "action": action, "subject": subject, "details": details_text,
           "previous": previous, "hash": hashlib.sha256(whole.encode()).hexdigest()}  # fmt: skip
    bind.execute(AUDIT.insert().values(row))
    bind.execute(AUDIT_HEAD.update().values(seq=row["seq"], hash=row["hash"]))


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _aware(moment: datetime.datetime) -> datetime.datetime:
    return moment.astimezone(datetime.UTC) if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
