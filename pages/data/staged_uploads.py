"""Staged uploads: the drop zone, and the files that wait to be imported."""

from __future__ import annotations

import contextlib
import os
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kam_core.locale.language import Language
from kam_core.store.files.staged_uploads import StagedFile, StagedUploads, chunks_of
from kam_core.store.home import home_folder
from kam_core.vocabulary.message import Message
from kam_core.vocabulary.tables import TABLES
from pages.data.import_answers import clear_answers
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.workspace import workspace
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.messages import post_error

MEGABYTE = 2**20
_COUNT = "uploads_staged"


def staged_uploads() -> StagedUploads:
    """The staged files of this workspace: in the home, or in a temporary folder where the home is read-only."""
    store = open_store()
    home = home_folder(os.environ) if store.why_read_only is None else store_cache.temporary_folder()
    return StagedUploads(home, workspace().id)


def show_drop_zone(words: Language) -> tuple[StagedFile, ...]:
    """Show the drop zone and the staged files, each with its table and a button to remove it."""
    with st.container(key="files"):
        key = f"files_{st.session_state.get(_COUNT, 0)}"
        st.file_uploader(
            words.say(
                "Drop orders, account lists or other tables here (CSV, Excel and other formats; several files at once)"
            ),
            accept_multiple_files=True,
            key=key,
            on_change=_stage,
            args=(key,),
        )
    uploads = staged_uploads().files()
    if staged_uploads().is_damaged:
        st.warning(words.say("The list of uploaded files is damaged. Upload any files missing below again."))
    for position, upload in enumerate(uploads):
        _show_file(position, upload, words)
    return uploads


def _show_file(position: int, upload: StagedFile, words: Language) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"waiting_{position}"):
        st.markdown(f"**{plain(upload.name)}** · {_size(upload.bytes)}")
        choose(
            words.say("{file} contains", file=plain(upload.name)),
            [None, *TABLES],
            lambda name: words.say("Detect automatically") if name is None else words.say(TABLES[name].label),
            f"role_{position}_{upload.sha256[:8]}",
            words,
            first=upload.role,
            on_change=lambda role: staged_uploads().set_role(upload.name, role),
            label_visibility="collapsed",
            width=220,
        )
        st.button(
            words.say("Remove"),
            key=f"remove_{position}",
            icon=":material/close:",
            type="tertiary",
            on_click=_remove,
            args=(upload.name,),
        )


def _size(count: int) -> str:
    """Bytes in the unit that people read."""
    return f"{count / MEGABYTE:.1f} MB" if count >= MEGABYTE else f"{max(count // 1024, 1)} KB"


def _remove(name: str) -> None:
    staged_uploads().remove(name)
    if not staged_uploads().files():
        clear_answers()


def _stage(key: str) -> None:
    """Stage the uploaded files, and free the memory of the server."""
    context = get_script_run_ctx()
    for file in st.session_state.get(key) or []:
        try:
            staged_uploads().add(file.name, chunks_of(file))
        except OSError as error:
            why = error.strerror or str(error)
            post_error(Message("{file} cannot be saved: {why}.", file=file.name, why=why))
        if context is not None:
            _free_memory(context, file)
    # The next drop zone has another key and is empty: the old one would refer to files that are gone.
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1


def _free_memory(context: Any, file: Any) -> None:
    # Streamlit holds uploaded bytes until the session ends; there is no public way to free them.
    with contextlib.suppress(AttributeError):
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=file.file_id)
