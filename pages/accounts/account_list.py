"""Account list of the portfolio screen: filter bar, table, and export as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import streamlit as st

from kam_core.charts.theme import TIER_COLOURS
from kam_core.insight.account_list import NOT_GIVEN, AccountFilter, FilterOptions
from kam_core.locale.language import Language
from kam_core.reports.account_list import account_list
from kam_core.reports.export import About, table_bytes
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.enums import EVERGREEN, RANK_LABELS, STAGES, TIERS
from kam_core.vocabulary.message import Share
from kam_core.vocabulary.money import MONEY_SCALE
from pages.shell.export_metadata import export_metadata
from pages.shell.page_context import PageContext
from pages.widgets.account_table import for_display
from pages.widgets.gate_effects import gate_names

WIDTH = 150
UNDERLYING = ("provisional", "held_back_by", "equal_at_cut", "invest")
"""Columns that the column of marks says in words."""
TEXT_WIDTH = 230


def filter_bar(context: PageContext, options: FilterOptions) -> AccountFilter:
    """Text, tier, stage, owner, industry and region in one row that breaks where the screen is narrow."""
    words = context.words

    def ask_values(name: str, label: str, values: tuple[str, ...], label_of: Callable[[str], str]) -> tuple[str, ...]:
        if not values:
            return ()
        # The choices of one data set mean nothing in another, so each has a widget of its own.
        picked = st.multiselect(
            label,
            values,
            format_func=label_of,
            placeholder=label,
            label_visibility="collapsed",
            width=WIDTH,
            key=f"portfolio_{name}_{context.dataset.content_id}",
            persist_state="session",
        )
        return tuple(picked)

    def label_of(value: str) -> str:
        return words.say("not given") if value == NOT_GIVEN else value

    with st.container(horizontal=True, gap="small"):
        text = st.text_input(
            words.say("Search"),
            placeholder=words.say("Name, id or group"),
            label_visibility="collapsed",
            icon=":material/search:",
            width=TEXT_WIDTH,
            key="portfolio_text",
            persist_state="session",
        )
        return AccountFilter(
            tiers=ask_values(
                "tier",
                words.say("Tier"),
                (*TIERS, NOT_GIVEN),
                lambda tier: f"{tier} {words.say(RANK_LABELS[tier])}" if tier else words.say("no tier"),
            ),
            stages=ask_values("stage", words.say("Stage"), STAGES, lambda stage: words.say(RANK_LABELS[stage])),
            owners=ask_values("owner", words.say("Owner"), options.owners, label_of),
            industries=ask_values("industry", words.say("Industry"), options.industries, label_of),
            regions=ask_values("region", words.say("Region"), options.regions, label_of),
            text=text or "",
        )


def list_rows(rows: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The list for display: the tier as a badge, the value class with the evergreen flag, and the marks of a tier."""
    shown = for_display(rows, words).with_columns(
        pl.concat_list(pl.col("tier")).alias("tier"),
        pl.col("due").cast(pl.Int32).cast(pl.Date).alias("due"),
        (pl.col("overdue_money") / MONEY_SCALE).round(0).alias("overdue_money"),
        pl.when("evergreen").then(pl.lit(words.say(EVERGREEN))).alias("evergreen"),
        _marks(words).alias("marks"),
    )
    # Beside the score, because a mark says why the tier is another one.
    first = [pl.col(name) for name in ("account_id", "tier", "name", "score", "marks")]
    return shown.select(*first, pl.exclude("account_id", "tier", "name", "score", "marks", *UNDERLYING))


def _marks(words: Language) -> pl.Expr:
    """The marks of a tier in a few words: provisional, held back, equal at the cut, being built up; empty if none."""
    gated = pl.lit(words.say("held back by a gate:") + " ") + gate_names(words)
    marks = [
        pl.when("provisional").then(pl.lit(words.say("provisional"))),
        gated,
        pl.when("equal_at_cut").then(pl.lit(words.say("tied at the cut"))),
        pl.when("invest").then(pl.lit(words.say("in development"))),
    ]
    return pl.concat_str(marks, separator=" · ", ignore_nulls=True)


def list_columns(words: Language, least_coverage: float) -> dict[str, Any]:
    """Column settings of the list, narrow enough for a screen of 1,280 points."""
    currency = f" ({words.currency})" if words.currency else ""
    number, text = st.column_config.NumberColumn, st.column_config.Column
    return {
        "tier": st.column_config.MultiselectColumn(
            words.say("Tier"),
            options=[f"{tier} · {words.say(RANK_LABELS[tier])}" for tier in TIERS],
            color=[TIER_COLOURS[tier] for tier in TIERS],
            width=110,
        ),
        "name": text(words.say("Account"), width=150),
        "score": st.column_config.ProgressColumn(
            words.say("Score"), min_value=0, max_value=100, format="%.1f", width=110
        ),
        "history": st.column_config.AreaChartColumn(words.say("12 months"), width=90, color="blue"),
        "revenue": number(words.say("Revenue") + currency, format="localized", step=1, width=115),
        "margin_rate": number(words.say("Margin rate"), format="%.1f %%", width=90),
        "growth": number(words.say("Growth"), format="%.1f %%", width=75),
        "stage": text(words.say("Stage"), width=85),
        "owner": text(words.say("Owner"), width=95),
        "next_step": text(words.say("Next step"), width=140),
        "due": st.column_config.DateColumn(words.say("Due"), format="YYYY-MM-DD", width=95),
        "overdue_money": number(words.say("Overdue") + currency, format="localized", step=1, width=105),
        "value_class": text(words.say("Role"), width=120),
        "evergreen": text(
            words.say(EVERGREEN),
            help=words.say("Purchases in each of the last five years, with a regularity of at least 0.8."),
            width=90,
        ),
        "marks": text(
            words.say("Flags"),
            help=words.say(
                "provisional: S or A with data for less than {share} of the score weight; tied at the cut: "
                "another account with the same score is in the next tier, decided only by account id",
                share=Share(least_coverage),
            ),
            width=150,
        ),
    }


def export_buttons(context: PageContext, filtered: pl.DataFrame, words: Language) -> None:
    """Show buttons for the filtered list as CSV and Excel, with every measure and the reason of each tier."""
    metadata = export_metadata(context)
    with st.container(horizontal=True):
        for file_format, label in (("csv", "CSV"), ("xlsx", "Excel")):
            st.download_button(
                label,
                data=list_file(context, metadata, filtered, words, file_format),
                file_name=metadata.file_name("accounts", file_format),
                on_click="ignore",
                icon=":material/download:",
                help=words.say("The {count} {count:account|accounts} shown, with all measures.", count=filtered.height),
                disabled=filtered.is_empty(),
                key=f"portfolio_export_{file_format}",
            )


def list_file(
    context: PageContext, metadata: About, filtered: pl.DataFrame, words: Language, file_format: str
) -> Callable[[], bytes]:
    """A function that makes the file; it needs no session, for there is none when the browser asks for the file."""
    portfolio = context.portfolio
    return lambda: table_bytes(exported_rows(portfolio, filtered, words), file_format, about=metadata, say=words.say)


def exported_rows(portfolio: Portfolio, filtered: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The rows of the filtered accounts, the largest revenue first."""
    return (
        account_list(portfolio, words.say)
        .join(filtered.select("account_id"), left_on="account", right_on="account_id", how="semi")
        .sort("revenue", "account", descending=[True, False])
    )
