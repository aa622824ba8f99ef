"""Data-based weights: entropy and CRITIC beside the present weights, as advice only."""

from __future__ import annotations

import streamlit as st

from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import UserError
from kam_core.whatif.methods.elicited_weights import data_advice
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.rules.weights.methods.weight_comparison import show_weight_comparison
from pages.widgets.escape import plain
from pages.widgets.messages import show_error


def show_data_advice(what_if: WhatIfContext) -> None:
    """Show entropy and CRITIC weights beside those of the draft, and the number of accounts behind them."""
    words = what_if.words
    st.caption(
        words.say(
            "Data show how accounts differ, not what is important. Entropy gives more weight to criteria with "
            "uneven scores; CRITIC also to criteria that repeat little of the others."
        )
    )
    try:
        result = data_advice(what_if.draft_portfolio)
    except UserError as error:
        show_error(error.message, words)
        return
    st.caption(
        words.say(
            "Based on {used} of {buyers} active customers with complete data.", used=result.used, buyers=result.buyers
        )
    )
    if result.left_out:
        names = [words.say(MEASURES[what_if.draft.criterion(name).measure].label) for name in result.left_out]
        st.caption(
            plain(words.say("Too few accounts with data; weight unchanged: {criteria}.", criteria=words.listed(names)))
        )
    methods = {words.say("Entropy"): result.entropy}
    if result.critic is not None:
        methods[words.say("CRITIC")] = result.critic
    show_weight_comparison(what_if, result.scope, methods, "data")
