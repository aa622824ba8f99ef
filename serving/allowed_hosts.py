"""Allowed hosts: requests only to the configured host names, and only from pages of the same name.

A page of another site can give its own host name the address of this machine (DNS rebinding); the browser then takes
the app for a part of that site and lets its scripts read everything. The name in the request tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "::1")
ANY = "*"
MISDIRECTED, FORBIDDEN = 421, 403


def host_names(setting: str) -> frozenset[str]:
    """The host names of a comma-separated setting, and always those of this machine; `*` is every name."""
    return frozenset((*LOOPBACK, *(name.strip().lower().strip("[]") for name in setting.split(",") if name.strip())))


class AllowedHostsMiddleware:
    """Refuses, with a sentence that names `setting`, what is asked under another host name or from another site's page.

    The second is for browsers: they say from which page a request comes. Streamlit has the same rule for websockets,
    but lets every port of this machine pass, and would ask a server on the internet for this machine's address first.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str], setting: str) -> None:
        self._app, self._names, self._setting = app, frozenset(names), setting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or one that opens a websocket."""
        refusal = self._refusal(scope) if scope["type"] in ("http", "websocket") else None
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        host = _host_name(hosts[0]) if len(hosts) == 1 else None
        if host is None or not (host in self._names or ANY in self._names):
            sentence = (
                "The dashboard may not be reached under this address. Open it as http://localhost with its port, or "
                f"have the administrator add the host name to the setting {self._setting}.\n"
            )
            return PlainTextResponse(sentence, status_code=MISDIRECTED)
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != hosts[0].lower():
            return PlainTextResponse("Pages of other sites may not use this dashboard.\n", status_code=FORBIDDEN)
        return None


def _host_name(host: str) -> str | None:
    """The name without its port, in small letters; None where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    plain = parts.netloc == host and "@" not in host
    return parts.hostname.rstrip(".") if plain and parts.hostname else None
