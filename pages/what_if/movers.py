"""Who changes tier under the draft, the largest revenue first, and how firmly."""

from __future__ import annotations

import streamlit as st

from kam_core.vocabulary.message import N_
from kam_core.whatif.robustness.acceptability import (
    DEFAULT_DRAWS,
    DEFAULT_SEED,
    Acceptability,
    acceptability,
    robustness_sentence,
)
from pages.what_if.answer_cache import answer
from pages.what_if.case import Case
from pages.what_if.mover_files import show_mover_files
from pages.what_if.mover_table import mover_rows
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading

FIRMNESS = {"solid": N_("solid"), "leaning": N_("leaning"), "fragile": N_("fragile")}
"""At least 90 % of the draws in the present tier; between; under 60 %."""
WIDTHS = {"name": 200, "move": 78, "why": 588, "firmness": 78, "revenue_text": 125}
"""Widths in points: on a screen of 1,280 the whole row stands, and most reasons can be read to their end."""
AROUND = 0.5
AT_ONCE = 1_000
"""Accounts up to which weights are drawn at every release; beyond, on the part that is about firmness."""


def show_movers(case: Case) -> None:
    """The list; a row leads to its account."""
    words, result = case.words, case.result
    show_heading(words.say("Movers, the largest revenue first"))
    firm = _firmness(case)
    if firm is not None:
        told = words.say(robustness_sentence(firm))
        st.caption(
            plain(words.say("{told} Weights drawn from half to one and a half of yours, {draws} times.",
                            told=told, draws=DEFAULT_DRAWS))
        )  # fmt: skip
    if result.moved > len(result.movers):
        st.caption(words.say("The first {shown} of {all}.", shown=len(result.movers), all=result.moved))
    show_mover_files(case)
    show_accounts(mover_rows(result.movers, words, _by_account(case, firm)), words, "movers", widths=WIDTHS)


def _firmness(case: Case) -> Acceptability | None:
    drafted = case.result.drafted
    if drafted.accounts.height > AT_ONCE or not (drafted.tiers.tier >= 0).any():
        return None
    question = ("acceptability", DEFAULT_DRAWS, DEFAULT_SEED, AROUND)
    return answer(case, question, lambda: acceptability(drafted, DEFAULT_DRAWS, DEFAULT_SEED, AROUND))


def _by_account(case: Case, firm: Acceptability | None) -> dict[str, str] | None:
    """The firmness of each account in words; None where it was not asked."""
    if firm is None:
        return None
    ids = case.result.drafted.accounts["account_id"].to_list()
    return {
        account_id: "–" if one is None else case.words.say(FIRMNESS[one])
        for account_id, one in zip(ids, firm.firmness, strict=True)
    }
