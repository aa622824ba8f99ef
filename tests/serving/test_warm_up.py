"""A process sends files at once; a session begins when everything is imported."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from serving import warm_up
from serving.warm_up import WarmUp, WarmUpMiddleware
from tests.browser.server import ROOT


def apart(work: Coroutine[Any, Any, None]) -> None:
    """Run it in a thread of its own: the browser of other tests keeps a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result(timeout=20)


def test_files_are_sent_at_once_and_sessions_wait_for_the_warm_up() -> None:
    imported, arrived = threading.Event(), []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        arrived.append((scope["type"], scope["path"], imported.is_set()))

    async def receive() -> Message:
        raise AssertionError("nothing is received here")

    async def send(_message: Message) -> None:
        raise AssertionError("nothing is sent here")

    async def visit() -> None:
        work = WarmUp(lambda: imported.wait(10))
        door = WarmUpMiddleware(app, work)
        async with work.lifespan(None):
            waiting = [
                asyncio.create_task(door({"type": kind, "path": path}, receive, send))
                for kind, path in (("websocket", "/_stcore/stream"), ("http", "/_stcore/health"), ("http", "/simulate"))
            ]
            await waiting[-1]
            imported.set()
            await asyncio.gather(*waiting)

    apart(visit())
    assert arrived[0] == ("http", "/simulate", False)
    assert sorted(arrived[1:]) == [("http", "/_stcore/health", True), ("websocket", "/_stcore/stream", True)]


def test_the_rest_is_done_in_turn_after_the_first_visitor_was_let_in() -> None:
    done: list[str] = []
    let_in, rested = threading.Event(), threading.Event()

    async def start() -> None:
        data = (0.0, lambda: [let_in.wait(10), done.append("data")])
        pages = (0.01, lambda: [done.append("pages"), rested.set()])
        work = WarmUp(lambda: done.append("first"), data, pages)
        async with work.lifespan(None):
            await work.wait()
            done.append("visitor")
            let_in.set()
            await asyncio.to_thread(rested.wait, 10)

    apart(start())
    assert done == ["first", "visitor", "data", "pages"]


def test_a_process_that_cannot_import_its_pages_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(warm_up.os, "_exit", ended.append)

    def fail() -> None:
        raise ImportError("no such module")

    async def start() -> None:
        work = WarmUp(fail)
        async with work.lifespan(None):
            while not ended:
                await asyncio.sleep(0.01)

    apart(start())
    assert ended == [3]


def test_the_entry_imports_nothing_that_takes_long_before_it_answers(tmp_path: Path) -> None:
    listed = "import asgi, sys; print(*sys.modules)"
    home = os.environ | {"KAM_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", listed], cwd=ROOT, env=home, capture_output=True, text=True, check=True
    )
    assert not {"polars", "sqlalchemy", "pandas", "pydantic", "alembic"} & set(done.stdout.split())
