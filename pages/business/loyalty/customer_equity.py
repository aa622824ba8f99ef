"""What loyalty is worth: customer equity by tier, a simulator of retention, and win-back against new customers."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.charts.loyalty.retention_gain import retention_gain_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight.customer_equity.cost_to_win import winning_costs
from kam_core.insight.customer_equity.equity import CustomerEquity, customer_equity
from kam_core.insight.customer_equity.sentence import (
    equity_sentence,
    left_out_sentence,
    no_gain_sentence,
    simulated_sentence,
    winning_sentence,
)
from kam_core.locale.language import Language
from kam_core.measures.view import View
from kam_core.vocabulary.enums import TIERS
from pages.shell.cache.equity_cache import account_costs
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows
from pages.widgets.shown_figures import say_figures

MOST_POINTS, FIRST_POINTS = 10, 5
ALL = "all"


def show_customer_equity(context: PageContext) -> None:
    """Show the equity of the accounts of the page."""
    words = context.words
    costs = account_costs(context.dataset, context.view)
    found = customer_equity(
        context.portfolio.accounts, context.view, _earlier(context), costs, context.dataset.first_month,
        context.accounts["account"],
    )  # fmt: skip
    show_heading(words.say("What customers are worth while they stay"))
    st.markdown(plain(say_figures(words, equity_sentence(found, context.view.as_of))))
    if found.total is None:
        return
    left, right = st.columns([5, 4], gap="large")
    with left:
        _show_tiers(found, context)
    with right:
        _show_simulator(found, words)
    show_heading(words.say("Winning customers back, or winning new ones"))
    st.markdown(plain(say_figures(words, winning_sentence(winning_costs(context.accounts, context.view, costs)))))


def _earlier(context: PageContext) -> tuple[pl.DataFrame, View] | None:
    if not context.reaches_earlier:
        return None
    return context.earlier.accounts, context.earlier_view


def _show_tiers(found: CustomerEquity, context: PageContext) -> None:
    words = context.words
    show_heading(words.say("By tier"))
    assert found.then is not None
    rows = found.tiers.filter(pl.col("accounts") > 0)
    texts = rows.select(
        "tier",
        "accounts",
        pl.Series(
            "retention", [_retention(words, *row) for row in rows.select("retention", "stayed", "before").iter_rows()]
        ),
        *(
            pl.Series(name, [words.maybe_money(value) for value in rows[name]], dtype=pl.String)
            for name in ("margin", "equity_before", "equity")
        ),
    )
    show_rows(
        texts,
        "equity_tiers",
        {
            "tier": words.say("Tier"),
            "accounts": words.say("Accounts"),
            "retention": words.say("Stay, per year"),
            "margin": words.say("Margin, per year"),
            "equity_before": words.say("Equity {date}", date=found.then),
            "equity": words.say("Equity {date}", date=context.view.as_of),
        },
        right=("retention", "margin", "equity_before", "equity"),
    )
    left_out = left_out_sentence(found)
    st.caption(
        words.joined(
            [
                words.say(
                    "Present value: yearly margin after cost to serve × r / (1 + 10% − r), r = (accounts kept + 1) / "
                    "(accounts before + 2) of the tier. Both dates use the rates of today; accounts that cost more "
                    "than they bring count as negative."
                ),
                *(
                    []
                    if context.population.owners is None
                    else [words.say("The rates are those of all owners' accounts.")]
                ),
                *([] if left_out is None else [words.say(left_out)]),
            ]
        )
    )


def _retention(words: Language, rate: float | None, stayed: int | None, before: int | None) -> str:
    if rate is None or stayed is None or before is None:
        return "–"
    return words.say("{rate} ({stayed} of {before})", rate=words.percent(rate, 0), stayed=stayed, before=before)


def _show_simulator(found: CustomerEquity, words: Language) -> None:
    show_heading(words.say("If more of them stayed"))
    tiers = [ALL, *(tier for tier, count in found.tiers.select("tier", "accounts").iter_rows() if count)]
    names = {ALL: words.say("All"), **{tier: tier for tier in TIERS}}
    chosen = st.segmented_control(
        words.say("Tiers"), tiers, default=ALL, format_func=names.__getitem__, key="equity_tier", required=True
    )
    points = st.slider(
        words.say("Points of retention"), -MOST_POINTS, MOST_POINTS, FIRST_POINTS, format="%+d", key="equity_points"
    )
    tier = None if chosen in (ALL, None) else chosen
    st.markdown(plain(say_figures(words, simulated_sentence(found, tier, points))))
    gains = found.gains(points / 100)
    if points and not gains.is_empty():
        st.plotly_chart(
            retention_gain_figure(gains, words, band=points == FIRST_POINTS), key="equity_gains", config=CONFIG
        )
    without = no_gain_sentence(found)
    if points and without is not None:
        st.caption(plain(words.say(without)))
    st.caption(
        words.say(
            "Change in present value by tier when all tiers gain as many points; retention stops at 99%. Published for "
            "5 points: +25% to +85% (Reichheld & Sasser 1990). Disputed: Sharp (2010) calls it a thought experiment."
        )
    )
