"""Alembic environment: run migrations on the connection of `kam_core.store.database.migration`."""

from alembic import context

from kam_core.store.database.migration import CONNECTION
from kam_core.store.database.schema import METADATA

context.configure(connection=context.config.attributes[CONNECTION], target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
