"""Two built-in models side by side: weight of each group, and which accounts change tier between them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.money_at_stake import stake
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import Message, Money, ShownFigure

VALUE_ONLY, FULL = "value_only", "standard"


@dataclass(frozen=True)
class PresetComparison:
    """groups: `group`, `full`, `value_only`: points of weight out of 100. changes: accounts in another tier:
    `account`, `account_id`, `name`, `owner`, `stage`, `tier_full`, `tier_value_only` (None without a tier), `up`
    (higher by value alone), `revenue`, `stake`, `satisfaction`, the most money at stake first."""

    groups: pl.DataFrame
    changes: pl.DataFrame


def compare_presets(full: Portfolio, value_only: Portfolio, among: pl.Series) -> PresetComparison:
    """The comparison of the same accounts under both models. among: the codes of the accounts to count."""
    other = value_only.accounts.select("account", pl.col("tier").cast(pl.String).alias("tier_value_only"))
    changes = (
        full.accounts.with_columns(stake(), pl.col("tier").cast(pl.String).alias("tier_full"))
        .filter(pl.col("account").is_in(among.implode()))
        .join(other, on="account", how="inner", maintain_order="left")
        .filter(pl.col("tier_full").ne_missing(pl.col("tier_value_only")))
        .with_columns((_place("tier_value_only") < _place("tier_full")).alias("up"))
        .sort("stake", "account", descending=[True, False])
        .select(
            "account", "account_id", "name", "owner", "stage", "tier_full", "tier_value_only", "up", "revenue",
            "stake", "satisfaction",
        )
    )  # fmt: skip
    return PresetComparison(_groups(full.model, value_only.model), changes)


def group_weights(model: Model) -> dict[str, float]:
    """Group → its points of weight; a criterion that stands in for another counts with that one, once."""
    sums: dict[str, float] = {}
    for criterion in model.criteria:
        sums[criterion.group] = sums.get(criterion.group, 0.0) + (0.0 if criterion.unless else criterion.weight)
    total = sum(sums.values())
    return {group: 100 * weight / total for group, weight in sums.items()}


def comparison_sentence(found: PresetComparison) -> Message:
    """How many accounts are in another tier by value alone, up and down, with their money."""
    changes = found.changes
    if changes.is_empty():
        return Message("By value alone every account keeps the tier of the full model.")
    return Message(
        "By value alone {count} account is in another tier: {up} higher, {down} lower; revenue {money}.",
        "By value alone {count} accounts are in another tier: {up} higher, {down} lower; revenue {money}.",
        "count",
        count=ShownFigure("preset_changes", "all", changes.height),
        up=ShownFigure("preset_changes", "higher", int(changes["up"].sum())),
        down=ShownFigure("preset_changes", "lower", int((~changes["up"]).sum())),
        money=ShownFigure("preset_changes_revenue", "all", Money(int(changes["revenue"].sum()))),
    )  # fmt: skip


def _groups(full: Model, value_only: Model) -> pl.DataFrame:
    one, other = group_weights(full), group_weights(value_only)
    rows = [(group, one.get(group, 0.0), other.get(group, 0.0)) for group in dict.fromkeys([*one, *other])]
    return pl.DataFrame(rows, schema={"group": pl.String, "full": pl.Float64, "value_only": pl.Float64}, orient="row")


def _place(column: str) -> pl.Expr:
    """The place of a tier, S first; without one below C."""
    return pl.col(column).replace_strict(
        {tier: place for place, tier in enumerate(TIERS)}, default=len(TIERS), return_dtype=pl.Int64
    )
