"""Recognise the files that a cube build writes; all other files in the folder stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from kam_core.cube import manifest
from kam_core.cube.build import lock
from kam_core.cube.source import staging
from kam_core.store.files import durable_files
from kam_core.vocabulary.message import UserError

KEY = "[0-9a-f]{16}"
FOLDERS = {
    "lines": rf"\d+-{KEY}-\d+\.parquet",
    "cells": rf"\d+-{KEY}-\d+\.parquet",
    "months": rf"\d+-{KEY}\.json",
    "state": rf"{KEY}-\d+\.parquet",
    "silences": rf"{KEY}-\d+\.parquet",
    "features": rf"{KEY}-\d+\.parquet",
    "histograms": rf"{KEY}\.parquet",
    staging.FOLDER: KEY,
    # Cubes of format 2 and before: no longer made, but removed where such a cube is built again.
    "orders": rf"\d+-{KEY}\.parquet",
    "strays": rf"\d+-{KEY}-(lines|own|shared)\.parquet",
}
"""The folders of a cube, and the pattern of the file names in them."""
ROOT_FILES = rf"(accounts|products|rejected)-{KEY}\.parquet"
DRAFT = rf"{re.escape(durable_files.DRAFT)}[0-9a-f]+"
MANIFEST_KEYS = {"format", "definition", "sources", "months", "content_id"}
"""Keys that every version of the manifest has."""


def own_files(folder: Path) -> Iterator[Path]:
    """Files below a folder that a build wrote, and drafts of them; no folders, and no staged rows."""
    for path in _inside(folder):
        if re.fullmatch(f"{ROOT_FILES}|{DRAFT}", path.name):
            yield path
    for name, pattern in FOLDERS.items():
        if name != staging.FOLDER and not (folder / name).is_symlink():
            for path in _inside(folder / name):
                if re.fullmatch(f"{pattern}|{DRAFT}", path.name) and (path.is_symlink() or not path.is_dir()):
                    yield path


def check_free(folder: Path) -> None:
    """Refuse a folder that is not empty and no cube: a build would write among other people's files.

    Files of an interrupted first build count as a cube.
    """
    if _has_cube_manifest(folder):
        return
    has_own_files = False
    for path in _inside(folder):
        if path.name in FOLDERS and path.is_dir() and not path.is_symlink():
            for one in _inside(path):
                if not re.fullmatch(f"{FOLDERS[path.name]}|{DRAFT}", one.name):
                    raise _foreign_file_error(folder, one)
                has_own_files = True
        elif re.fullmatch(f"{ROOT_FILES}|{DRAFT}", path.name):
            has_own_files = True
        elif path.name not in (lock.NAME, manifest.NAME):
            raise _foreign_file_error(folder, path)
    if not has_own_files and (folder / manifest.NAME).exists():
        raise _foreign_file_error(folder, folder / manifest.NAME)


def _has_cube_manifest(folder: Path) -> bool:
    try:
        path = folder / manifest.NAME
        document = json.loads(path.read_bytes()) if path.stat().st_size <= manifest.LARGEST_MANIFEST else None
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(document, dict) and document.keys() >= MANIFEST_KEYS


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []


def _foreign_file_error(folder: Path, other: Path) -> UserError:
    return UserError(
        "{folder} is not a cube and not empty ({file}). Choose a separate folder for the cube.",
        folder=str(folder),
        file=str(other.relative_to(folder)),
    )
