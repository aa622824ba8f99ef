"""Which account is looked at: named in the link, switched by hand, remembered while the session lasts."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.profile import choices
from kam_core.locale.language import Language
from kam_core.scoring.portfolio import Portfolio
from pages.parts.tables import ACCOUNT_LINK

_LAST = "account_last"
_KEY = "account_choice"


def account_picker(portfolio: Portfolio, words: Language) -> str | None:
    """The id that was asked for, whether or not an account has it; None where none was."""
    asked: str | None = st.query_params.get(ACCOUNT_LINK) or st.session_state.get(_LAST)
    names = choices(portfolio)
    if asked:
        st.session_state[_LAST] = asked
        st.query_params[ACCOUNT_LINK] = asked
    options = list(names)
    if asked and asked not in names:
        options.insert(0, asked)
    st.session_state[_KEY] = asked
    st.selectbox(
        words.say("Account"),
        options,
        index=None,
        format_func=lambda account_id: f"{names.get(account_id, '')} {account_id}".strip(),
        placeholder=words.say("Choose an account"),
        label_visibility="collapsed",
        key=_KEY,
        on_change=_switch,
    )
    return asked


def _switch() -> None:
    account_id = st.session_state[_KEY]
    if account_id is not None:
        st.query_params[ACCOUNT_LINK] = account_id
