"""Files that no cube needs any more go away."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from kam_core.cube.manifest import Manifest
from kam_core.cube.owned_files import own_files


def sweep(folder: Path, cubes: Sequence[Manifest]) -> None:
    """Remove what none of the cubes names, of files that a build makes; others are not ours to remove. The cube of
    before is among them: somebody may still be reading it."""
    needed = {folder / piece.name for cube in cubes for piece in cube.files()}
    needed |= {folder / f"months/{one.month}-{one.fingerprint}.json" for cube in cubes for one in cube.months}
    for path in list(own_files(folder)):
        if path not in needed:
            with contextlib.suppress(OSError):
                path.unlink()
