"""The owner whose accounts a person sees first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r004"
down_revision = "r003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody has a default owner yet."""
    op.add_column("people", sa.Column("default_owner", sa.Text))


def downgrade() -> None:
    """Back to no default owner: for development."""
    with op.batch_alter_table("people") as people:
        people.drop_column("default_owner")
