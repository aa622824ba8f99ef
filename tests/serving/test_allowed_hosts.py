"""Requests to foreign host names or from foreign sites are refused (DNS rebinding)."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.types import Message, Receive, Scope, Send

from serving.allowed_hosts import AllowedHostsMiddleware, host_names


def answered(*headers: tuple[str, str], setting: str = "", kind: str = "http") -> tuple[int, str]:
    """Status and sentence; 200 where the app is asked."""
    sent: list[Message] = []

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive() -> Message:
        raise AssertionError("nothing is received here")

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        raw = [(name.encode(), value.encode()) for name, value in headers]
        door = AllowedHostsMiddleware(app, host_names(setting), "KAM_HOSTS")
        await door({"type": kind, "path": "/", "headers": raw}, receive, send)

    # In a thread of its own: the browser of other tests keeps a loop in this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, run()).result(timeout=10)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent).decode()


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "LocalHost:8600", "127.0.0.1:8501", "[::1]:8501"])
def test_this_machine_is_always_reached(host: str) -> None:
    assert answered(("host", host)) == (200, "")
    assert answered(("host", host), ("origin", f"http://{host}"), kind="websocket") == (200, "")


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8501", "127.0.0.1.evil.example", "localhost@evil.example", "192.168.1.7", ""]
)
def test_another_name_is_refused_with_the_setting_that_would_allow_it(host: str, kind: str) -> None:
    status, sentence = answered(("host", host), kind=kind)
    assert status == 421
    assert "KAM_HOSTS" in sentence
    assert host not in sentence or not host


def test_no_name_and_two_names_are_refused() -> None:
    assert answered()[0] == 421
    assert answered(("host", "localhost"), ("host", "evil.example"))[0] == 421


def test_the_setting_opens_the_names_that_it_lists() -> None:
    names = "kam.example, 192.168.1.7,[fd00::7]"
    for host in ("kam.example", "KAM.example:443", "192.168.1.7:8501", "[fd00::7]:8501", "localhost:8501"):
        assert answered(("host", host), setting=names)[0] == 200
    assert answered(("host", "other.example"), setting=names)[0] == 421
    assert answered(("host", "other.example"), setting="*")[0] == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:3000", "http://localhost"])
def test_a_page_of_another_site_may_not_ask_even_by_the_right_name(origin: str) -> None:
    for kind in ("http", "websocket"):
        assert answered(("host", "localhost:8501"), ("origin", origin), kind=kind, setting="*")[0] == 403
