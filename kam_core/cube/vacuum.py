"""Remove files that no manifest refers to."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from kam_core.cube.manifest import Manifest
from kam_core.cube.owned_files import own_files


def remove_unreferenced_files(folder: Path, cubes: Sequence[Manifest]) -> None:
    """Remove files of former builds that none of the cubes refers to; foreign files stay. The previous cube is one
    of them: somebody may still be reading it."""
    referenced = {folder / file.name for cube in cubes for file in cube.files()}
    referenced |= {folder / f"months/{one.month}-{one.fingerprint}.json" for cube in cubes for one in cube.months}
    for path in list(own_files(folder)):
        if path not in referenced:
            with contextlib.suppress(OSError):
                path.unlink()
