"""Start the app on a free port for a test."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEALTH = "/_stcore/health"


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(url: str, process: subprocess.Popen[bytes], seconds: float, place: str = HEALTH) -> None:
    """Return as soon as the app answers; raise if its process ends or the time is over."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        if process.poll() is not None:
            raise RuntimeError(f"the app ended with exit code {process.returncode}")
        try:
            with urllib.request.urlopen(f"{url}{place}", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.05)
    raise TimeoutError(f"no answer from {url} within {seconds:.0f} s")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            break
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            continue
    process.wait()


@contextmanager
def serving(command: list[str], folder: Path, home: Path, port: int, seconds: float) -> Iterator[str]:
    """Run `command` in `folder` until the block ends; what it printed is shown if anything fails."""
    url = f"http://127.0.0.1:{port}"
    home.mkdir(parents=True, exist_ok=True)
    log = home / "server.log"
    # Settings of a make that runs the tests are not meant for a make that a test starts.
    inherited = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=inherited | {"KAM_HOME": str(home)}, stdout=output, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            wait_until_healthy(url, process, seconds)
            yield url
        except Exception as problem:
            problem.add_note(f"What the server said last:\n{log.read_text(errors='replace')[-3000:]}")
            raise
        finally:
            stop(process)


def app_command(port: int, script: str = "asgi.py") -> list[str]:
    """How `make run` serves the app, in the environment that runs the tests."""
    return [sys.executable, "-m", "streamlit", "run", script, "--server.address", "127.0.0.1",
            "--server.port", str(port)]  # fmt: skip
