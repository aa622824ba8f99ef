"""Signed cookie with the id of the browser, which owns a workspace where nobody signs in."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PREFIX = "kam_browser"
MAX_AGE_SECONDS = 400 * 24 * 3600
"""Browsers keep no cookie for longer."""
_VALUE = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{64})")


def cookie_name(key: bytes) -> str:
    """The name of the cookie, different for each key.

    Browsers send a cookie to every port of a host: two apps on one machine would take each other's for forged.
    """
    return f"{PREFIX}_{hashlib.sha256(key).hexdigest()[:8]}"


def signed(browser: str, key: bytes) -> str:
    """The value of the cookie for a browser."""
    return f"{browser}.{_signature(browser, key)}"


def verified(value: str, key: bytes) -> str | None:
    """The browser that a cookie names; None where it was not signed with this key."""
    parts = _VALUE.fullmatch(value)
    return parts[1] if parts and hmac.compare_digest(parts[2], _signature(parts[1], key)) else None


def _signature(browser: str, key: bytes) -> str:
    return hmac.digest(key, f"{PREFIX}={browser}".encode(), "sha256").hex()


class BrowserCookie:
    """Gives the cookie with every page that is opened without a valid one, and passes no forged one on."""

    def __init__(self, app: ASGIApp, key: bytes) -> None:
        self._app, self._key, self._name = app, key, cookie_name(key)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes in without cookies that are not ours; name a browser that has no name yet."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        known, headers = self._sifted(scope["headers"])
        scope = {**scope, "headers": headers}
        # Browsers ask for pages in these words, and for scripts, pictures and data in others.
        opens_page = scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", "")
        if known or not opens_page:
            await self._app(scope, receive, send)
            return
        given = f"{self._name}={signed(secrets.token_hex(16), self._key)}"
        secure = "; Secure" if scope["scheme"] == "https" else ""
        cookie = f"{given}; Path=/; Max-Age={MAX_AGE_SECONDS}; HttpOnly; SameSite=Lax{secure}"

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        await self._app(scope, receive, with_cookie)

    def _sifted(self, headers: list[tuple[bytes, bytes]]) -> tuple[bool, list[tuple[bytes, bytes]]]:
        """Whether a browser is named, and the headers without the cookies that name one without our signature.

        A valid one that comes twice is passed on once.
        """
        known, sifted = False, []
        for name, value in headers:
            if name.lower() != b"cookie":
                sifted.append((name, value))
                continue
            cookies = []
            for part in value.decode("latin-1").split(";"):
                called, _, given = part.strip().partition("=")
                if called.strip() == self._name:
                    if known or verified(given.strip().strip('"'), self._key) is None:
                        continue
                    known = True
                cookies.append(part.strip())
            if cookies:
                sifted.append((name, "; ".join(cookies).encode("latin-1")))
        return known, sifted
