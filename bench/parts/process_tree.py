"""Peak memory and run time of a process and its children."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

EVERY_SECONDS = 0.02
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds from start to end, and the most bytes that the tree of processes held at one moment."""

    seconds: float
    peak_bytes: int


def run_watched(command: list[str], folder: Path) -> Spent:
    """Run a command to its end. Raises RuntimeError with what it said where it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    peak = 0
    # Linux remembers the highest of one process only; that of a tree has to be looked for.
    while process.poll() is None:
        peak = max(peak, _resident_bytes(process.pid))
        time.sleep(EVERY_SECONDS)
    seconds = time.perf_counter() - begun
    assert process.stderr is not None
    errors = process.stderr.read()
    if process.returncode != 0:
        raise RuntimeError(
            f"{' '.join(command[:4])} ended with exit code {process.returncode}: {errors.strip()[-500:]}"
        )
    return Spent(seconds, peak)


def _resident_bytes(top: int) -> int:
    """Resident bytes of a process and its descendants; pages that they share are counted for each."""
    total, waiting = 0, [top]
    while waiting:
        pid = waiting.pop()
        try:
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, IndexError):
            continue
    return total
