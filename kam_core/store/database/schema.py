"""The tables. A change here needs a migration beside it; a test compares both."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

from kam_core.store.database.column_types import Day, Json, JsonOrNull, Utc

REVISION = "r005"
"""The migration that leads to these tables."""

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

# Tables and columns have the names of the first release: `books` are the data sets that people see (a column `book`
# holds the id of one), `datasets` are their snapshots.
DATASETS = Table(
    "datasets",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("manifest", Json, nullable=False),
    Column("saved_at", Utc, nullable=False),
)

BOOKS = Table(
    "books",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("head", String(32), ForeignKey("datasets.id")),
    Column("version", Integer, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("changed_at", Utc, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("archived", Boolean, nullable=False),
)

IMPORTS = Table(
    "imports",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("book", String(32), ForeignKey("books.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Utc, nullable=False),
    Column("who", Text, nullable=False),
    Column("files", Json, nullable=False),
    Column("before", String(32), ForeignKey("datasets.id")),
    Column("after", String(32), ForeignKey("datasets.id"), nullable=False),
    Column("summary", Json, nullable=False),
    Column("rejected", String(64)),
    Column("undone_at", Utc),
    Column("undone_by", Text),
    Index("uq_imports_book_number", "book", "number", unique=True),
)

MAPPINGS = Table(
    "mappings",
    METADATA,
    # All headers of a wide file are too long for an index: its key is the sha256 of them.
    Column("id", String(64), primary_key=True),
    Column("key", Text, nullable=False),
    Column("value", Json, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("version", Integer, nullable=False),
)

MODELS = Table(
    "models",
    METADATA,
    Column("id", String(32), primary_key=True),
    # No foreign key: "demo" is a data set without a row.
    Column("book", String(32), nullable=False),
    Column("home", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("document", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("published_by", Text),
    Column("published_at", Utc),
    Column("archived_by", Text),
    Column("archived_at", Utc),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", Utc, nullable=False),
    Column("version", Integer, nullable=False),
    Index("uq_models_book_number", "book", "number", unique=True),
)
Index(
    "uq_models_published",
    MODELS.c.book,
    unique=True,
    sqlite_where=MODELS.c.status == "published",
    postgresql_where=MODELS.c.status == "published",
)

PUBLICATIONS = Table(
    "publications",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("book", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("home", String(64), nullable=False),
    Column("model", String(32), ForeignKey("models.id"), nullable=False),
    Column("dataset", String(32)),
    Column("as_of", Day),
    Column("at", Utc, nullable=False),
    Column("who", Text, nullable=False),
    Column("tiers", String(64)),
    Index("uq_publications_book_number", "book", "number", unique=True),
)

OVERRIDES = Table(
    "overrides",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("book", String(32), nullable=False, index=True),
    Column("account_id", Text, nullable=False),
    Column("tier", String(1), nullable=False),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("until", Day),
    Column("created_at", Utc, nullable=False),
    Column("changed_at", Utc, nullable=False),
    Column("withdrawn_at", Utc),
    Column("withdrawn_by", Text),
    Column("version", Integer, nullable=False),
)
Index(
    "uq_overrides_standing",
    OVERRIDES.c.book,
    OVERRIDES.c.account_id,
    unique=True,
    sqlite_where=OVERRIDES.c.withdrawn_at.is_(None),
    postgresql_where=OVERRIDES.c.withdrawn_at.is_(None),
)

AUDIT = Table(
    "audit",
    METADATA,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False, index=True),
    Column("who", Text, nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

AUDIT_HEAD = Table(
    "audit_head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)

SETTINGS = Table(
    "settings",
    METADATA,
    Column("key", String(200), primary_key=True),
    Column("value", JsonOrNull, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Utc, nullable=False),
    Column("changed_by", Text, nullable=False),
)

WORKSPACES = Table(
    "workspaces",
    METADATA,
    Column("id", String(32), primary_key=True),
    # The id of a data set in `books`, not of a snapshot.
    Column("dataset", String(32)),
    Column("drafts", Text, nullable=False),
    Column("view", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Utc, nullable=False),
    # The browser that it belongs to; null where none is known, as without the production entry.
    Column("browser", String(32)),
)

PEOPLE = Table(
    "people",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    # The name without capitals and double blanks: what makes it one name.
    Column("folded", Text, nullable=False),
    Column("login", Text),
    Column("role", String(32), nullable=False),
    Column("owners", Json, nullable=False),
    Column("start_screen", String(32)),
    Column("default_owner", Text),
    Column("version", Integer, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("changed_at", Utc, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("archived", Boolean, nullable=False),
    Index("uq_people_folded", "folded", unique=True),
)

BROWSERS = Table(
    "browsers",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("person", String(32), ForeignKey("people.id"), nullable=False),
    Column("at", Utc, nullable=False),
)

ENTRIES = Table(
    "entries",
    METADATA,
    Column("id", String(32), primary_key=True),
    # No foreign key: "demo" is a data set without a row.
    Column("book", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("table_name", String(40), nullable=False),
    # The entry that began the row: its own id for a new row and for the first change of an imported one.
    Column("row_id", String(32), nullable=False),
    # The natural key of the imported row that it changes; null for a row that was typed.
    Column("target", Json),
    Column("nth", Integer, nullable=False),
    Column("fields", Json, nullable=False),
    # Fields that go back to what the import says.
    Column("released", Json, nullable=False),
    Column("note", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Utc, nullable=False),
    # No foreign key: a backup restores the rows in any order.
    Column("supersedes", String(32)),
    # The import that made it, where none typed it.
    Column("import_id", String(32)),
    Column("withdrawn_at", Utc),
    Column("withdrawn_by", Text),
    # The audit entry of the last change: what tells one state of a table from another.
    Column("changed", BigInteger, nullable=False),
    Index("uq_entries_book_number", "book", "number", unique=True),
    Index("ix_entries_row_id", "row_id"),
    Index("ix_entries_book_table", "book", "table_name", "changed"),
)

ROUNDS = Table(
    "rounds",
    METADATA,
    Column("id", String(32), primary_key=True),
    # No foreign key: "demo" is a data set without a row.
    Column("book", String(32), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("accounts", Json, nullable=False),
    Column("criteria", Json, nullable=False),
    Column("assessors", Json, nullable=False),
    Column("deadline", Day),
    Column("state", String(16), nullable=False),
    Column("decisions", Json, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("changed_at", Utc, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("closed_at", Utc),
    Column("closed_by", Text),
    Column("version", Integer, nullable=False),
)

ROUND_MARKS = Table(
    "round_marks",
    METADATA,
    Column("id", String(32), primary_key=True),
    # No foreign key: a backup restores the rows in any order.
    Column("round_id", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("account_id", Text, nullable=False),
    Column("criterion", Text, nullable=False),
    Column("assessor", Text, nullable=False),
    Column("score", Integer, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("given_on", Day, nullable=False),
    Column("at", Utc, nullable=False),
    # The row of the assessments that it became when the round was closed.
    Column("entry", String(32)),
    Index("uq_round_marks_round_number", "round_id", "number", unique=True),
)
