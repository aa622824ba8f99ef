"""Run the recipes of CONTRIBUTING.md in a copy of the repository."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "CONTRIBUTING.md"
IGNORED = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", ".pytest_cache", ".ruff_cache", ".mypy_cache", ".hypothesis", ".coverage*",
    "htmlcov", ".kam_home", "screenshots",
)  # fmt: skip
FENCE = re.compile(r"(?P<indent> *)(?P<marks>```+)(?P<info>[^`]*)")
HEADING = re.compile(r"## (?P<name>.+)")
EDIT = re.compile(
    r'(?P<language>\S+) (?P<path>\S+) (?P<place>new|at the end|(?:after|before|instead of) "(?P<line>.+)")'
)
SHELL = "sh"
BY_HAND = "sh by hand"


class RecipeError(AssertionError):
    """A recipe that cannot be performed as it is written."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Text for a file: a new one, or lines beside an anchor, which is one line of the file without its indentation."""

    number: int
    """The line of the document in which the block begins."""
    path: str
    place: str
    """`new`, `at the end`, `after`, `before` or `instead of` the anchor."""
    anchor: str
    text: str

    def perform(self, tree: Path) -> None:
        """Write the file. Raises RecipeError where a new file exists, or the anchor is not exactly one line."""
        path = tree / self.path
        if self.place == "new":
            if path.exists():
                raise RecipeError(f"{self}: {self.path} exists already")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.text, encoding="utf-8")
            return
        if not path.is_file():
            raise RecipeError(f"{self}: there is no file {self.path}")
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        begin = end = len(lines)
        if self.place != "at the end":
            found = [number for number, line in enumerate(lines) if line.strip() == self.anchor]
            if len(found) != 1:
                raise RecipeError(f"{self}: {len(found)} lines of {self.path} read {self.anchor}")
            begin = found[0] + (self.place == "after")
            end = found[0] + (self.place != "before")
        path.write_text("".join([*lines[:begin], self.text, *lines[end:]]), encoding="utf-8")

    def __str__(self) -> str:
        return f"{DOCUMENT.name}, line {self.number}"


@dataclass(frozen=True, slots=True)
class Command:
    """A line for the shell."""

    number: int
    line: str

    def perform(self, tree: Path) -> None:
        """Run it in the tree. Raises RecipeError with its output where it fails."""
        run(tree, ["sh", "-c", self.line])


Step = Edit | Command


def steps(section: str, document: Path = DOCUMENT) -> list[Step]:
    """The steps of the section `## …` of a document in their order. Raises RecipeError where there are none, and for a
    block whose first line cannot be read."""
    found: list[Step] = []
    current = ""
    block: tuple[int, re.Match[str], list[str]] | None = None
    for number, line in enumerate(document.read_text(encoding="utf-8").splitlines(keepends=True), 1):
        fence = FENCE.fullmatch(line.rstrip())
        if block is None:
            if fence is not None:
                block = (number, fence, [])
            elif heading := HEADING.fullmatch(line.rstrip()):
                current = heading["name"]
        elif fence is not None and fence["marks"] == block[1]["marks"] and not fence["info"].strip():
            if current == section:
                found += _steps_of(block[0], block[1]["info"].strip(), block[2])
            block = None
        else:
            block[2].append(line.removeprefix(block[1]["indent"]))
    if not found:
        raise RecipeError(f"{document.name} has no steps under ## {section}")
    return found


def _steps_of(number: int, info: str, lines: Sequence[str]) -> list[Step]:
    if info == BY_HAND:
        return []
    if info == SHELL:
        return [Command(number, line.strip()) for line in lines if line.strip() and not line.startswith("#")]
    edit = EDIT.fullmatch(info)
    if edit is None:
        raise RecipeError(f"{DOCUMENT.name}, line {number}: a block must say where it goes, not: {info}")
    place, anchor = edit["place"], edit["line"] or ""
    return [Edit(number, edit["path"], place.split(' "')[0], anchor, "".join(lines))]


def copy_of_tree(folder: Path) -> Path:
    """A copy of the source tree within a folder; its `.venv` leads to the interpreter that runs."""
    tree = folder / "tree"
    shutil.copytree(ROOT, tree, ignore=IGNORED)
    (tree / ".venv").symlink_to(Path(sys.prefix).resolve())
    return tree


def perform(section: str, tree: Path) -> None:
    """Perform all steps of a section in a copy of the tree."""
    for step in steps(section):
        step.perform(tree)


def run(tree: Path, command: Sequence[str]) -> str:
    """What a command prints that runs in a copy of the tree. Raises RecipeError with its output where it fails."""
    own = {"PYTHONDONTWRITEBYTECODE": "1", "KAM_HOME": str(tree / ".kam_home")}
    done = subprocess.run(
        command, cwd=tree, env=os.environ | own, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise RecipeError(f"{shlex.join(command)} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def run_python(tree: Path, source: str) -> str:
    """What a program prints that imports the copy of the tree."""
    return run(tree, [sys.executable, "-W", "error", "-c", source])
