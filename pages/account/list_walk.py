"""Steps to the account before and after in the list that the reader came from."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from pages.navigation.account_walk import place_in_list
from pages.navigation.page_link import ACCOUNT, show_page_link
from pages.widgets.escape import plain


def show_list_walk(account_id: str, words: Language) -> None:
    """Show the place in the list and the two steps; nothing where the reader came by another way."""
    place = place_in_list(account_id)
    if place is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="account_walk", width="content", gap="xsmall"):
        text = words.say(
            "{list}, {number} of {count}", list=words.say(place.title), number=place.number, count=place.count
        )
        st.caption(plain(text), width="content")
        for neighbour, icon, label in (
            (place.before, ":material/chevron_left:", words.say("Previous account")),
            (place.after, ":material/chevron_right:", words.say("Next account")),
        ):
            if neighbour is not None:
                show_page_link("account", label, icon=icon, **{ACCOUNT: neighbour})
