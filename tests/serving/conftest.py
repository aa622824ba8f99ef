"""Two processes with one home and one PostgreSQL behind nginx, for all tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.page_watch import Watch
from tests.browser.server import free_port
from tests.serving import nginx
from tests.serving.processes import Process
from tests.store import postgres

TOKEN = "a word for the monitoring system"


@dataclass(frozen=True)
class Front:
    """The address that people know, and the processes behind it by the name that a browser's cookie gives them."""

    url: str
    processes: dict[str, Process]

    def apply_capacity(self, context: BrowserContext) -> str:
        """Which process holds this browser's websocket."""
        return next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "kam_seat")


@pytest.fixture(scope="session")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Everything that stands in production, on free ports of loopback."""
    folder = tmp_path_factory.mktemp("serving")
    with postgres.serving() as server, ExitStack() as stack:
        given = {"KAM_HOME": str(folder / "home"), "KAM_DATABASE_URL": server.url, "KAM_METRICS_TOKEN": TOKEN}
        processes = {name: Process(free_port(), folder, given) for name in "12"}
        for process in processes.values():
            stack.callback(process.stop)
            process.start()
        for process in processes.values():
            process.wait()
        ports = [process.port for process in processes.values()]
        yield Front(stack.enter_context(nginx.in_front_of(ports, free_port(), folder / "nginx")), processes)


@contextmanager
def _watched(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB")
    opened = context.new_page()
    watch, refused = Watch(opened), []
    opened.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    yield opened
    context.close()
    watch.verdict()
    assert not refused, f"the page asked for what is not there: {refused}"


@pytest.fixture
def person(browser: Browser) -> Iterator[Callable[[], Page]]:
    """Opens a page in a browser profile of its own, watched for errors of the console and calls to other machines."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(_watched(browser))
