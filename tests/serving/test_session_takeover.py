"""Session takeover: the first rerun on a connection runs the whole page."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from serving.session_takeover import SessionTakeoverMiddleware


def run(fragment: str, query: str = "w=abc") -> bytes:
    asked = BackMsg()
    asked.rerun_script.fragment_id, asked.rerun_script.query_string = fragment, query
    return asked.SerializeToString()


def passed_on(*messages: bytes) -> list[bytes]:
    """What the app receives of these."""
    waiting: list[Message] = [
        {"type": "websocket.connect"},
        *({"type": "websocket.receive", "bytes": one} for one in messages),
    ]
    received: list[bytes] = []

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(_message: Message) -> None:
        raise AssertionError("nothing is sent here")

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        assert (await receive())["type"] == "websocket.connect"
        received.extend([(await receive())["bytes"] for _ in messages])

    # In a thread of its own: the browser of other tests keeps a loop in this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(SessionTakeoverMiddleware(app)({"type": "websocket"}, receive, send))).result()
    return received


def test_a_part_of_the_page_is_asked_for_first_and_the_whole_page_runs() -> None:
    assert passed_on(run("lab")) == [run("")]


def test_parts_that_are_asked_for_later_run_alone() -> None:
    assert passed_on(run("", "w=1"), run("lab")) == [run("", "w=1"), run("lab")]
    assert passed_on(run("lab"), run("lab")) == [run(""), run("lab")]


def test_other_messages_are_no_run_and_garbage_is_left_to_the_next_handler() -> None:
    other = BackMsg(stop_script=True).SerializeToString()
    assert passed_on(other, b"\xff\xff garbage", run("lab")) == [other, b"\xff\xff garbage", run("")]
