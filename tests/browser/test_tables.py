"""Tables: a click anywhere in a row opens its account, whatever happened since; tables that are read have notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.measures import MEASURES
from tests.browser.page_idle import settled
from tests.browser.server import ROOT, app_command, free_port, serving
from tests.datasets import dataset, monthly
from tests.store.sample_content import NOW, by

pytestmark = pytest.mark.browser

MARKUP = "<img src=x onerror=alert(1)>"
NAMES = {f"K{n:02d}": f"霁衡航空装备(西安){n:02d}有限公司" for n in range(70)} | {"K03": MARKUP}


@dataclass(frozen=True)
class Served:
    """An app with a data set of 70 accounts, and its home."""

    url: str
    home: Path
    data_set: str

    def accounts(self, workspace: str) -> str:
        return f"{self.url}/accounts?w={workspace}"


def sales(amounts: dict[str, float]) -> Dataset:
    """Equal monthly orders of these amounts; the larger one is higher up in every list."""
    lines = [line for account, amount in amounts.items() for line in monthly(account, "2025-01-10", 24, amount)]
    return dataset(lines, [{"account": account, "name": NAMES[account], "owner": "Kim"} for account in amounts])


def save(store: Store, amounts: dict[str, float], data_set: str | None = None) -> str:
    made = store.imports.commit(
        data_set=None if data_set is None else store.data_sets.find(data_set), name="seventy", dataset=sales(amounts),
        records=None, files=[], summary={}, rejected=None, by=by("Kim"),
    )  # fmt: skip
    return made.data_set_id


DESCENDING = {account: 1_000_000.0 - 10_000 * place for place, account in enumerate(NAMES)}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("lists")
    store = Store.open(home)
    data_set = save(store, DESCENDING)
    for workspace in ("rows-of-a-list", "keys-of-a-list", "cards-of-a-list", "choices-of-a-list", "find-in-a-list"):
        store.workspaces.save(Workspace(workspace, data_set, view={}), NOW)
    changing = save(store, DESCENDING)
    store.workspaces.save(Workspace("changing-list", changing, view={}), NOW)
    store.close()
    port = free_port()
    with serving(app_command(port), ROOT, home, port, seconds=60) as url:
        yield Served(url, home, changing)


def opened(page: Page, address: str) -> Locator:
    """The list of accounts at that address."""
    page.goto(address)
    settled(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    return page.locator(".st-key-portfolio_accounts .accounts")


def row(accounts: Locator, account: str) -> Locator:
    return accounts.locator(f'[data-id="{account}"]')


def expect_account(page: Page, account: str) -> None:
    """The screen of that account and of no other."""
    expect(page).to_have_url(re.compile(rf"/account\?.*\bid={account}\b"), timeout=20_000)
    settled(page)
    assert NAMES[account] in page.get_by_test_id("stMain").inner_text()


def test_a_click_on_any_cell_opens_the_account_of_the_row(app: Served, page: Page) -> None:
    for column, account in (("tier", "K05"), ("name", "K07"), ("revenue", "K09")):
        accounts = opened(page, app.accounts("rows-of-a-list"))
        row(accounts, account).locator(f'[data-column="{column}"]').click()
        expect_account(page, account)


def test_the_row_that_was_clicked_opens_although_the_order_changed_after_it_was_drawn(app: Served, page: Page) -> None:
    accounts = opened(page, app.accounts("changing-list"))
    assert accounts.locator("tbody tr").nth(2).get_attribute("data-id") == "K02"
    store = Store.open(app.home)
    save(store, {account: 2_000_000.0 - amount for account, amount in DESCENDING.items()}, app.data_set)
    store.close()
    row(accounts, "K02").click()
    expect_account(page, "K02")
    # Proof that the order is another one by now.
    accounts = opened(page, app.accounts("changing-list"))
    assert accounts.locator("tbody tr").first.get_attribute("data-id") == "K69"


def test_the_list_can_be_used_by_keyboard(app: Served, page: Page) -> None:
    accounts = opened(page, app.accounts("keys-of-a-list"))
    # One stop of the Tab key for all rows, after the heads.
    heads = accounts.locator("thead th:not([hidden]) button")
    heads.last.focus()
    page.keyboard.press("Tab")
    expect(row(accounts, "K00")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(row(accounts, "K02")).to_be_focused()
    page.keyboard.press("Enter")
    expect_account(page, "K02")


def test_on_a_phone_the_accounts_are_cards_that_open(app: Served, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    accounts = opened(page, app.accounts("cards-of-a-list"))
    expect(accounts.locator("table")).to_be_hidden()
    sizes = accounts.locator("li").evaluate_all("cards => cards.map(card => card.getBoundingClientRect())")
    assert sizes
    assert all(size["height"] >= 40 and size["right"] <= 390 for size in sizes)
    card = row(accounts, "K04")
    assert NAMES["K04"] in card.inner_text()
    # 12 months of 960,000.
    assert "11.5M" in card.inner_text()
    card.click()
    expect_account(page, "K04")


def test_what_carries_the_answer_does_not_clip_at_1280_and_names_have_their_room(app: Served, page: Page) -> None:
    accounts = opened(page, app.accounts("rows-of-a-list"))
    cells = accounts.locator(":is(th, td):not([hidden])").evaluate_all(
        """cells => cells.filter(cell => ['tier', 'name', 'revenue', 'due', 'score'].includes(cell.dataset.column)).map(
            cell => ({ column: cell.dataset.column, wide: cell.scrollWidth, room: cell.clientWidth }))"""
    )
    assert {cell["column"] for cell in cells} == {"tier", "name", "revenue", "due", "score"}
    assert [cell for cell in cells if cell["wide"] > cell["room"]] == []
    assert all(cell["room"] >= 200 for cell in cells if cell["column"] == "name")
    table = accounts.locator("table").evaluate("table => [table.offsetWidth, table.parentElement.clientWidth]")
    assert table[0] <= table[1]


def test_names_with_markup_are_text(app: Served, page: Page) -> None:
    accounts = opened(page, app.accounts("rows-of-a-list"))
    assert MARKUP in row(accounts, "K03").inner_text()
    assert accounts.locator("img").count() == 0


def test_columns_and_order_that_a_person_chose_are_there_after_a_reload(app: Served, page: Page) -> None:
    accounts = opened(page, app.accounts("choices-of-a-list"))
    accounts.locator('thead [data-column="name"] button').click()
    expect(accounts.locator('thead [data-column="name"]')).to_have_attribute("aria-sort", "ascending")
    accounts.locator("summary").click()
    accounts.locator(".menu label", has_text="Growth").locator("input").uncheck()
    expect(accounts.locator('thead [data-column="growth"]')).to_have_count(0)
    # The choice is saved a moment later, so that several clicks are one.
    page.wait_for_timeout(600)
    settled(page)
    accounts = opened(page, app.accounts("choices-of-a-list"))
    expect(accounts.locator('thead [data-column="name"]')).to_have_attribute("aria-sort", "ascending")
    expect(accounts.locator('thead [data-column="growth"]')).to_have_count(0)
    first, last = accounts.locator("tbody tr").first, NAMES["K69"]
    # "<" comes before every letter and every Chinese character.
    assert MARKUP in first.inner_text()
    # Down again, and numbers by their value: the smallest amount is the last of the names, too.
    accounts.locator('thead [data-column="revenue"] button').click()
    accounts.locator('thead [data-column="revenue"] button').click()
    assert last in accounts.locator("tbody tr").first.inner_text()


def test_rows_beyond_the_first_follow_on_demand(app: Served, page: Page) -> None:
    accounts = opened(page, app.accounts("find-in-a-list"))
    before = accounts.locator("tbody tr").count()
    assert before < 20
    accounts.get_by_role("button", name="Show 50 more").click()
    assert accounts.locator("tbody tr").count() == before + 50


def test_every_word_is_found_in_any_text_of_a_row(app: Served, page: Page) -> None:
    page.goto(f"{app.url}/dependence?w=find-in-a-list")
    settled(page)
    accounts = page.locator(".st-key-concentration_accounts .accounts")
    # Full-width digits and a part of the name, as an input method writes them.
    accounts.get_by_role("searchbox").fill("西安 ０５")
    expect(accounts.locator("tbody tr")).to_have_count(1)
    assert NAMES["K05"] in accounts.locator("tbody tr").inner_text()
    accounts.get_by_role("searchbox").fill("nobody")
    expect(accounts.locator("tbody tr")).to_have_count(0)
    expect(accounts.get_by_role("status")).to_have_text("No accounts match.")


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
