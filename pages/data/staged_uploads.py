"""The drop zone, and the files that wait."""

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
from pages.data.import_answers import forget
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.workspace import workspace
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.messages import post_error

MEGABYTE = 2**20
_COUNT = "uploads_taken"


def staged_uploads() -> StagedUploads:
    """The staged uploads of this workspace: in the home, or in a temporary folder if the home is read-only."""
    store = open_store()
    home = home_folder(os.environ) if store.why_read_only is None else store_cache.temporary_folder()
    return StagedUploads(home, workspace().id)


def show_drop_zone(words: Language) -> tuple[StagedFile, ...]:
    """The drop zone and the staged files, each with what it is and a way out."""
    with st.container(key="files"):
        key = f"files_{st.session_state.get(_COUNT, 0)}"
        st.file_uploader(
            words.say("Drop your orders, account list or other tables (CSV, Excel and others, several at once)"),
            accept_multiple_files=True,
            key=key,
            on_change=_take,
            args=(key,),
        )
    waiting = staged_uploads().files()
    if staged_uploads().is_damaged:
        st.warning(
            words.say("The list of the files that wait here is damaged. Upload those that are missing below again.")
        )
    for place, kept in enumerate(waiting):
        _show_file(place, kept, words)
    return waiting


def _show_file(place: int, kept: StagedFile, words: Language) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"waiting_{place}"):
        st.markdown(f"**{plain(kept.name)}** · {_size(kept.bytes)}")
        choose(
            words.say("{file} is", file=plain(kept.name)),
            [None, *TABLES],
            lambda name: words.say("find out what it is") if name is None else words.say(TABLES[name].label),
            f"role_{place}_{kept.sha256[:8]}",
            words,
            first=kept.role,
            on_change=lambda role: staged_uploads().set_role(kept.name, role),
            label_visibility="collapsed",
            width=220,
        )
        st.button(
            words.say("Remove"),
            key=f"remove_{place}",
            icon=":material/close:",
            type="tertiary",
            on_click=_remove,
            args=(kept.name,),
        )


def _size(count: int) -> str:
    """Bytes in the unit that people read."""
    return f"{count / MEGABYTE:.1f} MB" if count >= MEGABYTE else f"{max(count // 1024, 1)} KB"


def _remove(name: str) -> None:
    staged_uploads().remove(name)
    if not staged_uploads().files():
        forget()


def _take(key: str) -> None:
    """Stage the dropped files, and let the server forget their bytes."""
    context = get_script_run_ctx()
    for file in st.session_state.get(key) or []:
        try:
            staged_uploads().add(file.name, chunks_of(file))
        except OSError as error:
            why = error.strerror or str(error)
            post_error(Message("{file} cannot be kept: {why}.", file=file.name, why=why))
        if context is not None:
            _let_go(context, file)
    # The next drop zone is an empty one: the old one would ask for files that are gone.
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1


def _let_go(context: Any, file: Any) -> None:
    # Streamlit keeps uploaded bytes until the session ends; only its own chat input has a word for letting go.
    with contextlib.suppress(AttributeError):
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=file.file_id)
