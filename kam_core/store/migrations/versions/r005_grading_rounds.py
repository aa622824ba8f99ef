"""Rounds of a grading committee and the marks given in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kam_core.store.database.column_types import Day, Json, Utc

revision = "r005"
down_revision = "r004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both tables, empty."""
    op.create_table(
        "rounds",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("book", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("accounts", Json, nullable=False),
        sa.Column("criteria", Json, nullable=False),
        sa.Column("assessors", Json, nullable=False),
        sa.Column("deadline", Day),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("decisions", Json, nullable=False),
        sa.Column("created_at", Utc, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("changed_at", Utc, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("closed_at", Utc),
        sa.Column("closed_by", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("ix_rounds_book", "rounds", ["book"])
    op.create_table(
        "round_marks",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("round_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("account_id", sa.Text, nullable=False),
        sa.Column("criterion", sa.Text, nullable=False),
        sa.Column("assessor", sa.Text, nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("given_on", Day, nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.Column("entry", sa.String(32)),
    )
    op.create_index("uq_round_marks_round_number", "round_marks", ["round_id", "number"], unique=True)


def downgrade() -> None:
    """Drop both tables: for development."""
    op.drop_table("round_marks")
    op.drop_table("rounds")
