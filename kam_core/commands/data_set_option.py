"""Option for the data set of a command: one of the store, or the demo."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kam_core import clock
from kam_core.commands.datasets import named
from kam_core.commands.opened_store import existing_store, opened
from kam_core.cube.read.cube import Cube
from kam_core.cube.read.cube_dataset import dataset_of
from kam_core.entries.working_day import last_typed_day, working_day
from kam_core.intake import Choices, Upload, load
from kam_core.measures.lifecycle.policy import LifecyclePolicy
from kam_core.measures.view import default_view
from kam_core.scoring.model.model import Model
from kam_core.services.entries import with_entries
from kam_core.services.rules.documents import DocumentKind, Policy, document
from kam_core.services.rules.lifecycle_rules import lifecycle_rules
from kam_core.store.data_sets import DEMO, DataSet
from kam_core.store.store import Store
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import UserError

DEMO_FOLDER = Path(__file__).resolve().parents[2] / "data" / "demo"
DEMO_CURRENCY = "CNY"


@dataclass(frozen=True)
class ChosenData:
    """dataset: as it was imported; working_day: the day by which "in the future" goes."""

    store: Store
    data_set_id: str
    dataset: Dataset
    working_day: datetime.date


def add_choice(command: argparse.ArgumentParser) -> None:
    """Add the arguments that choose the data set."""
    which = command.add_mutually_exclusive_group()
    which.add_argument(
        "--data-set", metavar="ID", help="id or name, as `datasets` lists it; default: the only one of the store"
    )
    which.add_argument("--demo", action="store_true", help="the demo data")


@contextmanager
def chosen(given: argparse.Namespace) -> Iterator[ChosenData]:
    """Open the store and load the chosen data set."""
    today = clock.today()
    if given.demo:
        with opened() as store:
            data = _demo()
            yield ChosenData(store, DEMO, data, default_view(data).as_of)
        return
    with existing_store() as store:
        data_set_id, data = _of_store(store, given.data_set)
        as_of = default_view(data, today=today).as_of
        typed = last_typed_day(store.entries.of_data_set(data_set_id))
        yield ChosenData(store, data_set_id, data, working_day(today, as_of, data.last_day, typed))


def data_set_named(wanted: str) -> tuple[Dataset, Model | None, LifecyclePolicy]:
    """A data set of the store by id or name, or the demo, with its typed entries, its published model (None where
    none is published), and its lifecycle rules."""
    if wanted == DEMO:
        with opened() as store:
            return with_entries(store, _demo(), DEMO), None, lifecycle_rules(store, DEMO)
    with existing_store() as store:
        data_set_id, data = _of_store(store, wanted)
        version = store.models.published(data_set_id)
        model = None if version is None else Model.from_toml(version.document, version.name)
        return with_entries(store, data, data_set_id), model, lifecycle_rules(store, data_set_id)


def document_of(wanted: str, kind: DocumentKind[Policy]) -> Policy:
    """The value of a document of a data set of the store by id or name, or of the demo."""
    if wanted == DEMO:
        with opened() as store:
            return document(store, DEMO, kind).value
    with existing_store() as store:
        return document(store, _data_set_of(store, wanted).id, kind).value


def _data_set_of(store: Store, wanted: str | None) -> DataSet:
    """The row of a data set of the store that has data; nothing is loaded."""
    data_sets = [data_set for data_set in store.data_sets.all() if data_set.head is not None]
    if wanted is None and len(data_sets) != 1:
        raise UserError("Choose a data set with --data-set ID (see `datasets`) or --demo.")
    data_set = data_sets[0] if wanted is None else named(store, wanted)
    if data_set.head is None:
        raise UserError("{name} has no data: its only import was undone.", name=data_set.name)
    return data_set


def _of_store(store: Store, wanted: str | None) -> tuple[str, Dataset]:
    data_set = _data_set_of(store, wanted)
    assert data_set.head is not None
    folder = store.snapshots.cube(data_set.head)
    return data_set.id, store.snapshots.load(data_set.head) if folder is None else dataset_of(Cube.open(folder))


def _demo() -> Dataset:
    uploads = [Upload(file.name, file.read_bytes(), role=file.stem) for file in sorted(DEMO_FOLDER.glob("*.csv"))]
    return load(uploads, Choices(currency=DEMO_CURRENCY, name="Demo")).dataset
