"""Published tiers: what every account was told to be, each time a model was published."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from sqlalchemy import Connection, func, insert, select

from kam_core.store.blobs import Blobs
from kam_core.store.columns import new_id
from kam_core.store.database import Database
from kam_core.store.schema import PUBLICATIONS
from kam_core.vocabulary.message import Refusal

TIER_COLUMNS = ("account_id", "tier", "score")


@dataclass(frozen=True)
class Publication:
    """One publication of a model version; `number` counts them within the book,
    `tiers` names the kept frame, None where none was given. Time in UTC.
    """

    id: str
    book: str
    number: int
    slot: str
    model: str
    dataset: str | None
    as_of: datetime.date | None
    at: datetime.datetime
    who: str
    tiers: str | None


class History:
    """Publications and their tiers; nothing of it is ever changed."""

    def __init__(self, database: Database, blobs: Blobs) -> None:
        self._database = database
        self._blobs = blobs

    def of_book(self, book: str, slot: str | None = None) -> Sequence[Publication]:
        """The publications of a book, of one slot or all, the last first."""
        query = select(PUBLICATIONS).where(PUBLICATIONS.c.book == book)
        if slot is not None:
            query = query.where(PUBLICATIONS.c.slot == slot)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(PUBLICATIONS.c.number.desc())).mappings()
            return [Publication(**row) for row in rows]

    def tiers(self, publication: Publication) -> pl.DataFrame:
        """`account_id`, `tier` and `score` of every account then. Refuses where none were kept."""
        if publication.tiers is None:
            raise Refusal("No tiers were kept when this model was published.")
        return self._blobs.get(publication.tiers)

    def of_account(
        self, book: str, account_id: str, slot: str | None = None
    ) -> Sequence[tuple[Publication, str, float]]:
        """An account's tier and score in each publication that knew it, the last first."""
        found = []
        for publication in self.of_book(book, slot):
            if publication.tiers is not None:
                rows = self.tiers(publication).filter(pl.col("account_id") == account_id)
                found += [(publication, row["tier"], row["score"]) for row in rows.iter_rows(named=True)]
        return found

    def blobs(self, connection: Connection) -> set[str]:
        """The names of all files that the history needs."""
        found = connection.execute(select(PUBLICATIONS.c.tiers).where(PUBLICATIONS.c.tiers.is_not(None))).scalars()
        return {sha for sha in found if sha is not None}


def keep(
    connection: Connection,
    *,
    book: str,
    slot: str,
    model: str,
    dataset: str | None,
    as_of: datetime.date | None,
    at: datetime.datetime,
    who: str,
    tiers: str | None,
) -> Publication:
    """Add a publication within the transaction that publishes."""
    last = connection.execute(select(func.max(PUBLICATIONS.c.number)).where(PUBLICATIONS.c.book == book)).scalar() or 0
    made = Publication(new_id(), book, last + 1, slot, model, dataset, as_of, at, who, tiers)
    connection.execute(insert(PUBLICATIONS).values(vars(made)))
    return made
