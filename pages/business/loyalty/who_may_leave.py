"""Tab of Loyalty with every account that may leave: filters, the list, expected loss by owner and tier, the weights."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import polars as pl
import streamlit as st

from kam_core.insight.churn_risk.policy import SILENCE, WARNINGS
from kam_core.insight.churn_risk.reason import flag
from kam_core.insight.churn_risk.risk import ChurnRisk
from kam_core.insight.churn_risk.sentence import basis_text, cooling_text
from kam_core.insight.lifecycle.analysis import cooling_key
from kam_core.locale.language import Language
from kam_core.reports.export import reader_workbook, table_bytes
from kam_core.reports.risk_list import risk_table, sheet_columns
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import Money, Share
from pages.business.loyalty.cadence_fields import show_cadence
from pages.business.loyalty.risk_weights import show_weights
from pages.panels.attention_list import first_upper
from pages.panels.churn_risk import churn_risk_of
from pages.shell.export_metadata import export_metadata
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows
from pages.widgets.tables.column import ANSWER, REASON, Cell, Column

MOST = 100
"""Accounts in the table, each with its reasons in words; the file lists all."""


def show_who_may_leave(context: PageContext) -> None:
    """Show the accounts that may leave, the largest expected loss first."""
    words, risk = context.words, churn_risk_of(context)
    leaving = risk.may_leave
    cooling = cooling_text(risk, cooling_key(context.accounts)["account_id"])
    st.caption(plain(words.joined([words.say(one) for one in (basis_text(risk), cooling) if one is not None])))
    if leaving.is_empty():
        if not risk.too_early:
            st.info(words.say("No account carries a risk of {line} or more.", line=Share(risk.policy.may_leave)))
    else:
        chosen = _filtered(leaving, words)
        if chosen.height > MOST:
            rest = chosen.slice(MOST)
            st.caption(
                words.say(
                    "The {shown} largest expected losses of {all}; the others lose {loss}. The file lists all.",
                    shown=MOST, all=chosen.height, loss=Money(int(rest["loss"].sum())),
                )
            )  # fmt: skip
        show_accounts(_rows(chosen.head(MOST), risk, words), words, "may_leave", _columns(words), widths={"why": 220})
        _show_files(chosen, risk, context)
        left, right = st.columns(2, gap="large")
        with left:
            _show_sums(chosen, "owner", words.say("Expected loss by owner"), words.say("Owner"), words)
        with right:
            _show_sums(chosen, "tier", words.say("Expected loss by tier"), words.say("Tier"), words)
    show_weights(context, risk)
    show_cadence(context)


def _show_files(leaving: pl.DataFrame, risk: ChurnRisk, context: PageContext) -> None:
    """Show buttons for the whole list as it is filtered."""
    words, metadata = context.words, export_metadata(context)

    def made(file_format: str) -> bytes:
        exact, columns = risk_table(leaving, risk, words.show), sheet_columns(words.say)
        if file_format == "csv":
            people = exact.select(one.name for one in columns).rename({one.name: one.label for one in columns})
            return table_bytes(people, "csv", about=metadata, say=words.say)
        return reader_workbook(exact, columns, exact, words.say("Who may leave"), metadata, words.say)

    with st.container(horizontal=True):
        for file_format, label in (("csv", "CSV"), ("xlsx", "Excel")):
            st.download_button(
                label, data=partial(made, file_format), file_name=metadata.file_name("may_leave", file_format),
                on_click="ignore", icon=":material/download:", type="tertiary", key=f"may_leave_{file_format}",
            )  # fmt: skip


def _filtered(leaving: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The accounts with one of the chosen reasons, owners and tiers; nothing chosen is all."""
    labels = {SILENCE: words.say("Silent for twice its rhythm"), **{one: words.say(WARNINGS[one]) for one in WARNINGS}}
    present = [one for one in labels if leaving.filter(_because(one)).height]
    with st.container(horizontal=True):
        reasons = st.multiselect(
            words.say("Reason"), present, format_func=lambda one: labels[one], key="may_leave_reasons",
            placeholder=words.say("all"),
        )  # fmt: skip
        owners = st.multiselect(
            words.say("Owner"), sorted(leaving["owner"].drop_nulls().unique()), key="may_leave_owners",
            placeholder=words.say("all"),
        )  # fmt: skip
        tiers = st.multiselect(words.say("Tier"), TIERS, key="may_leave_tiers", placeholder=words.say("all"))
    chosen = leaving
    if reasons:
        chosen = chosen.filter(pl.any_horizontal(_because(one) for one in reasons))
    if owners:
        chosen = chosen.filter(pl.col("owner").is_in(list(owners)))
    return chosen.filter(pl.col("tier").cast(pl.String).is_in(list(tiers))) if tiers else chosen


def _because(reason: str) -> pl.Expr:
    return pl.col("is_silent") if reason == SILENCE else pl.col(flag(reason))


def _rows(leaving: pl.DataFrame, risk: ChurnRisk, words: Language) -> pl.DataFrame:
    reasons = risk.reasons_by_account(leaving["account"].to_list())
    why = [
        first_upper(" · ".join(words.say(reason.text) for reason in reasons[account])) for account in leaving["account"]
    ]
    return leaving.select(
        "account_id", pl.col("tier").cast(pl.String), "name", pl.Series("why", why, dtype=pl.String), "owner", "risk",
        "loss", "stake", "health",
    )  # fmt: skip


def _columns(words: Language) -> dict[str, Column]:
    return {
        "why": Column(words.say("Why"), priority=ANSWER),
        "owner": Column(words.say("Owner"), priority=REASON),
        "risk": Column(words.say("Risk"), kind=Cell.SHARE, digits=0, priority=ANSWER),
        "loss": Column(words.say("Expected loss"), kind=Cell.MONEY, priority=ANSWER),
        "stake": Column(words.say("At stake"), kind=Cell.MONEY),
        "health": Column(
            words.say("Health"), kind=Cell.NUMBER, digits=0,
            help=words.say("100 × (1 − risk): how sound the relation is, whatever the account is worth."),
        ),
    }  # fmt: skip


def _show_sums(leaving: pl.DataFrame, by: str, heading: str, label: str, words: Language) -> None:
    """Accounts, expected loss and money at stake by owner or tier, the largest loss first; they add up to the list."""
    sums = (
        leaving.group_by(pl.col(by).cast(pl.String))
        .agg(pl.len().cast(pl.Int64).alias("accounts"), pl.col("loss").sum(), pl.col("stake").sum())
        .sort("loss", by, descending=[True, False])
    )
    money = {name: [words.money(value, fixed=True) for value in sums[name]] for name in ("loss", "stake")}
    show_heading(heading)
    show_rows(
        sums.with_columns(
            pl.col(by).fill_null("–"), *(pl.Series(name, texts, dtype=pl.String) for name, texts in money.items())
        ),
        f"may_leave_by_{by}",
        {by: label, "accounts": words.say("Accounts"), "loss": words.say("Expected loss"),
         "stake": words.say("At stake")},
        right=_RIGHT,
    )  # fmt: skip


_RIGHT: Sequence[str] = ("loss", "stake")
