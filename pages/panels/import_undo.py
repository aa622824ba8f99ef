"""Undo of the last import of a data set."""

from __future__ import annotations

from kam_core.services.imports import undo_import
from kam_core.vocabulary.message import UserError
from pages.shell.actor import by
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import use_data_set
from pages.shell.workspace import workspace
from pages.widgets.messages import post_error


def undo_last_import(import_id: str, field: str | None = None) -> None:
    """Undo an import; where the data set had been new, go back to the demo. `field` is the key of the field for the
    name."""
    try:
        undone = undo_import(open_store(), import_id, by(field))
    except UserError as error:
        post_error(error.message)
        return
    if undone.head is None and workspace().dataset == undone.id:
        use_data_set(None)
