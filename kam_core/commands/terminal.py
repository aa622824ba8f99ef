"""Print lines without control characters; a closed pipe is no error."""

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
"""Error numbers of a closed pipe; Windows has EINVAL."""
NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def answer_with(text: object) -> None:
    """Print a line of the answer on stdout. Refuses where it cannot be written, but not for a closed pipe."""
    _print(sys.stdout, text)


def tell(text: object) -> None:
    """Print a line of notes on stderr."""
    _print(sys.stderr, text)


SECONDS_BETWEEN = 2.0


class ProgressLine:
    """A progress line on stderr: on a terminal each replaces the one before, elsewhere they stay."""

    def __init__(self) -> None:
        self.is_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._last = ""
        self._shown_at = 0.0

    def show(self, text: object) -> None:
        """Show the present step."""
        line = escape_control_characters(str(text))
        if line == self._last:
            return
        self._last = line
        if not self.is_terminal:
            # Lines that stay, as in a log, are printed from time to time.
            if time.monotonic() - self._shown_at >= SECONDS_BETWEEN:
                self._shown_at = time.monotonic()
                tell(line)
        elif sys.stderr is not None:
            with contextlib.suppress(OSError, UnicodeEncodeError):
                sys.stderr.write(f"\r{line[: shutil.get_terminal_size().columns - 1]}\x1b[K")
                sys.stderr.flush()

    def done(self) -> None:
        """Clear the line."""
        if self.is_terminal and sys.stderr is not None:
            with contextlib.suppress(OSError):
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()


def run_and_flush(work: Callable[[], int]) -> int:
    """Run a command and flush its output; the exit code. A flush failing at the exit of Python prints a traceback."""
    try:
        code = work()
    except SystemExit as leaving:
        # The parser exits like this; its output is flushed below like all other.
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
    """Discard further output to a closed pipe; the work goes on."""
    if stream is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    if stream is sys.stdout and error.errno not in READER_GONE:
        why = error.strerror or str(error)
        raise UserError("The command was completed, but the output could not be written: {why}.", why=why) from error
