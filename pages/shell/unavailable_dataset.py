"""Page shown when the data set cannot be read: the reason and the way to another one."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.message import Message, UserError
from pages.shell.data_set.current import current_dataset, use_data_set
from pages.shell.data_set.summary import choose_data_set
from pages.shell.header.language_switch import show_language_switch
from pages.shell.measuring_spinner import measuring_spinner
from pages.shell.page_context import PageContext, page_context
from pages.shell.view_choices import reader_language
from pages.shell.workspace import workspace
from pages.widgets.messages import show_error, show_posted, withdraw_error


def context_or_stop() -> PageContext:
    """The page context with its accounts scored; where the data set cannot be read, the reason is shown and the page
    ends.

    Nothing in the workspace is changed: once the data are back the next run shows them, with their draft.
    """
    is_open = False
    try:
        current_dataset()
        is_open = True
        context = page_context()
        with measuring_spinner(context):
            context.under(context.published)
        return context
    except UserError as error:
        _show_reason(error.message, reader_language(), is_open)
        st.stop()


def _show_reason(reason: Message, words: Language, is_open: bool) -> None:
    """`is_open`: the data set can be read, and only this view of it is refused."""
    # The callback that opened this data set may have posted the same error: show it once.
    withdraw_error(reason)
    with st.container(horizontal=True, horizontal_alignment="right"):
        show_language_switch()
    show_posted(words)
    show_error(reason, words)
    now = workspace().dataset
    with st.container(horizontal=True, key="other_data_set", vertical_alignment="bottom"):
        choose_data_set(words)
        if is_open:
            st.button(words.say("Reset view"), key="first_view", on_click=use_data_set, args=(now,))
        if now is not None:
            st.button(words.say("Open demo data"), key="go_to_demo", on_click=use_data_set, args=(None,))
