"""Manual stages in force, beside what the rules say."""

from __future__ import annotations

import polars as pl

from kam_core.measures.money_at_stake import stake
from kam_core.vocabulary.enums import STAGE


def manual_list(accounts: pl.DataFrame, by_rule: pl.DataFrame, manual: pl.DataFrame) -> pl.DataFrame:
    """The accounts with a manual stage, the most money at stake first.

    accounts: with the stages in force; by_rule: the same with those of the rules; manual: as of `manual_stages`.
    """
    rules = by_rule.select("account", pl.col("stage").cast(STAGE).alias("stage_by_rule"))
    return (
        accounts.join(manual, on="account", maintain_order="left")
        .join(rules, on="account", how="left", maintain_order="left")
        .with_columns(stake(), pl.col("until").cast(pl.Int32).cast(pl.Date))
        .sort("stake", "account", descending=[True, False])
        .select("account_id", "name", "stage", "stage_by_rule", "reason", "until", "stake", "owner")
    )
