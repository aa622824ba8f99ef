"""Gates: conditions of S and A besides the score (domain: tier, step 3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.scoring.model.gates import Gates
from kam_core.vocabulary.cached_property import cached_property
from kam_core.vocabulary.enums import STRATEGIC
from kam_core.vocabulary.message import N_

Flags = npt.NDArray[np.bool_]

GATE_REASONS = {
    "mutual_dependence": N_("mutual dependence is rated too low"),
    "recurring": N_("no recurring purchases"),
    "margin": N_("the margin is not above zero"),
    "margin_rate": N_("the margin rate is less than half of the portfolio's"),
    "revenue": N_("revenue is below the median of active customers"),
}
"""Reason of failing, by gate; where a model sets another part than half, the sentence contains its number."""
BUILD_UP_EXEMPTIONS = ("recurring", "revenue")
"""Gates that do not apply to accounts being built up."""


@dataclass(frozen=True)
class GateFlags:
    """Which account fails which gate: one boolean array per gate, unknown counts as passed.

    `s_only` gates apply to S alone, `key` gates for S and A; in the order in which they are named as a reason.
    """

    s_only: dict[str, Flags]
    key: dict[str, Flags]

    @cached_property
    def s(self) -> dict[str, Flags]:
        """All gates of S."""
        return {**self.s_only, **self.key}

    def any_s(self, n: int) -> Flags:
        """True where an S account must step down."""
        return _any_failed(n, self.s)

    def any_key(self, n: int) -> Flags:
        """True where an A account must step down."""
        return _any_failed(n, self.key)

    def failed(self, row: int, tier: str) -> tuple[str, ...]:
        """The names of the gates that stop this row at this tier, S or A."""
        gates = self.s if tier == STRATEGIC else self.key
        return tuple(name for name, failed in gates.items() if failed[row])

    def first_failed(self, row: int, tier: str) -> str | None:
        """The name of the first failed gate."""
        return next(iter(self.failed(row, tier)), None)


def gate_flags(frame: pl.DataFrame, gates: Gates) -> GateFlags:
    """Test every account of the account frame. Revenue and margin are unknown, hence passed, without a margin.

    Accounts being built up (`invest`) pass the gates on recurring purchases and revenue.
    """
    s_only: dict[str, Flags] = {}
    key: dict[str, Flags] = {}
    if gates.mutual_dependence:
        s_only["mutual_dependence"] = _true(frame, ~pl.col("mutual_dependence_passed"))
    if gates.recurring:
        key["recurring"] = _true(frame, ~pl.col("recurring"))
    if gates.revenue_and_margin:
        least_rate, least_revenue = key_minimums(frame, gates)
        has_margin = pl.col("margin").is_not_null()
        key["margin"] = _true(frame, has_margin & (pl.col("margin") <= 0))
        key["margin_rate"] = _true(frame, has_margin & (pl.col("margin_rate") < least_rate))
        key["revenue"] = _true(frame, has_margin & (pl.col("revenue") < least_revenue))
    built_up = frame["invest"].to_numpy()
    if built_up.any():
        key |= {name: key[name] & ~built_up for name in BUILD_UP_EXEMPTIONS if name in key}
    return GateFlags(s_only, key)


def key_minimums(frame: pl.DataFrame, gates: Gates) -> tuple[float, float]:
    """Minimal margin rate (0–1) and revenue (ten-thousandths) of an S or A account."""
    known = frame.filter(pl.col("margin").is_not_null())
    portfolio_revenue = float(known["costed_revenue"].sum())
    portfolio_rate = float(known["margin"].sum()) / portfolio_revenue if portfolio_revenue > 0 else 0.0
    median = frame.filter(pl.col("revenue") > 0)["revenue"].median()
    return gates.least_rate_of_portfolio * portfolio_rate, float(median) if isinstance(median, int | float) else 0.0


def _any_failed(n: int, gates: dict[str, Flags]) -> Flags:
    failed = np.zeros(n, dtype=bool)
    for flags in gates.values():
        failed |= flags
    return failed


def _true(frame: pl.DataFrame, condition: pl.Expr) -> Flags:
    return frame.select(condition.fill_null(False).alias("failed"))["failed"].to_numpy().astype(bool)
