"""Tab of finance's figures: what finance booked per month beside ours, closed months marked."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.finance.control_months import ControlMonths, control_notes, control_sentence
from kam_core.locale.language import Language
from kam_core.vocabulary.calendar import month_start
from pages.business.results.fiscal_figures import closed_month_changes, control_of
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows
from pages.widgets.shown_figures import say_figures


def show_finance_tab(context: PageContext) -> None:
    """Show whether our figures agree with finance's, and where they do not."""
    words, found = context.words, control_of(context)
    show_heading(words.say("Do finance's figures agree?"), words.say("all owners together, as finance books them"))
    if found is None:
        st.info(
            words.say(
                "Finance's monthly figures are not here yet. Upload a file of control totals on the Data page: "
                "month, booked revenue, and if known margin and whether the month is closed."
            )
        )
        return
    st.markdown(f"**{plain(say_figures(words, control_sentence(found)))}**")
    for note in (*control_notes(found), *closed_month_changes(context, found)):
        st.caption(plain(words.say(note)))
    if found.rows.is_empty():
        return
    columns = {
        "month": words.say("Month"), "ours": words.say("Our revenue"), "booked": words.say("Booked by finance"),
        "difference": words.say("Difference"), "margin": words.say("Difference of margin"), "state": words.say("State"),
    }  # fmt: skip
    if found.rows["booked_margin"].null_count() == found.rows.height:
        columns.pop("margin")
    show_rows(control_rows(found, words), "control_months", columns, right=("ours", "booked", "difference", "margin"))


def control_rows(found: ControlMonths, words: Language) -> pl.DataFrame:
    """The months in words, to the full amount: a difference of cents must be in sight."""

    def full(amount: int | None) -> str:
        return "–" if amount is None else words.money(amount, compact=False)

    def change(amount: int | None) -> str:
        return f"+{full(amount)}" if amount is not None and amount > 0 else full(amount)

    rows = list(found.rows.iter_rows(named=True))
    margins = [
        None if row["our_margin"] is None or row["booked_margin"] is None else row["our_margin"] - row["booked_margin"]
        for row in rows
    ]
    return pl.DataFrame(
        {
            "month": [words.month(month_start(row["month"])) for row in rows],
            "ours": [full(row["ours"]) for row in rows],
            "booked": [full(row["booked"]) for row in rows],
            "difference": [change(row["difference"]) for row in rows],
            "margin": [change(margin) for margin in margins],
            "state": [words.say("closed") if row["closed"] else words.say("open") for row in rows],
        }
    )
