"""Search dialog: hits while one types; a click or Enter opens a screen or an account, or chooses an owner."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from kam_core.insight.search.find import find
from kam_core.insight.search.hits import HitKind
from pages.navigation.page_link import open_account, open_page
from pages.shell.page_context import PageContext
from pages.shell.search.hit_list import show_hits
from pages.shell.search.index_cache import account_index
from pages.shell.search.keys import listen_for_enter, listen_for_slash

MOST_HITS = 12
_OPEN = "search_is_open"
_TEXT = "search_text"
_DESTINATION = "search_destination"


def show_search(context: PageContext, screens: Sequence[tuple[str, str]], choose_owner: Callable[[str], None]) -> None:
    """Show the search button, and the dialog while it is open.

    screens: title in the reader's language and address. choose_owner is called in a callback.
    """
    words = context.words
    _follow_choice()
    with st.container(key="search", horizontal=True, gap=None, width="content"):
        st.button(
            words.say("Account or owner"),
            icon=":material/search:",
            shortcut="Mod+K",
            key="search_open",
            help=words.say("Search for an account, an owner or a screen. The key / opens it, too."),
            on_click=_open,
        )
        listen_for_slash()
    # In the session, because a click on the button lasts for one run and unsent text elsewhere starts another.
    if st.session_state.get(_OPEN):
        dialog = st.dialog(words.say("Search"), width="medium", on_dismiss=_close)
        dialog(_show_dialog)(context, screens, choose_owner)


def _show_dialog(context: PageContext, screens: Sequence[tuple[str, str]], choose_owner: Callable[[str], None]) -> None:
    words = context.words
    if not st.session_state.get(_OPEN):
        _follow_choice()
        st.rerun()

    def choose(kind: HitKind, hit_id: str) -> None:
        _close()
        if kind is HitKind.OWNER:
            choose_owner(hit_id)
        else:
            st.session_state[_DESTINATION] = (kind, hit_id)

    def open_first(typed: str) -> None:
        hits = find(account_index(context), typed, MOST_HITS, screens)
        if hits:
            choose(hits[0].kind, hits[0].id)

    typed = st.text_input(
        words.say("Search"),
        key=_TEXT,
        label_visibility="collapsed",
        placeholder=words.say("Account, owner or screen"),
        icon=":material/search:",
        live="150ms",
    )
    hits = find(account_index(context), typed or "", MOST_HITS, screens)
    if hits:
        show_hits(hits, words, choose)
        st.caption(words.say("Enter opens the first."))
    elif (typed or "").strip():
        st.caption(words.say("No accounts match."))
    else:
        st.caption(words.say("Type a part of a name, an id or an owner; several words narrow it down."))
    listen_for_enter(open_first)


def _open() -> None:
    st.session_state[_OPEN] = True
    # Said at each opening: on a slow machine the browser may send the text of a closed field once more.
    st.session_state[_TEXT] = ""


def _close() -> None:
    st.session_state[_OPEN] = False


def _follow_choice() -> None:
    """Go to the screen or account that was chosen; in a callback a page cannot be switched."""
    kind, hit_id = st.session_state.pop(_DESTINATION, (None, ""))
    if kind is HitKind.ACCOUNT:
        open_account(hit_id)
    elif kind is HitKind.SCREEN:
        open_page(hit_id)
