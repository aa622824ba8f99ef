"""Responses of the server: headers, size, and requests that are refused."""

from __future__ import annotations

import gzip
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPMessage

import pytest
from playwright.sync_api import Browser, Page, expect

from pages.navigation.screens import FORMER_ADDRESSES, SCREENS
from tests.browser.page_idle import settled
from tests.serving.conftest import TOKEN, Front

MOST_BYTES = 2_500_000
"""What the first page may weigh, all its files and messages together, as they travel."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def ask(address: str, headers: Mapping[str, str] | None = None, body: bytes | None = None) -> Answer:
    request = urllib.request.Request(address, data=body, headers=dict(headers or {}))
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=20) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as refused:
        with refused:
            return Answer(refused.code, refused.headers, refused.read())


def rules(answer: Answer) -> dict[str, list[str]]:
    """The content security policy, rule by rule."""
    parts = (rule.split() for rule in answer.headers["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("place", ["/", "/simulate", "/_stcore/health", "/static/no-such-file.js", "/nowhere"])
def test_every_answer_forbids_foreign_scripts_frames_and_guesses(front: Front, place: str) -> None:
    answer = ask(front.url + place)
    given = rules(answer)
    assert given["default-src"] == ["'self'"]
    assert {value.split("-")[0] for value in given["script-src"]} == {"'self'", "blob:", "'wasm", "'sha256"}
    assert given["connect-src"] == ["'self'"]
    assert given["object-src"] == given["base-uri"] == given["frame-ancestors"] == ["'none'"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert len(answer.headers.get_all("Content-Security-Policy") or []) == 1


def test_a_file_that_is_no_page_is_what_it_says_it_is_and_for_this_host_alone(front: Front) -> None:
    for place in ("home.js", re.findall(r"\./(static/[^\"]+\.js)", ask(front.url).body.decode())[0]):
        answer = ask(f"{front.url}/{place}")
        assert answer.headers["Content-Type"].startswith(("text/javascript", "application/javascript"))
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.browser
def test_no_page_breaks_the_rules_and_none_asks_for_what_is_not_there(front: Front, person: Callable[[], Page]) -> None:
    page = person()
    page.add_init_script(
        "window.broken = []; addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective))"
    )
    for place in ("", *SCREENS):
        page.goto(f"{front.url}/{place}")
        settled(page)
        expect(page.get_by_test_id("stException"), place).to_have_count(0)
        assert page.evaluate("broken") == [], place


@pytest.mark.browser
def test_a_script_that_somebody_smuggles_in_does_not_run(front: Front, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{front.url}/settings")
        settled(page)
        for smuggled in (
            "append(Object.assign(document.createElement('script'), {text: 'window.evil = 1'}))",
            "insertAdjacentHTML('beforeend', '<img src=x: onerror=\"window.evil = 2\">')",
        ):
            page.evaluate(f"document.body.{smuggled}")
        page.wait_for_timeout(200)
        assert page.evaluate("window.evil") is None


@pytest.mark.browser
def test_the_first_page_is_light_and_every_text_on_the_way_is_compressed(front: Front, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB") as context:
        page = context.new_page()
        tap = context.new_cdp_session(page)
        tap.send("Network.enable")
        files: list[int] = []
        messages: list[int] = []
        plain: list[str] = []
        tap.on("Network.loadingFinished", lambda event: files.append(int(event["encodedDataLength"])))
        tap.on("Network.webSocketFrameReceived", lambda event: messages.append(len(event["response"]["payloadData"])))
        tap.on("Network.responseReceived", lambda event: plain.extend(_sent_plain(event["response"])))
        page.goto(front.url)
        settled(page)
        assert len(files) > 20
        assert messages
        # A binary message is reported in base64: four characters for three bytes.
        weight = sum(files) + sum(messages) * 3 // 4
        assert weight <= MOST_BYTES, f"{sum(files)} bytes in {len(files)} files, {sum(messages) * 3 // 4} in messages"
        assert not plain


def _sent_plain(answer: Mapping[str, object]) -> list[str]:
    headers = {str(name).lower(): str(value) for name, value in dict(answer["headers"]).items()}  # type: ignore[call-overload]
    text = any(kind in str(answer["mimeType"]) for kind in ("javascript", "css", "html", "json"))
    small = int(headers.get("content-length", "100000")) < 1000
    # A component's script is an address inside the browser: it came with a message, not over the wire.
    local = str(answer["url"]).startswith("blob:")
    return [str(answer["url"])] if text and not small and not local and headers.get("content-encoding") != "br" else []


def test_what_is_compressed_on_the_way_is_what_the_process_sends(front: Front) -> None:
    packed = ask(f"{front.url}/simulate", {"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == ask(f"{front.processes['1'].url}/simulate").body


@pytest.mark.parametrize("address", [*SCREENS, *FORMER_ADDRESSES])
def test_screens_and_former_addresses_are_served_the_page_that_finds_its_home(front: Front, address: str) -> None:
    """The page itself leads on from a former address, so that the whole query stays."""
    answer = ask(f"{front.url}/{address}?w=abc&account=A%26B")
    assert answer.status == 200
    assert answer.body == ask(front.url).body


def test_metrics_are_for_the_monitoring_system_alone(front: Front) -> None:
    own = f"{front.processes['1'].url}/_stcore/metrics"
    shown = {"Authorization": f"Bearer {TOKEN}"}
    assert ask(own).status == 404
    assert ask(own, {"Authorization": "Bearer another word"}).status == 404
    assert ask(own, {"Authorization": "Bearer "}).status == 404
    answer = ask(own, shown)
    assert answer.status == 200
    assert b"# EOF" in answer.body
    assert ask(f"{front.url}/_stcore/metrics", shown).status == 404


@pytest.mark.parametrize("place", ["/", "/_stcore/health", "/simulate"])
def test_a_body_that_nobody_needs_is_refused(front: Front, place: str) -> None:
    for host in (front.url, front.processes["2"].url):
        assert ask(host + place, body=b"x" * 70_000).status == 413


def test_the_app_says_where_it_lives_whatever_page_is_opened(front: Front) -> None:
    """Without it, the browser looks for the app below each page's own address first, and waits before it goes on."""
    for place in ("", *SCREENS):
        page = ask(f"{front.url}/{place}").body.decode()
        assert page.index("./home.js") < page.index("./static/js/")
    assert "BACKEND_BASE_URL" in ask(f"{front.url}/home.js").body.decode()
    assert json.loads(ask(f"{front.url}/_stcore/host-config").body)
