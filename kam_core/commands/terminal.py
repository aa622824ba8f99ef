"""What commands print: lines without control characters, for as long as somebody reads them."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable
from typing import TextIO

from kam_core.vocabulary.control_characters import escape_control_characters
from kam_core.vocabulary.message import UserError

READER_GONE = {errno.EPIPE, errno.EINVAL}
"""How a closed pipe shows itself; Windows says EINVAL."""
NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def answer_with(text: object) -> None:
    """One line of what was asked for, on stdout. Refuses where the answer cannot be written, but not a closed pipe."""
    _print(sys.stdout, text)


def tell(text: object) -> None:
    """One line of what there is to know about it, on stderr."""
    _print(sys.stderr, text)


SECONDS_BETWEEN = 2.0


class Moving:
    """One line on stderr that is written over by the next, where it is a terminal; elsewhere lines that stay."""

    def __init__(self) -> None:
        self.moves = sys.stderr is not None and sys.stderr.isatty()
        self._last = ""
        self._told_at = 0.0

    def show(self, text: object) -> None:
        """What is being done now."""
        line = escape_control_characters(str(text))
        if line == self._last:
            return
        self._last = line
        if not self.moves:
            # Lines that stay, as in a log, are told at their leisure.
            if time.monotonic() - self._told_at >= SECONDS_BETWEEN:
                self._told_at = time.monotonic()
                tell(line)
        elif sys.stderr is not None:
            with contextlib.suppress(OSError, UnicodeEncodeError):
                sys.stderr.write(f"\r{line[: shutil.get_terminal_size().columns - 1]}\x1b[K")
                sys.stderr.flush()

    def done(self) -> None:
        """Clear the line for what comes next."""
        if self.moves and sys.stderr is not None:
            with contextlib.suppress(OSError):
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()


def ended(work: Callable[[], int]) -> int:
    """The exit code of the work, with all that it printed written out before Python does so in its own words."""
    try:
        code = work()
    except SystemExit as leaving:
        # The parser leaves like this, with its number; what it printed waits to be written like all else.
        code = leaving.code if isinstance(leaving.code, int) else 0
    try:
        _flush(sys.stdout)
    except UserError as refusal:
        tell(refusal.message)
        code = code or 1
    _flush(sys.stderr)
    return code


# The streams are None where the program was started without them.
def _print(stream: TextIO | None, text: object) -> None:
    if stream is None:
        return
    line = f"{escape_control_characters(str(text))}\n"
    try:
        try:
            stream.write(line)
        except UnicodeEncodeError:
            stream.write(NOT_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], line))
    except OSError as error:
        _failed(stream, error)


def _flush(stream: TextIO | None) -> None:
    try:
        if stream is not None:
            stream.flush()
    except OSError as error:
        _failed(stream, error)


def _failed(stream: TextIO | None, error: OSError) -> None:
    """Who closed the pipe has read enough: the work goes on, and what is still said goes nowhere."""
    if stream is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    if stream is sys.stdout and error.errno not in READER_GONE:
        why = error.strerror or str(error)
        raise UserError("What was asked for was done, but the answer could not be written: {why}.", why=why) from error
