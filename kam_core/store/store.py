"""The store of a home: one database and a folder of immutable files, opened once per process."""

from __future__ import annotations

import contextlib
import datetime
from pathlib import Path

from kam_core.store.audit import Audit
from kam_core.store.column_mappings import Mappings
from kam_core.store.data_sets import DataSets
from kam_core.store.database.database import Database
from kam_core.store.database.rows import damage_message
from kam_core.store.entries import Entries
from kam_core.store.files.leftovers import sweep_leftovers
from kam_core.store.files.objects import ObjectStore
from kam_core.store.files.ownership import owns_files
from kam_core.store.imports import Imports
from kam_core.store.model_versions import Models
from kam_core.store.overrides import Overrides
from kam_core.store.people import People
from kam_core.store.published_tiers import PublishedTiers
from kam_core.store.rounds import Rounds
from kam_core.store.shared_settings import Settings
from kam_core.store.snapshots import Snapshots
from kam_core.store.workspace import WorkspaceStore
from kam_core.vocabulary.message import Message, UserError

UNREFERENCED_RETENTION = datetime.timedelta(days=30)
"""How long files without a row stay: they are of a failed import, or of one that a restored backup does not have."""


class Store:
    """Everything that lasts, one attribute per noun. Safe to share between threads."""

    def __init__(self, database: Database, objects: ObjectStore) -> None:
        self.database = database
        self.objects = objects
        self.snapshots = Snapshots(database, objects)
        self.data_sets = DataSets(database)
        self.imports = Imports(database, objects, self.snapshots)
        self.mappings = Mappings(database)
        self.models = Models(database, objects)
        self.published_tiers = PublishedTiers(database, objects)
        self.overrides = Overrides(database)
        self.entries = Entries(database)
        self.rounds = Rounds(database)
        self.audit = Audit(database)
        self.settings = Settings(database)
        self.people = People(database)
        self.workspaces = WorkspaceStore(database)

    @classmethod
    def open(cls, home: Path, url: str | None = None) -> Store:
        """The store of a home folder; its rows are on PostgreSQL where `url` says so.

        Brings the tables up to date. Where the folder cannot be written, what is there can be read and
        `why_read_only` says why; where nothing is there, the store is empty. Refuses the store of a newer app.
        """
        sweep_leftovers(home)
        database = Database(home, url)
        store = cls(database, ObjectStore(home, database.require_same_home))
        with contextlib.suppress(UserError):
            # Only frees space: a full disk is reported when something is saved.
            store.remove_unreferenced(datetime.datetime.now(datetime.UTC))
        return store

    @property
    def why_read_only(self) -> Message | None:
        """Why nothing can be saved now; None where saving works. Checked anew, so a disk with room again is noticed."""
        return self.database.recheck()

    @property
    def damage(self) -> Message | None:
        """The rows that lists left out because they cannot be read; None where there are none."""
        return damage_message(self.database.damage)

    def remove_unreferenced(self, now: datetime.datetime) -> int:
        """Remove files that no row has named for long, if they certainly belong to this store; how many."""
        if self.why_read_only is not None or not owns_files(self.database, self.objects):
            return 0
        return self.sweep(now - UNREFERENCED_RETENTION)

    def sweep(self, older_than: datetime.datetime) -> int:
        """Remove files that no row names, written before that moment (UTC); how many. Holds the write lock."""
        with self.database.writing() as connection:
            referenced = {name for owner in self.object_owners for name in owner.object_names(connection)}
            return self.objects.sweep(referenced, older_than)

    @property
    def object_owners(self) -> tuple[Snapshots, Imports, PublishedTiers]:
        """The parts whose rows name files of the object store."""
        return self.snapshots, self.imports, self.published_tiers

    def close(self) -> None:
        """Close files and connections."""
        self.database.close()
