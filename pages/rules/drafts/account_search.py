"""Account search: a list that filters as one types, behind a text search where there are too many accounts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.portfolio import Portfolio
from pages.widgets.choices import choose

MOST_CHOICES = 2_000
"""Names that a list can filter by itself; more are narrowed by a text search first."""
Rows = npt.NDArray[np.intp]


def find_account(portfolio: Portfolio, rows: Rows, name: str, words: Language) -> int | None:
    """The chosen row of these rows, in their order; None where the search finds nobody.

    An account that is no longer among them is replaced by the first. `name` is the key of the choice in the session.
    """
    if len(rows) > MOST_CHOICES:
        query = st.text_input(
            words.say("Search by name or id"),
            key=f"{name}_search",
            placeholder=words.say("Part of a name or id"),
            persist_state="session",
        )
        rows = matching_rows(portfolio, rows, query or "")
        if not len(rows):
            st.caption(words.say("No accounts match."))
            return None
        if len(rows) > MOST_CHOICES:
            st.caption(
                words.say(
                    "Showing {shown} of {all}. Search to find others.",
                    shown=MOST_CHOICES, all=len(rows),
                )
            )  # fmt: skip
    rows = rows[:MOST_CHOICES]
    accounts = portfolio.accounts
    ids, names = accounts["account_id"].gather(rows).to_list(), accounts["name"].gather(rows).to_list()
    # The id tells accounts of one name apart; with a tier the label of the chosen option would change.
    labels = {account_id: f"{name} · {account_id}" for account_id, name in zip(ids, names, strict=True)}
    chosen = choose(words.say("Account"), ids, labels.__getitem__, name, words)
    return int(rows[ids.index(chosen)])


def matching_rows(portfolio: Portfolio, rows: Rows, query: str) -> Rows:
    """The rows with every word of the query in name or id, in upper or lower case; all for a blank query."""
    if not query.strip():
        return rows
    texts = portfolio.accounts.select(
        pl.concat_str(pl.col("name").fill_null(""), pl.col("account_id"), separator="\n").str.to_lowercase()
    ).to_series()
    candidates = texts.gather(rows)
    matches = np.ones(len(rows), np.bool_)
    for word in query.lower().split():
        matches &= candidates.str.contains(word, literal=True).to_numpy()
    return rows[matches]
