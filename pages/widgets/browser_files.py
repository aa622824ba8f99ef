"""Scripts and styles of a component, read from the files beside its Python code."""

from __future__ import annotations

from pathlib import Path

FOLDER = "browser"


def browser_text(module: str, *names: str) -> str:
    """The files of these names, one after the other, from the folder browser/ beside the module's file."""
    folder = Path(module).parent / FOLDER
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
