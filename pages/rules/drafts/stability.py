"""Stability of the tiers under the draft: how many accounts in S or A keep their tier under other weights."""

from __future__ import annotations

import streamlit as st

from kam_core.whatif.robustness.acceptability import (
    DEFAULT_DRAWS,
    DEFAULT_SEED,
    DEFAULT_SPREAD,
    Acceptability,
    acceptability,
)
from kam_core.whatif.robustness.stability import stability_sentence
from pages.rules.drafts.answer_cache import cached_answer
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.widgets.escape import plain
from pages.widgets.shown_figures import say_figures

AT_ONCE = 1_000
"""Accounts up to which weights are drawn at every release; beyond that, only on the Test screen."""


def draft_stability(what_if: WhatIfContext) -> Acceptability | None:
    """The draws in the default range of weights; None with many accounts, or where no account has a tier."""
    portfolio = what_if.result.drafted
    if portfolio.accounts.height > AT_ONCE or not (portfolio.tiers.tier >= 0).any():
        return None
    question = ("acceptability", DEFAULT_DRAWS, DEFAULT_SEED, DEFAULT_SPREAD)
    return cached_answer(
        what_if, question, lambda: acceptability(portfolio, DEFAULT_DRAWS, DEFAULT_SEED, DEFAULT_SPREAD)
    )


def show_stability(what_if: WhatIfContext, key: str) -> None:
    """Show the sentence with its range of weights, where it is known at once."""
    found = draft_stability(what_if)
    if found is not None:
        with st.container(key=key):
            st.caption(plain(say_figures(what_if.words, stability_sentence(found, what_if.population))))
