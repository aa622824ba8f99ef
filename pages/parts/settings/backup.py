"""Everything that is kept, as one file to take along."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

import streamlit as st

from kam_core.locale.language import Language
from kam_core.services.score_check import scores_on
from kam_core.store.backup import write_backup
from pages.parts import cached


def show_backup(words: Language) -> None:
    """A button that writes a backup and gives it to the browser; bringing one back is for the command line."""
    st.download_button(
        words.say("Save a backup"),
        data=backup_bytes,
        file_name=f"kam-{datetime.datetime.now(datetime.UTC):%Y-%m-%d}.backup",
        mime="application/zip",
        key="backup",
        icon=":material/archive:",
        on_click="ignore",
    )
    st.caption(words.say("Everything in one file. It is brought back by: python -m kam_core restore FILE"))


def backup_bytes() -> bytes:
    """The store of this moment as the bytes of a backup."""
    now = datetime.datetime.now(datetime.UTC)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kam.backup"
        write_backup(cached.store(), file, scores_on(now.date()), now)
        return file.read_bytes()
