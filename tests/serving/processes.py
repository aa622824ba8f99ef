"""Processes of asgi.py on ports of loopback, which a test may end and start again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.browser.server import HEALTH, ROOT, stop, wait_until_healthy

SECONDS = 60


class Process:
    """One process that serves the app as it is served in production."""

    def __init__(self, port: int, folder: Path, environment: Mapping[str, str]) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self._log = folder / f"{port}.log"
        self._environment = os.environ | environment
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to come up; `wait` returns when it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.port", str(self.port)]
        with self._log.open("ab") as output:
            self._running = subprocess.Popen(
                command, cwd=ROOT, env=self._environment, stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def wait(self, place: str = HEALTH) -> None:
        """Return when it answers; show what it said if it does not come up."""
        assert self._running is not None
        try:
            wait_until_healthy(self.url, self._running, SECONDS, place)
        except (RuntimeError, TimeoutError) as problem:
            raise RuntimeError(f"{problem}\n{self.output()[-3000:]}") from problem

    def output(self) -> str:
        """Everything that it wrote."""
        return self._log.read_text(errors="replace")

    @property
    def pid(self) -> int:
        """The number of the running process."""
        assert self._running is not None
        return self._running.pid

    def kill(self) -> None:
        """End it at once, in the middle of everything."""
        assert self._running is not None
        os.killpg(self._running.pid, signal.SIGKILL)
        self._running.wait()

    def stop(self) -> None:
        """End it in peace."""
        if self._running is not None:
            stop(self._running)
