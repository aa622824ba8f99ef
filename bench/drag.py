"""Benchmark of dragging a weight in Chromium: frames per second and time per frame.

The real app on loopback with a made-up order list and a model of so many criteria; the mouse moves a weight to and fro
while the page notes when each frame began, what counting took and what all of it took.

    python -m bench --only drag --accounts 10000,100000
"""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.parts.budget import Measured
from bench.parts.machine import quantile, write_table
from bench.parts.order_lists import made_dataset
from bench.parts.sizes import Sizes
from bench.round_trip import command
from kam_core.measures.view import default_view
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.score import utilities
from kam_core.services import appraisal
from kam_core.services.appraisal import built_in_model
from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.actor import Actor, By, Role
from kam_core.vocabulary.dataset import Dataset
from tests.browser.chromium import arguments, executable
from tests.browser.server import ROOT, free_port, serving

SECONDS = 6.0
WORKSPACE = "dragbench1"
ACCOUNTS, CRITERIA = (10_000, 100_000, 250_000), 12
BUDGET_FRAMES, MOST_FRAMES = 50, 60
PACKAGES = ("streamlit", "numpy", "playwright")
MOVE = """(seconds) => new Promise((done) => {
  const lever = [...document.querySelectorAll('*')]
    .map((node) => node.shadowRoot?.querySelector('[data-lever=group-realised]')).find(Boolean);
  const begun = performance.now();
  let step = 0;
  window.__kamFrames = [];
  const move = () => {
    const took = performance.now() - begun;
    if (took > seconds * 1000) { done([window.__kamFrames, took / 1000]); return; }
    lever.value = 10 + 75 * Math.abs(((step++ * 0.01) % 2) - 1);
    lever.dispatchEvent(new Event('input', { bubbles: true }));
    requestAnimationFrame(move);
  };
  requestAnimationFrame(move);
})"""


@dataclass(frozen=True)
class Drag:
    """What one drag showed: frames a second, milliseconds of a frame, bytes that the board took."""

    frames: float
    counting: list[float]
    painting: list[float]
    sampled: str
    agrees: str


def model_of(data: Dataset, criteria: int) -> Model:
    """The built-in model, cut down to as many criteria as have data and are asked for."""
    view = default_view(data)
    frame = appraisal.account_measures(data, view)
    model = built_in_model(data, frame)
    flags = utilities(frame, model).active
    active_criteria = [
        c.model_dump() | {"unless": None} for c, flag in zip(model.criteria, flags, strict=True) if flag
    ][:criteria]
    return rebuilt(model, criteria=active_criteria)


def prepare(home: Path, data: Dataset, criteria: int) -> None:
    """A home folder with the data set, its published model and a workspace."""
    now = datetime.datetime.now(datetime.UTC)
    store = Store.open(home)
    made = store.imports.commit(
        data_set=None,
        name="Bench",
        dataset=data,
        records=None,
        files=[],
        summary={},
        rejected=None,
        by=By(Actor("bench", Role.ADMINISTRATOR), now),
    )
    store.models.publish(
        data_set_id=made.data_set_id, home="12/account", name="Bench", document=model_of(data, criteria).to_toml(),
        note="bench", by=By(Actor("bench", Role.ADMINISTRATOR), now), expected=None,
    )  # fmt: skip
    store.workspaces.save(Workspace(WORKSPACE, dataset=made.data_set_id, view={"language": "en"}), now)
    store.close()


def drag(page: Page, url: str) -> Drag:
    """Open the lab and drag the first weight to and fro for some seconds."""
    page.goto(f"{url}/simulate?w={WORKSPACE}")
    lab, lever = page.locator(".lab"), page.locator("[data-lever=group-realised]")
    page.wait_for_selector(".lab[data-state=exact]", timeout=120_000)
    box = lever.bounding_box()
    assert box is not None
    y, left, width = box["y"] + box["height"] / 2, box["x"] + 10, box["width"] - 20
    page.mouse.move(left + width * float(lever.input_value()) / 100, y)
    page.mouse.down()
    for place in (0.6, 0.5, 0.4, 0.5):
        page.mouse.move(left + width * place, y)
    # A driver's mouse waits for an answer to every move; a hand does not. While it is held, the slider is moved from
    # within the page as often as the page draws.
    frames, took = page.evaluate(MOVE, SECONDS)
    shown = lab.locator(".status").inner_text()
    page.mouse.up()
    page.wait_for_selector(".lab[data-state=exact]", timeout=60_000)
    return Drag(
        frames=len(frames) / took,
        counting=[one[1] for one in frames],
        painting=[one[2] for one in frames],
        sampled="sample" if "sample" in shown else "all",
        agrees="counted anew" if "sample" in shown else lab.get_attribute("data-agrees") or "",
    )


def measured_drags(sizes: Sizes) -> list[tuple[int, Drag]]:
    """A drag over each number of accounts."""
    path = executable()
    found = []
    for accounts in sizes.accounts or ACCOUNTS:
        with tempfile.TemporaryDirectory() as home:
            prepare(Path(home) / "kam", made_dataset(accounts), CRITERIA)
            port = free_port()
            with (
                serving(command(ROOT / "asgi.py", port), ROOT, Path(home) / "kam", port, 60) as url,
                sync_playwright() as playwright,
                playwright.chromium.launch(executable_path=path, args=arguments()) as browser,
            ):
                found.append((accounts, drag(browser.new_page(viewport={"width": 1280, "height": 900}), url)))
    return found


def measured(sizes: Sizes) -> list[Measured]:
    """Measure each size, write the table."""
    drags = measured_drags(sizes)
    rows = [
        [
            f"{accounts:,} accounts × {CRITERIA} criteria, {found.sampled} counted",
            f"{found.frames:.0f}",
            f"{quantile(found.counting, 0.5):.1f}",
            f"{quantile(found.counting, 0.95):.1f}",
            f"{quantile(found.painting, 0.5):.1f}",
            f"{quantile(found.painting, 0.95):.1f}",
            found.agrees,
        ]
        for accounts, found in drags
    ]
    note = (
        f"Headless Chromium, which draws at most {MOST_FRAMES} frames a second, for {SECONDS:g} s with the slider "
        "moved before each frame; a frame counts all accounts, tiers, money, flow, curve and the nearest movers, and "
        f"changes the page. Budget: ≥ {BUDGET_FRAMES} frames a second. The last column: does the server count the "
        "same when the mouse lets go; points rounded to two bytes may put an account that lies on a cut on its other "
        "side until then."
    )
    columns = ("what", "frames/s", "counting p50 ms", "p95 ms", "whole frame p50 ms", "p95 ms", "agrees")
    write_table("drag", "Dragging a weight in the browser", PACKAGES, columns, rows, note)
    return [
        Measured(
            "a weight dragged, all counted in each frame" if found.sampled == "all" else "the same, a sample counted",
            f"{accounts:,} accounts × {CRITERIA}", found.frames, "frames/s", budget=BUDGET_FRAMES, at_least=True,
            peer="the screen", theirs=MOST_FRAMES,
        )
        for accounts, found in drags
    ]  # fmt: skip
