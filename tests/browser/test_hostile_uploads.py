"""Hostile uploads while somebody else works: both get their answers, and memory is freed."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from bench.parts.websocket_client import Wire
from tests.browser.menu import go
from tests.browser.page_idle import settled
from tests.browser.server import ROOT, app_command, free_port, serving
from tests.browser.test_first_upload import SECONDS, offer, widget
from tests.sandbox import test_hostile_files as made

LOG = logging.getLogger(__name__)
pytestmark = pytest.mark.browser

BOMBS: tuple[Callable[[], bytes], ...] = (
    made.far_corner,
    made.cell_of_600_megabytes,
    made.columns_200_000,
    made.billion_laughs_in_a_workbook,
    made.truncated,
)
"""The heaviest, and one that is refused at once; all others are tried without a browser."""
ANSWER_SECONDS = 10.0
"""From the drop to the sentence, without the time that the browser needs to send the file."""
OTHERS_P95_MILLISECONDS = 1000.0
BLOAT = 50 * 2**20
CALM_SECONDS = 10.0
WARM_SECONDS = 60.0
CRITERION = "revenue"


def resident(port: int) -> int:
    """Bytes of memory of the server on this port."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if str(port).encode() in words and b"streamlit" in words:
                return int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:
            continue
    raise LookupError(f"no server on {port}")


@contextmanager
def somebody_working(url: str) -> Iterator[list[float]]:
    """Another user who moves a slider all the time; how long each answer took, in milliseconds."""
    took: list[float] = []
    stop = threading.Event()

    def work() -> None:
        with Wire(url, page="simulate") as wire:
            wire.open()
            place = 0
            while not stop.is_set():
                place += 1
                took.append(wire.release(CRITERION, 20.0 + place % 40).milliseconds)
                time.sleep(0.1)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield took
    finally:
        stop.set()
        worker.join()


def test_bombs_are_answered_while_others_work_and_leave_no_trace(page: Page, tmp_path: Path) -> None:
    port = free_port()
    with serving(app_command(port), ROOT, tmp_path / "home", port, seconds=60) as url:
        page.goto(url)
        settled(page)
        go(page, "data")
        # Reading anything at all warms what stays warm.
        warm = tmp_path / "warm.csv"
        warm.write_bytes(b"account,date,amount\nA,2024-03-05,1\n")
        offer(page, [warm])
        expect(widget(page, "use_data")).to_have_count(1, timeout=SECONDS)
        widget(page, "remove_0").get_by_role("button").click()
        settled(page)
        with somebody_working(url) as took:
            last = time.monotonic() + WARM_SECONDS
            while len(took) < 20:
                assert time.monotonic() < last, "the other user gets no answer"
                time.sleep(0.1)
            before = resident(port)
            took.clear()
            for bomb in BOMBS:
                path = tmp_path / f"{bomb.__name__}.xlsx"
                path.write_bytes(bomb())
                offer(page, [path])
                expect(widget(page, "waiting_0")).to_contain_text(path.name, timeout=SECONDS)
                began = time.monotonic()
                answer = page.get_by_test_id("stAlert")
                expect(answer).to_have_count(1, timeout=ANSWER_SECONDS * 1000)
                assert time.monotonic() - began < ANSWER_SECONDS
                expect(answer).to_contain_text(path.name)
                expect(widget(page, "use_data")).to_have_count(0)
                widget(page, "remove_0").get_by_role("button").click()
                expect(widget(page, "waiting_0")).to_have_count(0, timeout=SECONDS)
                settled(page)
                path.unlink()
            slowest = float(np.quantile(took, 0.95))
        time.sleep(CALM_SECONDS)
        grown = resident(port) - before
        page.goto("about:blank")
    LOG.info("%d changes, p95 %.0f ms; the server grew by %.0f MB", len(took), slowest, grown / 2**20)
    assert slowest <= OTHERS_P95_MILLISECONDS
    assert grown <= BLOAT
