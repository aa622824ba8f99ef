"""Files of the account list: CSV for machines, and a workbook for people with the columns of the screen first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl
import streamlit as st

from kam_core.insight.account_list import account_rows as insight_list
from kam_core.locale.language import Language
from kam_core.reports.account_list import account_list, in_words, reader_columns
from kam_core.reports.export import About, reader_workbook, table_bytes
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.money import MONEY_SCALE
from pages.accounts.account_list import list_rows
from pages.panels.attention import next_steps
from pages.shell.cache import tier_range_cache
from pages.shell.export_metadata import export_metadata
from pages.shell.page_context import PageContext
from pages.shell.table_choices import hidden_columns

SCREEN_NAMES = {"stage": "lifecycle_stage"}
"""Names of the list where those of the file differ."""
ONLY_ON_SCREEN = ("marks", "next_step", "due", "overdue_money")


def export_buttons(context: PageContext, filtered: pl.DataFrame, words: Language) -> None:
    """Show buttons for the filtered list as CSV and Excel, with every measure and the reason of each tier."""
    metadata = export_metadata(context)
    with st.container(horizontal=True, horizontal_alignment="right"):
        for file_format, label in (("csv", "CSV"), ("xlsx", "Excel")):
            st.download_button(
                label,
                data=list_file(context, metadata, filtered, words, file_format),
                file_name=metadata.file_name("accounts", file_format),
                on_click="ignore",
                icon=":material/download:",
                help=words.say(
                    "The {count} account shown, with all measures.",
                    "The {count} accounts shown, with all measures.",
                    "count",
                    count=filtered.height,
                ),
                disabled=filtered.is_empty(),
                key=f"portfolio_export_{file_format}",
            )


def list_file(
    context: PageContext, metadata: About, filtered: pl.DataFrame, words: Language, file_format: str
) -> Callable[[], bytes]:
    """A function that makes the file; it needs no session, for there is none when the browser asks for the file."""
    portfolio = context.portfolio
    steps, hidden = next_steps(context), hidden_columns("portfolio_accounts") or ()
    value_texts = context.value_texts
    findings = tier_range_cache.list_findings(context.dataset, portfolio, context.working_day, context.portfolio_key)

    def made() -> bytes:
        exact = exported_rows(portfolio, filtered, words)
        if file_format != "xlsx":
            return table_bytes(exact, file_format, about=metadata, say=words.say)
        return workbook(portfolio, filtered, exact, steps, hidden, metadata, words, value_texts, findings)

    return made


def workbook(
    portfolio: Portfolio,
    filtered: pl.DataFrame,
    exact: pl.DataFrame,
    steps: pl.DataFrame,
    hidden: Sequence[str],
    metadata: About,
    words: Language,
    value_texts: Mapping[str, str],
    findings: pl.DataFrame | None = None,
) -> bytes:
    """The workbook: columns in the order of the screen, then those that are hidden there and all others.

    `value_texts` are those of the page context, for the sheet for people; `findings` those of the list.
    """
    no_history = pl.DataFrame(schema={"account": filtered.schema["account"], "month": pl.Int64, "revenue": pl.Int64})
    listed_rows = insight_list.rows(filtered, no_history, steps, most=filtered.height, findings=findings)
    shown = list_rows(listed_rows, words)
    added = shown.select("account_id", *ONLY_ON_SCREEN).with_columns(pl.col("overdue_money") / float(MONEY_SCALE))
    listed = exact.join(added, left_on="account", right_on="account_id", how="left", maintain_order="left")
    first = [SCREEN_NAMES.get(name, name) for name in shown.columns if name not in hidden]
    columns = reader_columns(listed, first, portfolio, words.say)
    readable = in_words(listed, words.say).with_columns(pl.col("region", "industry").replace(value_texts))
    return reader_workbook(readable, columns, exact, words.say("Account list"), metadata, words.say)


def exported_rows(portfolio: Portfolio, filtered: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The rows of the filtered accounts, the largest revenue first."""
    return (
        account_list(portfolio, words.say)
        .join(filtered.select("account_id"), left_on="account", right_on="account_id", how="semi")
        .sort("revenue", "account", descending=[True, False])
    )
