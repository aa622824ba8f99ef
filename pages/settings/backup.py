"""Backup: the whole store as one file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from kam_core import clock
from kam_core.locale.language import Language
from kam_core.services.access import Action
from kam_core.services.backups import save_backup
from kam_core.vocabulary.actor import Actor, By
from pages.shell.actor import actor, denial_reason
from pages.shell.cache.store_cache import open_store


def show_backup(words: Language) -> None:
    """Show the button that downloads a backup; the command line restores one."""
    if open_store().damage is not None:
        # An error while the browser waits for the file could not be shown.
        st.error(
            words.say(
                "The database is damaged, so a backup would be incomplete. Restore an earlier backup, or save "
                "the readable part: python -m kam_core backup FILE --without-damaged"
            )
        )
        return
    reason, person = denial_reason(Action.BACKUP, words), actor()
    name_missing = (
        None if person.name else words.say("Enter your name first; the audit log records who made each decision.")
    )
    st.download_button(
        words.say("Save a backup"),
        data=lambda: backup_bytes(person),
        file_name=f"kam-{clock.now():%Y-%m-%d}.backup",
        mime="application/zip",
        key="backup",
        icon=":material/archive:",
        on_click="ignore",
        disabled=reason is not None or name_missing is not None,
        help=reason or name_missing,
    )
    st.caption(words.say("All data in one file. To restore it: python -m kam_core restore FILE"))


def backup_bytes(author: Actor) -> bytes:
    """The bytes of a backup of the store as it is now."""
    now = clock.now()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kam.backup"
        save_backup(open_store(), file, By(author, now))
        return file.read_bytes()
