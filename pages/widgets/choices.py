"""Select box with translated options."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import streamlit as st

from kam_core.locale.language import Language

T = TypeVar("T")
NONE = ""


def choose(
    label: str,
    options: Sequence[T],
    label_of: Callable[[T], str],
    name: str,
    words: Language,
    first: T | None = None,
    on_change: Callable[[T], None] | None = None,
    **settings: Any,
) -> T:
    """A select box whose options are words. Its value outlives a change of language.

    Streamlit goes on showing the word that was picked, in the language in which it was picked; so each language has
    a widget of its own, and the value is stored beside them. `first` is the value to begin with;
    `settings` goes to the widget as it is.
    """
    key, value_key = f"{name}_{words.code}", f"value_{name}"
    value: T | None = first if first is not None else st.session_state.get(value_key)
    index = next((n for n, option in enumerate(options) if option == value), 0)
    # To a select box None means: nothing is chosen. Here it is a choice like the others.
    shown = [NONE if option is None else option for option in options]

    def option_value(option: Any) -> T:
        return None if option == NONE else option  # type: ignore[return-value]

    def report() -> None:
        if on_change is not None:
            on_change(option_value(st.session_state[key]))

    picked = st.selectbox(
        label,
        shown,
        index=index,
        format_func=lambda option: label_of(option_value(option)),
        key=key,
        on_change=report,
        **settings,
    )
    chosen = option_value(picked)
    st.session_state[value_key] = chosen
    return chosen
