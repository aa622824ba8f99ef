"""Default sizes of the benchmarks, and options to override them."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True, slots=True)
class Sizes:
    """Empty means: the part's own sizes, those of the budgets where they fit on a small machine."""

    accounts: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()
    cube_lines: tuple[int, ...] = ()
    users: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()

    def written(self) -> str:
        """As JSON, for another process."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> Sizes:
        """From its JSON."""
        return cls(**{name: tuple(values) for name, values in json.loads(text).items()})


ABOUT = {
    "accounts": "of the pages and of the core",
    "rows": "of the imported file",
    "lines": "that the measures are taken of",
    "cube_lines": "that a cube is built of; 100000000 needs 8 GB in the temporary folder and some minutes",
    "users": "who move a slider at the same time",
    "seconds": "for which they do",
}


def add_to(parser: argparse.ArgumentParser) -> None:
    """An argument for every size: numbers with commas between."""
    for field in fields(Sizes):
        parser.add_argument(
            f"--{field.name.replace('_', '-')}", type=numbers, default=(), metavar="N,N", help=ABOUT[field.name]
        )


def sizes_of(given: argparse.Namespace) -> Sizes:
    """The sizes among the arguments."""
    return Sizes(**{field.name: getattr(given, field.name) for field in fields(Sizes)})


def numbers(text: str) -> tuple[int, ...]:
    """10000,100000 as numbers above 0."""
    values = tuple(int(part) for part in text.replace("_", "").split(",") if part)
    if not values or min(values) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no list of numbers like 10000,100000")
    return values
