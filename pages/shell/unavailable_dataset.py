"""Where the data in use cannot be shown: why, and the way to other data; no figures, no levers."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.message import Message, UserError
from pages.shell import session
from pages.shell.context_bar import show_language_switch
from pages.shell.dataset_summary import choose_data_set
from pages.shell.loading import while_measuring
from pages.widgets.messages import show_refusal, show_waiting_refusal


def desk_or_way_out() -> session.Desk:
    """The desk, its accounts measured; where that is refused the page ends here.

    Nothing in the workspace is changed: once the data are back the next run shows them, with their draft.
    """
    is_open = False
    try:
        session.dataset_in_use()
        is_open = True
        desk = session.desk()
        with while_measuring(desk):
            desk.under(desk.published)
        return desk
    except UserError as refusal:
        _show_way_out(refusal.message, session.language(), is_open)
        st.stop()


def _show_way_out(why: Message, words: Language, is_open: bool) -> None:
    """`is_open`: the data are there, and only this view of them is refused."""
    if st.session_state.get("refusal") == why:
        # Said by whoever tried to open the same data just before: once is enough.
        del st.session_state["refusal"]
    with st.container(horizontal=True, horizontal_alignment="right"):
        show_language_switch()
    show_waiting_refusal(words)
    show_refusal(why, words)
    now = session.workspace().dataset
    with st.container(horizontal=True, key="way_out", vertical_alignment="bottom"):
        choose_data_set(words)
        if is_open:
            st.button(words.say("Back to the first view"), key="first_view", on_click=session.use_data_set, args=(now,))
        if now is not None:
            st.button(words.say("Go to the demo data"), key="go_to_demo", on_click=session.use_data_set, args=(None,))
