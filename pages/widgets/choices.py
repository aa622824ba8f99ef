"""A choice among words of the catalogue."""

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
    said: Callable[[T], str],
    name: str,
    words: Language,
    first: T | None = None,
    on_change: Callable[[T], None] | None = None,
    **looks: Any,
) -> T:
    """A select box whose options are words. Its value outlives a change of language.

    Streamlit goes on showing the word that was picked, in the language in which it was picked; so each language has
    a widget of its own, and the value is kept beside them. `first` is the value to begin with;
    `looks` goes to the widget as it is.
    """
    key, kept = f"{name}_{words.code}", f"kept_{name}"
    value: T | None = first if first is not None else st.session_state.get(kept)
    place = next((n for n, option in enumerate(options) if option == value), 0)
    # To a select box None means: nothing is chosen. Here it is a choice like the others.
    shown = [NONE if option is None else option for option in options]

    def meant(option: Any) -> T:
        return None if option == NONE else option  # type: ignore[return-value]

    def tell() -> None:
        if on_change is not None:
            on_change(meant(st.session_state[key]))

    picked = st.selectbox(
        label, shown, index=place, format_func=lambda option: said(meant(option)), key=key, on_change=tell, **looks
    )
    chosen = meant(picked)
    st.session_state[kept] = chosen
    return chosen
