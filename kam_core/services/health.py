"""Health check of the store for a monitoring system."""

from __future__ import annotations

import os

from sqlalchemy import select

from kam_core.store.database import rows
from kam_core.store.database.schema import AUDIT_HEAD
from kam_core.store.store import Store
from kam_core.vocabulary.message import Message, UserError


def why_unhealthy(store: Store) -> Message | None:
    """Why the store cannot be read or written to; None where both work. Names no folder: strangers may read it."""
    try:
        with store.database.reading() as connection:
            head = rows.scalar(connection, select(AUDIT_HEAD.c.seq))
    except UserError:
        head = None
    if head is None:
        return Message("Data cannot be read. The administrator can see the reason on any page of the app.")
    if store.why_read_only is not None or not os.access(store.database.home, os.W_OK):
        return Message("Nothing can be saved. The administrator can see the reason on any page of the app.")
    return None
