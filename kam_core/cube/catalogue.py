"""Where cubes lie: one folder each, known by the manifest in it."""

from __future__ import annotations

from pathlib import Path

from kam_core.cube.manifest import NAME


def cubes_in(folder: Path) -> list[Path]:
    """The cubes that lie directly in a folder, by name; none where there is no such folder."""
    try:
        return sorted(path for path in folder.iterdir() if (path / NAME).is_file())
    except OSError:
        return []


def built_at(cube: Path) -> tuple[int, int]:
    """What changes with every build of a cube; zeros where it is not there."""
    try:
        found = (cube / NAME).stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
