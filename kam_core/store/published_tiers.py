"""Publications of models, each with the tier of every account at that time."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from sqlalchemy import Connection, func, insert, select

from kam_core.store.database import rows
from kam_core.store.database.column_names import to_columns, to_fields
from kam_core.store.database.column_types import new_id
from kam_core.store.database.database import Database
from kam_core.store.database.schema import PUBLICATIONS
from kam_core.store.files.objects import ObjectStore
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.calendar import month_number
from kam_core.vocabulary.enums import TIER
from kam_core.vocabulary.message import UserError

TIER_COLUMNS = ("account_id", "tier", "score")


@dataclass(frozen=True)
class Publication:
    """One publication of a model version; `number` counts them within the data set, `home` is the view whose tiers they
    are, `tiers` names the stored frame, None where none was given. Time in UTC.
    """

    id: str
    data_set_id: str
    number: int
    home: str
    model: str
    dataset: str | None
    as_of: datetime.date | None
    at: datetime.datetime
    who: str
    tiers: str | None


class PublishedTiers:
    """Publications and their tiers; they are only added, never changed."""

    def __init__(self, database: Database, objects: ObjectStore) -> None:
        self._database = database
        self._objects = objects

    def of_data_set(self, data_set_id: str, home: str | None = None) -> Sequence[Publication]:
        """The publications of a data set, those of one home view or all, the last first."""
        query = select(PUBLICATIONS).where(PUBLICATIONS.c.book == data_set_id)
        if home is not None:
            query = query.where(PUBLICATIONS.c.home == home)
        with self._database.reading() as connection:
            ordered = query.order_by(PUBLICATIONS.c.number.desc())
            return rows.readable(connection, ordered, lambda row: Publication(**to_fields(row)))

    def tiers(self, publication: Publication) -> pl.DataFrame:
        """`account_id`, `tier` and `score` of every account then. Refuses a publication without tiers."""
        if publication.tiers is None:
            raise UserError("No tiers were recorded when this model was published.")
        return self._objects.get(publication.tiers)

    def of_account(
        self, data_set_id: str, account_id: str, home: str | None = None
    ) -> Sequence[tuple[Publication, str, float]]:
        """An account's tier and score in each publication that knew it, the last first."""
        found = []
        for publication in self.of_data_set(data_set_id, home):
            if publication.tiers is not None:
                rows_of_account = self.tiers(publication).filter(pl.col("account_id") == account_id)
                found += [(publication, row["tier"], row["score"]) for row in rows_of_account.iter_rows(named=True)]
        return found

    def last_published(self, data_set_id: str, home: str, as_of: datetime.date) -> Publication | None:
        """The last publication with tiers as of that date or earlier; None where there is none."""
        return next(iter(self._until(data_set_id, home, as_of)), None)

    def last_tiers(self, data_set_id: str, home: str, as_of: datetime.date) -> pl.DataFrame:
        """The last published tier of every account on a date: `account_id`, `tier`, `months`, sorted by account.

        months: whole calendar months up to the date since the as-of date of the first publication that gave this tier
        without another one in between. Accounts that were only ever published as prospects are not in it.
        """
        frames = [
            self.tiers(publication).select(
                pl.col("account_id").cast(pl.String),
                pl.col("tier").cast(pl.String).cast(TIER),
                pl.lit(turn, pl.Int32).alias("turn"),
                pl.lit(month_number(publication.as_of), pl.Int32).alias("month"),
            )
            for turn, publication in enumerate(self._until(data_set_id, home, as_of))
            if publication.as_of is not None
        ]
        if not frames:
            return pl.DataFrame(schema={"account_id": pl.String, "tier": TIER, "months": pl.Int32})
        # The newest first within each account: the run of its tier ends at the first other tier.
        runs = pl.concat(frames).sort("account_id", "turn").with_columns(
            pl.col("tier").ne_missing(pl.col("tier").first()).cum_sum().over("account_id").alias("others"),
            pl.col("tier").first().over("account_id").alias("last"),
        )  # fmt: skip
        since = runs.filter((pl.col("others") == 0) & pl.col("last").is_not_null()).group_by("account_id")
        return (
            since.agg(pl.col("last").first().alias("tier"), pl.col("month").min())
            .select("account_id", "tier", (month_number(as_of) - pl.col("month")).cast(pl.Int32).alias("months"))
            .sort("account_id")
        )

    def ever_published_in(
        self, data_set_id: str, home: str, tiers: Sequence[str], since: datetime.date, until: datetime.date
    ) -> pl.DataFrame:
        """`account_id`, `tier`, `as_of`: every publication of a home view as of a date between these two (both
        included) that put an account in one of the tiers."""
        frames = [
            self.tiers(publication)
            .select(pl.col("account_id").cast(pl.String), pl.col("tier").cast(pl.String).cast(TIER))
            .filter(pl.col("tier").cast(pl.String).is_in(list(tiers)))
            .with_columns(pl.lit(publication.as_of).alias("as_of"))
            for publication in self.published_between(data_set_id, home, since, until)
        ]
        return pl.concat([pl.DataFrame(schema={"account_id": pl.String, "tier": TIER, "as_of": pl.Date}), *frames])

    def published_between(
        self, data_set_id: str, home: str, since: datetime.date, until: datetime.date
    ) -> list[Publication]:
        """The publications of a data set's home view with tiers as of a date between these two, both included; the
        last first."""
        return [
            one
            for one in self.of_data_set(data_set_id, home)
            if one.tiers and one.as_of and since <= one.as_of <= until
        ]

    def proposal(self, data_set_id: str, home: str) -> Publication | None:
        """The publication that the app itself made when it first saw the data: the only kind without tiers.

        Where older versions made one for each of several views, that of this home view, else the first.
        """
        made = [one for one in reversed(self.of_data_set(data_set_id)) if one.tiers is None]
        return next((one for one in made if one.home == home), next(iter(made), None))

    def _until(self, data_set_id: str, home: str, as_of: datetime.date) -> list[Publication]:
        return [
            one
            for one in self.of_data_set(data_set_id, home)
            if one.tiers is not None and one.as_of is not None and one.as_of <= as_of
        ]

    def object_names(self, connection: Connection, read: rows.Reader = rows.read_all) -> set[str]:
        """The names of all files of publications; `read` decides about rows that cannot be read."""
        query = select(PUBLICATIONS.c.id, PUBLICATIONS.c.tiers).where(PUBLICATIONS.c.tiers.is_not(None))
        return set(read(connection, query, lambda row: str(row["tiers"])))


def add(
    connection: Connection,
    *,
    data_set_id: str,
    home: str,
    model: str,
    dataset: str | None,
    as_of: datetime.date | None,
    by: By,
    tiers: str | None,
) -> Publication:
    """Add a publication within the transaction that publishes."""
    last = (
        rows.scalar(connection, select(func.max(PUBLICATIONS.c.number)).where(PUBLICATIONS.c.book == data_set_id)) or 0
    )
    made = Publication(new_id(), data_set_id, last + 1, home, model, dataset, as_of, by.at, by.name, tiers)
    connection.execute(insert(PUBLICATIONS).values(to_columns(made)))
    return made
