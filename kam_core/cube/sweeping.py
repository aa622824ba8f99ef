"""Files that no cube needs any more go away."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from kam_core.cube.manifest import Manifest
from kam_core.store import durable

FOLDERS = ("lines", "cells", "orders", "months", "strays", "state", "silences", "features", "histograms")
LOOSE = ("accounts-*.parquet", "products-*.parquet", "rejected-*.parquet")


def sweep(folder: Path, cubes: Sequence[Manifest]) -> None:
    """Remove what none of the cubes names. The one of before is among them: somebody may still be reading it."""
    needed = {folder / piece.name for cube in cubes for piece in cube.files()}
    needed |= {folder / f"months/{one.month}-{one.fingerprint}.json" for cube in cubes for one in cube.months}
    there = [path for name in FOLDERS for path in (folder / name).glob("*")]
    there += [path for pattern in (*LOOSE, f"{durable.DRAFT}*") for path in folder.glob(pattern)]
    for path in there:
        if path not in needed:
            with contextlib.suppress(OSError):
                path.unlink()
