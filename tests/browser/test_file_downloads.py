"""Downloads in a browser: every file arrives and has the numbers of its page."""

import re
from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl
import pytest
from playwright.sync_api import Page, expect

from kam_core.scoring.model.model import Model
from kam_core.scoring.model.model_hash import model_hash
from tests.browser.menu import go
from tests.browser.page_idle import settled
from tests.browser.server import ROOT, app_command, free_port, serving
from tests.browser.test_first_upload import SECONDS, sign, widget
from tests.browser.test_scenario_link import hash_on, moved, opened, scenarios_tab

pytestmark = pytest.mark.browser


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[str]:
    """An app with a home of its own: what its log holds is what this test did."""
    port = free_port()
    with serving(app_command(port), ROOT, tmp_path, port, seconds=60) as url:
        yield url


def downloaded(page: Page, key: str, name: str = "") -> bytes:
    """The file behind the button of that key; its name begins so."""
    with page.expect_download(timeout=SECONDS) as waiting:
        widget(page, key).get_by_role("button").click()
    assert waiting.value.suggested_filename.startswith(name)
    return Path(waiting.value.path()).read_bytes()


def number(page: Page, key: str, pattern: str) -> int:
    """The number that a sentence says."""
    found = re.search(pattern, widget(page, key).inner_text())
    assert found is not None
    return int(found[1].replace(",", ""))


def test_what_is_downloaded_says_the_numbers_of_the_page(own_app: str, page: Page) -> None:
    moved(opened(page, f"{own_app}/simulate"))
    count = number(page, "whatif_answer", r"([\d,]+) of [\d,]+ tiered accounts? changes? tier")
    assert count > 0
    # It began as the published model and has not been kept under a name of its own.
    movers = pl.read_csv(downloaded(page, "movers_export_csv", "movers-Standard-changed-since-"))
    assert movers.height == count
    workbook = fastexcel.read_excel(downloaded(page, "movers_export_xlsx"))
    assert workbook.load_sheet("movers").to_polars()["account"].to_list() == movers["account"].to_list()

    scenarios_tab(page)
    page.get_by_label("Scenario name").fill("Potential first")
    sign(page)
    widget(page, "scenario_new").get_by_role("button").click()
    expect(page.get_by_text("the saved scenario “Potential first”")).to_be_visible(timeout=SECONDS)
    settled(page)
    widget(page, "share_link").get_by_text("Share draft by link or file").click()
    # The panel unfolds: a click on what still moves would miss it.
    expect(widget(page, "share_link").get_by_test_id("stCode")).to_be_visible(timeout=SECONDS)
    settled(page)
    model = Model.from_toml(downloaded(page, "save_model", f"Potential-first-{hash_on(page)}.toml").decode())
    assert model_hash(model) == hash_on(page) == movers["about_model"][0]

    go(page, "accounts")
    head = page.locator(".st-key-answer").inner_text()
    key_count = re.search(r"([\d,]+) key accounts bring", head)
    counts = re.search(r"([\d,]+) of ([\d,]+) accounts are active customers", head)
    assert key_count is not None
    assert counts is not None
    for form in ("csv", "xlsx"):
        content = downloaded(page, f"portfolio_export_{form}", "accounts-Standard-")
        listed = (
            pl.read_csv(content) if form == "csv" else fastexcel.read_excel(content).load_sheet("accounts").to_polars()
        )
        key = listed["key"].cast(pl.String).str.to_lowercase().is_in(["true", "1"]).sum()
        assert [(listed["revenue"] > 0).sum(), listed.height, key] == [
            int(one.replace(",", "")) for one in (*counts.groups(), key_count[1])
        ]

    go(page, "settings")
    widget(page, "section_en").get_by_role("radio", name="Audit log").click()
    settled(page)
    log = pl.read_csv(downloaded(page, "log_csv"))
    # The first entry is that of Kim as a person.
    assert (log["who"].to_list(), log["kind"].to_list()) == (["Kim", "Kim"], ["model.draft", "person.add"])
