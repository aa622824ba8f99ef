"""Open another page of the app in the same workspace."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

WORKSPACE = "w"
"""The query parameter with the id of the workspace."""
ACCOUNT = "account"
"""The query parameter with the id of the account to show."""


def open_page(name: str, **parameters: str) -> NoReturn:
    """Go to a page by the name of its folder; the address names the workspace and these parameters alone."""
    st.switch_page(f"pages/{name}/page.py", query_params={WORKSPACE: st.query_params[WORKSPACE], **parameters})


def open_account(account_id: str) -> NoReturn:
    """Go to the page of one account."""
    open_page("account", **{ACCOUNT: account_id})
