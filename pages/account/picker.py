"""Account picker: the account is named in the link, switched by hand, and remembered during the session."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from kam_core.insight.account_profile import MOST_CHOICES, choices, containing, ids_of, label
from kam_core.locale.language import Language
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.dataset import Dataset
from pages.navigation.page_link import ACCOUNT, FORMER_ACCOUNT
from pages.widgets.escape import plain

_LAST = "account_last"
_KEY, _TYPED = "account_choice", "account_typed"


def requested_account() -> str | None:
    """The requested account id, whether or not an account has it; None where none was requested."""
    named = st.query_params.get(ACCOUNT) or st.query_params.get(FORMER_ACCOUNT)
    requested_id: str | None = named or st.session_state.get(_LAST)
    if requested_id:
        st.session_state[_LAST] = requested_id
        st.query_params[ACCOUNT] = requested_id
        st.query_params.pop(FORMER_ACCOUNT, None)
    return requested_id


def show_picker(dataset: Dataset, portfolio: Portfolio, words: Language) -> None:
    """Let the reader choose another account.

    Where there are too many accounts for a list, the largest are listed, and the others found by full id or name.
    """
    names, can_filter = choices(portfolio, MOST_CHOICES), True
    if portfolio.accounts.height > MOST_CHOICES:
        # The list would select the entry most similar to the typed text, and the account may not be in the list.
        names, can_filter = _search(dataset, portfolio, names, words), False
    requested_id = requested_account()
    options = list(names)
    if requested_id and requested_id not in names:
        options.insert(0, requested_id)
    filter_mode: Literal["fuzzy"] | None = "fuzzy" if can_filter else None
    st.session_state[_KEY] = requested_id
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


def _search(dataset: Dataset, portfolio: Portfolio, largest: dict[str, str], words: Language) -> dict[str, str]:
    """Ask for an id or name and return the matching accounts to choose from; only an exact match opens an account."""
    typed: str = st.text_input(
        words.say("Account id or name"),
        placeholder=words.say("Account id or name"),
        label_visibility="collapsed",
        key=_TYPED,
        on_change=_open_exact_match,
        args=(dataset,),
    ).strip()
    if not typed:
        return largest
    exact = ids_of(dataset, typed)
    if len(exact) == 1:
        return largest
    matches = dict.fromkeys(exact[:MOST_CHOICES], typed) or containing(portfolio, typed, MOST_CHOICES)
    if not matches:
        st.caption(plain(words.say("No account matches {typed}.", typed=typed)))
        return largest
    st.caption(plain(words.say("{count} accounts match {typed}. Choose one.", typed=typed, count=len(matches))))
    return matches


def _open_exact_match(dataset: Dataset) -> None:
    exact = ids_of(dataset, str(st.session_state[_TYPED] or ""))
    if len(exact) == 1:
        st.query_params[ACCOUNT] = exact[0]


def _switch() -> None:
    account_id = st.session_state[_KEY]
    if account_id is not None:
        st.query_params[ACCOUNT] = account_id
