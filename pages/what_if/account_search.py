"""Find one account among any number: a list that filters as one types, behind a search where it would be too long."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.portfolio import Portfolio
from pages.widgets.choices import choose

MOST_CHOICES = 2_000
"""Names that a list holds and filters by itself; more are narrowed by a search before."""
Rows = npt.NDArray[np.intp]


def find_account(portfolio: Portfolio, rows: Rows, name: str, words: Language) -> int | None:
    """The row that is looked at, of these rows in their order; None where the search finds nobody.

    One that is no longer among them gives way to the first. `name` is that of the choice in the session.
    """
    if len(rows) > MOST_CHOICES:
        typed = st.text_input(
            words.say("Search by name or id"),
            key=f"{name}_search",
            placeholder=words.say("A part of a name or an id"),
            persist_state="session",
        )
        rows = named_like(portfolio, rows, typed or "")
        if not len(rows):
            st.caption(words.say("Nobody here has this in the name or the id."))
            return None
        if len(rows) > MOST_CHOICES:
            st.caption(
                words.say(
                    "To choose from: the first {shown} of {all}. Search for the others.",
                    shown=MOST_CHOICES, all=len(rows),
                )
            )  # fmt: skip
    rows = rows[:MOST_CHOICES]
    accounts = portfolio.accounts
    ids, names = accounts["account_id"].gather(rows).to_list(), accounts["name"].gather(rows).to_list()
    # The id keeps namesakes apart; tiers would change the word of an option while it is chosen.
    labels = {account_id: f"{name} · {account_id}" for account_id, name in zip(ids, names, strict=True)}
    chosen = choose(words.say("Account"), ids, labels.__getitem__, name, words)
    return int(rows[ids.index(chosen)])


def named_like(portfolio: Portfolio, rows: Rows, typed: str) -> Rows:
    """Those of the rows with every typed word in name or id, whatever its case; all where nothing was typed."""
    if not typed.strip():
        return rows
    known = portfolio.accounts.select(
        pl.concat_str(pl.col("name").fill_null(""), pl.col("account_id"), separator="\n").str.to_lowercase()
    ).to_series()
    text = known.gather(rows)
    found = np.ones(len(rows), np.bool_)
    for word in typed.lower().split():
        found &= text.str.contains(word, literal=True).to_numpy()
    return rows[found]
