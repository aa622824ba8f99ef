"""Seats taken and free, who waits for one, and who overflowed."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.whatif.limits.capacity import seat_plan, seat_sentence
from pages.what_if.case import Case
from pages.widgets.account_table import for_display, show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows

MOST_SHOWN = 200
PLAIN = ("tier", "places", "used", "free", "waiting", "instead_of", "displaces")
"""What is shown as it is."""


def show_seats(case: Case) -> None:
    """The seat plan of the draft; nothing where it limits nothing."""
    words = case.words
    plan = seat_plan(case.drafted)
    if plan.seats.is_empty():
        return
    show_heading(words.say("Seats"))
    takers = plan.seats.filter(pl.col("account_id").is_not_null()).sort("revenue", descending=True)
    if takers.height:
        st.markdown(plain(words.say(seat_sentence(takers.row(0, named=True)))))
        st.caption(words.say("What an account brought in the window is not what it would bring more in another tier."))
    if plan.seats.height > MOST_SHOWN:
        st.caption(words.say("The first {shown} of {all}.", shown=MOST_SHOWN, all=plan.seats.height))
    shown_seats = seat_rows(plan.seats.head(MOST_SHOWN), words)
    labels = {
        "tier": words.say("Tier"),
        "owner": words.say("Owner"),
        "places": words.say("Seats"),
        "used": words.say("Taken"),
        "free": words.say("Free"),
        "waiting": words.say("Waiting"),
        "next": words.say("Next in line"),
        "instead_of": words.say("Now"),
        "revenue": words.say("Its revenue"),
        "margin": words.say("Its margin"),
        "expected_value": words.say("Its expected value"),
        "displaces": words.say("Would go for it"),
    }
    # A column in which nobody has anything only takes room.
    full = {name: label for name, label in labels.items() if shown_seats[name].null_count() < shown_seats.height}
    show_rows(shown_seats.select(list(full)), "seats", full, right=("revenue", "margin", "expected_value"))
    show_heading(words.say("Over the seats: {count}", count=plan.overflow.height))
    if plan.overflow.height > MOST_SHOWN:
        st.caption(words.say("The first {shown} of {all}.", shown=MOST_SHOWN, all=plan.overflow.height))
    first = plan.overflow.head(MOST_SHOWN).with_columns(
        pl.col("from_tier").cast(pl.String), pl.col("over").fill_null(words.say("in all"))
    )
    shown = for_display(first, words)
    show_accounts(
        shown,
        words,
        "overflow",
        {
            "from_tier": st.column_config.Column(words.say("Would be")),
            "over": st.column_config.Column(words.say("Whose seats were full")),
        },
    )


def seat_rows(seats: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The seats in words, money as the reader writes it; who waits but gains nothing from one more seat has no name."""
    return pl.DataFrame(
        [
            {
                **{
                    name: row[name] for name in ("tier", "places", "used", "free", "waiting", "instead_of", "displaces")
                },
                "owner": row["owner"] or words.say("all together"),
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
