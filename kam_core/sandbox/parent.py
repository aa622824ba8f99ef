"""The parent's side: starts a reading process, looks after it, and answers for it however it ends."""

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
from kam_core.sandbox.request import Request, Waiting
from kam_core.store.files import durable_files
from kam_core.vocabulary.message import N_, Message, UserError

LOG = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
SAID = "said.txt"
"""What the child writes on its standard error."""
AT_ONCE = 2
"""Readings at a time in one server; others wait for their turn, so that ten uploads need no ten times the memory."""
SLOTS = threading.BoundedSemaphore(AT_ONCE)
BUSY_TIMEOUT_SECONDS = 0.1
FROM_OUTSIDE = ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")
"""Signals that no reader sends to itself: people do, and a system that is short of memory."""
TIME_IS_UP = ("SIGXCPU", "SIGALRM")
"""Signals by which the kernel keeps to the limits of time."""

TOO_LONG = N_(
    "{files}: reading took longer than {seconds} seconds and was stopped. "
    "Split the file by year, or use the command line."
)
STOPPED = N_(
    "{files}: the reader could not cope with the file and stopped; it is probably damaged. "
    "Open it in Excel, save it again as xlsx or CSV, and upload that."
)
FAULT = N_(
    "{files}: reading failed by a fault of this program; what happened is in the server's log. "
    "A copy saved as CSV may be read meanwhile."
)
ENDED = N_(
    "{files}: reading was ended from outside, perhaps because the server ran out of memory. Nothing was changed; "
    "read again in a moment."
)
CANCELLED = N_("{files}: reading was cancelled. Nothing was changed.")
NO_ROOM = N_("{files} cannot be read now: {why}. Tell whoever runs the server.")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading is: `done` of `of` in a stage. The first stages are "wait" (for a turn), "start" and "open"."""

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
        self._keeper = threading.Thread(target=self._keep, daemon=True, name="quarantine")

    @staticmethod
    def start(
        folder: Path,
        uploads: Sequence[Waiting],
        choices: Choices,
        held: Mapping[str, Path] | None = None,
        limits: Limits = LIMITS,
    ) -> Job:
        """Begin to read the uploads; returns at once.

        `folder` is the job's own (made if it is not there): whoever started the job removes it when neither the job
        nor its outcome is needed any more. `held`: table → Parquet file of the rows that the store has already.
        """
        held = {table: path.resolve() for table, path in (held or {}).items()}
        waiting = tuple(Waiting(one.path.resolve(), one.name, one.role) for one in uploads)
        job = Job(folder.resolve(), Request(waiting, choices, held, limits))
        job._keeper.start()
        return job

    @property
    def process_id(self) -> int | None:
        """The child's number, once it has its turn."""
        return None if self._process is None else self._process.pid

    def progress(self) -> Progress:
        """How far it is."""
        if self._ended.is_set():
            return Progress("done", 1, 1)
        if self._process is None:
            return Progress("wait")
        try:
            stage, done, of = json.loads((self.folder / PROGRESS).read_text(encoding="utf-8"))
            return Progress(str(stage), int(done), int(of))
        except (OSError, ValueError, TypeError):
            return Progress("start")

    def result(self) -> Outcome | None:
        """What came of it, or None as long as it goes on."""
        return self._outcome if self._ended.is_set() else None

    def wait(self, seconds: float | None = None) -> Outcome:
        """What came of it, once it is there. A TimeoutError if it is not there within `seconds`."""
        if not self._ended.wait(seconds):
            raise TimeoutError
        assert self._outcome is not None
        return self._outcome

    def cancel(self) -> None:
        """End it; the outcome says that it was cancelled, unless it was there already."""
        self._cancelled.set()

    def _keep(self) -> None:
        try:
            self._outcome = self._kept()
        except Exception:  # Whatever happens here, somebody waits for an answer.
            LOG.exception("a reading was lost")
            self._outcome = self._refused(FAULT)
        finally:
            self._ended.set()

    def _kept(self) -> Outcome:
        while not SLOTS.acquire(timeout=BUSY_TIMEOUT_SECONDS):
            if self._cancelled.is_set():
                return self._refused(CANCELLED)
        try:
            return self._refused(CANCELLED) if self._cancelled.is_set() else self._looked_after()
        except OSError as error:
            LOG.warning("no reading process: %s", error)
            return self._refused(NO_ROOM, why=error.strerror or str(error))
        finally:
            SLOTS.release()

    def _looked_after(self) -> Outcome:
        durable_files.make_folder(self.folder)
        for old in (ANSWER, PROGRESS):
            (self.folder / old).unlink(missing_ok=True)
        self._request.save(self.folder)
        seconds = self._request.limits.seconds
        with (self.folder / SAID).open("wb") as said:
            process = _spawned(self.folder, said.fileno())
        self._process = process
        ends = time.monotonic() + seconds
        why = None
        while why is None:
            try:
                process.wait(BUSY_TIMEOUT_SECONDS)
                break
            except subprocess.TimeoutExpired:
                if self._cancelled.is_set():
                    why = CANCELLED
                elif time.monotonic() > ends:
                    why = TOO_LONG
        if why is not None:
            _killed(process)
        if why == CANCELLED:
            return self._refused(CANCELLED)
        # An answer may be there although the child had to be ended while it was looking closer.
        left = Outcome.of(self.folder)
        if left is not None:
            return left
        return self._refused(why or self._why_it_ended(process.returncode))

    def _why_it_ended(self, code: int) -> str:
        said = _tail(self.folder / SAID)
        LOG.warning("a reading ended with %s: %s", code, said)
        if "memory allocation" in said or "MemoryError" in said or "out of memory" in said.lower():
            return MEMORY
        if code > 0:
            return FAULT
        if _is_one_of(-code, TIME_IS_UP):
            return TOO_LONG
        return ENDED if _is_one_of(-code, FROM_OUTSIDE) else STOPPED

    def _refused(self, text: str, **values: object) -> Outcome:
        if text == TOO_LONG:
            values = {"seconds": round(self._request.limits.seconds)}
        message = Message(text, files=self._request.names, **values)
        return Outcome(UserError(message), [unread(one.name, message) for one in self._request.uploads])


def read_apart(
    folder: Path,
    uploads: Sequence[Waiting],
    choices: Choices,
    held: Mapping[str, Path] | None = None,
    limits: Limits = LIMITS,
) -> Outcome:
    """Read the uploads in a process of their own and wait for what comes of it."""
    return Job.start(folder, uploads, choices, held, limits).wait()


def _is_one_of(number: int, names: Sequence[str]) -> bool:
    """Whether a signal is one of those; not every system has them all."""
    return number in {getattr(signal, name) for name in names if hasattr(signal, name)}


def _spawned(folder: Path, said: int) -> subprocess.Popen[bytes]:
    # -P: the folder that the child works in is no place to import from.
    command = [sys.executable, "-P", "-m", "kam_core.sandbox", str(folder), str(os.getpid())]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own module, no word of an upload
        command,
        cwd=folder,
        env=environment() | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=said,
        start_new_session=True,
    )


def _killed(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it may have started."""
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
