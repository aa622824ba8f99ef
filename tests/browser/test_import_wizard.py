"""Import wizard in a browser: correct a cell, drop a row, change a column mapping, undo the import."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from kam_core.locale.language import Language
from tests.browser.menu import go
from tests.browser.page_idle import settled
from tests.browser.test_first_upload import SECONDS, header, offer, sign, widget

pytestmark = pytest.mark.browser

ENGLISH = Language("en")
TITLED = "Umsatzbericht 2024;;;\n;;;\nKunde;Datum;Brutto;Netto\n"
ROWS = "Ann;05.01.2024;119,00;100,00\nBob;06.01.2024;238,00;2OO,00\nEve;30.02.2024;59,50;50,00\nSumme;;416,50;350,00\n"
ROW_HEIGHT = 35
CELL, DROP = 3, 4
"""Columns of the table of bad cells, from 0."""
TYPING_MILLISECONDS = 80
SETTLE_MILLISECONDS = 500
"""After so long the table has told the server what was typed."""


def step(page: Page, number: int) -> None:
    """Go to one of the steps of the wizard, from 1."""
    widget(page, "step_en").get_by_role("radio").or_(widget(page, "step_en").get_by_role("button")).nth(
        number - 1
    ).click()
    settled(page)


def grid(page: Page, key: str) -> Locator:
    """The canvas of an editable table; its key begins so."""
    return page.locator(f"[class*='st-key-{key}']").get_by_test_id("stDataFrame").first


def go_to(page: Page, table: Locator, row: int, column: int) -> None:
    """Put the cursor of a table into a row and column (from 0): by mouse to the first column, then by keyboard."""
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 20, box["y"] + ROW_HEIGHT * (row + 1.5))
    for _ in range(column):
        page.keyboard.press("ArrowRight", delay=TYPING_MILLISECONDS)


@pytest.fixture
def tidy(page: Page, app_url: str, tmp_path: Path) -> Page:
    """The data page with a German list: a title above, a total below, one bad amount, one bad date."""
    file = tmp_path / "Umsatz Januar.csv"
    file.write_bytes((TITLED + ROWS).encode("cp1252"))
    page.goto(app_url)
    settled(page)
    go(page, "data")
    offer(page, [file])
    expect(widget(page, "use_data")).to_have_count(1, timeout=SECONDS)
    settled(page)
    return page


def test_a_bad_cell_is_corrected_in_place_and_a_row_dropped(tidy: Page) -> None:
    page = tidy
    step(page, 4)
    expect(widget(page, "use_data")).to_have_count(1)
    table = grid(page, "issues_")
    go_to(page, table, 0, CELL)
    page.keyboard.type("200,00", delay=TYPING_MILLISECONDS)
    page.keyboard.press("Enter")
    go_to(page, table, 1, DROP)
    page.keyboard.press("Enter")
    page.wait_for_timeout(SETTLE_MILLISECONDS)
    widget(page, "apply_fixes").get_by_role("button").click()
    settled(page)
    expect(page.get_by_text("Corrected: 1 cell; deleted: 1 row")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_text("2 accounts and 2 order lines worth 300")).to_be_visible(timeout=SECONDS)


def test_an_import_is_taken_over_and_taken_back(tidy: Page) -> None:
    page = tidy
    expect(page.get_by_text("1 account and 1 order line worth 100")).to_be_visible()
    widget(page, "target_name").get_by_role("textbox").fill("Januar")
    page.keyboard.press("Enter")
    settled(page)
    sign(page)
    widget(page, "use_data").get_by_role("button").click()
    expect(header(page)).to_contain_text("Januar", timeout=SECONDS)
    settled(page)
    widget(page, "undo_import").get_by_role("button").click()
    expect(header(page)).to_contain_text(ENGLISH.say("Demo data"), timeout=SECONDS)
