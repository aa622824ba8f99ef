"""Record console errors, uncaught exceptions and requests to other hosts during a test."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page

_HERE = {"127.0.0.1", ""}
_PROBE = re.compile(r"^http://127\.0\.0\.1:\d+/[a-z_]+/_stcore/(health|host-config)(\?|$)")
"""On a page's own address Streamlit first asks whether the whole app lives below it; the 404 is the answer."""

_GLANCE = 3000
_LONGEST = 1500


class Watch:
    """Collects console errors, uncaught exceptions and calls to any other machine."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.strangers: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._address(request.url))
        page.on("websocket", lambda socket: self._address(socket.url))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _PROBE.search(message.location.get("url", "")):
            self.errors.append(f"{message.text} {message.location.get('url', '')}")

    def _address(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname not in _HERE:
            self.strangers.append(url)

    def verdict(self) -> None:
        """Fail if anything was collected."""
        assert not self.strangers, f"the page called other machines: {self.strangers}"
        assert not self.errors, f"the console shows errors: {self.errors}"

    def shown(self) -> str:
        """What stands on the page at this moment, for whoever reads of a failure without having seen it."""
        try:
            body = self.page.locator("body").inner_text(timeout=_GLANCE)
            state = self.page.locator("[data-testid=stApp]").first.get_attribute(
                "data-test-script-state", timeout=_GLANCE
            )
        except Error as silent:
            return f"{self.page.url}: the page gives no answer: {silent}"
        return f"{self.page.url}, script {state}, console {self.errors}\n{body[:_LONGEST]}"
