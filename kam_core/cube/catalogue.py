"""Find the cubes in a folder by their manifests."""

from __future__ import annotations

from pathlib import Path

from kam_core.cube.manifest import NAME


def cubes_in(folder: Path) -> list[Path]:
    """The cubes directly in a folder, by name; none where the folder does not exist."""
    try:
        return sorted(path for path in folder.iterdir() if (path / NAME).is_file())
    except OSError:
        return []


def built_at(cube: Path) -> tuple[int, int]:
    """Modification time and size of the manifest, which change with every build; zeros where there is none."""
    try:
        status = (cube / NAME).stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
