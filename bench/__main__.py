"""Run all benchmarks and print one table: budget, result, competing library, date and machine.

    python -m bench
    python -m bench --only measures,cube --lines 10000000 --cube-lines 10000000,100000000

Each part runs in a process of its own; one that fails says so in its line, the others go on. Writes
bench/results/budgets.md and, part by part, the detailed tables beside it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.parts import sizes
from bench.parts.budget import COLUMNS, Measured
from bench.parts.machine import write_table
from bench.parts.part_process import NotMeasuredError, run_alone

MAX_SLOWDOWN = 6
"""A part may take so many times its usual time, then it is given up."""
LEAST_SECONDS = 600.0
PACKAGES = ("streamlit", "polars", "numpy", "duckdb", "narwhals", "pandas")
NOTE = (
    "p50 and p95 of many turns where they are short; of work that takes seconds, the median and the slowest of some "
    "turns. The peer or floor was measured in the same run; a line that begins empty is another peer of the one above. "
    "A budget that does not hold tells by what factor; a size without a budget is there to see how it grows."
)


@dataclass(frozen=True, slots=True)
class Part:
    """A module of this folder with `measured(sizes)`, and the minutes that it takes on two cores."""

    name: str
    minutes: float


PARTS = (
    Part("round_trip", 4), Part("key_press", 1.5), Part("drag", 1.5), Part("what_if_methods", 2), Part("load", 2),
    Part("page_switch", 1), Part("entry", 1), Part("import_rows", 0.5), Part("cold_start", 1.5), Part("slider_core", 2),
    Part("measures", 2), Part("cube", 4), Part("search", 0.2), Part("history", 2), Part("retention", 0.5),
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Measure what is asked for, write the table, print it; 1 where a part failed."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [part.name for part in PARTS]
    parser.add_argument("--only", metavar="PART,PART", help=f"of {', '.join(names)}")
    sizes.add_to(parser)
    given = parser.parse_args(arguments)
    wanted = given.only.split(",") if given.only else names
    unknown = sorted(set(wanted) - set(names))
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}; the parts are {', '.join(names)}")
    parts = [part for part in PARTS if part.name in wanted]
    say(f"{len(parts)} parts, about {sum(part.minutes for part in parts):.0f} minutes at the usual sizes.")
    rows: list[list[str]] = []
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, part in enumerate(parts, 1):
            begun = time.monotonic()
            say(f"{number}/{len(parts)} {part.name} …")
            try:
                found = measured(part, sizes.sizes_of(given), Path(folder))
            except NotMeasuredError as problem:
                failed += 1
                say(f"    not measured: {problem}")
                sentence = str(problem).replace("|", "/")
                rows.append([part.name, "", "", "", "", "", f"**not measured: {sentence}**", "", "", ""])
                continue
            rows += [row.row() for row in found]
            missed = sum(1 for row in found if row.strain is not None and row.strain > 1)
            missed_text = f", {missed} budgets missed" if missed else ""
            say(f"    {time.monotonic() - begun:.0f} s{missed_text}")
    # A run of some parts must not take the place of the table of all.
    name = "budgets" if not given.only else "budgets_of_some"
    say(write_table(name, "The budgets of the house", PACKAGES, COLUMNS, rows, NOTE))
    return 1 if failed else 0


def measured(part: Part, given: sizes.Sizes, folder: Path) -> list[Measured]:
    """The lines of one part."""
    return run_alone(
        part.name, given, folder / f"{part.name}.json", max(LEAST_SECONDS, MAX_SLOWDOWN * 60 * part.minutes)
    )


def say(text: str) -> None:
    """Tell the person at the terminal, at once."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
