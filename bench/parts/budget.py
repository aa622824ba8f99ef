"""Budget: one measurement with its limit and its comparison, as a row of the table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

COLUMNS = ("what", "size", "ours p50", "p95", "unit", "budget", "held", "peer or floor", "theirs", "ours / theirs")


@dataclass(frozen=True, slots=True)
class Measured:
    """What something took, in `unit`. `budget` bounds p50 and `budget_p95` p95, from below where `at_least`.

    `theirs` is what the peer took in the same run; another peer of the same work is a line of its own (`beside`).
    """

    what: str
    size: str
    p50: float
    unit: str
    p95: float | None = None
    budget: float | None = None
    budget_p95: float | None = None
    at_least: bool = False
    peer: str = ""
    theirs: float | None = None
    beside: bool = False

    @property
    def strain(self) -> float | None:
        """By what factor the budget is used up, the worse of the two; above 1 it does not hold. None without one."""
        parts = [
            limit / value if self.at_least else value / limit
            for value, limit in ((self.p50, self.budget), (self.p95, self.budget_p95))
            if limit is not None and value is not None
        ]
        return max(parts, default=None)

    @property
    def outcome(self) -> str:
        """Whether the budget holds, else by what factor not."""
        if self.strain is None:
            return ""
        return "yes" if self.strain <= 1 else f"**no: {figure(self.strain)} ×**"

    def row(self) -> list[str]:
        """The line of the table, by `COLUMNS`."""
        sign = "≥" if self.at_least else "≤"
        budgets = [sign + " " + figure(self.budget)] if self.budget is not None else []
        budgets += [f"p95 {sign} {figure(self.budget_p95)}"] if self.budget_p95 is not None else []
        share = figure(self.p50 / self.theirs) if self.theirs else ""
        theirs = "" if self.theirs is None else figure(self.theirs)
        ours = [] if self.beside else [figure(self.p50), "" if self.p95 is None else figure(self.p95), self.unit]
        return [
            "" if self.beside else self.what, "" if self.beside else self.size, *(ours or ["", "", ""]),
            ", ".join(budgets), self.outcome, self.peer, theirs, share,
        ]  # fmt: skip


def with_peers(first: Measured, peers: Iterable[tuple[str, float]]) -> list[Measured]:
    """The measurement beside its first peer, and a line for each further one."""
    rows = [
        Measured(first.what, first.size, first.p50, first.unit, peer=name, theirs=theirs, beside=True)
        for name, theirs in peers
    ]
    if not rows:
        return [first]
    lead = asdict(first) | {"peer": rows[0].peer, "theirs": rows[0].theirs}
    return [Measured(**lead), *rows[1:]]


def figure(value: float) -> str:
    """Three figures that count."""
    if value == 0:
        return "0"
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.3g}"


def written(rows: Sequence[Measured]) -> str:
    """The rows as JSON, to be handed over between processes."""
    return json.dumps([asdict(row) for row in rows])


def read(text: str) -> list[Measured]:
    """Rows from their JSON."""
    return [Measured(**row) for row in json.loads(text)]
