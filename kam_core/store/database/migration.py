"""Migrate the tables of a store with Alembic, which is loaded only if they are not current."""

from __future__ import annotations

import datetime
import re
import threading
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from kam_core.store.database.connection import READ_ONLY
from kam_core.store.database.schema import REVISION
from kam_core.vocabulary.message import UserError

MIGRATIONS = Path(__file__).parents[1] / "migrations"
CONNECTION = "connection"
NOW = "now"
_ADVISORY_LOCK = 0x6B616D
# Alembic has its context in module globals.
_LOCK = threading.Lock()


def revision(connection: Connection) -> str | None:
    """The last migration of the tables; None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def is_current(engine: Engine) -> bool:
    """Whether the tables are those of this version of the app."""
    with engine.connect() as connection:
        return revision(connection.execution_options(**{READ_ONLY: True})) == REVISION


def knows(name: str) -> bool:
    """Whether this version of the app has a migration."""
    return re.fullmatch(r"[0-9a-z]{1,32}", name) is not None and any((MIGRATIONS / "versions").glob(f"{name}_*.py"))


def migrate(engine: Engine, home: Path, target: str = "head") -> None:
    """Run the missing migrations up to `target`, in one transaction. Refuses the store of a newer app and one
    from before the first migration."""
    if target == "head" and is_current(engine):
        return
    with _LOCK, engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # A table that is rebuilt is dropped for a moment; the switch works only between transactions.
            _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
                _run(connection, home, target)
        finally:
            if engine.dialect.name == "sqlite":
                _foreign_keys(connection, "ON")


def _run(connection: Connection, home: Path, target: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config(attributes={CONNECTION: connection, NOW: datetime.datetime.now(datetime.UTC)})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    found = revision(connection)
    if found is None and inspect(connection).has_table("audit"):
        raise UserError("The database in {folder} is damaged. Restore a backup.", folder=str(home))
    if found is None and inspect(connection).has_table("workspaces"):
        raise UserError(
            "The store in {folder} was written by an older version of the app and can no longer be read. Set "
            "KAM_HOME to an empty folder and import your files again.",
            folder=str(home),
        )
    if found is not None:
        try:
            ScriptDirectory.from_config(config).get_revision(found)
        except CommandError as error:
            raise UserError(
                "This store was written by a newer version of the app. Start that version, or restore an older backup."
            ) from error
    if target == "head" or found is None:
        command.upgrade(config, target)
    else:
        command.downgrade(config, target)


def _foreign_keys(connection: Connection, switch: str) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA foreign_keys={switch}")
