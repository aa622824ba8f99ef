"""What was done on a screen during this visit, and how to take it back."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kam_core.insight.attention.account_attention import Attention
from kam_core.services import entries
from kam_core.vocabulary.message import Message, UserError
from pages.shell.actor import by
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.shell.visit import visit
from pages.widgets.messages import post_error

_ACTS = "today_acts"


@dataclass(frozen=True)
class LastAct:
    """The last act on an account as it was then: what was done, and the entries that made it, in their order. strikes:
    the account left the list by it."""

    account: Attention
    message: Message
    entry_ids: tuple[str, ...]
    strikes: bool


def last_acts() -> dict[str, LastAct]:
    """Account id → the last act of this visit."""
    number, acts = st.session_state.get(_ACTS, (None, {}))
    if number != visit():
        acts = {}
        st.session_state[_ACTS] = (visit(), acts)
    found: dict[str, LastAct] = acts
    return found


def undo(account_id: str, context: PageContext) -> None:
    """Withdraw the entries of the last act, the newest first."""
    act = last_acts().pop(account_id, None)
    if act is None:
        return
    try:
        for entry_id in reversed(act.entry_ids):
            entries.withdraw(open_store(), context.data_set, context.dataset, entry_id, by())
    except UserError as error:
        post_error(error.message)
