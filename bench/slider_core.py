"""A weight is moved: what the core alone takes for scores, tiers, flow, Pareto curve and the 50 largest movers.

Beside it, in the same run, the least that any program does for it: one matrix-vector product in numpy.

    python -m bench.slider_core --accounts 10000 100000
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np

from bench.parts.machine import quantile, write_table
from bench.parts.made import made_dataset
from kam_core.analysis import appraised, built_in_model, measured
from kam_core.measures.view import default_view
from kam_core.scoring.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.whatif.compare import WhatIf, compare, rescore

WARM_UP, CHANGES = 5, 40
BUDGETS = {10_000: 0.3, 100_000: 2.0, 1_000_000: 12.0}
"""Milliseconds that a slider move may take in the core, by number of accounts."""
PACKAGES = ("polars", "numpy")


def portfolio(accounts: int) -> Portfolio:
    """A made-up portfolio under its built-in model."""
    data = made_dataset(accounts)
    view = default_view(data)
    frame = measured(data, view)
    return appraised(frame, view, built_in_model(data, frame))


def drafts(model: Model) -> list[Model]:
    """The model with its first weight moved, another value each time."""
    first = model.criteria[0].name
    weights = {criterion.name: criterion.weight for criterion in model.criteria}
    return [model.with_weights({**weights, first: 5.0 + 0.5 * step}) for step in range(WARM_UP + CHANGES)]


def everything(published: Portfolio, draft: Model) -> WhatIf:
    """The numbers that a screen shows of a draft: counts and money per tier, flow, curve."""
    result = compare(published, draft)
    _ = result.mix, result.curve_after
    return result


def timed(work: Callable[[Model], object], models: list[Model]) -> list[float]:
    """Milliseconds of each call after warming up."""
    times = []
    for model in models:
        start = time.perf_counter()
        work(model)
        times.append((time.perf_counter() - start) * 1000)
    return times[WARM_UP:]


def main() -> None:
    """Measure each size, write the table, print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    rows = []
    for accounts in parser.parse_args().accounts:
        published = portfolio(accounts)
        models = drafts(published.model)
        points = np.nan_to_num(published.matrix.points)
        weights = {model: np.array([criterion.weight for criterion in model.criteria]) for model in models}
        works: dict[str, Callable[[Model], object]] = {
            "with the reasons of 50 movers": lambda model: everything(published, model).movers,  # noqa: B023
            "a slider's move: with money and Pareto curve": lambda model: everything(published, model),  # noqa: B023
            "compare: scores, tiers, flow": lambda model: compare(published, model),  # noqa: B023
            "rescore: scores and tiers of it": lambda model: rescore(published, model),  # noqa: B023
            "numpy: matrix times vector": lambda model: points @ weights[model],  # noqa: B023
        }
        for what, work in works.items():
            times = timed(work, models)
            budget = f"{BUDGETS[accounts]:g}" if what.startswith("a slider") and accounts in BUDGETS else ""
            rows.append([what, f"{accounts:,}", f"{quantile(times, 0.5):.2f}", f"{quantile(times, 0.95):.2f}", budget])
    note = (
        f"{CHANGES} changes of the first weight after {WARM_UP} to warm up; {len(published.model.criteria)} criteria, "
        f"{int(published.matrix.active.sum())} of them with data."
    )
    columns = ("what", "accounts", "p50 ms", "p95 ms", "budget ms")
    print(write_table("slider_core", "A weight change in the core", PACKAGES, columns, rows, note))


if __name__ == "__main__":
    main()
