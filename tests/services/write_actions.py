"""Every action that changes what lasts, by calling its service; and everything that lasts, to compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import select

from kam_core.intake import Choices, Upload, load
from kam_core.intake.matching.mapping import ColumnMapping
from kam_core.measures.view import View
from kam_core.scoring.model.presets import built_in_preset
from kam_core.scoring.model.proposed_bounds import propose
from kam_core.services.access import Action
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.services.backups import restore, save_backup
from kam_core.services.data_sets import archive_dataset, choose_first_dataset, rename_dataset, restore_dataset
from kam_core.services.imports import commit_import, forget, register_cube, remember, undo_import
from kam_core.services.overrides import set_tier, withdraw_tier
from kam_core.services.people import add_person, archive_person, change_person, choose_start, restore_person
from kam_core.services.publishing import publish, take_back
from kam_core.services.purchase_definition_change import confirm
from kam_core.services.rounds import close_round, decide, start_round
from kam_core.services.rules.recurring_window import set_recurring_window
from kam_core.services.scenarios import (
    archive_scenario,
    duplicate_scenario,
    rename_scenario,
    reopen_version,
    save_scenario,
)
from kam_core.store.database.schema import METADATA
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By, Role
from kam_core.vocabulary.judgement.criteria import CRITERIA
from tests.datasets import dataset, monthly
from tests.store.sample_content import TODAY, by, committed, data_set_of

MODEL = built_in_preset("transactions_only")
KEY = "customer|amount"


@dataclass
class FilledStore:
    """A store with something of everything in it, made by the administrator Ada."""

    store: Store
    folder: Path

    def __post_init__(self) -> None:
        store, ada = self.store, by("Ada")
        store.people.add("Ada", Role.ADMINISTRATOR, ada)
        self.person = store.people.add("Bo", Role.VIEWER, ada)
        self.gone = store.people.archive(store.people.add("Cy", Role.VIEWER, ada), ada)
        self.imported = committed(store, None, 5)
        self.data_set = data_set_of(store, self.imported)
        self.archived = store.data_sets.archive(data_set_of(store, committed(store, None, 6)), ada)
        self.override = store.overrides.set(
            data_set_id="demo", account_id="a", tier="S", reason="flagship", until=None, by=ada
        )
        store.mappings.remember(KEY, {"fields": {"amount": "amount"}, "table": None}, ada)
        store.settings.put("definition", {"version": 2, "unread": [self.data_set.id]}, expected=0, by=ada)
        for name in ("Em", "Fi"):
            store.people.add(name, Role.MANAGER, ada)
        data = dataset(monthly("a", "2024-01-10", 20, 10.0))
        started = start_round(
            store, self.data_set.id, data, name="Autumn", accounts=("a",), criteria=tuple(CRITERIA)[:1],
            assessors=("Em", "Fi"), working_day=TODAY, by=ada,
        )  # fmt: skip
        self.round = close_round(store, self.data_set.id, data, started, ada, working_day=TODAY)
        view = View(TODAY)
        frame = account_measures(dataset(monthly("a", "2024-01-10", 20, 10.0)), view)
        self.portfolio = score_accounts(frame, view, propose(MODEL, frame))
        self.scenario = save_scenario(store, MODEL, data_set_id="demo", name="Bold", by=ada)
        self.published = publish(
            store, self.portfolio, data_set_id=self.data_set.id, name="R", note="n", by=ada, expected=None
        )
        self.backup = self.folder / "made.backup"
        save_backup(store, self.backup, ada)

    def change(self, by: By) -> object:
        """Make Bo something else."""
        return change_person(self.store, self.person, name="Bo", role=Role.MANAGER, owners=(), start_screen=None, by=by)

    def bring(self, by: By) -> object:
        """Import a file as a new data set."""
        read = load([Upload("new.csv", b"customer,date,amount\nAnn,2024-01-05,100\n")], Choices())
        return commit_import(self.store, read, (), None, "New", by)


Act = Callable[[FilledStore, By], Any]
ACTS: tuple[tuple[str, Action, Act], ...] = (
    ("save a scenario", Action.SCENARIO, lambda h, by: save_scenario(
        h.store, MODEL, data_set_id="demo", name="Other", by=by)),
    ("rename a scenario", Action.SCENARIO, lambda h, by: rename_scenario(h.store, h.scenario, name="New", by=by)),
    ("copy a scenario", Action.SCENARIO, lambda h, by: duplicate_scenario(h.store, h.scenario, by=by)),
    ("take a version as draft", Action.SCENARIO, lambda h, by: reopen_version(h.store, h.published.id, by)),
    ("archive a scenario of another", Action.ARCHIVE, lambda h, by: archive_scenario(h.store, h.scenario, by)),
    ("import files", Action.IMPORT, lambda h, by: h.bring(by)),
    ("open a cube", Action.IMPORT, lambda h, by: register_cube(h.store, h.folder, "Cube", by)),
    ("undo an import", Action.UNDO_IMPORT, lambda h, by: undo_import(h.store, h.imported.id, by)),
    ("remember columns", Action.REMEMBER_COLUMNS, lambda h, by: remember(
        h.store, {"x": ColumnMapping({"amount": "x"})}, by,
    )),
    ("forget columns", Action.REMEMBER_COLUMNS, lambda h, by: forget(h.store, KEY, by)),
    ("set a tier", Action.OVERRIDE, lambda h, by: set_tier(
        h.store, None, data_set_id="demo", account_id="b", tier="A", reason="new", until=None, by=by)),
    ("change a tier", Action.OVERRIDE, lambda h, by: set_tier(
        h.store, h.override, data_set_id="demo", account_id="a", tier="A", reason="less", until=None, by=by)),
    ("withdraw a tier", Action.OVERRIDE, lambda h, by: withdraw_tier(h.store, h.override, by)),
    ("decide in a committee", Action.ROUND, lambda h, by: decide(
        h.store, h.round, "a", text="key account", note="", by=by)),
    ("publish a model", Action.PUBLISH, lambda h, by: publish(
        h.store, h.portfolio, data_set_id="demo", name="R", note="why", by=by, expected=None)),
    ("withdraw a published model", Action.TAKE_BACK, lambda h, by: take_back(h.store, h.published, reason="no", by=by)),
    ("rename a data set", Action.ARCHIVE, lambda h, by: rename_dataset(h.store, h.data_set, "New", by)),
    ("archive a data set", Action.ARCHIVE, lambda h, by: archive_dataset(h.store, h.data_set, by)),
    ("restore a data set", Action.ARCHIVE, lambda h, by: restore_dataset(h.store, h.archived, by)),
    ("choose the first data set", Action.SETTINGS, lambda h, by: choose_first_dataset(
        h.store, h.data_set.id, expected=0, by=by)),
    ("set the recurring window", Action.SETTINGS, lambda h, by: set_recurring_window(
        h.store, h.data_set.id, 24, expected=0, by=by)),
    ("confirm changed definitions", Action.SETTINGS, lambda h, by: confirm(h.store, h.data_set.id, by)),
    ("add a person", Action.PEOPLE, lambda h, by: add_person(h.store, name="Di", role=Role.MANAGER, by=by)),
    ("change a person", Action.PEOPLE, lambda h, by: h.change(by)),
    ("set another's start", Action.PEOPLE, lambda h, by: choose_start(h.store, h.person, "today", None, by)),
    ("archive a person", Action.PEOPLE, lambda h, by: archive_person(h.store, h.person, by)),
    ("restore a person", Action.PEOPLE, lambda h, by: restore_person(h.store, h.gone, by)),
    ("save a backup", Action.BACKUP, lambda h, by: save_backup(h.store, h.folder / "new.backup", by)),
    ("restore a backup", Action.RESTORE, lambda h, by: restore(h.backup, h.folder / "restored", None, by)),
)  # fmt: skip
"""What is done, the action it belongs to, and the call."""


def everything(store: Store, folder: Path) -> dict[str, object]:
    """All rows of all tables, the audit log among them, and the files in a folder."""
    with store.database.reading() as connection:
        rows: dict[str, object] = {
            table.name: sorted(map(str, connection.execute(select(table)))) for table in METADATA.sorted_tables
        }
    return rows | {"files": sorted(path.name for path in folder.iterdir())}


@contextmanager
def nothing_written(store: Store, folder: Path) -> Iterator[None]:
    """What is done within leaves every table and the folder as they were."""
    before = everything(store, folder)
    yield
    assert everything(store, folder) == before


def owned(owners: list[str | None]) -> pl.DataFrame:
    """Accounts of these owners."""
    return pl.DataFrame({"account_id": [str(n) for n in range(len(owners))], "owner": owners})
