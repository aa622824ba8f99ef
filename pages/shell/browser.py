"""Id of the browser of a session, from the signed cookie that the production entry sets (asgi.py)."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import streamlit as st

from kam_core.store.browser_key import browser_key
from kam_core.store.home import home_folder
from serving.browser_cookie import cookie_name, verified


def browser_id() -> str | None:
    """The id of the browser; None where none is known: without the production entry, or without cookies."""
    key = signing_key()
    cookie = None if key is None else st.context.cookies.get(cookie_name(key))
    return verified(cookie, key) if key is not None and isinstance(cookie, str) else None


def signing_key() -> bytes | None:
    """The signing key of the home in use, cached for the process; None where none can be stored."""
    return _key(home_folder(os.environ))


@lru_cache(maxsize=8)
def _key(home: Path) -> bytes | None:
    return browser_key(home)
