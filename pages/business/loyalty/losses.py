"""Losses tab: why accounts left, which lost accounts have no reason yet, and the form to note it."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.charts.loyalty.loss_reasons import loss_reasons_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight.defections.lost_accounts import NO_REVENUE, DefectionLog, defection_log
from kam_core.insight.defections.sentence import leading_reason, lost_sentence
from kam_core.locale.language import Language
from kam_core.services.appraisal import in_unit_of
from kam_core.vocabulary.choice_labels import CHOICE_LABELS
from pages.business.loyalty.account_choice import choose_account
from pages.panels.defections import show_defections
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.headings import show_heading
from pages.widgets.shown_figures import say_figures
from pages.widgets.tables.column import ANSWER, REASON, Cell, Column

REASONS = CHOICE_LABELS[("defections", "reason")]


def show_losses(context: PageContext) -> None:
    """Show the reasons, the lost accounts with those that need one first, and the form."""
    words, accounts = context.words, context.accounts
    tables = in_unit_of(context.dataset, context.view).tables
    log = defection_log(accounts, tables.get("defections"), context.view.as_of_day)
    show_heading(say_figures(words, lost_sentence(log)))
    if not log.reasons.is_empty():
        _show_reasons(log, words)
    if not log.lost.is_empty():
        _show_lost(log, context)
    _show_entry(log, accounts, context)


def _show_reasons(log: DefectionLog, words: Language) -> None:
    """The Pareto of reasons over all noted losses."""
    leading = REASONS.get(log.reasons["reason"][0], log.reasons["reason"][0])
    show_heading(words.say("Reasons for leaving"), say_figures(words, leading_reason(log, leading)))
    st.plotly_chart(loss_reasons_figure(log.reasons, words), key="loss_reasons", config=CONFIG)
    st.caption(
        words.say(
            "Bars: accounts; below them their number and their revenue over all years. Line: accounts added up, as a "
            "share of all noted losses."
        )
    )


def _show_lost(log: DefectionLog, context: PageContext) -> None:
    words = context.words
    show_heading(words.say("Lost accounts"), words.say("without a reason first, then by money"))
    st.caption(
        words.say(
            "Revenue from {prior_start} to {prior_end} and none since, or ended with revenue at stake.",
            **context.prior_dates,
        )
        if context.has_prior
        else words.say("Ended with revenue in this window: there is no previous window to compare with.")
    )
    show_accounts(lost_rows(log.lost, words), words, "losses", lost_columns(words), height=400)


def lost_rows(lost: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The lost accounts with reason and cause in words, those without a reason first."""
    reasons = [words.say("ask for it") if one is None else words.say(REASONS.get(one, one)) for one in lost["reason"]]
    causes = [words.say("no revenue") if how == NO_REVENUE else words.say("ended") for how in lost["how"]]
    return (
        lost.with_columns(
            pl.Series("why", reasons, dtype=pl.String),
            pl.Series("how", causes, dtype=pl.String),
            pl.col("reason").is_not_null().alias("is_explained"),
        )
        .sort("is_explained", maintain_order=True)
        .select(
            "account_id", "tier", "name", "why", "to_whom", "last_purchase", "stake", "revenue_total", "how", "owner"
        )
    )


def lost_columns(words: Language) -> dict[str, Column]:
    """Column settings with short heads."""
    return {
        "why": Column(words.say("Reason for leaving"), width=120, priority=ANSWER),
        "to_whom": Column(words.say("Lost to"), width=90, priority=REASON),
        "last_purchase": Column(words.say("Last purchase"), priority=REASON),
        "revenue_total": Column(words.say("Total revenue"), Cell.MONEY, priority=REASON),
        "how": Column(words.say("Lost as"), width=80),
    }


def _show_entry(log: DefectionLog, accounts: pl.DataFrame, context: PageContext) -> None:
    """Ask for an account, those without a reason first, and show its noted losses."""
    words = context.words
    show_heading(words.say("Note why an account left"))
    rest = accounts.sort("revenue_total", "account", descending=[True, False])
    listed = {
        account: name or account
        for frame in (log.unexplained, log.lost, rest)
        for account, name in frame.select("account_id", "name").iter_rows()
    }
    chosen = choose_account(words.say("Account that left"), listed, "loss_account", context)
    if chosen is not None:
        show_defections(*chosen, context)
