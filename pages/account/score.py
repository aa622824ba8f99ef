"""Score tab of an account: points, comparison with its tier, way to the next tier, published tiers."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.theme import CONFIG
from kam_core.charts.waterfall import score_waterfall_figure
from kam_core.insight import account_profile
from kam_core.whatif.goal_seek.measure_change import next_tier
from pages.account.account_view import AccountView
from pages.account.lifecycle_stage import show_lifecycle_stage
from pages.account.part_totals import show_part_totals
from pages.account.past_tiers import show_past_tiers
from pages.account.score_history import show_score_history
from pages.account.tables import beside_tier_rows
from pages.widgets.goal_seek_table import show_goal_seek
from pages.widgets.headings import show_heading
from pages.widgets.measure_text import formula_texts
from pages.widgets.row_table import show_rows


def show_score(view: AccountView) -> None:
    """Show what the score is made of, and what would change the tier."""
    context, words, profile, account = view.context, view.words, view.profile, view.account
    portfolio = view.portfolio
    show_part_totals(view)
    show_heading(words.say("Score: points earned / maximum"))
    if profile.score is None:
        st.info(words.say("No score: this account has no data for any criterion of the model."))
    else:
        st.plotly_chart(
            score_waterfall_figure(account_profile.steps(portfolio, account.row), profile.score, words),
            key="account_waterfall",
            config=CONFIG,
        )
    show_heading(words.say("Compared with its tier"))
    compared = account_profile.beside_tier(portfolio, account.row)
    show_rows(
        beside_tier_rows(compared, words),
        "account_measures",
        {
            "measure": words.say("Measure"),
            "value": words.say("This account"),
            "median": words.say("Median of its tier"),
            "unit": words.say("Unit"),
        },
        right=("value", "median"),
        notes={"measure": formula_texts(compared["measure"], words)},
        rows_at_first=compared.height,
    )

    goal_tier = next_tier(portfolio, account.row)
    if goal_tier is not None:
        show_heading(words.say("What would it take to reach {tier}?", tier=goal_tier))
        show_goal_seek(portfolio, account.row, goal_tier, words)

    show_lifecycle_stage(view)
    show_heading(words.say("Published tiers"))
    show_past_tiers(profile.account_id, context)
    show_score_history(view)
