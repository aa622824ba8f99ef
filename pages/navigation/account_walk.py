"""Walk through a list of accounts: the list that somebody came from, to step to the next account and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.navigation.screens import SCREENS

SCREEN = "visit_screen"
"""Where a session keeps the address of the screen that was drawn last."""
_LIST = "account_walk"


@dataclass(frozen=True)
class AccountList:
    """A list of accounts as it stood on a screen: the address of the screen, and the ids in their order."""

    address: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """An account's place in the list, from 1, and its neighbours; None at the ends."""

    title: str
    number: int
    count: int
    before: str | None
    after: str | None


def remember_list(ids: Sequence[str]) -> None:
    """Remember the list of the screen that was drawn last: its accounts, in the order in which they stand there."""
    address = str(st.session_state.get(SCREEN))
    if address in SCREENS and address != "account":
        st.session_state[_LIST] = AccountList(address, tuple(dict.fromkeys(ids)))


def place_in_list(account_id: str) -> Place | None:
    """The place of an account in the remembered list; None where it is not in it."""
    found: AccountList | None = st.session_state.get(_LIST)
    if found is None or account_id not in found.ids:
        return None
    at = found.ids.index(account_id)
    return Place(
        SCREENS[found.address].title, at + 1, len(found.ids),
        found.ids[at - 1] if at else None, found.ids[at + 1] if at + 1 < len(found.ids) else None,
    )  # fmt: skip
