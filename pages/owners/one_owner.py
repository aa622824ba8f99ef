"""One owner: target by month, book by tier, accounts that need attention, purchases overdue and load."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from kam_core.charts.results.month_results import month_results_figure, unit_text
from kam_core.charts.theme import CONFIG
from kam_core.insight.attention.groups import ordered
from kam_core.insight.owners.overdue_purchases import overdue_purchases
from kam_core.insight.owners.owner_list import OwnerList
from kam_core.insight.owners.sentence import one_owner_population, owner_answer
from kam_core.insight.owners.tier_book import tier_book
from kam_core.insight.results.months import charted, result_months
from kam_core.measures.monthly_targets import monthly_targets
from kam_core.vocabulary.calendar import last_complete_month
from kam_core.vocabulary.message import Message, Share
from pages.owners.owner_rows import ACCOUNT_UNIT
from pages.owners.owner_strip import owner_strip
from pages.panels.attention import attention_list
from pages.panels.attention_list import first_upper, show_attention
from pages.panels.churn_risk import churn_risk_of
from pages.shell.cache import frame_cache
from pages.shell.owner_choice import choose_owner
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.answer import show_answer
from pages.widgets.headings import show_heading
from pages.widgets.metrics import show_figure_grid
from pages.widgets.row_table import show_rows
from pages.widgets.tables.column import ANSWER, REASON, Cell, Column

DEMAND = 8
"""Accounts of the list of attention that are shown here; the rest are on Today."""


def show_one_owner(row: Mapping[str, Any], listed: OwnerList, context: PageContext) -> None:
    """Show the owner of this row of the list."""
    words = context.words
    show_answer(
        words, words.say("Who looks after what, and where is help needed?"), owner_answer(row),
        bold=one_owner_population(row),
    )  # fmt: skip
    st.button(
        words.say("All owners"), key="owners_all", icon=":material/arrow_back:", type="tertiary",
        on_click=choose_owner, args=(None,),
    )  # fmt: skip
    with st.container(border=True):
        show_figure_grid(owner_strip(row, listed, context), "owner_strip")
    left, right = st.columns([3, 2], gap="large")
    with left:
        _show_months(context)
    with right:
        _show_tiers(context)
    _show_attention(context)
    _show_risk(context)
    _show_overdue(context)


def _show_months(context: PageContext) -> None:
    """Revenue and target by month."""
    words, view, data = context.words, context.view, context.dataset
    accounts = context.accounts
    totals = frame_cache.totals_by_month(data, view, accounts["account"], context.population)
    if totals.is_empty():
        show_heading(words.say("Revenue by month"))
        st.info(words.say("No data for this chart. Choose another measure or a longer window."))
        return
    table = data.tables.get("targets") if view.unit == ACCOUNT_UNIT else None
    targets = monthly_targets(table, accounts, context.population.owners)
    complete = last_complete_month(view.as_of, data.last_day)
    months = charted(result_months(totals, targets, complete), view.first_month(data.first_month), view.last_month)
    show_heading(
        words.say("Revenue and target by month") if targets.height else words.say("Revenue by month"),
        unit_text(months, words) or None,
    )
    st.plotly_chart(month_results_figure(months, words), key="owner_months", config=CONFIG)
    if not targets.height:
        st.caption(words.say("No target for this owner yet. Upload a file of targets on the Data page."))


def _show_tiers(context: PageContext) -> None:
    """The book by tier and money."""
    words = context.words
    show_heading(words.say("Book by tier"))
    book = tier_book(context.accounts)
    show_rows(
        pl.DataFrame(
            {
                "tier": [tier or "–" for tier in book["tier"].cast(pl.String).to_list()],
                "accounts": book["accounts"],
                "revenue": [words.money(revenue, fixed=True) for revenue in book["revenue"]],
            }
        ),
        "owner_tiers",
        {"tier": words.say("Tier"), "accounts": words.say("Accounts"), "revenue": words.say("Revenue")},
        right=("revenue",),
    )


def _show_attention(context: PageContext) -> None:
    words, listed = context.words, ordered(attention_list(context))
    show_heading(words.say("Needs attention"))
    if not listed:
        st.caption(words.say("Nothing needs attention today."))
        return
    show_attention(listed[:DEMAND], words, "owner_attention")
    if len(listed) > DEMAND:
        st.caption(words.say("Top {shown} of {all}.", shown=DEMAND, all=len(listed)))


def _show_risk(context: PageContext) -> None:
    """The accounts that may leave, with the reasons, the largest expected loss first."""
    words, risk = context.words, churn_risk_of(context)
    leaving = risk.may_leave.head(DEMAND)
    show_heading(words.say("May leave"), words.say("largest expected loss first"))
    if leaving.is_empty():
        st.caption(words.say("No account carries a risk of {line} or more.", line=Share(risk.policy.may_leave)))
        return
    reasons = risk.reasons_by_account(leaving["account"].to_list())
    why = [first_upper(" · ".join(words.say(one.text) for one in reasons[account])) for account in leaving["account"]]
    show_accounts(
        leaving.select(
            "account_id", pl.col("tier").cast(pl.String), "name", pl.Series("why", why, dtype=pl.String), "risk",
            "loss", "stake",
        ),
        words,
        "owner_risk",
        {
            "why": Column(words.say("Why"), priority=ANSWER),
            "risk": Column(words.say("Risk"), kind=Cell.SHARE, digits=0, priority=ANSWER),
            "loss": Column(words.say("Expected loss"), kind=Cell.MONEY, priority=ANSWER),
        },
        widths={"why": 220},
    )  # fmt: skip
    if risk.may_leave.height > DEMAND:
        st.caption(words.say("Top {shown} of {all}.", shown=DEMAND, all=risk.may_leave.height))


def _show_overdue(context: PageContext) -> None:
    """Accounts whose next purchase is overdue by their own rhythm."""
    words = context.words
    late = overdue_purchases(context.accounts, context.view.as_of_day)
    show_heading(
        words.say("Purchases overdue"),
        words.say(Message("due before {day}: last purchase plus the usual gap", day=context.view.as_of)),
    )
    if late.is_empty():
        st.caption(words.say("Every account bought within its usual gap, or has bought on fewer than three days."))
        return
    show_accounts(
        late.select(
            "account_id", "tier", "name", "last_purchase", "gap_days", "purchase_due", "days_late", "stake"
        ),
        words,
        "owner_overdue",
        {
            "last_purchase": Column(words.say("Last purchase"), priority=REASON),
            "gap_days": Column(words.say("Usual gap (days)"), digits=0, priority=REASON),
            "purchase_due": Column(words.say("Purchase due"), priority=REASON),
            "days_late": Column(words.say("Days late"), digits=0, priority=ANSWER),
        },
        height=400,
    )  # fmt: skip
