"""Rows of the table of accounts that change tier under the draft."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kam_core.locale.language import Language
from kam_core.locale.number_columns import DASH
from kam_core.vocabulary.message import N_
from kam_core.whatif.comparison import Mover
from pages.widgets.tables.cells import ARROW, move_text
from pages.widgets.tables.column import REASON, Column

FIRMNESS = {"solid": N_("stable"), "leaning": N_("fairly stable"), "fragile": N_("borderline")}
"""At least 90 % of the draws in the present tier; between; under 60 %."""


def mover_rows(entries: Sequence[Mover], accounts: pl.DataFrame, words: Language) -> pl.DataFrame:
    """Account, tiers now and under the draft, why, both scores, owner as in `accounts`, revenue."""
    ids = [entry.account_id for entry in entries]
    owners = dict(accounts.filter(pl.col("account_id").is_in(ids)).select("account_id", "owner").iter_rows())
    return pl.DataFrame(
        [
            {
                "account_id": entry.account_id,
                "move": move_text(entry.tier_before, entry.tier_after),
                "name": entry.name,
                "why": words.say(entry.reason),
                "scores": ARROW.join(
                    DASH if score is None else words.number(score, 1)
                    for score in (entry.score_before, entry.score_after)
                ),
                "owner": owners[entry.account_id],
                "revenue": entry.revenue,
            }
            for entry in entries
        ],
        schema={
            "account_id": pl.String, "move": pl.String, "name": pl.String, "why": pl.String, "scores": pl.String,
            "owner": pl.String, "revenue": pl.Int64,
        },
    )  # fmt: skip


def mover_columns(words: Language) -> dict[str, Column]:
    """The columns that do not follow from their names."""
    return {
        "why": Column(width=240, priority=REASON),
        "scores": Column(words.say("Score"), right=True, priority=REASON),
    }
