"""Value type of an account with the selling mode, why, and what could still change it."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.value_type.sentence import TYPE_LABELS, reason, selling_mode, service, still_open
from kam_core.insight.value_type.types import AccountValueType
from kam_core.measures.judgement.value_type import ValueType
from pages.account.account_view import AccountView
from pages.account.character.mark_table import show_missing
from pages.account.section_heading import show_section
from pages.widgets.escape import plain
from pages.widgets.shown_figures import say_figures


def show_value_type(view: AccountView, found: AccountValueType) -> None:
    """Show the type as the headline, the mode, the reason, and whether the account is over-served."""
    words = view.words
    show_section("value_type", words.say("What kind of customer is it?"), words.say("value type and selling mode"))
    label = words.say(TYPE_LABELS[found.value_type])
    mode = selling_mode(found.value_type)
    headline = label if mode is None else words.say("{type}. {mode}", type=label, mode=words.say(mode))
    st.subheader(plain(headline), anchor=False)
    st.markdown(plain(words.say(reason(found))))
    served = service(found, view.alone)
    if served is not None:
        st.markdown(plain(say_figures(words, served)))
    show_missing(view, still_open(found))
    if found.open_inputs:
        others = [one for one in found.possible if one not in (found.value_type, ValueType.UNDECIDED)]
        names = words.spec.list_separator.join(words.say(TYPE_LABELS[one]) for one in others)
        if names:
            st.caption(plain(words.say("These marks could still lead to: {types}.", types=names)))
