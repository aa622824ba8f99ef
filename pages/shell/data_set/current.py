"""The data set in use: its id, its tables with the entries, and its tier overrides."""

from __future__ import annotations

from dataclasses import replace

from kam_core.scoring.model.overrides import Override
from kam_core.services.publishing import stored_overrides
from kam_core.store.data_sets import DEMO
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.tables import TABLES
from pages.shell.cache import dataset_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.draft.origin import STORED_KEYS
from pages.shell.initial_workspace import PERSONAL
from pages.shell.view_choices import view_choices
from pages.shell.workspace import update_workspace, workspace


def data_set_id() -> str:
    """The id of the data set in use, as models and overrides name it."""
    return workspace().dataset or DEMO


def use_data_set(chosen: str | None) -> None:
    """Switch to a data set; None is the demo. Drafts of other data sets are not dropped."""
    choices = {name: value for name, value in view_choices().items() if name in (*PERSONAL, *STORED_KEYS)}
    update_workspace(lambda current: replace(current, dataset=chosen, view=choices))


def current_dataset() -> Dataset:
    """The tables of the data set in use. UserError where it cannot be opened: showing other data would mislead."""
    chosen = workspace().dataset
    if chosen is None:
        return dataset_cache.with_entries(dataset_cache.dataset(None), DEMO)
    record = open_store().data_sets.find(chosen)
    if record is None or record.head is None:
        raise UserError("This data set no longer exists. Upload the file again on the Data page.")
    # A data set can be renamed; its snapshots have the name under which they were imported.
    return dataset_cache.with_entries(replace(dataset_cache.dataset(record.head), name=record.name), data_set_id())


def current_tables() -> frozenset[str]:
    """The tables with rows in the data set in use; all where it cannot be opened, for then the reason is shown."""
    try:
        return current_dataset().filled_tables
    except UserError:
        return frozenset(TABLES)


def current_overrides() -> tuple[Override, ...]:
    """The tier overrides of the data set in use that are not withdrawn, expired ones among them."""
    return stored_overrides(open_store(), data_set_id())
