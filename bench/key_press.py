"""Benchmark of a slider moved by a key: time to new counts in the browser and from the server.

The real app in Chromium; the page itself notes when the key went down, when the frame with the new counts was painted
and when the server's answer stood on it. Keys wait until the hand rests before they are sent, so the answer is timed
from the moment of sending. Beside it the smallest app: one slider, one text. Bytes are those of the websocket.

    python -m bench --only key_press --accounts 10000,100000
"""

from __future__ import annotations

import base64
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.drag import CRITERIA, WORKSPACE, prepare
from bench.parts.budget import Measured
from bench.parts.machine import quantile, write_table
from bench.parts.order_lists import made_dataset
from bench.parts.sizes import Sizes
from bench.round_trip import FLOOR, command
from tests.browser.chromium import arguments, executable
from tests.browser.server import ROOT, free_port, serving

ACCOUNTS = (10_000, 100_000)
WARM_UP, PRESSES = 4, 30
BUDGET_MS, BUDGET_KB = 300.0, 100.0
PACKAGES = ("streamlit", "numpy", "playwright")
WAIT_MS = 60_000
LISTEN = """(selector) => {
  const lab = [...document.querySelectorAll('*')].map((node) => node.shadowRoot?.querySelector(selector)).find(Boolean);
  const painted = (done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0));
  window.addEventListener('keydown', (event) => { window.__kam = { pressed: event.timeStamp }; }, true);
  new MutationObserver((changes) => {
    const now = window.__kam;
    if (!now) return;
    for (const change of changes) {
      if (change.attributeName === 'data-counts' && !now.painting) {
        now.painting = true;
        painted((at) => (now.painted = at));
      }
      const state = lab.getAttribute('data-state');
      if (change.attributeName !== 'data-state') continue;
      if (state === 'sent') now.sent = performance.now();
      if (state === 'exact') painted((at) => (now.answered = at));
    }
  }).observe(lab, { attributes: true });
}"""
LISTEN_TO_TEXT = """(selector) => {
  const text = () => document.querySelector(selector)?.textContent;
  window.addEventListener('keydown', (event) => { window.__kam = { pressed: event.timeStamp, was: text() }; }, true);
  new MutationObserver(() => {
    const now = window.__kam;
    if (!now || now.painting || text() === now.was) return;
    now.painting = true;
    requestAnimationFrame(() => setTimeout(() => (now.painted = performance.now()), 0));
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
READ = "() => window.__kam"


@dataclass
class Traffic:
    """Bytes that came over the page's websockets."""

    received: int = 0
    session: CDPSession | None = field(default=None, repr=False)

    def watch(self, page: Page) -> None:
        """Count from now on; before the page is opened."""
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.webSocketFrameReceived", self._take)

    def _take(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        # Binary frames are told in base64.
        data = frame["payloadData"]
        self.received += len(base64.b64decode(data)) if frame["opcode"] == 2 else len(data)


@dataclass(frozen=True, slots=True)
class Press:
    """Milliseconds from the key to the painted frame, and from the sending to the painted answer; bytes of it."""

    painted: float
    answered: float | None
    received: int


def presses(page: Page, traffic: Traffic, done: str) -> list[Press]:
    """Press an arrow again and again, each time when the answer to the one before is there."""
    found = []
    for number in range(WARM_UP + PRESSES):
        before = traffic.received
        page.evaluate("() => { window.__kam = null; }")
        page.keyboard.press("ArrowLeft" if number % 10 < 5 else "ArrowRight")
        page.wait_for_function(f"() => window.__kam?.{done}", timeout=WAIT_MS)
        page.wait_for_timeout(150)
        reading = page.evaluate(READ)
        answered = reading["answered"] - reading["sent"] if "answered" in reading else None
        found.append(Press(reading["painted"] - reading["pressed"], answered, traffic.received - before))
    return found[WARM_UP:]


def ours(browser: Browser, url: str) -> list[Press]:
    """Keys on a lever of the what-if page."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    traffic = Traffic()
    traffic.watch(page)
    page.goto(f"{url}/simulate?w={WORKSPACE}")
    page.wait_for_selector(".lab[data-state=exact]", timeout=WAIT_MS * 2)
    page.evaluate(LISTEN, ".lab")
    page.locator("[data-lever=group-realised]").focus()
    found = presses(page, traffic, "answered")
    page.context.close()
    return found


def smallest(browser: Browser, url: str) -> list[Press]:
    """Keys on the slider of the smallest app; its text is painted when the server has answered."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    traffic = Traffic()
    traffic.watch(page)
    page.goto(url)
    page.wait_for_selector("[data-testid=stMarkdown]", timeout=WAIT_MS)
    page.evaluate(LISTEN_TO_TEXT, "[data-testid=stMarkdown]")
    page.get_by_role("slider").focus()
    found = presses(page, traffic, "painted")
    page.context.close()
    return found


def measure(accounts: int) -> tuple[list[Press], list[Press]]:
    """Keys in the app with so many accounts, and in the smallest app."""
    path = executable()
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        prepare(home / "kam", made_dataset(accounts), CRITERIA)
        script = home / "floor.py"
        script.write_text(FLOOR, encoding="utf-8")
        ports = free_port(), free_port()
        app = stack.enter_context(serving(command(ROOT / "asgi.py", ports[0]), ROOT, home / "kam", ports[0], 60))
        floor = stack.enter_context(serving(command(script, ports[1]), ROOT, home / "floor", ports[1], 60))
        playwright = stack.enter_context(sync_playwright())
        browser = stack.enter_context(playwright.chromium.launch(executable_path=path, args=arguments()))
        return ours(browser, app), smallest(browser, floor)


def measured(sizes: Sizes) -> list[Measured]:
    """Measure each size, write the table."""
    rows, found = [], []
    for accounts in sizes.accounts or ACCOUNTS:
        app, floor = measure(accounts)
        size = f"{accounts:,} accounts × {CRITERIA}"
        painted, answered = [one.painted for one in app], [one.answered for one in app if one.answered is not None]
        least = [one.painted for one in floor]
        kilobytes = [one.received / 1000 for one in app]
        for what, times, received in (
            ("key down → new counts painted", painted, None),
            ("sent → the server's answer painted", answered, kilobytes),
            ("smallest app: key down → text painted", least, [one.received / 1000 for one in floor]),
        ):
            rows.append(
                [
                    f"{what}, {size}" if what[0] != "s" or "sent" in what else what,
                    f"{quantile(times, 0.5):.0f}",
                    f"{quantile(times, 0.95):.0f}",
                    "" if received is None else f"{quantile(received, 0.5):.1f}",
                ]
            )
        floor_ms, floor_kb = quantile(least, 0.5), quantile([one.received / 1000 for one in floor], 0.5)
        found += [
            Measured("a key pressed → charts painted", size, quantile(painted, 0.5), "ms", quantile(painted, 0.95),
                     BUDGET_MS, peer="smallest app", theirs=floor_ms),
            Measured("the same, sent → the server's answer painted", size, quantile(answered, 0.5), "ms",
                     quantile(answered, 0.95), BUDGET_MS, peer="smallest app", theirs=floor_ms),
            Measured("the same, over the wire", size, quantile(kilobytes, 0.5), "kB", quantile(kilobytes, 0.95),
                     BUDGET_KB, peer="smallest app", theirs=floor_kb),
        ]  # fmt: skip
    note = (
        f"{PRESSES} presses of an arrow after {WARM_UP} to warm up, headless Chromium; painted means the task after "
        "the frame. The browser counts by itself and paints; the server is asked when the keys have rested for 450 ms, "
        "which is no part of the second line. Budget: p50 ≤ 300 ms, ≤ 100 kB."
    )
    columns = ("what", "p50 ms", "p95 ms", "kB received")
    write_table("key_press", "A key on a lever", PACKAGES, columns, rows, note)
    return found
