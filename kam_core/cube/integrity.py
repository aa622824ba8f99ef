"""Detect and remove damaged files of a cube."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kam_core.cube.manifest import TEXT, Manifest
from kam_core.cube.parquet_files import CubeFile, has_valid_checksums
from kam_core.vocabulary.message import UserError


def files_without_valid_footer(cube: Manifest, folder: Path) -> list[CubeFile]:
    """Files that are missing or truncated or whose footer is damaged; their pages are not read."""
    return [file for file in cube.files() if not file.has_valid_footer(folder)]


def corrupt_files(cube: Manifest, folder: Path) -> list[CubeFile]:
    """The same, and files that cannot be read whole or fail a page checksum. Reads the whole cube."""
    return [file for file in cube.files() if not has_valid_checksums(file, folder)]


def corruption_error(cube: Manifest, folder: Path, file: CubeFile) -> UserError:
    """The error for a damaged file, with the advice that helps."""
    path = str(file.path(folder))
    if is_id_dictionary(cube, file):
        return UserError(
            "{file} of the cube is damaged, and all other files depend on it. Build the cube in a new folder "
            "from the same lines.",
            file=path,
        )
    if not file.has_valid_footer(folder):
        return UserError(
            "{file} of the cube is missing or incomplete. Build the cube again from the same lines; only the "
            "damaged part is rebuilt.",
            file=path,
        )
    return UserError(
        "{file} of the cube is damaged. Delete it and build the cube again from the same lines; only the missing "
        "part is rebuilt.",
        file=path,
    )


def is_id_dictionary(cube: Manifest, file: CubeFile) -> bool:
    """Whether a file is a dictionary of text ids; a new one might give other codes."""
    return (cube.accounts_are == TEXT and file == cube.accounts) or (
        cube.products_are == TEXT and file == cube.products
    )


def remove_damaged_files(cube: Manifest, folder: Path, find: Callable[[Manifest, Path], list[CubeFile]]) -> bool:
    """Remove damaged files, so that they are built again; whether there were any. Refuses a damaged id dictionary.

    Raises OSError.
    """
    damaged = find(cube, folder)
    for file in damaged:
        if is_id_dictionary(cube, file):
            raise corruption_error(cube, folder, file)
    for file in damaged:
        file.path(folder).unlink(missing_ok=True)
    return bool(damaged)
