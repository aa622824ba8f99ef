"""Rows of the table of accounts that change tier under the draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from kam_core.locale.language import Language
from kam_core.vocabulary.message import N_
from kam_core.whatif.comparison import Mover
from pages.widgets.tables.cells import move_text

FIRMNESS = {"solid": N_("solid"), "leaning": N_("leaning"), "fragile": N_("fragile")}
"""At least 90 % of the draws in the present tier; between; under 60 %."""


def mover_rows(entries: Sequence[Mover], words: Language, firmness: Mapping[str, str] | None = None) -> pl.DataFrame:
    """Account, direction, tiers under the published model and the draft, why, how firmly where known, revenue."""
    return pl.DataFrame(
        [
            {
                "account_id": entry.account_id,
                "name": entry.name,
                "move": move_text(entry.tier_before, entry.tier_after),
                "why": words.say(entry.why),
                **({} if firmness is None else {"firmness": firmness[entry.account_id]}),
                "revenue": entry.revenue,
            }
            for entry in entries
        ]
    )
