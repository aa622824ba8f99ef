"""Start a reading process, supervise it, and return an outcome however it ends."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kam_core.intake import Choices
from kam_core.sandbox.child import MEMORY, PROGRESS
from kam_core.sandbox.limits import LIMITS, Limits, environment
from kam_core.sandbox.outcome import ANSWER, Outcome, unread
from kam_core.sandbox.request import PendingFile, Request
from kam_core.store.files import durable_files
from kam_core.vocabulary.message import N_, Message, UserError

LOG = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
STDERR = "said.txt"
"""File with the standard error of the child."""
MOST_CONCURRENT = 2
"""Concurrent readings in one server; others wait, so that ten uploads do not need ten times the memory."""
SLOTS = threading.BoundedSemaphore(MOST_CONCURRENT)
POLL_SECONDS = 0.1
EXTERNAL_SIGNALS = ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")
"""Signals from outside: sent by people, or by a system that is short of memory."""
TIMEOUT_SIGNALS = ("SIGXCPU", "SIGALRM")
"""Signals of the kernel at the limits of time."""

TOO_LONG = N_(
    "{files}: reading took longer than {seconds} seconds and was stopped. "
    "Split the file by year, or use the command line."
)
STOPPED = N_(
    "{files}: reading stopped; the file is probably damaged. Open it in Excel, save it as xlsx or CSV and upload "
    "it again."
)
FAULT = N_(
    "{files}: reading failed because of an error in this program; details are in the server log. Try a copy "
    "saved as CSV."
)
ENDED = N_(
    "{files}: reading was interrupted, perhaps because the server ran out of memory. Nothing was changed; try "
    "again in a moment."
)
CANCELLED = N_("{files}: reading was cancelled. Nothing was changed.")
NO_ROOM = N_("{files} cannot be read now: {why}. Contact the server administrator.")


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """Progress of a reading: `done` of `of` in a stage. The first stages: "wait" (for a turn), "start", "open"."""

    stage: str
    done: int = 0
    of: int = 0


class Job:
    """One reading in a process of its own. All methods may be called from any thread."""

    def __init__(self, folder: Path, request: Request) -> None:
        self.folder = folder
        self._request = request
        self._cancelled = threading.Event()
        self._ended = threading.Event()
        self._outcome: Outcome | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._supervisor = threading.Thread(target=self._supervise, daemon=True, name="quarantine")

    @staticmethod
    def start(
        folder: Path,
        uploads: Sequence[PendingFile],
        choices: Choices,
        stored_rows: Mapping[str, Path] | None = None,
        limits: Limits = LIMITS,
    ) -> Job:
        """Start to read the uploads; returns at once.

        `folder` belongs to the job (created if missing): the caller removes it after the job and its outcome.
        `stored_rows`: table → Parquet file of the rows in the store.
        """
        stored_rows = {table: path.resolve() for table, path in (stored_rows or {}).items()}
        pending = tuple(PendingFile(one.path.resolve(), one.name, one.role) for one in uploads)
        job = Job(folder.resolve(), Request(pending, choices, stored_rows, limits))
        job._supervisor.start()
        return job

    @property
    def process_id(self) -> int | None:
        """The child's number, once it has its turn."""
        return None if self._process is None else self._process.pid

    def progress(self) -> ReadingProgress:
        """How far it is."""
        if self._ended.is_set():
            return ReadingProgress("done", 1, 1)
        if self._process is None:
            return ReadingProgress("wait")
        try:
            stage, done, of = json.loads((self.folder / PROGRESS).read_text(encoding="utf-8"))
            return ReadingProgress(str(stage), int(done), int(of))
        except (OSError, ValueError, TypeError):
            return ReadingProgress("start")

    def result(self) -> Outcome | None:
        """The outcome, or None while it is running."""
        return self._outcome if self._ended.is_set() else None

    def wait(self, seconds: float | None = None) -> Outcome:
        """Wait for the outcome. TimeoutError if it is not there within `seconds`."""
        if not self._ended.wait(seconds):
            raise TimeoutError
        assert self._outcome is not None
        return self._outcome

    def cancel(self) -> None:
        """Cancel the reading; the outcome is then a cancellation, unless it was there before."""
        self._cancelled.set()

    def _supervise(self) -> None:
        try:
            self._outcome = self._wait_for_turn()
        except Exception:  # A caller waits for an outcome in any case.
            LOG.exception("a reading was lost")
            self._outcome = self._refused(FAULT)
        finally:
            self._ended.set()

    def _wait_for_turn(self) -> Outcome:
        while not SLOTS.acquire(timeout=POLL_SECONDS):
            if self._cancelled.is_set():
                return self._refused(CANCELLED)
        try:
            return self._refused(CANCELLED) if self._cancelled.is_set() else self._run()
        except OSError as error:
            LOG.warning("no reading process: %s", error)
            return self._refused(NO_ROOM, why=error.strerror or str(error))
        finally:
            SLOTS.release()

    def _run(self) -> Outcome:
        durable_files.make_folder(self.folder)
        for old in (ANSWER, PROGRESS):
            (self.folder / old).unlink(missing_ok=True)
        self._request.save(self.folder)
        seconds = self._request.limits.seconds
        with (self.folder / STDERR).open("wb") as stderr:
            process = _spawn(self.folder, stderr.fileno())
        self._process = process
        deadline = time.monotonic() + seconds
        why = None
        while why is None:
            try:
                process.wait(POLL_SECONDS)
                break
            except subprocess.TimeoutExpired:
                if self._cancelled.is_set():
                    why = CANCELLED
                elif time.monotonic() > deadline:
                    why = TOO_LONG
        if why is not None:
            _kill(process)
        if why == CANCELLED:
            return self._refused(CANCELLED)
        # An answer may be there although the child was ended while it looked closer.
        answer = Outcome.of(self.folder)
        if answer is not None:
            return answer
        return self._refused(why or self._why_it_ended(process.returncode))

    def _why_it_ended(self, code: int) -> str:
        text = _tail(self.folder / STDERR)
        LOG.warning("a reading ended with %s: %s", code, text)
        if "memory allocation" in text or "MemoryError" in text or "out of memory" in text.lower():
            return MEMORY
        if code > 0:
            return FAULT
        if _is_one_of(-code, TIMEOUT_SIGNALS):
            return TOO_LONG
        return ENDED if _is_one_of(-code, EXTERNAL_SIGNALS) else STOPPED

    def _refused(self, text: str, **values: object) -> Outcome:
        if text == TOO_LONG:
            values = {"seconds": round(self._request.limits.seconds)}
        message = Message(text, files=self._request.names, **values)
        return Outcome(UserError(message), [unread(one.name, message) for one in self._request.uploads])


def read_apart(
    folder: Path,
    uploads: Sequence[PendingFile],
    choices: Choices,
    stored_rows: Mapping[str, Path] | None = None,
    limits: Limits = LIMITS,
) -> Outcome:
    """Read the uploads in a process of their own and wait for the outcome."""
    return Job.start(folder, uploads, choices, stored_rows, limits).wait()


def _is_one_of(number: int, names: Sequence[str]) -> bool:
    """Whether a signal is one of those; not every system has them all."""
    return number in {getattr(signal, name) for name in names if hasattr(signal, name)}


def _spawn(folder: Path, stderr: int) -> subprocess.Popen[bytes]:
    # -P: the folder that the child works in is no place to import from.
    command = [sys.executable, "-P", "-m", "kam_core.sandbox", str(folder), str(os.getpid())]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own module, no word of an upload
        command,
        cwd=folder,
        env=environment() | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the child and all processes that it started."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _tail(path: Path, most: int = 4000) -> str:
    try:
        return path.read_bytes()[-most:].decode("utf-8", errors="replace")
    except OSError:
        return ""
