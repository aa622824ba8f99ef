"""Links to a screen that keep the workspace and the context of the reader in the address."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from pages.navigation.screens import SCREENS

WORKSPACE = "w"
"""The query parameter with the id of the workspace."""
CONTEXT = ("book", "as_of", "window", "unit", "compare", "owner")
"""The query parameters with the context: data set, as-of date, window, unit, comparison, owner."""
ACCOUNT, TAB = "id", "tab"
"""The query parameters with the id of the account to show, and with the tab."""
TIER, STAGE, BUYING = "tier", "stage", "buying"
"""The query parameters that filter the list of accounts: tiers, stages, and whether they bought in the window."""
ROLE, KEY, PROVISIONAL, SAVED = "role", "key", "provisional", "saved"
"""The query parameters that filter the list of accounts: value classes, key or provisional alone, and a saved view."""
YES = "yes"
FORMER_ACCOUNT = "account"
"""The name that the parameter of the account had before."""


def carried_parameters() -> dict[str, str]:
    """The parameters of the present address that every screen shares."""
    return {name: st.query_params[name] for name in (WORKSPACE, *CONTEXT) if name in st.query_params}


def open_page(address: str, **parameters: str) -> NoReturn:
    """Go to the screen with this address, in the same workspace and context, with these parameters alone."""
    st.switch_page(SCREENS[address].path, query_params={**carried_parameters(), **parameters})


def open_account(account_id: str) -> NoReturn:
    """Go to the screen of one account."""
    open_page("account", **{ACCOUNT: account_id})


def show_page_link(address: str, label: str, *, icon: str | None = None, **parameters: str) -> None:
    """Show a link to the screen with this address; `label` is in the reader's words."""
    st.page_link(SCREENS[address].path, label=label, icon=icon, query_params={**carried_parameters(), **parameters})
