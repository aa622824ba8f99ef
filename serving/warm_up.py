"""Warm-up at start: files are served at once, sessions wait until imports are done."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from starlette.types import ASGIApp, Receive, Scope, Send

EXIT_CODE = 3
"""With which a process ends that could not warm up; uvicorn uses it for one that cannot start."""
SWITCH_SECONDS = 0.0005
"""How long the warm-up may hold the interpreter while a request waits; the default of 5 ms, a dozen times for each of
a hundred files, would delay the first page by more than the warm-up takes."""
HEALTH = "/health"
"""How the addresses end by which a proxy or a monitoring system asks whether the process is well."""

LOG = logging.getLogger(__name__)


class WarmUp:
    """Runs `first` in a thread when the server starts, lets sessions begin, and then runs the others.

    `later` are seconds to wait, so that visitors are served before it takes the processor, and what to do then.
    A process in which one of them fails ends: what it would show is an error, and another one can take its place.
    """

    def __init__(self, first: Callable[[], object], *later: tuple[float, Callable[[], object]]) -> None:
        self._first, self._later = first, later
        self._done = asyncio.Event()

    @asynccontextmanager
    async def lifespan(self, _app: object) -> AsyncIterator[None]:
        """The lifespan of the app: begin to warm up and serve at once."""
        task = asyncio.create_task(self._run())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def wait(self) -> None:
        """Return when sessions may begin."""
        await self._done.wait()

    async def _run(self) -> None:
        usual = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_SECONDS)
        try:
            await asyncio.to_thread(self._first)
            self._done.set()
            for seconds, work in self._later:
                await asyncio.sleep(seconds)
                await asyncio.to_thread(work)
        except Exception:
            LOG.exception("The app cannot be imported")
            os._exit(EXIT_CODE)
        finally:
            sys.setswitchinterval(usual)


class WarmUpMiddleware:
    """Lets websockets, and the question whether the process is well, wait for the warm-up; files are sent at once."""

    def __init__(self, app: ASGIApp, warm_up: WarmUp) -> None:
        self._app, self._warm_up = app, warm_up

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, if need be later."""
        if scope["type"] == "websocket" or (scope["type"] == "http" and scope["path"].endswith(HEALTH)):
            await self._warm_up.wait()
        await self._app(scope, receive, send)
