"""Command `build`: make or refresh a cube from files of order lines."""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import os
import re
import sys
import time
from pathlib import Path

from kam_core.commands.arguments import DONE, Parser, answer, day, line, window
from kam_core.commands.terminal import ProgressLine, answer_with, tell
from kam_core.cube.build.builder import build
from kam_core.cube.build.memory_limit import MemoryLimit
from kam_core.cube.build.request import SAME_WINDOW, BuildRequest, BuildResult, no_preparation
from kam_core.engines.engine import Engine
from kam_core.engines.engine_choice import ENGINES, engine_of
from kam_core.intake.upload import ADD
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.message import Message, Money, UserError

CURRENCY = re.compile(r"[A-Z]{3}")


ALLOCATOR_OPTIONS = {
    "_RJEM_MALLOC_CONF": "retain:false,dirty_decay_ms:200,muzzy_decay_ms:0,narenas:2",
    "MALLOC_MMAP_THRESHOLD_": "1048576",
    "MALLOC_TRIM_THRESHOLD_": "8388608",
    "POLARS_ROW_GROUP_PREFETCH_SIZE": "1",
}
"""By default the allocators of the column engine and of the system keep freed memory for a while, and files are read
further ahead than needed: a third of the peak of a large build."""
MMAP_THRESHOLD, TRIM_THRESHOLD = -3, -1
"""The same two options by their numbers in mallopt."""
RESTARTED = "KAM_BUILD_BEGUN_ANEW"
"""Marks the restarted process. The variable of the allocator does not: polars writes to it when it loads."""
LARGE_BYTES = 200_000_000


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command and its arguments."""
    command = commands.add_parser("build", help="make or renew a cube of order lines, month by month")
    add = command.add_argument
    add("--lines", type=Path, nargs="+", action="extend", required=True, metavar="PATH",
        help="Parquet files or folders of them; columns account, date, amount; order_id, margin, …; amounts as whole "
             "numbers are ten-thousandths of the currency unit, with decimals they are units")  # fmt: skip
    add("--out", type=folder, required=True, metavar="DIR", help="the folder of the cube")
    add("--engine", choices=ENGINES, default="polars", help="what computes; default: polars")
    add("--remote", metavar="sc://HOST:PORT", help="the Spark Connect server of the engine spark")
    add("--memory-limit", default="2GB", metavar="SIZE", help="such as 600MB; default: 2GB")
    add("--as-of", type=day, metavar="YYYY-MM-DD", help="of the view kept ready; default: the last complete month-end")
    add("--window", type=window, default=SAME_WINDOW, metavar="N|all", help="its months; default: as before, or 12")
    add("--name", type=line, metavar="NAME", help="what the data are called; default: as before, or the folder's name")
    add("--currency", type=currency, metavar="CODE", help="such as EUR; default: as before")
    add("--answer", type=answer, action="append", default=[], metavar="QUESTION=VALUE",
        help="currencies=add: add up lines in several currencies as they stand, now and later")  # fmt: skip
    command.set_defaults(run=_build)


def folder(text: str) -> Path:
    """A folder by its name."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the folder of the cube needs a name")
    return Path(text)


def currency(text: str) -> str:
    """A currency by its three letters."""
    if not CURRENCY.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no currency code like EUR")
    return text


def _build(given: argparse.Namespace) -> int:
    limit = MemoryLimit.parse(given.memory_limit)
    for question, value in given.answer:
        if (question, value) != ("currencies", ADD):
            raise UserError(
                "{value} is not an answer to {question}. Answers: {answers}.",
                value=value,
                question=question,
                answers=f"currencies={ADD}",
            )
    _return_memory_at_once()
    request = BuildRequest(
        paths=tuple(given.lines),
        out=given.out,
        limit=limit,
        name=given.name,
        currency=given.currency,
        as_of=given.as_of,
        window=given.window,
        add_up=bool(given.answer),
    )
    begun = time.monotonic()
    line_ = ProgressLine()

    def show_progress(message: Message, done: int, of: int) -> None:
        line_.show(f"{message} ({done + 1}/{of})" if of > 1 and done < of else message)

    engine: Engine | None = None
    try:
        # Engines load their libraries, which takes a while: an interrupt is handled there, too.
        engine = engine_of(given.engine, given.remote, limit.free)
        built = build(
            request, engine, show_progress, _restart_with_options if engine.name == "polars" else no_preparation
        )
    except KeyboardInterrupt:
        raise UserError("Stopped. The previous cube stays in use; the next build continues from here.") from None
    finally:
        line_.done()
        if engine is not None:
            engine.close()
    _tell(built, given.out, time.monotonic() - begun)
    return DONE


def _return_memory_at_once() -> None:
    """Set the allocator of the system to return large blocks at once, where that works at run time: also a small
    refresh of a large cube stays within its memory."""
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):
            set_option = ctypes.CDLL(None).mallopt
            set_option(MMAP_THRESHOLD, int(ALLOCATOR_OPTIONS["MALLOC_MMAP_THRESHOLD_"]))
            set_option(TRIM_THRESHOLD, int(ALLOCATOR_OPTIONS["MALLOC_TRIM_THRESHOLD_"]))


def _restart_with_options(bytes_: int) -> None:
    """Restart before a large build with allocators that return memory: their options are read only at the start."""
    is_command = len(sys.orig_argv) > 2 and sys.orig_argv[1:3] == ["-m", "kam_core"]
    if bytes_ < LARGE_BYTES or not is_command or os.name != "posix" or RESTARTED in os.environ:
        return
    variables = {**os.environ, **ALLOCATOR_OPTIONS, RESTARTED: "1"}
    os.execve(sys.executable, sys.orig_argv, variables)  # noqa: S606 - it is ourselves


def _tell(built: BuildResult, out: Path, seconds: float) -> None:
    cube = built.cube
    for notice in built.notices:
        tell(notice)
    rejected = sum(one.rejected for one in cube.months) + sum(one.dateless for one in cube.sources)
    nameless = sum(one.without_account for one in cube.months)
    cut = sum(one.cut for one in cube.months)
    if nameless:
        money = Money(sum(one.without_account_amount for one in cube.months))
        tell(
            Message(
                "{count} line worth {money} without an account is excluded.",
                "{count} lines worth {money} without an account are excluded.",
                "count",
                count=nameless,
                money=money,
            )
        )
    if rejected and cube.rejected is not None:
        where = str(cube.rejected.path(out))
        tell(
            Message(
                "{count} row has no readable date or amount, see {out}",
                "{count} rows have no readable date or amount, see {out}",
                "count",
                count=rejected,
                out=where,
            )
        )
    if cut:
        tell(
            Message(
                "{count} line has more than four decimals and was rounded.",
                "{count} lines have more than four decimals and were rounded.",
                "count",
                count=cut,
            )
        )
    if built.unchanged:
        answer_with(Message("No changes to {out}.", out=str(out)))
        return
    assert cube.ready is not None
    answer_with(
        Message(
            "Lines: {lines}, worth {money}; months: {months}, rebuilt: {made}; as of {as_of} → {out} ({seconds} s)",
            lines=sum(one.line_count for one in cube.months),
            months=sum(1 for one in cube.months if one.line_count),
            made=built.rebuilt_months,
            as_of=date_of(cube.ready.as_of_day),
            out=str(out),
            seconds=round(seconds, 1),
            money=Money(sum(one.amount for one in cube.months)),
        )
    )
