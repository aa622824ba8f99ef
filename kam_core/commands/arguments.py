"""Argument types, exit codes and printing of findings for all commands."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import NoReturn

from kam_core.commands.terminal import tell
from kam_core.intake import Finding, Upload
from kam_core.intake.opening.file_beginning import HEAD_BYTES, check_file_size, check_line_ends
from kam_core.intake.size_limits import COMMAND_LINE
from kam_core.measures.view import RECURRING_LENGTHS
from kam_core.measures.view_key import LONGEST_WINDOW_MONTHS
from kam_core.vocabulary.control_characters import CONTROL_CHARACTERS
from kam_core.vocabulary.message import Message, UserError

DONE, REFUSED, OPEN_QUESTION, WRONG_USAGE = 0, 1, 2, 64
SHOWN_ROWS = 5


class Parser(argparse.ArgumentParser):
    """An argument parser that exits with 64 on wrong usage, as sysexits.h has it."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        tell(f"{self.prog}: {message}")
        self.exit(WRONG_USAGE)


def day(text: str) -> datetime.date:
    """Parse a date."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-09-30") from None


def window(text: str) -> int | None:
    """Parse a number of months; None for all of them."""
    if text == "all":
        return None
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is neither a number of months nor all")
    return int(text)


def _months_before(text: str) -> int:
    """Parse how many months before a window lies."""
    if not text.isdecimal() or not 1 <= int(text) <= LONGEST_WINDOW_MONTHS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of months from 1 to {LONGEST_WINDOW_MONTHS}")
    return int(text)


def add_comparison(command: argparse.ArgumentParser) -> None:
    """The argument for the prior window."""
    command.add_argument(
        "--compare-months", type=_months_before, metavar="N",
        help="compare with the window N months before, such as 12 for the same period last year; "
        "default: the window directly before",
    )  # fmt: skip


def add_recurring(command: argparse.ArgumentParser) -> None:
    """The argument for the windows of recurring purchasing."""
    command.add_argument(
        "--recurring-months", type=int, choices=RECURRING_LENGTHS, default=RECURRING_LENGTHS[0],
        help="length of the windows over which purchases recur; longer for what is bought every few years; default: 12",
    )  # fmt: skip


def column(text: str) -> tuple[str, str]:
    """Parse the column of a field."""
    return _pair(text, "FIELD=COLUMN")


def answer(text: str) -> tuple[str, str]:
    """Parse the answer to a question of an import."""
    return _pair(text, "QUESTION=VALUE")


def _pair(text: str, form: str) -> tuple[str, str]:
    left, mark, right = text.partition("=")
    if not (left and mark and right):
        raise argparse.ArgumentTypeError(f"{text!r} is not {form}")
    return left, right


def line(text: str) -> str:
    """Parse text of one line."""
    if CONTROL_CHARACTERS.search(text):
        raise argparse.ArgumentTypeError(f"{text!r} has a line break or a control character in it")
    return text


def person(text: str) -> str:
    """Parse the name of a person for the audit log."""
    if not text.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is no name")
    return line(text)


def file_name(path: Path) -> str:
    """The file's name as text; bytes that are not UTF-8 become the replacement character."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def uploaded(path: Path, role: str | None) -> Upload:
    """Read a file as an upload. Refuses an unreadable one, and one that is no table by size or first bytes."""
    name = file_name(path)
    try:
        check_file_size(name, path.stat().st_size, COMMAND_LINE)
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            check_line_ends(name, head)
            return Upload(name, head + file.read(), role)
    except OSError as error:
        raise UserError("{file} cannot be read: {why}.", file=str(path), why=error.strerror or str(error)) from error


def written(path: Path, content: bytes) -> None:
    """Write a file. `UserError` where that fails."""
    try:
        path.write_bytes(content)
    except OSError as error:
        why = error.strerror or str(error)
        raise UserError("{file} cannot be written: {why}.", file=str(path), why=why) from error


def tell_findings(findings: tuple[Finding, ...]) -> None:
    """Print notes, and of other findings the first of each kind and the number of the rest, on stderr."""
    for one in findings:
        if one.severity == "note":
            tell(f"  {one.message}")
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        if one.severity != "note":
            kinds.setdefault((one.severity, one.rule), []).append(one)
    for same_kind in kinds.values():
        for one in same_kind[:SHOWN_ROWS]:
            tell(f"  {one.severity}: {one.message}")
        if len(same_kind) > SHOWN_ROWS:
            tell(
                Message(
                    "  … and {count} more finding.",
                    "  … and {count} more findings.",
                    "count",
                    count=len(same_kind) - SHOWN_ROWS,
                )
            )
