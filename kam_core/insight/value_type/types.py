"""Value type and selling mode of all accounts, one row each, and of one account with what could still change it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kam_core.measures.judgement.value_type import INPUTS, PASSED, ValueType, value_type

SELLING_MODES: Mapping[str, str] = {
    ValueType.INTRINSIC.value: "transactional",
    ValueType.EXTRINSIC.value: "consultative",
    ValueType.STRATEGIC.value: "partnership",
}
_MARKS = (1.0, 2.0, 3.0, 4.0, 5.0)


def value_types(accounts: pl.DataFrame) -> pl.DataFrame:
    """`account`, `value_type`, `selling_mode` (null while undecided) and `cost_to_margin`, `over_served` of an account
    frame, in its order.

    cost_to_margin: cost to serve / margin of the window, null without such a cost or where the margin is ≤ 0.
    over_served: an intrinsic buyer above the median cost_to_margin of all accounts that have one; null where its own is
    unknown, false for every other value type.
    """
    return (
        accounts.with_columns(value_type(accounts.columns), _cost_to_margin(accounts.columns))
        .with_columns(
            pl.col("value_type").replace_strict(SELLING_MODES, default=None, return_dtype=pl.String)
            .alias("selling_mode"),
            pl.when(pl.col("value_type") != ValueType.INTRINSIC.value).then(False)
            .otherwise(pl.col("cost_to_margin") > pl.col("cost_to_margin").median()).alias("over_served"),
        )
        .select("account", "value_type", "selling_mode", "cost_to_margin", "over_served")
    )  # fmt: skip


def median_cost_to_margin(accounts: pl.DataFrame) -> tuple[float | None, int]:
    """The median cost / margin of the accounts that have both, and how many these are."""
    known = accounts.select(_cost_to_margin(accounts.columns)).to_series().drop_nulls()
    middle = known.median()
    return (float(middle) if isinstance(middle, int | float) else None), len(known)


def _cost_to_margin(columns: list[str]) -> pl.Expr:
    if "cost_to_serve" not in columns or "margin" not in columns:
        return pl.lit(None, pl.Float64).alias("cost_to_margin")
    # An account without a row of costs has a cost of 0 in the frame: nothing was recorded, which is no cheap account.
    both = (pl.col("cost_to_serve") > 0) & (pl.col("margin") > 0)
    return pl.when(both).then(pl.col("cost_to_serve") / pl.col("margin")).alias("cost_to_margin")


@dataclass(frozen=True, slots=True)
class AccountValueType:
    """The value type of one account with what decides it.

    inputs: column → mark (1–5) or whether mutual dependence passed; None where unknown. open_inputs: unknown ones
    that could change the type; possible: the types that they could lead to, the present one among them.
    """

    value_type: ValueType
    inputs: Mapping[str, float | bool | None]
    open_inputs: tuple[str, ...]
    possible: tuple[ValueType, ...]
    cost_to_margin: float | None
    median: float | None
    compared: int
    over_served: bool | None


def account_value_type(accounts: pl.DataFrame, row: int) -> AccountValueType:
    """The value type of one row of an account frame; over-served is measured against all rows of the frame."""
    inputs = {name: accounts[name][row] if name in accounts.columns else None for name in INPUTS}
    types = value_types(accounts).row(row, named=True)
    median, compared = median_cost_to_margin(accounts)
    open_inputs, possible = _undecided(inputs)
    return AccountValueType(
        ValueType(types["value_type"]), inputs, open_inputs, possible,
        types["cost_to_margin"], median, compared, types["over_served"],
    )  # fmt: skip


def _undecided(inputs: Mapping[str, float | bool | None]) -> tuple[tuple[str, ...], tuple[ValueType, ...]]:
    """The unknown inputs that could change the type, and the types that they could lead to, by trying all answers."""
    unknown = [name for name, value in inputs.items() if value is None]
    answers: list[tuple[float | bool | None, ...]] = [
        ((False, True) if name == PASSED else _MARKS) if name in unknown else (inputs[name],) for name in INPUTS
    ]
    frame = pl.DataFrame(list(itertools.product(*answers)), schema=INPUTS, orient="row")
    frame = frame.with_columns(value_type(frame.columns))
    deciding = tuple(
        name
        for name in unknown
        if frame.group_by([one for one in INPUTS if one != name]).agg(pl.col("value_type").n_unique())
        .select((pl.col("value_type") > 1).any()).item()
    )  # fmt: skip
    found = set(frame["value_type"].to_list())
    return deciding, tuple(one for one in ValueType if one.value in found)
