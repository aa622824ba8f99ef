"""Line in the header that accounts in S or A are not key accounts: once tiers are published, until it is confirmed."""

from __future__ import annotations

import streamlit as st

from kam_core.scoring.tiering.key_accounts import key_dropouts
from kam_core.services.access import Action
from kam_core.services.key_dropouts_notice import is_confirmed
from pages.navigation.page_link import open_page
from pages.shell.actor import denial_reason
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext

QUALIFY = "qualify"


def show_dropouts_line(context: PageContext, address: str) -> None:
    """Show one line and a link to the list, to those who may confirm it; nothing where no account drops out."""
    words = context.words
    # Before the first publication there are no tiers on which anybody relied. The screen itself shows the list.
    if context.version is None or address == QUALIFY or denial_reason(Action.SETTINGS, words) is not None:
        return
    count = key_dropouts(context.portfolio.accounts).height
    if not count or is_confirmed(open_store(), context.data_set):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="dropouts_line"):
        st.markdown(
            words.say(
                "{count} account in S or A fails a check about it and is no longer counted as key account.",
                "{count} accounts in S or A fail a check about them and are no longer counted as key accounts.",
                "count",
                count=count,
            )
        )
        if st.button(words.say("See which accounts and why"), key="dropouts_open", type="tertiary"):
            open_page(QUALIFY)
