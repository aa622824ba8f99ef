"""Seats taken and free, who waits for one, and who overflowed."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.ranks import TIERS
from kam_core.whatif.capacity import seat_plan, seat_sentence
from pages.parts.headings import show_heading
from pages.parts.lab.case import Case
from pages.parts.rows import show_rows
from pages.parts.tables import for_display, show_accounts

MOST_SHOWN = 200


def show_seats(case: Case) -> None:
    """The seat plan of the draft; nothing where it limits nothing."""
    words = case.words
    plan = seat_plan(case.drafted)
    if plan.seats.is_empty():
        return
    show_heading(words.say("Seats"))
    show_rows(
        seat_rows(plan.seats.head(MOST_SHOWN), words),
        "seats",
        {
            "tier": words.say("Tier"),
            "owner": words.say("Owner"),
            "places": words.say("Seats"),
            "used": words.say("Taken"),
            "free": words.say("Free"),
            "waiting": words.say("Waiting"),
            "one_more": words.say("One seat more"),
        },
    )
    st.caption(words.say("What an account brought in the window is not what it would bring more in another tier."))
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
    """The seats in words, those in all before those of the owners of a tier."""
    return pl.DataFrame(
        [
            {
                "tier": row["tier"],
                "owner": row["owner"] or words.say("all together"),
                "places": row["places"],
                "used": row["used"],
                "free": row["free"],
                "waiting": row["waiting"],
                "one_more": words.say(seat_sentence(row)),
            }
            for row in sorted(seats.to_dicts(), key=lambda row: TIERS.index(row["tier"]))
        ]
    )
