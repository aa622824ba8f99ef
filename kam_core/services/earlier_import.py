"""The data of a data set before its last import, to name what that import changed."""

from __future__ import annotations

from kam_core.store.imports import Import
from kam_core.store.store import Store


def last_import(store: Store, data_set_id: str) -> Import | None:
    """The last import that was not undone and replaced earlier data; None where the data set began with it."""
    lasting = [one for one in store.imports.list(data_set_id) if one.undone_at is None]
    return lasting[0] if lasting and lasting[0].before is not None else None
