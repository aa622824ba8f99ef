"""Choose the account to show: named in the link, switched by hand, remembered while the session lasts."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from kam_core.insight.account_profile import MOST_CHOICES, choices, containing, ids_of, label
from kam_core.locale.language import Language
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.dataset import Dataset
from pages.widgets.escape import plain
from pages.widgets.page_link import ACCOUNT

_LAST = "account_last"
_KEY, _TYPED = "account_choice", "account_typed"


def account_picker(dataset: Dataset, portfolio: Portfolio, words: Language) -> str | None:
    """The id that was asked for, whether or not an account has it; None where none was.

    Of more accounts than a list can hold the largest are listed, and every one is found by its id or name in full.
    """
    names, by_typing = choices(portfolio, MOST_CHOICES), True
    if portfolio.accounts.height > MOST_CHOICES:
        # The list would take what is typed for the most similar of its entries, and the account may not be among them.
        names, by_typing = _sought(dataset, portfolio, names, words), False
    asked: str | None = st.query_params.get(ACCOUNT) or st.session_state.get(_LAST)
    if asked:
        st.session_state[_LAST] = asked
        st.query_params[ACCOUNT] = asked
    options = list(names)
    if asked and asked not in names:
        options.insert(0, asked)
    filter_mode: Literal["fuzzy"] | None = "fuzzy" if by_typing else None
    st.session_state[_KEY] = asked
    st.selectbox(
        words.say("Account"),
        options,
        index=None,
        format_func=lambda account_id: label(account_id, names.get(account_id)),
        placeholder=words.say("Choose an account"),
        label_visibility="collapsed",
        key=_KEY,
        on_change=_switch,
        filter_mode=filter_mode,
    )
    return asked


def _sought(dataset: Dataset, portfolio: Portfolio, largest: dict[str, str], words: Language) -> dict[str, str]:
    """The field to type an id or name into, and what it leaves to choose from; only an exact one opens an account."""
    typed: str = st.text_input(
        words.say("Id or name of an account"),
        placeholder=words.say("Id or name of an account"),
        label_visibility="collapsed",
        key=_TYPED,
        on_change=_seek,
        args=(dataset,),
    ).strip()
    if not typed:
        return largest
    exact = ids_of(dataset, typed)
    if len(exact) == 1:
        return largest
    found = dict.fromkeys(exact[:MOST_CHOICES], typed) or containing(portfolio, typed, MOST_CHOICES)
    if not found:
        st.caption(plain(words.say("No account has {typed} in its id or name.", typed=typed)))
        return largest
    st.caption(
        plain(words.say("No single account is called {typed}. Choose from {count}.", typed=typed, count=len(found)))
    )
    return found


def _seek(dataset: Dataset) -> None:
    exact = ids_of(dataset, str(st.session_state[_TYPED] or ""))
    if len(exact) == 1:
        st.query_params[ACCOUNT] = exact[0]


def _switch() -> None:
    account_id = st.session_state[_KEY]
    if account_id is not None:
        st.query_params[ACCOUNT] = account_id
