"""A clone on a bare machine: `make run` alone brings up the demo portfolio."""

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser

from tests.browser.server import ROOT, free_port, serving

pytestmark = pytest.mark.browser

_UNITS = {"万": 1e4, "亿": 1e8, "k": 1e3, "m": 1e6, "b": 1e9, "bn": 1e9, "": 1.0}
_AMOUNT = re.compile(r"¥\s*([\d,]+(?:\.(\d+))?)\s*(亿|万|bn\b|[kmb]\b|)", re.IGNORECASE)


def shown_amounts(text: str) -> Iterator[tuple[float, float]]:
    """Every amount in yuan on the page, with the half of its last digit."""
    for number, decimals, unit in _AMOUNT.findall(text):
        scale = _UNITS[unit.lower()]
        yield float(number.replace(",", "")) * scale, 0.5 * scale / 10 ** len(decimals)


def demo_revenue() -> float:
    """The revenue of the 12 months to 2026-09-30, without cancelled orders."""
    lines = pl.read_csv(ROOT / "data/demo/transactions.csv", try_parse_dates=True)
    counted = lines.filter(
        (pl.col("status") != "cancelled") & pl.col("date").is_between(date(2025, 10, 1), date(2026, 9, 30))
    )
    return float(counted["amount"].sum())


def test_amounts_are_read_in_either_language() -> None:
    assert list(shown_amounts("Revenue ¥1.83亿 / ¥183.4M")) == [
        (pytest.approx(1.83e8), pytest.approx(5e5)),
        (pytest.approx(1.834e8), pytest.approx(5e4)),
    ]


def test_make_run_in_a_fresh_clone_shows_the_demo_revenue(tmp_path: Path, browser: Browser) -> None:
    clone, port = tmp_path / "clone", free_port()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True, timeout=60)
    wanted = demo_revenue()
    with serving(["make", "run", f"PORT={port}"], clone, tmp_path / "home", port, seconds=300) as url:
        page = browser.new_page()
        page.goto(url)
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
        page.get_by_text("¥").first.wait_for(timeout=60_000)
        text = page.locator("body").inner_text()
        page.close()
    assert any(abs(amount - wanted) <= half for amount, half in shown_amounts(text)), text[:2000]
