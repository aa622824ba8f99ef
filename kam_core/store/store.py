"""The store of a home: one database and a folder of immutable files, opened once per process."""

from __future__ import annotations

import contextlib
import datetime
from pathlib import Path

from kam_core.store.audit import Audit
from kam_core.store.column_mappings import Mappings
from kam_core.store.data_sets import DataSets
from kam_core.store.database.database import Database
from kam_core.store.database.rows import left_out
from kam_core.store.entries import Entries
from kam_core.store.files.leftovers import sweep_leftovers
from kam_core.store.files.objects import Blobs
from kam_core.store.files.ownership import claimed
from kam_core.store.imports import Imports
from kam_core.store.model_versions import Models
from kam_core.store.overrides import Overrides
from kam_core.store.people import People
from kam_core.store.published_tiers import History
from kam_core.store.shared_settings import Settings
from kam_core.store.snapshots import Snapshots
from kam_core.store.workspace import WorkspaceStore
from kam_core.vocabulary.message import Message, UserError

KEPT_UNNAMED = datetime.timedelta(days=30)
"""How long files stay that no row names: of an import that failed, or of one that a restored backup does not know."""


class Store:
    """Everything that lasts, one attribute per noun. Safe to share between threads."""

    def __init__(self, database: Database, blobs: Blobs) -> None:
        self.database = database
        self.blobs = blobs
        self.snapshots = Snapshots(database, blobs)
        self.data_sets = DataSets(database)
        self.imports = Imports(database, blobs, self.snapshots)
        self.mappings = Mappings(database)
        self.models = Models(database, blobs)
        self.history = History(database, blobs)
        self.overrides = Overrides(database)
        self.entries = Entries(database)
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
        store = cls(database, Blobs(home, database.must_be_here))
        with contextlib.suppress(UserError):
            # Only to save room: whoever has none is told when saving.
            store.tidy(datetime.datetime.now(datetime.UTC))
        return store

    @property
    def why_read_only(self) -> Message | None:
        """Why nothing can be saved now; None where saving works. Looks again, so a disk with room again is noticed."""
        return self.database.retry()

    @property
    def damage(self) -> Message | None:
        """What lists have left out because it cannot be read; None where nothing was."""
        return left_out(self.database.damage)

    def tidy(self, now: datetime.datetime) -> int:
        """Sweep what nothing has named for long, if the files are certainly this store's; how many files went."""
        if self.why_read_only is not None or not claimed(self.database, self.blobs):
            return 0
        return self.sweep(now - KEPT_UNNAMED)

    def sweep(self, older_than: datetime.datetime) -> int:
        """Remove files that nothing names, written before that moment (UTC); how many. Nobody writes meanwhile."""
        with self.database.writing() as connection:
            keep = self.snapshots.blobs(connection) | self.imports.blobs(connection) | self.history.blobs(connection)
            return self.blobs.sweep(keep, older_than)

    def close(self) -> None:
        """Let go of files and connections."""
        self.database.close()
