"""Many people at one process: everybody lets go of a lever every other second; how long does an answer take?

One process of asgi.py on loopback, one data set, a workspace and a draft for each person. What an answer costs is told
together with the processor's time and the memory of the process, before the first and after the last person came: the
data are there once, whoever looks at them.

    python -m bench.load --users 20 --seconds 60 --accounts 10000
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.parts.home import CRITERION, prepare
from bench.parts.machine import quantile, write_table
from bench.parts.resident import Resident
from bench.parts.wire import Answer, Wire
from tests.browser.server import ROOT, free_port, serving

EVERY_SECONDS = 2.0
BUDGET_P95 = 300.0
PACKAGES = ("streamlit", "polars", "numpy", "uvicorn")
MOST_USERS, MOST_SECONDS = 200, 600
"""Bounds of a run: this is a measurement of one machine by itself."""


def command(port: int) -> list[str]:
    """How `make serve` serves the app."""
    return [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.port", str(port)]


@dataclass
class Person:
    """One who opens the page and then moves a lever up and down until the time is over."""

    number: int
    url: str
    workspace: str
    opened: Answer | None = None
    answers: list[Answer] = field(default_factory=list)
    late: int = 0
    errors: list[str] = field(default_factory=list)
    moving: threading.Event = field(default_factory=threading.Event)

    def come(self, wire: Wire) -> None:
        """Open the page."""
        self.opened = wire.open()
        self.errors += wire.errors

    def move(self, wire: Wire, begin: float, seconds: float, people: int) -> None:
        """Let go of the lever at one's own moments: everybody's are spread over the two seconds."""
        chance = random.Random(self.number)
        due = begin + EVERY_SECONDS * self.number / people
        while due < begin + seconds:
            pause = due - time.perf_counter()
            if pause > 0:
                time.sleep(pause)
            elif pause < -EVERY_SECONDS:
                # Who is still waiting for the last answer moves no lever: such moments are counted, not left out.
                self.late += 1
                due += EVERY_SECONDS
                continue
            self.answers.append(wire.release(CRITERION, chance.randint(1, 199) / 2))
            due += EVERY_SECONDS * chance.uniform(0.8, 1.2)
        self.errors += wire.errors


def measure(users: int, seconds: float, accounts: int) -> tuple[list[list[str]], list[str]]:
    """The rows of the table, and what went wrong."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "kam"
        names = [f"person{number:04d}" for number in range(users)]
        prepare(home, accounts, names)
        port = free_port()
        url = stack.enter_context(serving(command(port), ROOT, home, port, 60))
        server = Resident.listening(port)
        empty = server.megabytes()
        people = [Person(number, url, name) for number, name in enumerate(names)]
        wires = [stack.enter_context(Wire(url, "what_if", f"w={person.workspace}")) for person in people]
        people[0].come(wires[0])
        first = server.megabytes()
        for person, wire in zip(people[1:], wires[1:], strict=True):
            person.come(wire)
        everybody = server.megabytes()
        begin, spent = time.perf_counter() + 1.0, server.seconds()
        threads = [
            threading.Thread(target=person.move, args=(wire, begin, seconds, users))
            for person, wire in zip(people, wires, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took, used = time.perf_counter() - begin, server.seconds() - spent
        after = server.megabytes()
    errors = [error for person in people for error in person.errors]
    times = [answer.milliseconds for person in people for answer in person.answers]
    assert times, "nobody moved a lever"
    openings = [person.opened.milliseconds for person in people if person.opened is not None]
    late = sum(person.late for person in people)
    row = [
        f"{users} people, {accounts:,} accounts",
        f"{quantile(times, 0.5):.0f}",
        f"{quantile(times, 0.95):.0f}",
        f"{max(times):.0f}",
        f"{len(times)}" + (f" ({late} left out)" if late else ""),
        f"{openings[0]:.0f}",
        f"{quantile(openings[1:] or openings, 0.5):.0f}",
        f"{used / took:.2f}",
        f"{empty:.0f}",
        f"{first:.0f}",
        f"{everybody:.0f}",
        f"{after:.0f}",
    ]
    return [row], errors


def main() -> None:
    """Measure, write the table, print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--accounts", type=int, nargs="+", default=[10_000])
    given = parser.parse_args()
    if not (0 < given.users <= MOST_USERS and 0 < given.seconds <= MOST_SECONDS):
        parser.error(f"1 to {MOST_USERS} users, and at most {MOST_SECONDS} seconds")
    rows, errors = [], []
    for accounts in given.accounts:
        more, wrong = measure(given.users, given.seconds, accounts)
        rows += more
        errors += wrong
    columns = (
        "what", "p50 ms", "p95 ms", "max ms", "answers", "first opening ms", "next openings ms", "cores used",
        "MB at start", "MB with one", "MB with all", "MB at the end",
    )  # fmt: skip
    note = (
        f"Everybody lets go of a lever every {EVERY_SECONDS:.0f} s for {given.seconds:.0f} s, at one process of "
        f"asgi.py; the people run in a process of their own on the same cores. Budget: p95 ≤ {BUDGET_P95:.0f} ms."
    )
    print(write_table("load", "Many people at one process", PACKAGES, columns, rows, note))
    if errors:
        sys.exit("\n".join(errors[:10]))


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
