"""Tables that are only read: notes show what a measure is, heads sort by value, rows lead nowhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from kam_core.vocabulary.measures import MEASURES
from tests.browser.page_idle import settled

pytestmark = pytest.mark.browser


def table(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{key}")


def texts(page: Page, key: str, column: str) -> list[str]:
    return table(page, key).locator(f"td[data-column={column}]").all_inner_texts()


def test_the_note_beside_a_measure_shows_its_formula_by_mouse_and_by_keyboard(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/account?account=A009&tab=score")
    settled(page)
    row = table(page, "account_measures").get_by_role("row").filter(has_text="Growth")
    tip = table(page, "account_measures").get_by_role("tooltip")
    expect(tip).to_be_hidden()
    row.get_by_role("note").hover()
    expect(tip).to_have_text(MEASURES["growth"].formula)
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    row.get_by_role("note").focus()
    expect(tip).to_have_text(MEASURES["growth"].formula)


def test_a_column_of_numbers_is_sorted_by_value_and_its_rows_lead_nowhere(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/data")
    settled(page)
    as_given = texts(page, "tables", "rows")
    table(page, "tables").get_by_role("button", name="Rows").click()
    found = [int(text.replace(",", "")) for text in texts(page, "tables", "rows")]
    assert found == sorted((int(text.replace(",", "")) for text in as_given), reverse=True)
    table(page, "tables").get_by_role("row").nth(1).click()
    settled(page)
    assert page.url.split("?")[0].endswith("/data")


def test_the_screens_with_tables_have_none_of_streamlits(page: Page, app_url: str) -> None:
    for address in ("data", "loyalty", "account?account=A009&tab=money", "settings"):
        page.goto(f"{app_url}/{address}")
        settled(page)
        expect(page.get_by_test_id("stDataFrame")).to_have_count(0)
