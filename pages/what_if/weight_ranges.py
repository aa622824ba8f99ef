"""One account's own ranges, and what a strong turn of each lever does."""

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
from kam_core.whatif.robustness.account_range import account_ranges
from kam_core.whatif.robustness.one_weight import LEVER_END, weight_base
from kam_core.whatif.robustness.sensitivity import Swing, TornadoMetric, tornado
from pages.what_if.account_search import find_account
from pages.what_if.answer_cache import answer
from pages.what_if.case import Case
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.messages import show_error

QUESTIONS: dict[TornadoMetric, str] = {
    "score": N_("this account's score"),
    "key_share": N_("S and A's share of revenue"),
    "movers": N_("accounts that change tier"),
}


def show_ranges(case: Case) -> None:
    """Choose an account: its range per weight as bars; then the tornado of what is asked."""
    words, portfolio = case.words, case.drafted
    tiered = np.flatnonzero(portfolio.tiers.tier >= 0)
    if not len(tiered):
        st.caption(words.say("No account has a tier yet."))
        return
    largest_first = tiered[np.argsort(-portfolio.inputs.revenue[tiered], kind="stable")]
    row = find_account(portfolio, largest_first, "ranges_account", words)
    if row is None:
        return
    try:
        _show_account(case, portfolio, row)
        _show_tornado(case, portfolio, row)
    except UserError as error:
        show_error(error.message, words)


def _show_account(case: Case, portfolio: Portfolio, row: int) -> None:
    words = case.words
    show_heading(words.say("How far each weight may go before the cut gives this account another tier"))
    with st.spinner(words.say("Looking for the ends …")):
        ranges = answer(case, ("account ranges", row), lambda: account_ranges(portfolio, row))
    if not ranges:
        st.caption(words.say("Its tier does not hang on weights: it is set by hand, goes by revenue, or has no score."))
        return
    labels = [_label(portfolio, one.criterion, words) for one in ranges]
    st.plotly_chart(ranges_figure(ranges, labels, words), key="account_ranges", config=CONFIG)
    st.caption(
        words.say(
            "In points of weight; the mark is the weight as it is now. What it gains the others give, in their "
            "proportions. The cut alone is asked: gates, seats and published tiers are not."
        )
    )
    say_lever_end(portfolio, words)


def say_lever_end(portfolio: Portfolio, words: Language) -> None:
    """Say what is not shown where the weights add up to more than a lever goes."""
    total = weight_base(portfolio).total
    if total > LEVER_END:
        st.caption(
            words.say(
                "Your weights add up to {sum}, and a lever ends at {most}: what lies beyond is not shown.",
                sum=words.number(total, 1), most=words.number(LEVER_END),
            )
        )  # fmt: skip


def _show_tornado(case: Case, portfolio: Portfolio, row: int) -> None:
    words = case.words
    show_heading(words.say("What a strong turn of each lever does"))
    options: list[TornadoMetric] = list(QUESTIONS)
    if np.isnan(portfolio.scores.score[row]):
        options.remove("score")
    label = words.say("What the levers are to move")
    asked = choose(label, options, lambda one: words.say(QUESTIONS[one]), "tornado_asked", words)
    of = row if asked == "score" else None
    with st.spinner(words.say("Turning every lever …")):
        found = answer(case, ("tornado", asked, of), lambda: tornado(portfolio, asked, of))
    felt = [one for one in found.swings if one.width > 0 or _tiers(one)]
    if not felt:
        st.caption(words.say("No lever changes it."))
        return
    labels = [_swing_label(portfolio, one, words) for one in felt]

    def shown(value: float) -> str:
        return words.percent(value, 1) if asked == "key_share" else words.number(value, 1)

    st.plotly_chart(tornado_figure(felt, labels, found.present, shown, words), key="tornado", config=CONFIG)
    st.caption(plain(words.say("Each lever alone: weights halved and doubled, cuts a step down and up.")))


def _tiers(swing: Swing) -> bool:
    return swing.low_tier != swing.high_tier


def _swing_label(portfolio: Portfolio, swing: Swing, words: Language) -> str:
    if swing.criterion is None:
        return words.say("Cut of {tier}", tier=swing.cut)
    return _label(portfolio, swing.criterion, words)


def _label(portfolio: Portfolio, k: int, words: Language) -> str:
    return words.say(MEASURES[portfolio.model.criteria[k].measure].label)
