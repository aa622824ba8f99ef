"""Benchmark of a weight change in the core alone: scores, tiers, flow, Pareto curve, movers.

Beside it, turn by turn in the same run, two floors: the least that numpy needs for scores, two histograms and their
running sums from a matrix in single precision, and reading that matrix once.

    python -m bench.slider_core --sizes 10k 100k 1M 10M
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.parts.budget import Measured, with_peers
from bench.parts.machine import quantile, write_table
from bench.parts.sized_portfolio import portfolio_at_size
from bench.parts.sizes import Sizes
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.tier import assign_tiers
from kam_core.whatif.comparison import MOST_MOVERS, WhatIf, compare, rescore
from kam_core.whatif.revenue_curve import pareto_by_score

WARM_UP, TURNS = 3, 30
BUDGETS = {10_000: 0.3, 100_000: 2.0, 1_000_000: 12.0, 10_000_000: 100.0}
"""Milliseconds that a slider move may take in the core, by number of accounts."""
SIZES = ["10k", "100k", "1M"]
PACKAGES = ("polars", "numpy")
BINS = 4096
MOVE = "a lever's move: tiers, money, flow, curve, 50 movers"
FLOOR = "floor, numpy: scores and two histograms"
READ = "floor, memory: the matrix read once"
UNITS = {"k": 1_000, "M": 1_000_000}
Turn = Callable[[int], object]


def size(text: str) -> int:
    """`100k` or `10M` or digits as a number of accounts."""
    return int(float(text[:-1]) * UNITS[text[-1]]) if text[-1] in UNITS else int(text.replace(",", ""))


def one_weight(model: Model, turn: int) -> Model:
    """The model with its first weight moved, another value each time."""
    weights = {criterion.name: criterion.weight for criterion in model.criteria}
    return model.with_weights({**weights, model.criteria[0].name: 4.5 + 0.1 * turn})


def all_weights(model: Model, turn: int) -> Model:
    """The model with every weight moved, as when the sum is kept at 100."""
    return model.with_weights({c.name: round(c.weight * (1 + 0.01 * (turn + 1)), 2) + 0.01 for c in model.criteria})


def everything(published: Portfolio, draft: Model) -> WhatIf:
    """The numbers that a screen shows of a draft."""
    result = compare(published, draft)
    _ = result.totals, result.largest_movers(MOST_MOVERS), pareto_by_score(result.scores.approximate, published.inputs)
    return result


def with_published_tiers(published: Portfolio) -> Portfolio:
    """The same accounts when everybody has been told the tier: near a cut it is kept."""
    inputs = replace(published.inputs, published=published.tiers.tier)
    return replace(published, inputs=inputs, tiers=assign_tiers(published.scores.approximate, inputs, published.model))


class Floors:
    """A matrix, criteria × accounts in single precision, and what numpy makes of it at the least."""

    def __init__(self, published: Portfolio) -> None:
        self.matrix = published.matrix.points_matrix.float32_columns
        self.revenue = published.inputs.buyer_revenue
        self.scores = np.empty(self.matrix.shape[1], np.float32)

    def histograms(self, turn: int) -> npt.NDArray[np.float64]:
        """Scores, their classes, accounts and revenue by class, and the running sums."""
        weights = np.arange(1.0, len(self.matrix) + 1, dtype=np.float32) + turn
        np.einsum("k,kn->n", weights / weights.sum(), self.matrix, out=self.scores)
        classes = (self.scores * np.float32((BINS - 1) / 100)).astype(np.intp)
        accounts = np.bincount(classes, minlength=BINS)
        revenue = np.bincount(classes, weights=self.revenue, minlength=BINS)
        return np.cumsum(accounts[::-1]) + np.cumsum(revenue[::-1])

    def read(self, turn: int) -> float:
        """The largest number of it, for which it must be read."""
        return float(self.matrix.reshape(-1)[: self.matrix.size // 2 * 2].view(np.float64).max())


def timed(works: dict[str, Turn], turns: int) -> dict[str, list[float]]:
    """Milliseconds of each work and turn after warming up; turn by turn, so that a busy moment meets them all."""
    times: dict[str, list[float]] = {what: [] for what in works}
    for turn in range(WARM_UP + turns):
        for what, work in works.items():
            start = time.perf_counter()
            work(turn)
            times[what].append((time.perf_counter() - start) * 1000)
    return {what: took[WARM_UP:] for what, took in times.items()}


def moves(published: Portfolio, turns: int) -> dict[str, list[float]]:
    """Milliseconds of every turn: of ours, and of the floors."""
    one = [one_weight(published.model, turn) for turn in range(WARM_UP + turns)]
    every = [all_weights(published.model, turn) for turn in range(WARM_UP + turns)]
    tiered, floors = with_published_tiers(published), Floors(published)
    return timed(
        {
            MOVE: lambda turn: everything(published, one[turn]),
            "the same, every weight moved": lambda turn: everything(published, every[turn]),
            "the same, with tiers held": lambda turn: everything(tiered, one[turn]),
            "the same, with the reasons of 50 movers": lambda turn: everything(published, one[turn]).movers,
            "of it: tiers, money, flow (what a release shows)": lambda turn: compare(published, one[turn]).totals,
            "of it: scores and tiers": lambda turn: rescore(published, one[turn]),
            FLOOR: floors.histograms,
            READ: floors.read,
        },
        turns,
    )


def resident() -> float:
    """Memory of this process in GB; 0 where the system does not say."""
    status = Path("/proc/self/statm")
    return int(status.read_text(encoding="ascii").split()[1]) * 4096 / 1e9 if status.exists() else 0.0


def tables(sizes: Sequence[int], turns: int = TURNS) -> dict[int, dict[str, list[float]]]:
    """Measure each size, write the table; the milliseconds by size and work."""
    found, rows, notes = {}, [], []
    for accounts in sizes:
        empty = resident()
        published = portfolio_at_size(accounts)
        _ = (
            published.matrix.points_matrix.float32_columns,
            published.inputs.revenue_float64,
            published.inputs.buyer_revenue,
        )
        before = resident()
        drafts = [everything(published, one_weight(published.model, turn)) for turn in range(3)]
        notes.append(
            f"{accounts:,} accounts take {before - empty:.2f} GB, once per process; "
            f"each draft that is looked at {(resident() - before) / len(drafts):.3f} GB more."
        )
        del drafts
        times = found[accounts] = moves(published, turns)
        floor = min(times[FLOOR])
        for what, took in times.items():
            budget = f"{BUDGETS[accounts]:g}" if what == MOVE and accounts in BUDGETS else ""
            best = min(took)
            numbers = [f"{best:.2f}", *(f"{quantile(took, share):.2f}" for share in (0.5, 0.95))]
            rows.append([what, f"{accounts:,}", *numbers, budget, f"{best / floor:.1f}"])
        del published
        gc.collect()
    note = (
        f"{turns} turns after {WARM_UP} to warm up, each work once per turn; 15 criteria, seven of them with a value "
        "for a fifth of the accounts. The last column compares the best turns. One thread.\n\n" + "\n".join(notes)
    )
    columns = ("what", "accounts", "best ms", "p50 ms", "p95 ms", "budget ms", "× numpy")
    print(write_table("slider_core", "A weight change in the core", PACKAGES, columns, rows, note))
    return found


def measured(sizes: Sizes) -> list[Measured]:
    """A lever's move at each size beside its floors."""
    rows = []
    for accounts, times in tables(sizes.accounts or tuple(BUDGETS)).items():
        ours = Measured(
            "slider move in the core", f"{accounts:,} accounts", quantile(times[MOVE], 0.5), "ms",
            quantile(times[MOVE], 0.95), BUDGETS.get(accounts),
        )  # fmt: skip
        rows += with_peers(ours, [(name, quantile(times[name], 0.5)) for name in (FLOOR, READ)])
    return rows


def main() -> None:
    """Measure each size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", default=SIZES, metavar="ACCOUNTS")
    parser.add_argument("--turns", type=int, default=TURNS)
    given = parser.parse_args()
    tables([size(text) for text in given.sizes], given.turns)


if __name__ == "__main__":
    main()
