"""Pareto curve of a measure, in at most 500 points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.insight.concentration.indices import Values, concentration, largest_first, top_share

CURVE_POINTS = 500
CURVE_COLUMNS = {"place": pl.Int64, "account_share": pl.Float64, "value_share": pl.Float64}


def pareto_curve(values: Values, lose_top: int = 0) -> pl.DataFrame:
    """`place`, `account_share`, `value_share` (0–1) of the values above 0, the largest first, in ≤ 500 points.

    Without the first `lose_top` the shares stay those of the whole, so that the curve ends below 1 by the loss.
    """
    falling = largest_first(values)
    if not len(falling):
        return pl.DataFrame(schema=CURVE_COLUMNS)
    left = falling[lose_top:]
    cumulative = np.concatenate([[0.0], np.minimum(np.cumsum(left) / falling.sum(), 1.0)])
    place = thinned(len(left))
    return pl.DataFrame({"place": place, "account_share": place / len(falling), "value_share": cumulative[place]})


def thinned(n: int, points: int = CURVE_POINTS) -> npt.NDArray[np.int64]:
    """At most `points` indices from 0 to n with both ends, dense in the first fifth, where a curve bends."""
    if n + 1 <= points:
        return np.arange(n + 1)
    dense = points // 5
    rest = np.linspace(dense, n, points - dense).round().astype(np.int64)
    return np.unique(np.concatenate([np.arange(dense), rest]))


@dataclass(frozen=True)
class ParetoPoints:
    """A Pareto curve and where it reaches 80 %: (share of accounts, share of the measure)."""

    frame: pl.DataFrame
    cross: tuple[float, float] | None


def pareto_points(accounts: pl.DataFrame, measure: str) -> ParetoPoints:
    """The Pareto curve of a measure over the accounts above 0, with the point at which 80 % is reached."""
    values = accounts[measure].cast(pl.Float64).to_numpy()
    numbers = concentration(values)
    cross = None
    if numbers.n80 is not None:
        cross = (numbers.n80 / numbers.accounts, top_share(values, numbers.n80))
    return ParetoPoints(pareto_curve(values), cross)
