"""Back up and restore the whole store; a restore is checked by scoring again."""

from __future__ import annotations

from pathlib import Path

from kam_core.services.access import Action, require
from kam_core.services.score_check import scores_on
from kam_core.store.backup.backup import BackupManifest, read_manifest, write_backup
from kam_core.store.backup.restore import Restored, restore_backup
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By


def save_backup(store: Store, file: Path, by: By, *, without_damaged: bool = False) -> BackupManifest:
    """Write the present store to a file; `without_damaged` leaves out what cannot be read."""
    require(by, Action.BACKUP)
    return write_backup(store, file, scores_on(by.at.date()), by.at, without_damaged=without_damaged)


def restore(file: Path, home: Path, url: str | None, by: By, *, force: bool = False) -> Restored:
    """Restore a backup into a home; a former home is renamed. Refuses while an app or a command has the store open,
    unless `force`."""
    require(by, Action.RESTORE)
    # The day of the backup: data without orders are scored as of that day.
    scores = scores_on(read_manifest(file).made_at.date())
    return restore_backup(file, home, url, scores, by.at, force=force)
