"""Weight ranges of one account, and the sensitivity of results to each lever."""

from __future__ import annotations

import numpy as np
import streamlit as st

from kam_core.charts.sensitivity import tornado_figure
from kam_core.charts.theme import CONFIG
from kam_core.charts.weight_ranges import ranges_figure
from kam_core.locale.language import Language
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_, UserError
from kam_core.whatif.robustness.account_weight_range import account_ranges
from kam_core.whatif.robustness.one_weight import LEVER_END, weight_base
from kam_core.whatif.robustness.sensitivity import LeverEffect, TornadoMetric, tornado
from pages.rules.drafts.account_search import find_account
from pages.rules.drafts.answer_cache import cached_answer
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.messages import show_error

QUESTIONS: dict[TornadoMetric, str] = {
    "score": N_("this account's score"),
    "key_share": N_("S and A's share of revenue"),
    "movers": N_("accounts with a tier change"),
}


def show_ranges(what_if: WhatIfContext) -> None:
    """Show the ranges of a chosen account as bars, then the tornado chart of a chosen result."""
    words, portfolio = what_if.words, what_if.draft_portfolio
    tiered = np.flatnonzero(portfolio.tiers.tier >= 0)
    if not len(tiered):
        st.caption(words.say("No account has a tier yet."))
        return
    largest_first = tiered[np.argsort(-portfolio.inputs.revenue[tiered], kind="stable")]
    row = find_account(portfolio, largest_first, "ranges_account", words)
    if row is None:
        return
    try:
        _show_account(what_if, portfolio, row)
        _show_tornado(what_if, portfolio, row)
    except UserError as error:
        show_error(error.message, words)


def _show_account(what_if: WhatIfContext, portfolio: Portfolio, row: int) -> None:
    words = what_if.words
    show_heading(words.say("How far each weight can move before this account changes tier"))
    with st.spinner(words.say("Calculating ranges …")):
        ranges = cached_answer(what_if, ("account ranges", row), lambda: account_ranges(portfolio, row))
    if not ranges:
        st.caption(words.say("Weights do not affect its tier: it is manual, based on revenue, or has no score."))
        return
    labels = [_label(portfolio, one.criterion, words) for one in ranges]
    st.plotly_chart(ranges_figure(ranges, labels, words), key="account_ranges", config=CONFIG)
    st.caption(
        words.say(
            "Weight in points; the mark is the current weight. The other weights adjust in proportion. Only the "
            "cut is considered, not gates, seats or published tiers."
        )
    )
    show_lever_end(portfolio, words)


def show_lever_end(portfolio: Portfolio, words: Language) -> None:
    """Show that ranges beyond the end of a lever are left out, where the weights add up to more."""
    total = weight_base(portfolio).total
    if total > LEVER_END:
        st.caption(
            words.say(
                "Your weights add up to {sum} and sliders end at {most}; higher values are not shown.",
                sum=words.number(total, 1), most=words.number(LEVER_END),
            )
        )  # fmt: skip


def _show_tornado(what_if: WhatIfContext, portfolio: Portfolio, row: int) -> None:
    words = what_if.words
    show_heading(words.say("Sensitivity"))
    options: list[TornadoMetric] = list(QUESTIONS)
    if np.isnan(portfolio.scores.score[row]):
        options.remove("score")
    label = words.say("Show effect on")
    question = choose(label, options, lambda one: words.say(QUESTIONS[one]), "tornado_asked", words)
    account_row = row if question == "score" else None
    with st.spinner(words.say("Calculating sensitivity …")):
        sensitivity = cached_answer(
            what_if, ("tornado", question, account_row), lambda: tornado(portfolio, question, account_row)
        )
    effective = [one for one in sensitivity.swings if one.width > 0 or _changes_tier(one)]
    if not effective:
        st.caption(words.say("No setting changes it."))
        return
    labels = [_swing_label(portfolio, one, words) for one in effective]

    def value_text(value: float) -> str:
        return words.percent(value, 1) if question == "key_share" else words.number(value, 1)

    st.plotly_chart(
        tornado_figure(effective, labels, sensitivity.present, value_text, words), key="tornado", config=CONFIG
    )
    st.caption(plain(words.say("One setting at a time: weights halved and doubled, cuts one step lower and higher.")))


def _changes_tier(swing: LeverEffect) -> bool:
    return swing.low_tier != swing.high_tier


def _swing_label(portfolio: Portfolio, swing: LeverEffect, words: Language) -> str:
    if swing.criterion is None:
        return words.say("Cut of {tier}", tier=swing.cut)
    return _label(portfolio, swing.criterion, words)


def _label(portfolio: Portfolio, k: int, words: Language) -> str:
    return words.say(MEASURES[portfolio.model.criteria[k].measure].label)
