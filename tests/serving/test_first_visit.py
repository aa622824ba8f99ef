"""The first visitor of a process that is still warming up comes by a link to a page, and finds it."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.page_idle import settled
from tests.browser.server import free_port
from tests.serving.processes import Process

pytestmark = pytest.mark.browser


def test_a_link_to_a_page_opens_it_while_the_process_is_still_warming_up(
    person: Callable[[], Page], tmp_path: Path
) -> None:
    process = Process(free_port(), tmp_path, {"KAM_HOME": str(tmp_path / "home")})
    process.start()
    page = person()
    try:
        process.wait("/home.js")
        page.goto(f"{process.url}/simulate")
        settled(page)
        expect(page.get_by_test_id("stMain").get_by_text("What if the rules change?")).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
        (cookie,) = [one for one in page.context.cookies() if one["name"].startswith("kam_browser")]
        assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Lax", "/")
        assert "kam_browser" not in page.evaluate("document.cookie")
        workspace = page.url
        page.reload()
        settled(page)
        assert page.url == workspace
        assert "ScriptRunContext" not in process.output()
        for host, status in ((f"127.0.0.1:{process.port}", 200), ("rebound.example", 421)):
            assert asked(process.url, host) == status
        page.goto("about:blank")
    finally:
        process.stop()


def asked(url: str, host: str) -> int:
    """The status of the first page under a host name."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Host": host}), timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code
