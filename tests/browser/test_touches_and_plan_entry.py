"""Touches and the plan in a browser: entered, changed by two people at once, undone, and still there after a reload."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.menu import go
from tests.browser.page_idle import settled
from tests.browser.server import ROOT, app_command, free_port, serving
from tests.browser.test_first_upload import header, offer, sign, widget
from tests.browser.test_import_wizard import TYPING_MILLISECONDS, go_to, grid, step

pytestmark = pytest.mark.browser

SECONDS = 30_000
ACTION = "Visit the new plant"


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[str]:
    """An app with a home of its own."""
    port = free_port()
    with serving(app_command(port), ROOT, tmp_path, port, seconds=60) as url:
        yield url


def open_account(page: Page, url: str, tab: str = "plan") -> None:
    page.goto(f"{url}/account?id=A001&tab={tab}")
    settled(page)


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def cell(page: Page, column: str) -> Locator:
    """The field of a column in the form that is open."""
    return page.locator(f"[class*='st-key-entry_'][class*='_{column}_']").locator("input, textarea").first


def choose(page: Page, column: str, option: str) -> None:
    wanted = page.get_by_role("option", name=option, exact=True)
    cell(page, column).click()
    try:
        expect(wanted).to_be_visible(timeout=5_000)
    except AssertionError:
        # A run of the page that ended meanwhile has closed the list.
        settled(page)
        cell(page, column).click()
    wanted.click()


def save(page: Page, who: str | None = None) -> None:
    if who is not None and cell(page, "who").count():
        cell(page, "who").fill(who)
    press(page, "Save")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden(timeout=SECONDS)
    settled(page)


def row(page: Page, text: str) -> Locator:
    """The frame around a touch or an action."""
    rows = page.locator("[class*=st-key-touch_], [class*=st-key-plan_]")
    return rows.filter(has_text=text).filter(has=page.get_by_role("button", name="Edit")).last


def test_a_touch_and_an_action_are_entered_done_undone_and_there_after_a_reload(own_app: str, page: Page) -> None:
    open_account(page, own_app, "voice")
    press(page, "Note a contact")
    settled(page)
    # A kind that no file has yet is typed.
    cell(page, "touches_kind").fill("factory tour")
    cell(page, "touches_kind").press("Enter")
    cell(page, "next_step").fill("Send the offer")
    save(page, "Kim")
    expect(row(page, "factory tour")).to_contain_text("Next step: Send the offer")
    expect(row(page, "factory tour")).to_contain_text("entered by Kim")

    open_account(page, own_app)
    press(page, "Add an action")
    settled(page)
    choose(page, "heading", "Affinity")
    cell(page, "plan_action").fill(ACTION)
    save(page)
    press(row(page, ACTION), "Mark done")
    expect(page.get_by_text(f"“{ACTION}” marked as done.")).to_be_visible(timeout=SECONDS)
    press(page, "Undo")
    settled(page)
    expect(row(page, ACTION).get_by_role("button", name="Mark done")).to_be_visible(timeout=SECONDS)

    page.reload()
    settled(page)
    expect(row(page, ACTION)).to_contain_text("entered by Kim")
    open_account(page, own_app, "voice")
    expect(row(page, "factory tour")).to_contain_text("Send the offer")


def test_a_second_window_that_changes_the_same_action_sees_the_conflict_and_decides(
    own_app: str, page: Page, another_browser: Callable[[], Page]
) -> None:
    open_account(page, own_app)
    press(page, "Add an action")
    settled(page)
    choose(page, "heading", "Affinity")
    cell(page, "plan_action").fill(ACTION)
    save(page, "Kim")

    second = another_browser()
    open_account(second, own_app)
    press(row(second, ACTION), "Edit")
    settled(second)
    cell(second, "goal").fill("A visit")

    press(row(page, ACTION), "Edit")
    settled(page)
    cell(page, "goal").fill("The contract")
    save(page)

    cell(second, "who").fill("Kim")
    press(second, "Save")
    notice = second.get_by_text("Kim changed this at")
    expect(notice).to_be_visible(timeout=SECONDS)
    expect(second.get_by_text("Goal: their value The contract, your value A visit")).to_be_visible()
    press(second, "Use mine")
    expect(notice).to_be_hidden(timeout=SECONDS)
    settled(second)
    expect(row(second, ACTION)).to_contain_text("A visit")

    press(row(second, ACTION), "Withdraw")
    settled(second)
    expect(row(second, ACTION)).to_be_hidden(timeout=SECONDS)
    press(second, "Undo")
    settled(second)
    expect(row(second, ACTION)).to_contain_text("A visit")


@pytest.mark.long
def test_an_edit_in_the_plan_as_a_table_is_saved_at_once(own_app: str, page: Page) -> None:
    open_account(page, own_app)
    press(page, "Add an action")
    settled(page)
    choose(page, "heading", "Affinity")
    cell(page, "plan_action").fill(ACTION)
    save(page, "Kim")
    widget(page, "plan_as_table").locator("label").first.click()
    settled(page)
    table = grid(page, "grid_plan")
    # The action without a day stands behind the one that has one.
    go_to(page, table, 1, 1)
    page.keyboard.press("Enter", delay=TYPING_MILLISECONDS)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Visit both plants", delay=TYPING_MILLISECONDS)
    page.keyboard.press("Enter")
    expect(page.get_by_text("The change is saved.")).to_be_visible(timeout=SECONDS)
    settled(page)
    widget(page, "plan_as_table").locator("label").first.click()
    settled(page)
    expect(row(page, "Visit both plants")).to_contain_text("entered by Kim")


ORDERS = "order id,customer,date,amount\n1,Ann,2024-01-05,100\n2,Bob,2024-02-29,200\n"
PLAN = "account,heading,action,goal,due\nAnn,affinity,{action},{goal},2024-03-31\n"


def plan_file(folder: Path, name: str, goal: str) -> Path:
    file = folder / name
    file.write_text(PLAN.format(action=ACTION, goal=goal), encoding="utf-8")
    return file


def compare(page: Page, file: Path) -> None:
    """Give a file to the data set in use, and look at the differences."""
    offer(page, [file])
    expect(widget(page, "use_data")).to_be_visible(timeout=SECONDS)
    settled(page)
    target = page.get_by_label("Import into").first
    if "north" not in (target.input_value() or ""):
        target.click()
        page.get_by_role("option", name="north", exact=True).click()
        settled(page)
    step(page, 5)


def test_a_plan_file_that_disagrees_is_shown_and_a_plan_that_was_downloaded_does_not(
    own_app: str, page: Page, tmp_path: Path
) -> None:
    orders = tmp_path / "north.csv"
    orders.write_text(ORDERS, encoding="utf-8")
    page.goto(f"{own_app}/data")
    settled(page)
    offer(page, [orders, plan_file(tmp_path, "plan.csv", "One order")])
    expect(widget(page, "use_data")).to_be_visible(timeout=SECONDS)
    settled(page)
    sign(page)
    widget(page, "use_data").get_by_role("button").click()
    expect(header(page)).to_contain_text("north", timeout=SECONDS)
    settled(page)
    workspace = parse_qs(urlsplit(page.url).query)["w"][0]
    account = f"{own_app}/account?id=Ann&tab=plan&w={workspace}"
    page.goto(account)
    settled(page)
    press(row(page, ACTION), "Edit")
    settled(page)
    cell(page, "goal").fill("Two orders")
    save(page, "Kim")

    go(page, "data")
    compare(page, plan_file(tmp_path, "plan again.csv", "Three orders"))
    notice = page.get_by_text("entries that differ from the files")
    expect(notice).to_be_visible(timeout=SECONDS)
    widget(page, "use_data").get_by_role("button").click()
    expect(widget(page, "use_data")).to_be_hidden(timeout=SECONDS)
    settled(page)
    page.goto(account)
    settled(page)
    expect(row(page, ACTION)).to_contain_text("Two orders")

    go(page, "data")
    # Where the whole page is seen nothing scrolls, and an open list stays open.
    page.set_viewport_size({"width": 1280, "height": 2600})
    page.get_by_text("Download tables").click()
    settled(page)
    table = widget(page, "table_file_en").get_by_role("combobox")
    # On a busy machine the list closes again before the click.
    while table.input_value() != "Account plan":
        table.click()
        page.get_by_role("option", name="Account plan", exact=True).click()
        settled(page)
    with page.expect_download() as download:
        widget(page, "table_file_csv").get_by_role("button").click()
    file = tmp_path / "downloaded.csv"
    download.value.save_as(file)
    assert "Two orders" in file.read_text(encoding="utf-8-sig")
    compare(page, file)
    expect(widget(page, "difference_plan")).to_be_visible(timeout=SECONDS)
    expect(notice).to_have_count(0)
