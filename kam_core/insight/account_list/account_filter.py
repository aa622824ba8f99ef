"""Filter of the account list: tier, role, stage, owner, industry, region, tag, text and four yes-or-no conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

import polars as pl

from kam_core.scoring.tiering.key_accounts import is_key
from kam_core.vocabulary.enums import STAGES, TIERS, VALUE_CLASSES
from kam_core.vocabulary.message import UserError

NOT_GIVEN = ""
"""Filter value for a missing owner, industry, region or tier."""
TAG_SEPARATORS = re.compile(r"\s*[,;|，；、]\s*")
KNOWN_VALUES = {"tiers": (*TIERS, NOT_GIVEN), "stages": STAGES, "roles": VALUE_CLASSES}


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """Conditions on accounts; an empty one does not filter. `text` is searched in name, id and the name of the
    group, ignoring case; `buying` leaves the active customers, with revenue above zero in the window; `roles` are value
    classes; `tag` is one of the tags of the account list."""

    tiers: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    text: str = ""
    tag: str = ""
    buying: bool = False
    key: bool = False
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """Values to filter by, in alphabetical order; `NOT_GIVEN` last where accounts lack one."""

    owners: tuple[str, ...]
    industries: tuple[str, ...]
    regions: tuple[str, ...]
    tags: tuple[str, ...] = ()


def filter_options(accounts: pl.DataFrame) -> FilterOptions:
    """The owners, industries, regions and, where the frame has them, tags of these accounts."""
    owners, industries, regions = (_values(accounts[name]) for name in ("owner", "industry", "region"))
    tags: set[str] = set()
    if "tags" in accounts.columns:
        tags = {tag for text in accounts["tags"].drop_nulls().unique() for tag in TAG_SEPARATORS.split(text) if tag}
    return FilterOptions(owners, industries, regions, tuple(sorted(tags)))


def _values(column: pl.Series) -> tuple[str, ...]:
    named = sorted(set(column.drop_nulls().to_list()))
    return (*named, NOT_GIVEN) if named and column.null_count() else tuple(named)


def with_tags(accounts: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """The accounts plus `tags` as the account list of the data set gives them; a group has those of its head."""
    return accounts.join(listed.select("account", "tags"), on="account", how="left", maintain_order="left")


def filtered(accounts: pl.DataFrame, account_filter: AccountFilter) -> pl.DataFrame:
    """The accounts that meet all conditions, in their order."""
    conditions = [
        pl.col(column).cast(pl.String).fill_null(NOT_GIVEN).is_in(list(wanted))
        for column, wanted in (
            ("tier", account_filter.tiers),
            ("owner", account_filter.owners),
            ("industry", account_filter.industries),
            ("region", account_filter.regions),
            ("stage", account_filter.stages),
            ("value_class", account_filter.roles),
        )
        if wanted
    ]
    if account_filter.buying:
        conditions.append(pl.col("revenue") > 0)
    if account_filter.key:
        conditions.append(is_key())
    if account_filter.provisional:
        conditions.append(pl.col("provisional"))
    if account_filter.tag:
        conditions.append(_tagged(account_filter.tag))
    search_text = account_filter.text.strip().lower()
    if search_text:
        conditions.append(
            pl.any_horizontal(
                pl.col(column).str.to_lowercase().str.contains(search_text, literal=True).fill_null(False)
                for column in ("name", "account_id", "group_name")
            )
        )
    group = accounts.select(pl.col("account").alias("parent"), pl.col("name").alias("group_name"))
    named = accounts.join(group, on="parent", how="left", maintain_order="left")
    return (named.filter(conditions) if conditions else named).drop("group_name")


def _tagged(tag: str) -> pl.Expr:
    """Whether the tag is among those of an account; the whole tag, not a part of one."""
    tags = pl.col("tags").str.replace_all(TAG_SEPARATORS.pattern, "\n").str.split("\n")
    return tags.list.contains(tag).fill_null(False)


def plain_filter(account_filter: AccountFilter) -> dict[str, Any]:
    """The conditions of a filter as plain JSON, without the empty ones."""
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(account_filter).items()}
    return {name: value for name, value in plain.items() if value}


def read_filter(plain: Mapping[str, Any]) -> AccountFilter:
    """The filter from plain JSON. Raises UserError for a condition or a tier, stage or role that it does not know."""
    usual = {one.name: one.default for one in fields(AccountFilter)}
    given: dict[str, Any] = {}
    for name, value in plain.items():
        if name not in usual:
            raise UserError("The saved view filters by {name}, which this version does not know.", name=name)
        several = isinstance(usual[name], tuple)
        right = isinstance(value, list) and all(isinstance(one, str) for one in value) if several else (
            type(value) is type(usual[name])
        )  # fmt: skip
        if not right or (name in KNOWN_VALUES and not set(value) <= set(KNOWN_VALUES[name])):
            raise UserError("The saved view gives {name} a value that it cannot have.", name=name)
        given[name] = tuple(value) if several else value
    return AccountFilter(**given)
