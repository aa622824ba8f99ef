"""Security headers on every response; refuses foreign metrics requests and large bodies."""

import base64
import hashlib
import hmac
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY_BYTES = 64 * 1024
"""Beyond uploads, which have a limit of their own in .streamlit/config.toml, nobody has much to send."""
FILE_HEADERS = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
PAGE_HEADERS = FILE_HEADERS | {
    # The address names a workspace: other hosts need not learn it.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_NO_PAGE = re.compile(r"(text/(javascript|css)|application/javascript|font/)")
"""What no browser shows as a page: a hundred such files make the first page, 700 bytes of rules each would be 70 kB."""
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(page: str) -> str:
    """What a browser may do: run this host's scripts and the inline ones of that page, and call no other host."""
    inline = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in _INLINE.findall(page))
    hashes = " ".join(f"'sha256-{digest}'" for digest in inline)
    return "; ".join(
        (
            "default-src 'self'",
            # blob: is how the browser is handed the levers' script; only a script that runs already can make such an
            # address. The messages' 64-bit numbers are counted in WebAssembly, which can run no text as JavaScript.
            f"script-src 'self' blob: 'wasm-unsafe-eval' {hashes}",
            # Styles are made by the page while it runs; what they can do without scripts and other hosts is little.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
        )
    )


class SecurityHeadersMiddleware:
    """Refuses what nobody may have or send, and adds the headers to everything else.

    `page` is the start page whose inline scripts may run; `metrics_token` is the word that a monitoring system must
    show, and without one nobody sees the metrics.
    """

    def __init__(self, app: ASGIApp, page: str, metrics_token: str) -> None:
        self._app = app
        self._page_headers = PAGE_HEADERS | {"Content-Security-Policy": policy(page)}
        self._metrics_token = metrics_token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                file = _NO_PAGE.match(headers.get("content-type", ""))
                headers.update(FILE_HEADERS if file else self._page_headers)
            await send(message)

        await (self._refusal(scope) or self._app)(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        path, headers = scope["path"], Headers(scope=scope)
        if path.rstrip("/").endswith("/_stcore/metrics") and not self._may_measure(headers):
            return PlainTextResponse("Not found", status_code=404)
        length = headers.get("content-length", "0")
        if "/_stcore/upload_file/" not in path and not (length.isdecimal() and int(length) <= MOST_BODY_BYTES):
            return PlainTextResponse("Too large", status_code=413)
        return None

    def _may_measure(self, headers: Headers) -> bool:
        shown, wanted = headers.get("authorization", ""), f"Bearer {self._metrics_token}"
        return bool(self._metrics_token) and hmac.compare_digest(shown.encode(), wanted.encode())
