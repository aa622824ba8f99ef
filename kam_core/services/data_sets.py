"""Rename, archive and restore data sets, and choose the one that newcomers see."""

from __future__ import annotations

from kam_core.services.access import Action, require
from kam_core.services.imports import valid_name
from kam_core.store.data_sets import DataSet
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By

FIRST_DATASET = "first_book"
"""The setting that names the data set for newcomers."""


def rename_dataset(store: Store, data_set: DataSet, name: str, by: By) -> DataSet:
    """Give a data set another name, as the caller read it. Refuses an invalid name."""
    require(by, Action.ARCHIVE)
    return store.data_sets.rename(data_set, valid_name(name), by)


def archive_dataset(store: Store, data_set: DataSet, by: By) -> DataSet:
    """Take a data set out of the lists, as the caller read it; its content stays."""
    require(by, Action.ARCHIVE)
    return store.data_sets.archive(data_set, by)


def restore_dataset(store: Store, data_set: DataSet, by: By) -> DataSet:
    """Put an archived data set back into the lists."""
    require(by, Action.ARCHIVE)
    return store.data_sets.restore(data_set, by)


def first_dataset(store: Store) -> tuple[str | None, int]:
    """The id of the data set that newcomers see, None for the demo; and the version of the setting, 0 without one."""
    setting = store.settings.get(FIRST_DATASET)
    return (None, 0) if setting is None else (None if setting.value is None else str(setting.value), setting.version)


def default_dataset(store: Store) -> str | None:
    """The id of the data set that newcomers see, None for the demo: the one that was chosen; as long as nobody chose,
    the first one that was imported. A chosen one that was archived or emptied leads to the demo."""
    chosen, version = first_dataset(store)
    usable = [one for one in store.data_sets.all() if one.head is not None]
    if version:
        return next((one.id for one in usable if one.id == chosen), None)
    return min(usable, key=lambda one: (one.created_at, one.id)).id if usable else None


def choose_first_dataset(store: Store, data_set_id: str | None, *, expected: int, by: By) -> None:
    """Choose the data set that newcomers see; None is the demo. `ConflictError` where somebody else was faster."""
    require(by, Action.SETTINGS)
    store.settings.put(FIRST_DATASET, data_set_id, expected=expected, by=by)
