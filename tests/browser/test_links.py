"""Names that look like links or images stay plain text on every page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from kam_core.store.imports import SourceFile
from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from tests.browser.page_idle import settled
from tests.browser.server import ROOT, app_command, free_port, serving
from tests.datasets import dataset, monthly
from tests.store.sample_content import NOW, by

pytestmark = pytest.mark.browser

NAMES = (
    "www.example.com", "https://example.com/a", "info@example.com", "mailto:info@example.com", "<http://example.com>",
    "[x](http://example.com)", "![x](https://example.com/x.png)", "Ask info@example.com at WWW.example.com",
)  # fmt: skip
WORKSPACE = "full-of-links"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app whose data set and accounts have such names."""
    home = tmp_path_factory.mktemp("links")
    store = Store.open(home)
    sold = [one for n, name in enumerate(NAMES) for one in monthly(name, "2025-01-10", 12, 100.0 * (n + 1))]
    made = store.imports.commit(
        data_set=None, name=NAMES[0], dataset=dataset(sold), records=None,
        files=[SourceFile.of("www.example.com.csv", b"x")], summary={}, rejected=None, by=by(NAMES[2]),
    )  # fmt: skip
    override = {"tier": "S", "reason": "as on https://example.com", "until": None}
    store.overrides.set(data_set_id=made.data_set_id, account_id=NAMES[0], by=by("me@example.com"), **override)
    store.workspaces.save(Workspace(WORKSPACE, made.data_set_id, view={}), NOW)
    store.close()
    port = free_port()
    with serving(app_command(port), ROOT, home, port, seconds=60) as url:
        yield url


def test_no_name_becomes_a_link_or_a_picture(app: str, page: Page) -> None:
    places = ("", "accounts", *(f"account?id={name}" for name in ("www.example.com", "info%40example.com")))
    for place in places:
        page.goto(f"{app}/{place}{'&' if '?' in place else '?'}w={WORKSPACE}")
        settled(page)
        expect(page.get_by_test_id("stException"), place).to_have_count(0)
        assert "example.com" in page.get_by_test_id("stApp").inner_text(), place
        live = page.locator('[href*="example.com"], [src*="example.com"], [href^="mailto:"]')
        assert [one.evaluate("node => node.outerHTML") for one in live.all()] == [], place
