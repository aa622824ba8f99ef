"""Who may publish a model: a list of names, or everybody."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.services.publishing import name_publishers, publishers
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import Message
from pages.parts import cached
from pages.parts.headings import show_heading
from pages.parts.settings.acting import act_button

_READ, FIELD = "publishers_read", "publishers_names"
LONGEST = 20_000


def show_publishers(who: str, words: Language) -> None:
    """The names, one a line, to change; what somebody typed stays where another was faster."""
    show_heading(words.say("Who may publish"))
    state, (names, version) = st.session_state, publishers(cached.store())
    kept = "\n".join(names)
    # The field follows the store as long as nobody typed into it.
    if FIELD not in state or state[FIELD] == state[_READ][0]:
        state[FIELD], state[_READ] = kept, (kept, version)
    typed = st.text_area(
        words.say("Names, one a line; empty: everybody"), key=FIELD, max_chars=LONGEST, height=110, width=420
    )
    seen = state[_READ][1]

    def keep(by: By) -> None:
        # Whoever is told that another was faster has seen the newer list then, and may decide again.
        state[_READ] = (kept, version)
        name_publishers(cached.store(), (typed or "").splitlines(), expected=seen, by=by)
        state.pop(_READ)
        del state[FIELD]

    act_button(words.say("Keep this list"), "keep_publishers", who, keep, Message("The list is kept."), words)
    st.caption(words.say("Without a login this prevents slips; it stops nobody who gives another name."))
