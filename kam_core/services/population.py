"""Population of a screen: the accounts that a person may read, of one owner or of all."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.services.access import ALL, Scope
from kam_core.vocabulary.actor import folded_name


@dataclass(frozen=True)
class Population:
    """Which accounts the figures of a screen count. `owner` None: those of all owners."""

    scope: Scope = ALL
    owner: str | None = None

    @property
    def owners(self) -> frozenset[str] | None:
        """The folded names of the owners whose accounts count; None for all."""
        if self.owner is None:
            return self.scope.owners
        return frozenset({folded_name(self.owner)} if self.scope.includes(self.owner) else ())

    def rows(self, accounts: pl.DataFrame) -> pl.DataFrame:
        """The accounts of the population among these, one row each with its `owner`."""
        readable = self.scope.rows(accounts)
        if self.owner is None:
            return readable
        return Scope(frozenset({folded_name(self.owner)})).rows(readable)
