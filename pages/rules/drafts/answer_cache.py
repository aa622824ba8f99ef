"""Answer cache: results of slow questions, cached by data, view, draft and published tiers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from pages.rules.drafts.what_if_context import WhatIfContext
from pages.shell.cache import frame_cache

T = TypeVar("T")
MANY = 20_000
"""Accounts beyond which long work waits for a button."""


def cached_answer(what_if: WhatIfContext, question: tuple[object, ...], work: Callable[[], T]) -> T:
    """The result of `work`, from the cache where this question was asked of the same accounts and draft before."""
    return _cached(_key(what_if, question), work)


def was_asked(what_if: WhatIfContext, question: tuple[object, ...]) -> bool:
    """Whether this session has asked that question of the same accounts and draft already."""
    return _key(what_if, question) in st.session_state.get("lab_asked", ())


def mark_asked(what_if: WhatIfContext, question: tuple[object, ...]) -> None:
    """Note that the question was asked in this session."""
    st.session_state["lab_asked"] = (*st.session_state.get("lab_asked", ())[-20:], _key(what_if, question))


def _key(what_if: WhatIfContext, question: tuple[object, ...]) -> tuple[object, ...]:
    context = what_if.context
    tiers = () if context.published_tiers is None else context.published_tiers.key
    return (*question, *frame_cache.frame_key(context.dataset, context.view), *tiers, what_if.draft.to_toml())


@st.cache_resource(show_spinner=False, max_entries=48)
def _cached(key: tuple[object, ...], _work: Callable[[], T]) -> T:
    return _work()
