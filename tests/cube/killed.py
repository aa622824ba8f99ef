"""Build that is killed before its N-th rename: python -m tests.cube.killed N OUT PATH …."""

import os
import signal
import sys
from pathlib import Path

from kam_core.store.files import durable_files
from tests.cube.sample_lines import built

left = int(sys.argv[1])
real = durable_files.rename


def rename(draft: Path, target: Path) -> None:
    """The real one, until it is time."""
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    real(draft, target)


durable_files.rename = rename
built([Path(path) for path in sys.argv[3:]], Path(sys.argv[2]))
