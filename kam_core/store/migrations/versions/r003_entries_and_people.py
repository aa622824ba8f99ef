"""Tables for what people enter and for the people themselves; a workspace may belong to a browser.

Those who were named as publishers become people with the role that lets them publish.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "r003"
down_revision = "r002"
branch_labels = None
depends_on = None

BY = "system"
PUBLISHERS = "publishers"
FIRST_ROLE, NEXT_ROLE = "administrator", "manager"
TIME = sa.DateTime(timezone=True)
_META = sa.MetaData()
AUDIT_HEAD = sa.Table("audit_head", _META, sa.Column("seq", sa.BigInteger), sa.Column("hash", sa.Text))
AUDIT = sa.Table(
    "audit",
    _META,
    sa.Column("seq", sa.BigInteger),
    sa.Column("at", TIME),
    *(sa.Column(name, sa.Text) for name in ("who", "action", "subject", "details", "previous", "hash")),
)


def upgrade() -> None:
    """Make the tables, and people of the publishers."""
    bind = op.get_bind()
    # The lock of every writer, before those of the tables.
    bind.execute(sa.select(AUDIT_HEAD).with_for_update())
    op.add_column("workspaces", sa.Column("browser", sa.String(32)))
    people = op.create_table(
        "people",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("login", sa.Text),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("owners", sa.Text, nullable=False),
        sa.Column("start_screen", sa.String(32)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_index("uq_people_folded", "people", ["folded"], unique=True)
    op.create_table(
        "browsers",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_browsers"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_browsers_person_people"),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("book", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("row_id", sa.String(32), nullable=False),
        sa.Column("target", sa.Text),
        sa.Column("nth", sa.Integer, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("released", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("supersedes", sa.String(32)),
        sa.Column("import_id", sa.String(32)),
        sa.Column("withdrawn_at", TIME),
        sa.Column("withdrawn_by", sa.Text),
        sa.Column("changed", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
    )
    op.create_index("uq_entries_book_number", "entries", ["book", "number"], unique=True)
    op.create_index("ix_entries_row_id", "entries", ["row_id"])
    op.create_index("ix_entries_book_table", "entries", ["book", "table_name", "changed"])
    assert people is not None
    _add_publishers(bind, people)


def downgrade() -> None:
    """Back to no people and no entries: for development."""
    for table in ("entries", "browsers", "people"):
        op.drop_table(table)
    with op.batch_alter_table("workspaces") as workspaces:
        workspaces.drop_column("browser")


def _add_publishers(bind: sa.Connection, people: sa.Table) -> None:
    publishers = bind.execute(sa.text("SELECT value FROM settings WHERE key = :key"), {"key": PUBLISHERS}).scalar()
    role, now = FIRST_ROLE, _now()
    seen: set[str] = set()
    for name in json.loads(publishers) or [] if publishers else []:
        plain = " ".join(str(name).split())
        folded = plain.casefold()
        if not plain or folded in seen:
            continue
        seen.add(folded)
        person: dict[str, Any] = {"id": secrets.token_hex(8), "name": plain,
                  "folded": folded, "role": role, "owners": "[]",
                  "version": 1, "created_at": now, "created_by": BY, "changed_at": now, "changed_by": BY,
                  "archived": False}  # fmt: skip
        bind.execute(people.insert().values(person))
        _record(bind, now, "person.add", person["id"], {"name": plain, "role": role, "owners": []})
        role = NEXT_ROLE


def _now() -> datetime.datetime:
    config = op.get_context().config
    assert config is not None
    now = config.attributes["now"]
    assert isinstance(now, datetime.datetime)
    return now


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
