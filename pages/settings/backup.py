"""Everything that is kept, as one file to take along."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from kam_core.locale.language import Language
from kam_core.services.access import Action
from kam_core.services.backups import save_backup
from kam_core.vocabulary.actor import Actor, By
from pages.shell import clock
from pages.shell.actor import actor, denial_reason
from pages.shell.cache.store_cache import open_store


def show_backup(words: Language) -> None:
    """A button that writes a backup and gives it to the browser; bringing one back is for the command line."""
    if open_store().damage is not None:
        # A file that is made while the browser waits has no place for a sentence.
        st.error(
            words.say(
                "The database is damaged, so a backup would not be whole. Restore an earlier one, or save what can be "
                "read: python -m kam_core backup FILE --without-damaged"
            )
        )
        return
    denied, known = denial_reason(Action.BACKUP, words), actor()
    nobody = None if known.name else words.say("Give your name first: the log says who decides.")
    st.download_button(
        words.say("Save a backup"),
        data=lambda: backup_bytes(known),
        file_name=f"kam-{clock.now():%Y-%m-%d}.backup",
        mime="application/zip",
        key="backup",
        icon=":material/archive:",
        on_click="ignore",
        disabled=denied is not None or nobody is not None,
        help=denied or nobody,
    )
    st.caption(words.say("Everything in one file. It is brought back by: python -m kam_core restore FILE"))


def backup_bytes(who: Actor) -> bytes:
    """The store of this moment as the bytes of a backup."""
    now = clock.now()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kam.backup"
        save_backup(open_store(), file, By(who, now))
        return file.read_bytes()
