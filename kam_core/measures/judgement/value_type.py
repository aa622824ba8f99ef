"""Value type of an account: intrinsic, extrinsic or strategic buyer, by three marks and mutual dependence.

Rackham and De Vincentis 1999 (Rethinking the Sales Force); thresholds by domain: judged criteria.
"""

from __future__ import annotations

from enum import StrEnum

import polars as pl

HIGH, LOW = 4.0, 2.0
"""Marks from which a quality counts as given, and up to which it counts as lacking."""
OPENNESS, PASSED, ADVICE, PRICE = (
    "openness_to_joint_work", "mutual_dependence_passed", "appetite_for_advice", "price_sensitivity",
)  # fmt: skip
INPUTS = {OPENNESS: pl.Float64, PASSED: pl.Boolean, ADVICE: pl.Float64, PRICE: pl.Float64}
"""Columns that decide the value type."""
INTRINSIC_CONTACT_FACTOR = 2
"""Times the promised days between contacts of an intrinsic buyer (domain: care cadence)."""


class ValueType(StrEnum):
    """What an account buys for: the lowest effort, our advice, or a partner."""

    STRATEGIC = "strategic"
    EXTRINSIC = "extrinsic"
    INTRINSIC = "intrinsic"
    UNDECIDED = "undecided"


def value_type(columns: list[str]) -> pl.Expr:
    """The value type, never null; an unknown mark fulfils no condition.

    columns: those of the frame; inputs that it lacks are unknown.
    """
    openness, passed, advice, price = (
        pl.col(name).cast(kind) if name in columns else pl.lit(None, kind) for name, kind in INPUTS.items()
    )
    return (
        pl.when((openness >= HIGH) & passed)
        .then(pl.lit(ValueType.STRATEGIC.value))
        .when(advice >= HIGH)
        .then(pl.lit(ValueType.EXTRINSIC.value))
        .when((price >= HIGH) & (advice <= LOW))
        .then(pl.lit(ValueType.INTRINSIC.value))
        .otherwise(pl.lit(ValueType.UNDECIDED.value))
        .alias("value_type")
    )


def is_intrinsic(columns: list[str]) -> pl.Expr:
    """Whether the account is an intrinsic buyer, who does not want our time; never null."""
    return value_type(columns) == ValueType.INTRINSIC.value


def contact_factor(columns: list[str]) -> pl.Expr:
    """By what the promised days between contacts are multiplied: 2 for an intrinsic buyer, else 1."""
    return pl.when(is_intrinsic(columns)).then(INTRINSIC_CONTACT_FACTOR).otherwise(1).cast(pl.Int64)
