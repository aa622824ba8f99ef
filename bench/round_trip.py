"""Benchmark of releasing a slider: time and bytes of the server's response.

The real app under a real server on loopback, opened on the what-if page with a made-up order list; beside it, in the
same run and turn by turn, the smallest app there is (one slider, one text) as the floor.

    python -m bench --only round_trip --accounts 10000,100000
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from bench.parts.budget import Measured
from bench.parts.home import CRITERION, prepare
from bench.parts.machine import quantile, write_table
from bench.parts.sizes import Sizes
from bench.parts.websocket_client import Answer, Wire
from tests.browser.server import ROOT, free_port, serving

WARM_UP, CHANGES = 10, 60
ACCOUNTS = (10_000, 100_000, 1_000_000)
BUDGETS: dict[int, tuple[float, float | None]] = {100_000: (60.0, 120.0), 1_000_000: (300.0, None)}
"""Milliseconds that a change may take, p50 and p95, by number of accounts."""
WORKSPACE = "roundtrip1"
FLOOR = "import streamlit as st\n\nst.write(st.slider('Weight', 0.0, 100.0, 50.0, 0.5, key='weight'))\n"
PACKAGES = ("streamlit", "polars", "numpy", "plotly")


def command(script: Path, port: int) -> list[str]:
    """How `make run` serves a script."""
    return [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true",
            "--server.address", "127.0.0.1", "--server.port", str(port)]  # fmt: skip


def values(start: float) -> list[float]:
    """A slider's way: steps of 0.5 to 10 points up and down, never twice the same value."""
    chance = np.random.default_rng(7)
    way = [start]
    while len(way) <= WARM_UP + CHANGES:
        step = 0.5 * int(chance.integers(1, 21)) * int(chance.choice([-1, 1]))
        if 0 <= way[-1] + step <= 100:
            way.append(way[-1] + step)
    return way[1:]


def row(what: str, answers: list[Answer]) -> list[str]:
    """One line of the table."""
    times = [answer.milliseconds for answer in answers]
    return [
        what,
        f"{quantile(times, 0.5):.1f}",
        f"{quantile(times, 0.95):.1f}",
        f"{max(times):.1f}",
        f"{np.mean([answer.received_bytes for answer in answers]) / 1000:.1f}",
        f"{np.mean([answer.messages for answer in answers]):.0f}",
    ]


def measure(accounts: int) -> tuple[list[Answer], list[Answer], Answer]:
    """Answers to changes in the app and in the smallest app, turn by turn; and the app's first opening."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        prepare(home / "kam", accounts, [WORKSPACE])
        smallest = home / "floor.py"
        smallest.write_text(FLOOR, encoding="utf-8")
        ports = free_port(), free_port()
        app = stack.enter_context(serving(command(ROOT / "asgi.py", ports[0]), ROOT, home / "kam", ports[0], 60))
        floor = stack.enter_context(serving(command(smallest, ports[1]), ROOT, home / "floor", ports[1], 60))
        ours = stack.enter_context(Wire(app, "simulate", f"w={WORKSPACE}"))
        theirs = stack.enter_context(Wire(floor))
        opened = ours.open()
        theirs.open()
        assert not ours.errors, ours.errors
        app_answers, floor_answers = [], []
        for value in values(ours.weights[CRITERION]):
            app_answers.append(ours.release(CRITERION, value))
            floor_answers.append(theirs.move("weight", value))
        assert not ours.errors, ours.errors
        return app_answers[WARM_UP:], floor_answers[WARM_UP:], opened


def measured(sizes: Sizes) -> list[Measured]:
    """Measure each size, write the table."""
    rows, found = [], []
    for accounts in sizes.accounts or ACCOUNTS:
        app, floor, opened = measure(accounts)
        rows += [row(f"release of a weight, {accounts:,} accounts", app), row("smallest app, same run", floor)]
        rows.append(row(f"first opening, {accounts:,} accounts", [opened]))
        times = [answer.milliseconds for answer in app]
        budget, budget_p95 = BUDGETS.get(accounts, (None, None))
        found.append(
            Measured(
                "a weight let go, server round trip", f"{accounts:,} accounts", quantile(times, 0.5), "ms",
                p95=quantile(times, 0.95), budget=budget, budget_p95=budget_p95,
                peer="smallest app", theirs=quantile([answer.milliseconds for answer in floor], 0.5),
            )
        )  # fmt: skip
    note = (
        f"{CHANGES} changes after {WARM_UP} to warm up, over the websocket: from the frame sent to the message that "
        "ends the run. Budget of a change: p50 ≤ 60 ms and p95 ≤ 120 ms with 100,000 accounts, p50 ≤ 300 ms with a "
        "million."
    )
    columns = ("what", "p50 ms", "p95 ms", "max ms", "kB received", "messages")
    write_table("round_trip", "Round trip when a weight is let go", PACKAGES, columns, rows, note)
    return found
