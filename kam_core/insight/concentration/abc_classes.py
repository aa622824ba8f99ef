"""ABC classes: class A makes up 80 % of the total, class B the next 15 %, class C the rest."""

from __future__ import annotations

import numpy as np
import polars as pl

from kam_core.insight.concentration.indices import TOLERANCE, Values

ABC_LIMITS = (0.80, 0.95)


def abc_classes(values: Values, amounts: Values | None = None) -> pl.DataFrame:
    """`class`, `units`, `value`, `share`: A to 80 % of the sum above 0, B to 95 %, C the rest with what is ≤ 0.

    The one that crosses a limit still belongs to the better class. share: of the values above 0; value: the net sum,
    of `amounts` (one per value) where they are not the values themselves.
    """
    known = ~np.isnan(values)
    values, amounts = values[known], (values if amounts is None else amounts)[known]
    falling = np.argsort(-values, kind="stable")
    above, net = np.clip(values[falling], 0.0, None), amounts[falling]
    total = float(above.sum())
    before = (np.cumsum(above) - above) / total if total > 0 else np.ones(len(above))
    place = np.select([(before < limit - TOLERANCE) & (above > 0) for limit in ABC_LIMITS], [0, 1], 2)
    inside = [place == k for k in range(3)]
    return pl.DataFrame(
        {
            "class": ["A", "B", "C"],
            "units": [int(flags.sum()) for flags in inside],
            "value": [float(net[flags].sum()) for flags in inside],
            "share": [min(1.0, float(above[flags].sum() / total)) if total > 0 else None for flags in inside],
        },
        schema={"class": pl.String, "units": pl.Int64, "value": pl.Float64, "share": pl.Float64},
    )
