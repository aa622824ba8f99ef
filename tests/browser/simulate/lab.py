"""Handles of the lab of Simulate: its counts, levers and answer, and a hand that drags."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_first_upload import SECONDS, counts, widget

FRAMES = 30
UNTOUCHED = "Move a weight or a tier cut to see what changes."


def shown(lab: Locator) -> str:
    return lab.get_attribute("data-counts") or ""


def answer(lab: Locator) -> Locator:
    return widget(lab.page, "whatif_answer")


def agreed(lab: Locator) -> None:
    """The server has counted what the hand left, and found the same."""
    expect(answer(lab)).not_to_contain_text(UNTOUCHED, timeout=SECONDS)
    expect(lab).to_have_attribute("data-state", "exact", timeout=SECONDS)
    expect(lab).to_have_attribute("data-agrees", "true")
    # The cards are drawn a frame after the counts are there.
    for _ in range(FRAMES):
        if drawn(lab) == shown(lab):
            return
        lab.page.wait_for_timeout(100)
    assert drawn(lab) == shown(lab)


def drawn(lab: Locator) -> str:
    """The counts of the tier cards, after the draft."""
    return " ".join(text.split("→")[-1].strip() for text in counts(lab.page).all_inner_texts())


def lever(lab: Locator, name: str) -> Locator:
    return lab.locator(f"[data-lever={name}]")


def free_sum(lab: Locator) -> None:
    """Let each weight move without the others."""
    lab.get_by_label("Keep the sum at 100").uncheck()


def drag(page: Page, handle: Locator, distance: int) -> None:
    """Press in the middle of a slider's thumb or a cut line and move, without letting go."""
    box = handle.bounding_box()
    assert box is not None
    share = float(handle.input_value()) / 100 if handle.get_attribute("type") == "range" else 0.5
    x, y = box["x"] + 8 + (box["width"] - 16) * share, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x + distance * step / 10, y)
    page.wait_for_timeout(100)
