"""Benchmark of the app's start: time to the first response and to the first chart.

A process of its own each time, with an empty home and the demo data, and a browser that has nothing of it yet; Chromium
itself is open before. Beside it the smallest app with one chart.

    python -m bench --only cold_start
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.parts.budget import Measured
from bench.parts.machine import quantile, write_table
from bench.parts.sizes import Sizes
from bench.round_trip import command
from tests.browser.chromium import arguments, executable
from tests.browser.server import ROOT, free_port, stop

TURNS, WAIT = 5, 60.0
BUDGET_BYTE, BUDGET_CHART = 1.0, 4.0
MOST_BYTE, MOST_CHART = 1.4, 1.6
"""Times the smallest app's, which counts on a slow or busy machine."""
PACKAGES = ("streamlit", "polars", "plotly", "playwright")
FLOOR = """import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Scatter(x=[1, 2], y=[1, 2])))
"""
CHART = "[data-testid=stPlotlyChart] .main-svg"


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of the process."""

    byte: float
    chart: float


def start(script: Path, browser: Browser) -> Start:
    """Start it once and end it."""
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command(script, port), cwd=ROOT, env=os.environ | {"KAM_HOME": home}, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        try:
            first_byte(port, process)
            byte = time.perf_counter() - begun
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
            page.wait_for_selector(CHART, timeout=WAIT * 1000)
            return Start(byte, time.perf_counter() - begun)
        finally:
            context.close()
            os.killpg(process.pid, signal.SIGKILL)
            stop(process)


def first_byte(port: int, process: subprocess.Popen[bytes]) -> None:
    """Ask for the page until the first byte of an answer is there."""
    last = time.monotonic() + WAIT
    while time.monotonic() < last:
        assert process.poll() is None, f"the app ended with exit code {process.returncode}"
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=WAIT) as connection:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if connection.recv(1):
                    return
        except ConnectionError:
            time.sleep(0.005)
    raise TimeoutError(f"no answer within {WAIT:.0f} s")


def measured(sizes: Sizes) -> list[Measured]:
    """Start each in turn, write the table."""
    path = executable()
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=arguments()) as browser,
    ):
        floor = Path(folder) / "floor.py"
        floor.write_text(FLOOR, encoding="utf-8")
        scripts = {"streamlit run app.py": ROOT / "app.py", "streamlit run asgi.py": ROOT / "asgi.py"}
        scripts = {name: script for name, script in scripts.items() if script.exists()} | {"smallest app": floor}
        starts: dict[str, list[Start]] = {name: [] for name in scripts}
        for turn in range(TURNS + 1):
            for name, script in scripts.items():
                one = start(script, browser)
                # The first fills the machine's memory of the files.
                if turn:
                    starts[name].append(one)
    rows, found = [], []
    least = starts.pop("smallest app")
    for name, ours in [*starts.items(), ("smallest app", least)]:
        parts = {"byte": [one.byte for one in ours], "chart": [one.chart for one in ours]}
        rows.append(
            [name, *(f"{value:.2f}" for times in parts.values() for value in (quantile(times, 0.5), max(times)))]
        )
        if ours is least:
            continue
        for part, what, budget in (("byte", "first byte", BUDGET_BYTE), ("chart", "first chart", BUDGET_CHART)):
            theirs = quantile([getattr(one, part) for one in least], 0.5)
            found.append(
                Measured(f"cold start to {what}", name, quantile(parts[part], 0.5), "s", max(parts[part]), budget,
                         peer="smallest app", theirs=theirs)
            )  # fmt: skip
    note = (
        f"{TURNS} starts each after one to warm the disk, with the demo data; seconds from the start of the process, "
        "slowest of them beside the median. asgi.py sends files at once and imports its pages meanwhile. "
        f"Budget: first byte ≤ {BUDGET_BYTE:g} s, first chart ≤ {BUDGET_CHART:g} s; no more than {MOST_BYTE:g} and "
        f"{MOST_CHART:g} times the smallest app's."
    )
    columns = ("what", "first byte s", "slowest", "first chart s", "slowest")
    write_table("cold_start", "A cold start", PACKAGES, columns, rows, note)
    return found
