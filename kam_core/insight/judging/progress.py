"""Progress of judging: marks given out of those that are possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Progress:
    """Marks given and possible of some accounts."""

    given: int
    possible: int

    @property
    def share(self) -> float:
        """0–1; 0 where nothing is possible."""
        return self.given / self.possible if self.possible else 0.0


def marks_given(accounts: pl.DataFrame, criteria: Sequence[str]) -> Progress:
    """Count the marks of these accounts on these criteria, from the account frame with one column per criterion."""
    present = [name for name in criteria if name in accounts.columns]
    given = sum(accounts.height - accounts[name].null_count() for name in present)
    return Progress(given, accounts.height * len(criteria))
