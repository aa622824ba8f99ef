"""Answers that take a while, kept as long as data, view, draft and published tiers are the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from pages.shell.cache import frame_cache
from pages.what_if.case import Case

T = TypeVar("T")
MANY = 20_000
"""Accounts beyond which long work waits for a button."""


def answer(case: Case, question: tuple[object, ...], work: Callable[[], T]) -> T:
    """What `work` gives, from the cache where this question was asked of the same accounts and draft before."""
    return _kept(_key(case, question), work)


def known(case: Case, question: tuple[object, ...]) -> bool:
    """Whether this session has asked that question of the same accounts and draft already."""
    return _key(case, question) in st.session_state.get("lab_asked", ())


def remember(case: Case, question: tuple[object, ...]) -> None:
    """From now on the question counts as asked in this session."""
    st.session_state["lab_asked"] = (*st.session_state.get("lab_asked", ())[-20:], _key(case, question))


def _key(case: Case, question: tuple[object, ...]) -> tuple[object, ...]:
    context = case.context
    tiers = () if context.published_tiers is None else context.published_tiers.key
    return (*question, *frame_cache.frame_key(context.dataset, context.view), *tiers, case.draft.to_toml())


@st.cache_resource(show_spinner=False, max_entries=48)
def _kept(key: tuple[object, ...], _work: Callable[[], T]) -> T:
    return _work()
