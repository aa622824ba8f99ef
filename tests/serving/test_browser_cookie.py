"""A browser is named by a cookie that only this home can make."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from http.cookies import Morsel, SimpleCookie

import pytest
from starlette.types import Message, Receive, Scope, Send

from serving.browser_cookie import BrowserCookie, cookie_name, signed, verified

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
NAME = cookie_name(KEY)
BROWSER, PAGE = "0123456789abcdef" * 2, "text/html,application/xhtml+xml,*/*;q=0.8"


def asked(
    cookie: str | None = None, kind: str = "http", accept: str = PAGE, scheme: str = "http"
) -> tuple[str | None, Morsel[str] | None]:
    """The cookies that the app sees, and the one that the browser is given."""
    headers = [(b"accept", accept.encode())] + ([] if cookie is None else [(b"cookie", cookie.encode())])
    seen: list[str | None] = []
    sent: list[Message] = []

    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        seen.append(dict(scope["headers"]).get(b"cookie", b"").decode() or None)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive() -> Message:
        raise AssertionError("nothing is received here")

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        await BrowserCookie(app, KEY)({"type": kind, "scheme": scheme, "path": "/", "headers": headers}, receive, send)

    # In a thread of its own: the browser of other tests keeps a loop in this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, run()).result(timeout=10)
    given = SimpleCookie(dict(sent[0]["headers"]).get(b"set-cookie", b"").decode())
    return seen[0], given.get(NAME)


def test_a_browser_without_a_name_is_given_one_that_lasts_and_that_no_script_can_read() -> None:
    _, given = asked()
    assert given is not None
    assert verified(given.value, KEY)
    assert given["httponly"] is True
    assert (given["samesite"], given["path"], given["secure"]) == ("Lax", "/", "")
    assert int(given["max-age"]) > 365 * 24 * 3600
    _, again = asked()
    assert again is not None
    assert again.value != given.value


def test_over_https_the_cookie_never_travels_in_the_clear() -> None:
    _, given = asked(scheme="https")
    assert given is not None
    assert given["secure"] is True


def test_who_has_a_name_keeps_it() -> None:
    cookie = f"theme=dark; {NAME}={signed(BROWSER, KEY)}"
    assert asked(cookie) == (cookie, None)


@pytest.mark.parametrize(
    "forged",
    [signed(BROWSER, OTHER_KEY), BROWSER, f"{BROWSER}.{'0' * 64}", signed(BROWSER, KEY)[:-1], "", "x" * 5000],
    ids=["another key", "no signature", "a guess", "cut short", "empty", "long"],
)
def test_a_forged_name_is_replaced_and_the_app_never_sees_it(forged: str) -> None:
    seen, given = asked(f"{NAME}={forged}; theme=dark")
    assert seen == "theme=dark"
    assert given is not None
    assert verified(given.value, KEY)
    assert asked(f"{NAME}={forged}", kind="websocket")[0] is None


def test_a_forged_name_beside_the_real_one_changes_nothing() -> None:
    real = f"{NAME}={signed(BROWSER, KEY)}"
    for cookie in (f"{NAME}=forged; {real}", f"{real}; {NAME}={signed(BROWSER, OTHER_KEY)}"):
        assert asked(cookie) == (real, None)


def test_two_apps_on_one_machine_do_not_take_each_others_cookie_for_a_forged_one() -> None:
    both = f"{cookie_name(OTHER_KEY)}={signed(BROWSER, OTHER_KEY)}; {NAME}={signed(BROWSER, KEY)}"
    assert asked(both) == (both, None)


@pytest.mark.parametrize("accept", ["*/*", "application/json", "image/avif,image/webp,*/*"])
def test_only_an_opened_page_gives_a_name(accept: str) -> None:
    assert asked(accept=accept) == (None, None)
