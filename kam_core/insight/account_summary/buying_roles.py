"""Buying roles of an account: who decides, checks, uses and coaches, and which role nobody is known for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import polars as pl

from kam_core.vocabulary.calendar import date_of, day_number
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.optional_columns import with_optional

ROLES = ("executive", "economic buyer", "technical buyer", "user", "coach")
DECIDING = ROLES[:2]
"""The roles that can decide a purchase."""
OPTIONAL = {
    "title": pl.String, "department": pl.String, "role": pl.String, "influence": pl.Float64, "support": pl.Float64,
    "last_contact": pl.Int64, "confirmed": pl.Boolean,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A contact in a buying role. confirmed: whether the role was checked; None where nobody says."""

    name: str
    title: str | None
    department: str | None
    influence: int | None
    support: int | None
    confirmed: bool | None
    last_seen: datetime.date | None


@dataclass(frozen=True)
class BuyingRole:
    """A role and its contacts, the most influential first."""

    role: str
    people: tuple[Person, ...]

    @property
    def decides(self) -> bool:
        """Whether somebody in this role can decide."""
        return self.role in DECIDING


@dataclass(frozen=True)
class BuyingRoles:
    """The five roles in their order, and the number of contacts in none of them.

    loaded: whether there are contacts of any account; without them nothing is known, which is no finding about this
    one.
    """

    roles: tuple[BuyingRole, ...]
    others: int
    loaded: bool

    @property
    def known(self) -> int:
        """The number of roles with a contact."""
        return sum(bool(one.people) for one in self.roles)

    @property
    def somebody_decides(self) -> bool:
        """Whether a contact is known who can decide."""
        return any(one.people for one in self.roles if one.decides)


def buying_roles(dataset: Dataset, codes: tuple[int, ...], today: datetime.date) -> BuyingRoles:
    """The buying roles of accounts united on a page. A contact was last seen on the later of the day in the list of
    contacts and the last interaction with this name."""
    contacts = dataset.tables.get("contacts")
    if contacts is None or contacts.is_empty():
        return BuyingRoles(tuple(BuyingRole(role, ()) for role in ROLES), 0, loaded=False)
    own = with_optional(contacts, OPTIONAL).filter(pl.col("account").is_in(list(codes)))
    people: dict[str, list[Person]] = {role: [] for role in ROLES}
    others = 0
    seen = _last_seen(dataset, codes, today)
    for row in own.sort("influence", "name", descending=[True, False], nulls_last=True).iter_rows(named=True):
        if row["role"] not in people:
            others += 1
            continue
        days = [day for day in (row["last_contact"], seen.get(row["name"])) if day is not None]
        people[row["role"]].append(
            Person(
                row["name"], row["title"], row["department"], _whole(row["influence"]), _whole(row["support"]),
                row["confirmed"], date_of(max(days)) if days else None,
            )
        )  # fmt: skip
    return BuyingRoles(tuple(BuyingRole(role, tuple(found)) for role, found in people.items()), others, loaded=True)


def _last_seen(dataset: Dataset, codes: tuple[int, ...], today: datetime.date) -> dict[str, int]:
    """Contact → day of the last interaction."""
    touches = dataset.tables.get("touches")
    if touches is None or "contact" not in touches.columns:
        return {}
    known = touches.filter(
        pl.col("account").is_in(list(codes)) & pl.col("contact").is_not_null() & (pl.col("date") <= day_number(today))
    )
    return dict(known.group_by("contact").agg(pl.col("date").max()).iter_rows())


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
