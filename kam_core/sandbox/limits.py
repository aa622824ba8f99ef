"""Resource limits of a reading process, which it sets on itself before it opens a file."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from dataclasses import dataclass

try:
    import resource
except ImportError:  # Windows knows no such limits: there the parent's wall clock has to do.
    resource = None  # type: ignore[assignment]

THREADS = 2
"""Threads of the column engine in a child: one more brings little, and every thread reserves addresses."""
GRACE_SECONDS = 5
"""Time beyond the timeout of its parent after which a child ends itself if the parent is gone."""
NICENESS = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one reading.

    memory_bytes: address space of the child; interpreter and readers reserve about 350 MB of it before the first byte.
    seconds: wall clock from the child's start; answer_bytes: the largest file that the child may write.
    """

    memory_bytes: int = 2_500 * 2**20
    seconds: float = 60.0
    answer_bytes: int = 2**30


LIMITS = Limits()
"""The limits of an upload in the browser."""


def environment() -> dict[str, str]:
    """The environment of a child, with no passwords, no proxy, no home."""
    passed = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "TZ")
    return {name: os.environ[name] for name in passed if name in os.environ} | {
        "PYTHONUTF8": "1",
        "POLARS_MAX_THREADS": str(THREADS),
        # Every arena of the allocator reserves 64 MB of addresses, which would count against the limit.
        "MALLOC_ARENA_MAX": "2",
        # The column engine's own allocator keeps addresses that it no longer uses, unless it is told not to.
        "_RJEM_MALLOC_CONF": "retain:false,dirty_decay_ms:200,muzzy_decay_ms:0,narenas:2",
    }


def set_process_limits(limits: Limits) -> None:
    """Limit this process, at low priority. Cannot be undone."""
    if resource is not None:
        processor = int(limits.seconds * THREADS) + 1
        for which, most, at_last in (
            (resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes),
            # At the first limit the kernel sends a signal with the reason, at the second it kills the process.
            (resource.RLIMIT_CPU, processor, processor + GRACE_SECONDS),
            (resource.RLIMIT_FSIZE, limits.answer_bytes, limits.answer_bytes),
            (resource.RLIMIT_CORE, 0, 0),
        ):
            _, hard = resource.getrlimit(which)
            if hard != resource.RLIM_INFINITY:
                most, at_last = min(most, hard), min(at_last, hard)
            resource.setrlimit(which, (most, at_last))
    if sys.platform != "win32":
        os.nice(NICENESS)
        # The kernel's own alarm: it ends the process even while a reader holds on to the interpreter.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + GRACE_SECONDS)


def exit_with_parent(parent: int) -> None:
    """End this process soon after its parent has ended, so that no reading goes on without a reader."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    if sys.platform != "win32":
        threading.Thread(target=watch, daemon=True).start()
