"""Capacity: seats taken and free, the next account in line, and the accounts over the seats."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.formulas import formula_of
from kam_core.whatif.limits.capacity import seat_plan, seat_sentence
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.measure_text import column_infos
from pages.widgets.row_table import show_rows
from pages.widgets.tables.column import Column

MOST_SHOWN = 200
UNFORMATTED = ("tier", "places", "used", "free", "waiting", "instead_of", "displaces")
"""Columns that are shown unformatted."""


def show_seats(what_if: WhatIfContext) -> None:
    """Show the seat plan of the draft, if it limits anything."""
    words = what_if.words
    plan = seat_plan(what_if.draft_portfolio)
    if plan.seats.is_empty():
        return
    show_heading(words.say("Seats"))
    waiting = plan.seats.filter(pl.col("account_id").is_not_null()).sort("revenue", descending=True)
    if waiting.height:
        st.markdown(plain(words.say(seat_sentence(waiting.row(0, named=True)))))
        st.caption(words.say("Past revenue does not show how much more an account would bring in another tier."))
    if plan.seats.height > MOST_SHOWN:
        st.caption(words.say("Top {shown} of {all}.", shown=MOST_SHOWN, all=plan.seats.height))
    shown_seats = seat_rows(plan.seats.head(MOST_SHOWN), words)
    labels = {
        "tier": words.say("Tier"),
        "owner": words.say("Owner"),
        "places": words.say("Seats"),
        "used": words.say("Used"),
        "free": words.say("Free"),
        "waiting": words.say("Waiting"),
        "next": words.say("Next account"),
        "instead_of": words.say("Now"),
        "revenue": words.say("Revenue of next account"),
        "margin": words.say("Margin of next account"),
        "expected_value": words.say("Expected value of next account"),
        "displaces": words.say("Account replaced"),
    }
    # Leave out columns without values.
    used_columns = {
        name: label for name, label in labels.items() if shown_seats[name].null_count() < shown_seats.height
    }
    money = ("revenue", "margin", "expected_value")
    infos = {name: words.say(formula_of(name)) for name in money} | column_infos("seats", words)
    show_rows(shown_seats, "seats", used_columns, right=money, infos=infos)
    show_heading(words.say("Over the seat limit: {count}", count=plan.overflow.height))
    if plan.overflow.height > MOST_SHOWN:
        st.caption(words.say("Top {shown} of {all}.", shown=MOST_SHOWN, all=plan.overflow.height))
    overflow = plan.overflow.head(MOST_SHOWN).with_columns(
        pl.col("from_tier").cast(pl.String), pl.col("over").fill_null(words.say("total"))
    )
    show_accounts(
        overflow,
        words,
        "overflow",
        {"from_tier": Column(words.say("Tier without limit")), "over": Column(words.say("Seats full for"))},
    )


def seat_rows(seats: pl.DataFrame, words: Language) -> pl.DataFrame:
    """Rows of the seat plan with money as text; an account that gains nothing from one more seat is not named."""
    return pl.DataFrame(
        [
            {
                **{name: row[name] for name in UNFORMATTED},
                "owner": row["owner"] or words.say("all owners"),
                "next": row["name"],
                **{
                    name: None if row[name] is None else words.money(row[name])
                    for name in ("revenue", "margin", "expected_value")
                },
            }
            for row in seats.to_dicts()
        ],
        infer_schema_length=None,
    )
