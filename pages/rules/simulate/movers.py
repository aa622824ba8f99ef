"""Movers: accounts that change tier under the draft, the largest revenue first, and their robustness."""

from __future__ import annotations

import streamlit as st

from kam_core.whatif.robustness.acceptability import (
    DEFAULT_DRAWS,
    DEFAULT_SEED,
    Acceptability,
    acceptability,
    robustness_sentence,
)
from pages.rules.drafts.answer_cache import cached_answer
from pages.rules.drafts.mover_table import FIRMNESS, mover_rows
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.rules.simulate.mover_files import show_mover_files
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading

SPREAD = 0.5
AT_ONCE = 1_000
"""Accounts up to which weights are drawn at every release; beyond that, only on the robustness tab."""


def show_movers(what_if: WhatIfContext) -> None:
    """Show the list; a selected row opens its account."""
    words, result = what_if.words, what_if.result
    show_heading(words.say("Tier changes, highest revenue first"))
    robustness = _robustness(what_if)
    if robustness is not None:
        sentence = words.say(robustness_sentence(robustness))
        st.caption(
            plain(words.say("{told} Based on {draws} random draws with weights between 0.5 and 1.5 times yours.",
                            told=sentence, draws=DEFAULT_DRAWS))
        )  # fmt: skip
    if result.moved > len(result.movers):
        st.caption(words.say("Top {shown} of {all}.", shown=len(result.movers), all=result.moved))
    show_mover_files(what_if)
    show_accounts(mover_rows(result.movers, words, _firmness_by_account(what_if, robustness)), words, "movers")


def _robustness(what_if: WhatIfContext) -> Acceptability | None:
    portfolio = what_if.result.drafted
    if portfolio.accounts.height > AT_ONCE or not (portfolio.tiers.tier >= 0).any():
        return None
    question = ("acceptability", DEFAULT_DRAWS, DEFAULT_SEED, SPREAD)
    return cached_answer(what_if, question, lambda: acceptability(portfolio, DEFAULT_DRAWS, DEFAULT_SEED, SPREAD))


def _firmness_by_account(what_if: WhatIfContext, robustness: Acceptability | None) -> dict[str, str] | None:
    """The label of each account's firmness; None where weights were not drawn."""
    if robustness is None:
        return None
    ids = what_if.result.drafted.accounts["account_id"].to_list()
    return {
        account_id: "–" if firmness is None else what_if.words.say(FIRMNESS[firmness])
        for account_id, firmness in zip(ids, robustness.firmness, strict=True)
    }
