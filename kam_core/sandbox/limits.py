"""What a reading process may use, and how it ties its own hands before it looks at a file."""

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
"""How much longer than its parent's patience a child may live if its parent is no longer there to end it."""
NICENESS = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading may use.

    memory_bytes: address space of the child; interpreter and readers reserve about 350 MB of it before the first byte.
    seconds: wall clock from the child's start; answer_bytes: the largest file that the child may write.
    """

    memory_bytes: int = 2_500 * 2**20
    seconds: float = 60.0
    answer_bytes: int = 2**30


LIMITS = Limits()
"""The limits of an upload in the browser."""


def environment() -> dict[str, str]:
    """What a child needs to know of its surroundings, and nothing else: no passwords, no proxy, no home."""
    kept = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "TZ")
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "PYTHONUTF8": "1",
        "POLARS_MAX_THREADS": str(THREADS),
        # Every arena of the allocator reserves 64 MB of addresses, which would count against the limit.
        "MALLOC_ARENA_MAX": "2",
        # The column engine's own allocator keeps addresses that it no longer uses, unless it is told not to.
        "_RJEM_MALLOC_CONF": "retain:false,dirty_decay_ms:200,muzzy_decay_ms:0,narenas:2",
    }


def confine(limits: Limits) -> None:
    """Bind this process to its limits, behind all other users' work. Cannot be undone."""
    if resource is not None:
        processor = int(limits.seconds * THREADS) + 1
        for which, most, at_last in (
            (resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes),
            # At the first the kernel says why it ends the process, at the second it kills it without a word.
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


def leave_with(parent: int) -> None:
    """End this process soon after its parent has ended, so that nobody's question goes on being answered."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    if sys.platform != "win32":
        threading.Thread(target=watch, daemon=True).start()
