"""Choices of a view as saved in the workspace: date, window, unit, comparison, working day, language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from kam_core.locale.language import Language
from kam_core.locale.languages import LANGUAGES, language_for
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS
from kam_core.measures.view_key import ViewKey
from pages.shell.valid_choices import valid_choices
from pages.shell.workspace import update_workspace, workspace

COMPARE_MONTHS = 12
"""How many months back to compare where the window is all months and nothing was chosen."""
ALL_MONTHS = "all"
WORKING_DAY = "working_day"
"""The choice of another working day than the one that the clock and the data give."""


def view_choices() -> Mapping[str, Any]:
    """The choices that were made by hand, by name."""
    return valid_choices(workspace().view)


def change_view(**choices: Any) -> None:
    """Change some of the view's choices (as-of date, window, unit, language …)."""
    update_workspace(lambda current: replace(current, view={**(current.view or {}), **choices}))


def chosen_window() -> int | None:
    """Length of the window in months; None for all months."""
    chosen = view_choices().get("window", DEFAULT_WINDOW_MONTHS)
    return None if chosen in (None, ALL_MONTHS) else int(chosen)


def chosen_comparison() -> int | None:
    """How many months back to compare, if chosen by hand; None for the window directly before."""
    chosen = view_choices().get("compare")
    return None if chosen is None else int(chosen)


def chosen_unit() -> str:
    """The unit of the view: account or group."""
    return str(view_choices().get("unit", "account"))


def current_view_key() -> str:
    """The key of the view in use: what a model has bounds for."""
    return str(ViewKey(chosen_window(), chosen_unit()))


def reader_language() -> Language:
    """The reader's language: chosen by hand, else by the browser."""
    code = view_choices().get("language")
    return Language(code if code in LANGUAGES else language_for(st.context.locale))
