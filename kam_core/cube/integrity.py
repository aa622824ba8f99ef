"""Files of a cube that are not as they were written, and how to mend that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kam_core.cube.manifest import TEXT, Manifest
from kam_core.cube.parquet_files import Piece, is_as_written
from kam_core.vocabulary.message import UserError


def unsound(cube: Manifest, folder: Path) -> list[Piece]:
    """Files that are missing, torn or without their list of contents as it was; the rest of them is not read."""
    return [piece for piece in cube.files() if not piece.sound(folder)]


def unreadable(cube: Manifest, folder: Path) -> list[Piece]:
    """The same, and those that cannot be read to their end or have a bit that turned over. Reads the whole cube."""
    return [piece for piece in cube.files() if not is_as_written(piece, folder)]


def refusal_of(cube: Manifest, folder: Path, piece: Piece) -> UserError:
    """What to say of a file that is damaged."""
    file = str(piece.path(folder))
    if holds_numbers(cube, piece):
        return UserError(
            "{file} of the cube is damaged, and it holds the numbers of all others. "
            "Build the cube into a new folder, from the same lines.",
            file=file,
        )
    if not piece.sound(folder):
        return UserError(
            "{file} of the cube is missing or torn. Build the cube again, from the same lines: "
            "only what is broken will be made anew.",
            file=file,
        )
    return UserError(
        "{file} of the cube is damaged. Delete it and build the cube again, from the same lines: "
        "only what is missing will be made anew.",
        file=file,
    )


def holds_numbers(cube: Manifest, piece: Piece) -> bool:
    """Whether a file says which number stands for which text: made anew, it might say otherwise."""
    return (cube.accounts_are == TEXT and piece == cube.accounts) or (
        cube.products_are == TEXT and piece == cube.products
    )


def cleared(cube: Manifest, folder: Path, find: Callable[[Manifest, Path], list[Piece]]) -> bool:
    """Remove damaged files, so that they are made anew; whether there were any. Refuses where that would not do.

    Raises OSError.
    """
    broken = find(cube, folder)
    for piece in broken:
        if holds_numbers(cube, piece):
            raise refusal_of(cube, folder, piece)
    for piece in broken:
        piece.path(folder).unlink(missing_ok=True)
    return bool(broken)
