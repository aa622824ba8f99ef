"""Benchmark of switching pages while the data stay the same: run time of the script.

One session over the websocket goes through all pages again and again; the first visits, which fill what is kept, are
left out. Beside it the smallest app of two pages.

    python -m bench --only page_switch --accounts 10000
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.parts.budget import Measured
from bench.parts.home import prepare
from bench.parts.machine import quantile, write_table
from bench.parts.sizes import Sizes
from bench.parts.websocket_client import Wire
from bench.round_trip import WORKSPACE, command
from pages.navigation.screens import SCREENS
from tests.browser.server import ROOT, free_port, serving

ACCOUNTS = (10_000,)
WARM_UP, ROUNDS = 2, 8
BUDGET_MS = 150.0
PACKAGES = ("streamlit", "polars", "plotly")
FLOOR = """import streamlit as st


def one():
    st.write("one")


def two():
    st.write("two")


st.navigation([st.Page(one, url_path="one", default=True), st.Page(two, url_path="two")]).run()
"""


def visits(wire: Wire, names: list[str]) -> dict[str, list[float]]:
    """Milliseconds of every visit of each page, the first rounds left out."""
    wire.open()
    times: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(WARM_UP + ROUNDS):
        for name in names:
            answer = wire.go(name)
            if turn >= WARM_UP:
                times[name].append(answer.milliseconds)
    assert not wire.errors, wire.errors
    return times


def of_app(accounts: int) -> dict[str, list[float]]:
    """The app with so many accounts; with 0 the demo data, as a newcomer sees them."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if accounts:
            prepare(home / "kam", accounts, [WORKSPACE])
        port = free_port()
        url = stack.enter_context(serving(command(ROOT / "asgi.py", port), ROOT, home / "kam", port, 60))
        wire = stack.enter_context(Wire(url, query=f"w={WORKSPACE}" if accounts else ""))
        return visits(wire, list(SCREENS))


def of_floor() -> dict[str, list[float]]:
    """The smallest app of two pages."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        script = home / "floor.py"
        script.write_text(FLOOR, encoding="utf-8")
        port = free_port()
        url = stack.enter_context(serving(command(script, port), ROOT, home / "floor", port, 60))
        return visits(stack.enter_context(Wire(url)), ["", "two"])


def measured(sizes: Sizes) -> list[Measured]:
    """Measure the demo data and each size, write the table."""
    least = [time for times in of_floor().values() for time in times]
    rows = [["smallest app of two pages", f"{quantile(least, 0.5):.1f}", f"{quantile(least, 0.95):.1f}"]]
    found = []
    for accounts in (0, *(sizes.accounts or ACCOUNTS)):
        data = f"{accounts:,} accounts" if accounts else "demo data"
        pages = of_app(accounts)
        rows += [
            [f"{name}, {data}", f"{quantile(times, 0.5):.1f}", f"{quantile(times, 0.95):.1f}"]
            for name, times in pages.items()
        ]
        slowest = max(pages, key=lambda name: quantile(pages[name], 0.5))
        found.append(
            Measured(
                f"page switch, no data change; slowest of {len(pages)} pages: {slowest}", data,
                quantile(pages[slowest], 0.5), "ms", quantile(pages[slowest], 0.95), BUDGET_MS,
                peer="smallest app of two pages", theirs=quantile(least, 0.5),
            )
        )  # fmt: skip
    note = (
        f"{ROUNDS} rounds over all pages after {WARM_UP} to warm up, over the websocket: from the frame sent to the "
        f"message that ends the run. Budget: p50 ≤ {BUDGET_MS:.0f} ms."
    )
    write_table("page_switch", "Another page, the same data", PACKAGES, ("page", "p50 ms", "p95 ms"), rows, note)
    return found
