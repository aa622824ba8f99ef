"""Alembic's entry: runs on the connection that `kam_core.store.database.migration` gives, inside its transaction."""

from alembic import context

from kam_core.store.database.migration import CONNECTION
from kam_core.store.database.schema import METADATA

context.configure(connection=context.config.attributes[CONNECTION], target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
