"""Export of the accounts whose tier changed with the definition of a purchase."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from kam_core.services.purchase_definition_change import ChangedAccount
from kam_core.vocabulary.message import Message
from kam_core.vocabulary.money import MONEY_SCALE


def definition_list(changed: Sequence[ChangedAccount], say: Callable[[Message], str] = str) -> pl.DataFrame:
    """`account`, `name`, `tier_before`, `tier_after`, `stake` in currency units, `causes` in the reader's language."""
    return pl.DataFrame(
        [
            {
                "account": one.account_id,
                "name": one.name,
                "tier_before": one.tier_before,
                "tier_after": one.tier_after,
                "stake": one.stake / MONEY_SCALE,
                "causes": "; ".join(say(cause) for cause in one.causes),
            }
            for one in changed
        ],
        schema={
            "account": pl.String, "name": pl.String, "tier_before": pl.String, "tier_after": pl.String,
            "stake": pl.Float64, "causes": pl.String,
        },
    )  # fmt: skip
