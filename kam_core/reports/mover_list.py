"""Export of accounts that change tier under a draft, with tiers and reason."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from kam_core.vocabulary.message import Message
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.whatif.comparison import WhatIf

SCHEMA = {
    "account": pl.String,
    "name": pl.String,
    "owner": pl.String,
    "tier_before": pl.String,
    "tier_after": pl.String,
    "direction": pl.String,
    "score_before": pl.Float64,
    "score_after": pl.Float64,
    "revenue": pl.Float64,
    "why": pl.String,
}
UP, DOWN = "up", "down"


def mover_list(result: WhatIf, say: Callable[[Message], str] = str) -> pl.DataFrame:
    """One row per account that changes tier, the largest revenue first: `account`, `name`, `owner`, `tier_before`,
    `tier_after`, `direction` (up or down), scores before and after, `revenue` in currency units, and `why`.

    `say` turns the reason into the reader's language.
    """
    owners = dict(result.published.accounts.select("account_id", "owner").iter_rows())
    rows = [
        {
            "account": mover.account_id,
            "name": mover.name,
            "owner": owners[mover.account_id],
            "tier_before": mover.tier_before,
            "tier_after": mover.tier_after,
            "direction": UP if mover.up else DOWN,
            "score_before": mover.score_before,
            "score_after": mover.score_after,
            "revenue": mover.revenue / MONEY_SCALE,
            "why": say(mover.why),
        }
        for mover in result.first_movers()
    ]
    return pl.DataFrame(rows, schema=SCHEMA)
