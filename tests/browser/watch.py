"""What a page must not do while a test looks at it."""

from urllib.parse import urlsplit

from playwright.sync_api import Page

_HERE = {"127.0.0.1", ""}


class Watch:
    """Collects console errors, uncaught exceptions and calls to any other machine."""

    def __init__(self, page: Page) -> None:
        self.errors: list[str] = []
        self.strangers: list[str] = []
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._address(request.url))
        page.on("websocket", lambda socket: self._address(socket.url))

    def _console(self, kind: str, text: str) -> None:
        if kind == "error":
            self.errors.append(text)

    def _address(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname not in _HERE:
            self.strangers.append(url)

    def verdict(self) -> None:
        """Fail if anything was collected."""
        assert not self.strangers, f"the page called other machines: {self.strangers}"
        assert not self.errors, f"the console shows errors: {self.errors}"
