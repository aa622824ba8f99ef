"""One store: books, imports, models, overrides, audit and the rest; what homes had before is taken over."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "r001"
down_revision = None
branch_labels = None
depends_on = None

FIRST = "0" * 64
TAKEN_OVER_BY = "system"
OWN_FRAMES = ["accounts", "lines", "orders", "products"]
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables; on SQLite take over the workspaces and data sets of the layout before."""
    bind = op.get_bind()
    workspaces = _old_workspaces(bind)
    _make_tables()
    _guard_audit(bind.dialect.name)
    bind.execute(sa.text("INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, :hash)"), {"hash": FIRST})
    if workspaces is not None:
        _take_over(bind, workspaces, _home())


def downgrade() -> None:
    """Back to workspaces alone. What the other tables held is gone: for development, never for people's homes."""
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_only_grows ON audit")
        op.execute("DROP TRIGGER audit_is_never_emptied ON audit")
        op.execute("DROP FUNCTION audit_only_grows()")
    for name in ("settings", "audit_head", "audit", "overrides", "publications", "models", "mappings", "imports",
                 "books", "datasets"):  # fmt: skip
        op.drop_table(name)
    rows = bind.execute(_workspaces_table().select()).mappings().all()
    op.drop_table("workspaces")
    old = op.create_table(
        "workspaces",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("dataset", sa.String(16)),
        sa.Column("drafts", sa.Text, nullable=False),
        sa.Column("view", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
    )
    for row in rows:
        moment = _aware(row["changed_at"]).isoformat(timespec="seconds")
        bind.execute(old.insert().values({**row, "changed_at": moment}))


def _old_workspaces(bind: sa.Connection) -> list[dict[str, Any]] | None:
    """The rows of the layout before, whose table makes room; None where there is none."""
    if not sa.inspect(bind).has_table("workspaces"):
        return None
    rows = [dict(row) for row in bind.execute(sa.text("SELECT * FROM workspaces")).mappings()]
    op.drop_table("workspaces")
    return rows


def _workspaces_table() -> sa.Table:
    return sa.Table(
        "workspaces",
        sa.MetaData(),
        sa.Column("id", sa.String(32)),
        sa.Column("dataset", sa.String(32)),
        sa.Column("drafts", sa.Text),
        sa.Column("view", sa.Text),
        sa.Column("version", sa.Integer),
        sa.Column("changed_at", TIME),
    )


def _make_tables() -> None:
    op.create_table(
        "datasets",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("manifest", sa.Text, nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_datasets"),
    )
    op.create_table(
        "books",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("head", sa.String(32)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_books"),
        sa.ForeignKeyConstraint(["head"], ["datasets.id"], name="fk_books_head"),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("book", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("files", sa.Text, nullable=False),
        sa.Column("before", sa.String(32)),
        sa.Column("after", sa.String(32), nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("rejected", sa.String(64)),
        sa.Column("undone_at", TIME),
        sa.Column("undone_by", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
        sa.ForeignKeyConstraint(["book"], ["books.id"], name="fk_imports_book"),
        sa.ForeignKeyConstraint(["before"], ["datasets.id"], name="fk_imports_before"),
        sa.ForeignKeyConstraint(["after"], ["datasets.id"], name="fk_imports_after"),
    )
    op.create_index("uq_imports_book_number", "imports", ["book", "number"], unique=True)
    op.create_table(
        "mappings",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mappings"),
    )
    op.create_table(
        "models",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("book", sa.String(32), nullable=False),
        sa.Column("slot", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("published_by", sa.Text),
        sa.Column("published_at", TIME),
        sa.Column("archived_by", sa.Text),
        sa.Column("archived_at", TIME),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_models"),
    )
    op.create_index("uq_models_book_slot_number", "models", ["book", "slot", "number"], unique=True)
    published = sa.text("status = 'published'")
    op.create_index(
        "uq_models_published", "models", ["book", "slot"], unique=True,
        sqlite_where=published, postgresql_where=published,
    )  # fmt: skip
    op.create_table(
        "publications",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("book", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("slot", sa.String(64), nullable=False),
        sa.Column("model", sa.String(32), nullable=False),
        sa.Column("dataset", sa.String(32)),
        sa.Column("as_of", sa.Date),
        sa.Column("at", TIME, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("tiers", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name="pk_publications"),
        sa.ForeignKeyConstraint(["model"], ["models.id"], name="fk_publications_model"),
    )
    op.create_index("uq_publications_book_number", "publications", ["book", "number"], unique=True)
    op.create_table(
        "overrides",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("book", sa.String(32), nullable=False),
        sa.Column("account_id", sa.Text, nullable=False),
        sa.Column("tier", sa.String(1), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("withdrawn_at", TIME),
        sa.Column("withdrawn_by", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_overrides"),
    )
    op.create_index("ix_overrides_book", "overrides", ["book"])
    standing = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "uq_overrides_standing", "overrides", ["book", "account_id"], unique=True,
        sqlite_where=standing, postgresql_where=standing,
    )  # fmt: skip
    op.create_table(
        "audit",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )
    op.create_table(
        "workspaces",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("dataset", sa.String(32)),
        sa.Column("drafts", sa.Text, nullable=False),
        sa.Column("view", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
    )


def _guard_audit(dialect: str) -> None:
    """A table made anew by a later migration loses these: make them again there."""
    if dialect == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_only_grows()"
    )
    op.execute(
        "CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()"
    )


def _take_over(bind: sa.Connection, workspaces: list[dict[str, Any]], home: Path) -> None:
    """Every data set folder gets its row, every one that a workspace names its book; the frames stay in the folder."""
    time = sa.bindparam("at", type_=TIME)
    named = {name for row in workspaces for name in _datasets_named(row)}
    for content_id, manifest, saved_at in _folders(home):
        bind.execute(
            sa.text("INSERT INTO datasets (id, manifest, saved_at) VALUES (:id, :manifest, :at)").bindparams(time),
            {"id": content_id, "manifest": _canonical(manifest), "at": saved_at},
        )
        if content_id in named:
            bind.execute(
                sa.text(
                    "INSERT INTO books"
                    " (id, name, head, version, created_at, created_by, changed_at, changed_by, archived)"
                    " VALUES (:id, :name, :id, 1, :at, :who, :at, :who, :no)"
                ).bindparams(time),
                {"id": content_id, "name": manifest["name"], "at": saved_at, "who": TAKEN_OVER_BY, "no": False},
            )
            _record(bind, saved_at, content_id, {"dataset": content_id, "name": manifest["name"]})
    table = _workspaces_table()
    for row in workspaces:
        bind.execute(table.insert().values({**row, "changed_at": _aware(row["changed_at"])}))


def _home() -> Path:
    config = op.get_context().config
    assert config is not None
    return Path(config.attributes["home"])


def _datasets_named(row: dict[str, Any]) -> Iterator[str]:
    if row["dataset"]:
        yield row["dataset"]
    for place in json.loads(row["drafts"]):
        yield place.split("/")[0]


def _folders(home: Path) -> Iterator[tuple[str, dict[str, Any], datetime.datetime]]:
    """Id, manifest and time of each whole data set folder, in the order of their ids."""
    for path in sorted((home / "datasets").glob("*/dataset.json")):
        if not re.fullmatch(r"[0-9a-f]{16}", path.parent.name):
            continue
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            found = {name: told[name] for name in ("name", "currency", "sources", "tables", "layout")}
        except (OSError, ValueError, KeyError):
            # It could not be opened before either; its files stay where they are.
            continue
        if found.pop("layout") != 1:
            continue
        tables = found.pop("tables")
        manifest = {**found, "frames": {}, "records": {}, "folder": [*OWN_FRAMES, *tables]}
        yield path.parent.name, manifest, datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)


def _record(bind: sa.Connection, at: datetime.datetime, subject: str, details: dict[str, Any]) -> None:
    """An audit entry, in the form of this revision."""
    seq, previous = bind.execute(sa.text("SELECT seq, hash FROM audit_head")).one()
    said, moment = _canonical(details), at.isoformat(timespec="microseconds")
    whole = _canonical([seq + 1, moment, TAKEN_OVER_BY, "book.adopt", subject, said, previous])
    row = {"seq": seq + 1, "at": at, "who": TAKEN_OVER_BY, "action": "book.adopt", "subject": subject,
           "details": said, "previous": previous, "hash": hashlib.sha256(whole.encode()).hexdigest()}  # fmt: skip
    bind.execute(
        sa.text(
            "INSERT INTO audit (seq, at, who, action, subject, details, previous, hash)"
            " VALUES (:seq, :at, :who, :action, :subject, :details, :previous, :hash)"
        ).bindparams(sa.bindparam("at", type_=TIME)),
        row,
    )
    bind.execute(sa.text("UPDATE audit_head SET seq = :seq, hash = :hash"), {"seq": row["seq"], "hash": row["hash"]})


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _aware(moment: Any) -> datetime.datetime:
    found = datetime.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    assert isinstance(found, datetime.datetime)
    return found.astimezone(datetime.UTC) if found.tzinfo else found.replace(tzinfo=datetime.UTC)
