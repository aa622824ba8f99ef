"""Load test: response times when many people release a slider every other second.

One process of asgi.py on loopback, one data set, a workspace and a draft for each person. What an answer costs is told
together with the processor's time and the memory of the process, before the first and after the last person came: the
data are there once, whoever looks at them. Beside it, before it and at the same pace, the smallest app.

    python -m bench --only load --users 20 --seconds 60 --accounts 10000
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.parts.budget import Measured
from bench.parts.home import CRITERION, prepare
from bench.parts.machine import quantile, write_table
from bench.parts.process_usage import Resident
from bench.parts.sizes import Sizes
from bench.parts.websocket_client import Answer, Wire
from bench.round_trip import FLOOR
from bench.round_trip import command as usual
from tests.browser.server import ROOT, free_port, serving

USERS, SECONDS, ACCOUNTS = 20, 60, (10_000,)
FLOOR_SECONDS = 20.0
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

    def let_go(self, wire: Wire, points: float) -> Answer:
        """Let go of the lever at so many points."""
        return wire.release(CRITERION, points)

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
            self.answers.append(self.let_go(wire, chance.randint(1, 199) / 2))
            due += EVERY_SECONDS * chance.uniform(0.8, 1.2)
        self.errors += wire.errors


class Stranger(Person):
    """One at the smallest app."""

    def let_go(self, wire: Wire, points: float) -> Answer:
        """Move its only slider."""
        return wire.move("weight", points)


def all_move(people: Sequence[Person], wires: Sequence[Wire], begin: float, seconds: float) -> None:
    """Everybody at the same time, until the time is over."""
    threads = [
        threading.Thread(target=person.move, args=(wire, begin, seconds, len(people)))
        for person, wire in zip(people, wires, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def least(users: int) -> list[float]:
    """Milliseconds of the answers of the smallest app to as many people."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        script = home / "floor.py"
        script.write_text(FLOOR, encoding="utf-8")
        port = free_port()
        url = stack.enter_context(serving(usual(script, port), ROOT, home / "floor", port, 60))
        people = [Stranger(number, url, "") for number in range(users)]
        wires = [stack.enter_context(Wire(url)) for _ in people]
        for person, wire in zip(people, wires, strict=True):
            person.come(wire)
        all_move(people, wires, time.perf_counter() + 1.0, FLOOR_SECONDS)
    return [answer.milliseconds for person in people for answer in person.answers]


def measure(users: int, seconds: float, accounts: int) -> tuple[list[str], list[float]]:
    """The row of the table, and the milliseconds of every answer. Raises RuntimeError with what went wrong."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "kam"
        names = [f"person{number:04d}" for number in range(users)]
        prepare(home, accounts, names)
        port = free_port()
        url = stack.enter_context(serving(command(port), ROOT, home, port, 60))
        server = Resident.listening(port)
        empty = server.megabytes()
        people = [Person(number, url, name) for number, name in enumerate(names)]
        wires = [stack.enter_context(Wire(url, "simulate", f"w={person.workspace}")) for person in people]
        people[0].come(wires[0])
        first = server.megabytes()
        for person, wire in zip(people[1:], wires[1:], strict=True):
            person.come(wire)
        everybody = server.megabytes()
        begin, spent = time.perf_counter() + 1.0, server.seconds()
        all_move(people, wires, begin, seconds)
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
    if errors:
        raise RuntimeError("; ".join(errors[:3]))
    return row, times


def measured(sizes: Sizes) -> list[Measured]:
    """Measure each size, write the table."""
    users, seconds = max(sizes.users, default=USERS), max(sizes.seconds, default=SECONDS)
    assert users <= MOST_USERS, f"at most {MOST_USERS} users"
    assert seconds <= MOST_SECONDS, f"at most {MOST_SECONDS} seconds"
    floor = least(users)
    rows = [["smallest app", *(f"{quantile(floor, share):.0f}" for share in (0.5, 0.95, 1.0)), f"{len(floor)}"]]
    rows[0] += [""] * 7
    found = []
    for accounts in sizes.accounts or ACCOUNTS:
        row, times = measure(users, seconds, accounts)
        rows.append(row)
        found.append(
            Measured(
                f"{users} users, each a change every {EVERY_SECONDS:.0f} s, one process", f"{accounts:,} accounts",
                quantile(times, 0.5), "ms", quantile(times, 0.95), budget_p95=BUDGET_P95,
                peer="smallest app, as many users", theirs=quantile(floor, 0.5),
            )
        )  # fmt: skip
    columns = (
        "what", "p50 ms", "p95 ms", "max ms", "answers", "first opening ms", "next openings ms", "cores used",
        "MB at start", "MB with one", "MB with all", "MB at the end",
    )  # fmt: skip
    note = (
        f"Everybody lets go of a lever every {EVERY_SECONDS:.0f} s for {seconds:.0f} s, at one process of "
        f"asgi.py; the people run in a process of their own on the same cores. Budget: p95 ≤ {BUDGET_P95:.0f} ms."
    )
    write_table("load", "Many people at one process", PACKAGES, columns, rows, note)
    return found
