"""Benchmark of robustness analyses (weight ranges, sampled weights) and of weighting libraries.

The peers weigh and rank the same matrix of one million accounts; ours weighs and cuts it into tiers.

    python -m bench --only what_if_methods
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from bench.parts.budget import Measured, with_peers
from bench.parts.competing_weighting import weighing_peers
from bench.parts.machine import quantile, write_table
from bench.parts.points_portfolio import made_points, made_portfolio
from bench.parts.sizes import Sizes
from kam_core.scoring.kernel.points_matrix import PointsMatrix
from kam_core.scoring.model.cuts import QuotaCut, ScoreCut
from kam_core.scoring.score import weighted_sum
from kam_core.scoring.tiering.tier import assign_tiers
from kam_core.whatif.robustness.acceptability import acceptability
from kam_core.whatif.robustness.quota_interval import quota_intervals
from kam_core.whatif.robustness.score_cut_weight_range import safe_ranges

TURNS, PEER_TURNS = 15, 5
ACCOUNTS, BUDGET = 1_000_000, 10.0
CUT = ScoreCut(s=62.0, a=56.0, b=50.0)
GAPS = 0.2
Row = list[str]


def timed(work: Callable[[int], object], turns: int) -> list[float]:
    """Milliseconds of each turn after one to warm up; the work is given the number of the turn."""
    times = []
    for turn in range(turns + 1):
        start = time.perf_counter()
        work(turn)
        times.append((time.perf_counter() - start) * 1000)
    return times[1:]


def row(what: str, size: str, times: list[float], budget: str = "") -> Row:
    """A line of the table."""
    return [what, size, f"{quantile(times, 0.5):,.1f}", f"{quantile(times, 0.95):,.1f}", budget]


def firmness_rows() -> list[Row]:
    """Safe ranges, intervals and draws."""
    rows = []
    for gaps, suffix in ((0.0, ""), (GAPS, f", {GAPS:.0%} missing")):
        hundred = made_points(100_000, 12, gaps)
        scored = made_portfolio(hundred, CUT)
        rows.append(row(f"safe ranges of all accounts and weights{suffix}", "100,000 × 12",
                        timed(lambda _: safe_ranges(scored), TURNS), "100"))  # fmt: skip  # noqa: B023
        ranked = made_portfolio(hundred, QuotaCut())
        rows.append(row(f"quota intervals of all weights and boundaries{suffix}", "100,000 × 12",
                        timed(lambda _: quota_intervals(ranked), 3)))  # fmt: skip  # noqa: B023
        few = made_portfolio(made_points(10_000, 8, gaps), QuotaCut())
        rows.append(row(f"1,000 draws of weights, quota{suffix}", "10,000 × 8",
                        timed(lambda turn: acceptability(few, 1000, turn), TURNS), "1,000"))  # fmt: skip  # noqa: B023
    return rows


def weighed(accounts: int) -> dict[str, list[float]]:
    """One weight moved, everybody scored again: ours with tiers, the peers with ranks, numpy with nothing."""
    points = made_points(accounts, 8)
    portfolio = made_portfolio(points, QuotaCut())
    by_score = portfolio.model.with_cut(CUT)
    points_matrix = PointsMatrix.of(points)
    moves = [np.arange(1.0, 9.0) + np.eye(8)[0] * turn for turn in range(PEER_TURNS + 1)]

    def ours(model: object, turn: int) -> None:
        found = weighted_sum(points, moves[turn], points_matrix=points_matrix)
        assign_tiers(found.score, portfolio.inputs, model)

    times = {
        "ours: score and tiers by score cuts": timed(lambda t: ours(by_score, t), PEER_TURNS),
        "ours: score and tiers by quota": timed(lambda t: ours(portfolio.model, t), PEER_TURNS),
        "numpy: matrix times vector": timed(lambda t: points @ moves[t], PEER_TURNS),
    }
    for name, weigh in weighing_peers(points).items():
        times[f"{name}: weighted sum and ranks"] = timed(lambda t: weigh(moves[t]), PEER_TURNS)  # noqa: B023
    return times


def measured(sizes: Sizes) -> list[Measured]:
    """Measure, write the table."""
    accounts = max(sizes.accounts, default=ACCOUNTS)
    size = f"{accounts:,} × 8"
    times = weighed(accounts)
    budget = BUDGET if accounts == ACCOUNTS else None
    rows = firmness_rows()
    rows += [row(w, size, taken, f"{budget:g}" if budget and "ours" in w else "") for w, taken in times.items()]
    packages = [name for name in ("numpy", "scikit-criteria", "pymcdm") if _there(name)]
    note = (
        "Points drawn evenly, weights 1 to 12 or 1 to 8. Each turn of the peers is a weight moved; building their "
        "decision matrix is part of it where their answer needs a new one. Threads as the machine has them."
    )
    columns = ("what", "accounts × criteria", "p50 ms", "p95 ms", "budget ms")
    write_table("what_if_methods", "How firm a tier is, and a weight change beside its peers", packages,
                columns, rows, note)  # fmt: skip
    found: list[Measured] = []
    for what, taken in times.items():
        if what.startswith("ours"):
            one = Measured(
                f"a weight moved, {what[6:]}", size, quantile(taken, 0.5), "ms", quantile(taken, 0.95), budget
            )
            found += with_peers(one, [(w, quantile(other, 0.5)) for w, other in times.items() if "ours" not in w])
    return found


def _there(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True
