"""Who the accounts are: those of the account lists, and those that only order lines name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from kam_core.intake.findings import SHOWN_IN_FULL, Finding, Place, finding
from kam_core.intake.joining.flat_names import flat_names
from kam_core.intake.values.rejected_rows import RowErrors, reject_rows
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.dataset import ACCOUNT_COLUMNS, LINE_ATTRIBUTES
from kam_core.vocabulary.field import STORED_TYPES
from kam_core.vocabulary.message import N_, Term, UserError
from kam_core.vocabulary.tables.accounts import ACCOUNTS

LISTED = {field.name: STORED_TYPES[field.kind] for field in ACCOUNTS.fields}
FROM_LINES = {"account_name": "name", "owner": "owner", "region": "region", "industry": "industry"}
TWICE = N_("{place}: the row names an account that an earlier row has already; the first one is kept.")


@dataclass(frozen=True)
class Accounts:
    """frame: ACCOUNT_COLUMNS, sorted by code.

    codes: `text` → `account`; a text is an id (`is_id`), or in one spelling a name that only one account has.
    said: `SAID_BY_LINES`.
    """

    frame: pl.DataFrame
    codes: pl.DataFrame
    findings: tuple[Finding, ...]
    said: pl.DataFrame = field(default_factory=pl.DataFrame)

    def coded(self, text: pl.Series) -> pl.Series:
        """The codes of accounts given as text; null where the text is null or names nobody."""
        asked = pl.DataFrame({"text": text, "flat": flat_names(text)})
        by_id = self.codes.filter("is_id").select("text", "account")
        by_name = self.codes.filter(~pl.col("is_id")).select(
            pl.col("text").alias("flat"), pl.col("account").alias("named")
        )
        both = asked.join(by_id, on="text", how="left", maintain_order="left")
        both = both.join(by_name, on="flat", how="left", maintain_order="left")
        return both.select(pl.coalesce("account", "named")).to_series().alias("account")


def build_accounts(listed: pl.DataFrame, lines: pl.DataFrame, places: Mapping[int, Place]) -> Accounts:
    """All accounts.

    listed: see `account_list_rows`; lines: `account` as text, `date`, `source`, `line` and the attributes of accounts.
    """
    findings: list[Finding] = []
    listed = listed.with_columns(pl.lit(True).alias("listed"))
    findings.extend(_shared(listed, lines, places))
    seen = lines.filter(pl.col("account").is_not_null())
    seen = seen.with_columns(account_ids(seen["account"], listed).alias("account_id"))
    latest = (
        seen.sort("date", "source", "line")
        .group_by("account_id")
        .agg(pl.col(theirs).drop_nulls().last().alias(f"line_{ours}") for theirs, ours in FROM_LINES.items())
    )
    every = listed.rename({"account": "account_id"}).join(latest, on="account_id", how="full", coalesce=True)
    only_lines = pl.col("listed").is_null()
    every = every.with_columns(
        pl.col("listed").fill_null(False),
        pl.coalesce("name", "line_name", "account_id").alias("name"),
        *(
            pl.when(only_lines).then(f"line_{ours}").otherwise(ours).alias(ours)
            for ours in ("owner", "region", "industry")
        ),
    )
    every = every.sort("account_id").with_row_index("account").with_columns(pl.col("account").cast(pl.Int64))
    accounts = Accounts(every, _codes(every), ())
    every = _with_links(every, accounts, places, findings)
    frame = every.select(pl.col(name).cast(dtype) for name, dtype in ACCOUNT_COLUMNS.items())
    return Accounts(frame, accounts.codes, tuple(findings), _said(seen, every.filter(~pl.col("listed"))))


def account_ids(text: pl.Series, listed: pl.DataFrame) -> pl.Series:
    """Accounts as lines write them → the id of the listed account with that id or, alone, that name; else the text."""
    texts = pl.DataFrame({"account": text.unique()})
    known = texts.join(listed.select("account", pl.lit(True).alias("known")), on="account", how="left")
    named = known.with_columns(flat_names(known["account"]).alias("flat")).join(_names(listed), on="flat", how="left")
    ids = named.select("account", pl.when("known").then("account").otherwise(pl.coalesce("id", "account")).alias("id"))
    return pl.DataFrame({"account": text}).join(ids, on="account", how="left", maintain_order="left")["id"]


def _said(seen: pl.DataFrame, unlisted: pl.DataFrame) -> pl.DataFrame:
    """`SAID_BY_LINES`: one row for each day on which lines begin to say something else of an unlisted account."""
    told = (
        seen.join(unlisted.select("account_id", pl.col("account").alias("code")), on="account_id", how="inner")
        .sort("code", "date", "source", "line")
        .select(
            pl.col("code").alias("account"),
            pl.col("date").alias("day"),
            *(pl.col(theirs).alias(ours) for theirs, ours in FROM_LINES.items()),
        )
    )
    news = pl.any_horizontal(
        pl.col(name).is_not_null()
        & pl.col(name).ne_missing(pl.col(name).forward_fill().over("account").shift(1).over("account"))
        for name in LINE_ATTRIBUTES
    )
    return told.filter(news | pl.col("account").is_first_distinct()).select("account", "day", *LINE_ATTRIBUTES)


def account_list_rows(
    lists: Sequence[TypedRows], findings: list[Finding], row_errors: dict[int, RowErrors]
) -> pl.DataFrame:
    """`source`, `line` and the columns of the account table; of several rows for one account the first."""
    frames = [
        rows.frame.with_columns(
            pl.lit(None, dtype).alias(name) for name, dtype in LISTED.items() if name not in rows.frame.columns
        ).select("source", "line", *LISTED)
        for rows in lists
    ]
    every = pl.concat(frames) if frames else pl.DataFrame(schema={"source": pl.Int64(), "line": pl.Int64(), **LISTED})
    every = every.sort("source", "line")
    again = every.filter(~pl.col("account").is_first_distinct())
    reject_rows(again, {rows.source: rows.sheet.place for rows in lists}, "duplicate", TWICE, findings, row_errors)
    return every.filter(pl.col("account").is_first_distinct())


def with_known_ids(listed: pl.DataFrame, held: pl.DataFrame | None) -> pl.DataFrame:
    """The list with the ids that earlier lists gave to accounts which this one calls by their name only."""
    if held is None or listed.is_empty():
        return listed
    known = listed["account"].is_in(held["account"].implode())
    named = listed.select(flat_names(listed["account"]).alias("flat")).join(
        _names(held), on="flat", how="left", maintain_order="left"
    )
    ids = named["id"].set(known, None)
    # Two rows must not become one account in silence.
    ids = ids.set((ids.is_duplicated() | ids.is_in(listed["account"].implode())).fill_null(False), None)
    return listed.with_columns(ids.fill_null(listed["account"]).alias("account"))


def _names(listed: pl.DataFrame) -> pl.DataFrame:
    """`flat` name → `id`, for names that belong to one account only."""
    named = listed.filter(pl.col("name").is_not_null())
    return (
        named.with_columns(flat_names(named["name"]).alias("flat"))
        .group_by("flat")
        .agg(pl.col("account").first().alias("id"), pl.len().alias("many"))
        .filter(pl.col("many") == 1)
        .select("flat", "id")
    )


def _shared(listed: pl.DataFrame, lines: pl.DataFrame, places: Mapping[int, Place]) -> list[Finding]:
    """Lines that name an account by a name which several accounts have: they belong to none of them for sure."""
    flat = flat_names(listed["name"])
    shared = flat.filter(flat.is_duplicated() & flat.is_not_null())
    told = N_(
        '{place}: {count} {count:line names|lines name} "{value}", which several accounts are called. '
        "{count:It is|They are} kept as an account of {count:its|their} own; write the account's id on "
        "{count:it|them}."
    )
    known = lines["account"].is_in(listed["account"].implode())
    doubtful = lines.filter(flat_names(lines["account"]).is_in(shared.implode()) & ~known)
    told_once = doubtful.group_by("source", "account", maintain_order=True).len().head(SHOWN_IN_FULL)
    return [
        finding("warn", "shared_name", places[source], told, value=value, count=count)
        for source, value, count in told_once.rows()
    ]


def _codes(every: pl.DataFrame) -> pl.DataFrame:
    names = _names(every.select(pl.col("account_id").alias("account"), "name"))
    return pl.concat(
        [
            every.select(pl.col("account_id").alias("text"), "account", pl.lit(True).alias("is_id")),
            names.join(every.select("account_id", "account"), left_on="id", right_on="account_id").select(
                pl.col("flat").alias("text"), "account", pl.lit(False).alias("is_id")
            ),
        ]
    )


def _with_links(
    every: pl.DataFrame, accounts: Accounts, places: Mapping[int, Place], findings: list[Finding]
) -> pl.DataFrame:
    """Groups and referrals as codes. Refuses circles."""
    for link, what in (("parent", N_("group")), ("referred_by", N_("referrer"))):
        codes = accounts.coded(every[link])
        own = (codes == every["account"]).fill_null(False)
        lost = every.filter(codes.is_null() & every[link].is_not_null())
        for row in lost.sort("source", "line").head(SHOWN_IN_FULL).iter_rows(named=True):
            place = places[row["source"]]
            told = N_("{place}: {value} is named as a {what} and is no account in the files; the link is left empty.")
            findings.append(finding("warn", f"unknown_{link}", place, told, value=row[link], what=Term(what)))
        if lost.height > SHOWN_IN_FULL:
            told = N_("{place}: {count} more {count:account has|accounts have} an unknown {what}.")
            place = places[lost["source"][0]]
            findings.append(
                finding("warn", f"unknown_{link}", place, told, count=lost.height - SHOWN_IN_FULL, what=Term(what))
            )
        # A head office often names itself as its own group: that is no circle.
        codes = codes.set(own, None) if own.any() else codes
        _refuse_circles(codes.to_list(), every, link, places)
        every = every.with_columns(codes.alias(link))
    return every


CIRCLES = {
    "parent": N_("{place}: the accounts {names} are each other's group in a circle. Correct the group column."),
    "referred_by": N_("{place}: the accounts {names} referred each other in a circle. Correct the referral column."),
}


def _refuse_circles(codes: list[int | None], every: pl.DataFrame, link: str, places: Mapping[int, Place]) -> None:
    names = every["name"]
    done: set[int] = set()
    for start in range(len(codes)):
        path: list[int] = []
        at: int | None = start
        while at is not None and at not in done and at not in path:
            path.append(at)
            at = codes[at]
        if at is not None and at in path:
            circle = path[path.index(at) :]
            shown = ", ".join(names[code] for code in circle[:5])
            raise UserError(CIRCLES[link], place=places[every["source"][circle[0]]].words, names=shown)
        done.update(path)
