"""Run one benchmark in a separate process: python -m bench.parts.part_process PART SIZES FILE."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from bench.parts.budget import Measured, read, written
from bench.parts.sizes import Sizes

ROOT = Path(__file__).resolve().parents[2]


class NotMeasuredError(Exception):
    """A part that failed, in one sentence."""


def run_alone(part: str, sizes: Sizes, file: Path, seconds: float) -> list[Measured]:
    """What a part measured, with clean memory. Raises NotMeasured where it fails or takes longer than `seconds`."""
    command = [sys.executable, "-m", "bench.parts.part_process", part, sizes.written(), str(file)]
    log = file.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
        try:
            code = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise NotMeasuredError(f"not done within {seconds / 60:.0f} minutes") from None
        finally:
            # Whatever it started ends with it, also when somebody breaks off.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if code != 0 or not file.exists():
        log_lines = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
        raise NotMeasuredError(log_lines[-1].strip() if log_lines else f"ended with exit code {code}")
    return read(file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    name, given, to = sys.argv[1:]
    os.chdir(ROOT)
    found = importlib.import_module(f"bench.{name}").measured(Sizes.read(given))
    Path(to).write_text(written(found), encoding="utf-8")
