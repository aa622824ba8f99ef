"""Roll cells up to one row of integers (the state) per account, as of a month, on any engine.

The state of closed months is stored; a new month is rolled up alone and merged with it: the same bits as rolling up
everything anew. Written in narwhals like the cells.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.packed_keys import Frame
from kam_core.measures.cells.state_columns import STATE, STATE_COLUMNS


def state(cells: Frame, horizon: Horizon) -> Frame:
    """`STATE_COLUMNS` of cells up to the horizon's last month, one row per account, in no particular order."""
    return _aggregated(state_parts(cells, horizon), "_of")


def state_parts(cells: Frame, horizon: Horizon) -> Frame:
    """What each cell adds to its account's state: `account`, and each of `STATE_COLUMNS` with `_of` behind its name."""
    return cells.select("account", *(column.part(horizon).alias(f"{column.name}_of") for column in STATE))


def merge_states(one: Frame, other: Frame) -> Frame:
    """Two states of the same horizon over different months (or different accounts) as one."""
    both = nw.concat([one.select(*STATE_COLUMNS), other.select(*STATE_COLUMNS)], how="vertical")
    return _aggregated(both.rename({name: f"{name}_part" for name in STATE_COLUMNS[1:]}), "_part")


def _aggregated(parts: Frame, suffix: str) -> Frame:
    """Columns with a suffix, aggregated per account; the suffix is dropped."""
    return (
        parts.group_by("account")
        .agg(*(column.aggregation.expression(f"{column.name}{suffix}").alias(column.name) for column in STATE))
        .select("account", *(nw.col(name).cast(nw.Int64) for name in STATE_COLUMNS[1:]))
    )
