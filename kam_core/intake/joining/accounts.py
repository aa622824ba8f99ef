"""Build the accounts: those of account lists, and those that only order lines name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from kam_core.intake.findings import SHOWN_IN_FULL, Finding, Place, finding
from kam_core.intake.joining.name_folding import fold_names
from kam_core.intake.values.rejected_rows import RowErrors, reject_rows
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.dataset import ACCOUNT_COLUMNS, LINE_ATTRIBUTES
from kam_core.vocabulary.field import STORED_TYPES
from kam_core.vocabulary.message import N_, Term, UserError
from kam_core.vocabulary.plurals import Plural
from kam_core.vocabulary.tables.accounts import ACCOUNTS

LISTED = {field.name: STORED_TYPES[field.kind] for field in ACCOUNTS.fields}
FROM_LINES = {"account_name": "name", "owner": "owner", "region": "region", "industry": "industry"}
TWICE = N_("{place}: the account already appears in an earlier row; the first row is used.")


@dataclass(frozen=True)
class Accounts:
    """frame: ACCOUNT_COLUMNS, sorted by code.

    codes: `text` → `account`; a text is an id (`is_id`), or in one spelling a name that only one account has.
    line_attributes: `SAID_BY_LINES`.
    """

    frame: pl.DataFrame
    codes: pl.DataFrame
    findings: tuple[Finding, ...]
    line_attributes: pl.DataFrame = field(default_factory=pl.DataFrame)

    def encode(self, text: pl.Series) -> pl.Series:
        """Encode accounts given as text; null for null or unknown accounts."""
        asked = pl.DataFrame({"text": text, "flat": fold_names(text)})
        by_id = self.codes.filter("is_id").select("text", "account")
        by_name = self.codes.filter(~pl.col("is_id")).select(
            pl.col("text").alias("flat"), pl.col("account").alias("named")
        )
        both = asked.join(by_id, on="text", how="left", maintain_order="left")
        both = both.join(by_name, on="flat", how="left", maintain_order="left")
        return both.select(pl.coalesce("account", "named")).to_series().alias("account")


def build_accounts(listed: pl.DataFrame, lines: pl.DataFrame, places: Mapping[int, Place]) -> Accounts:
    """Build the account table from lists and order lines.

    listed: see `account_list_rows`; lines: `account` as text, `date`, `source`, `line` and the attributes of accounts.
    """
    findings: list[Finding] = []
    listed = listed.with_columns(pl.lit(True).alias("listed"))
    findings.extend(_shared_name_findings(listed, lines, places))
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
    return Accounts(frame, accounts.codes, tuple(findings), _line_attributes(seen, every.filter(~pl.col("listed"))))


def account_ids(text: pl.Series, listed: pl.DataFrame) -> pl.Series:
    """Resolve accounts of lines to the listed account with that id or that unique name; other text stays."""
    texts = pl.DataFrame({"account": text.unique()})
    known = texts.join(listed.select("account", pl.lit(True).alias("known")), on="account", how="left")
    named = known.with_columns(fold_names(known["account"]).alias("flat")).join(_names(listed), on="flat", how="left")
    ids = named.select("account", pl.when("known").then("account").otherwise(pl.coalesce("id", "account")).alias("id"))
    return pl.DataFrame({"account": text}).join(ids, on="account", how="left", maintain_order="left")["id"]


def _line_attributes(seen: pl.DataFrame, unlisted: pl.DataFrame) -> pl.DataFrame:
    """`SAID_BY_LINES`: one row for each day on which lines change an attribute of an unlisted account."""
    stated = (
        seen.join(unlisted.select("account_id", pl.col("account").alias("code")), on="account_id", how="inner")
        .sort("code", "date", "source", "line")
        .select(
            pl.col("code").alias("account"),
            pl.col("date").alias("day"),
            *(pl.col(theirs).alias(ours) for theirs, ours in FROM_LINES.items()),
        )
    )
    changed = pl.any_horizontal(
        pl.col(name).is_not_null()
        & pl.col(name).ne_missing(pl.col(name).forward_fill().over("account").shift(1).over("account"))
        for name in LINE_ATTRIBUTES
    )
    return stated.filter(changed | pl.col("account").is_first_distinct()).select("account", "day", *LINE_ATTRIBUTES)


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


def with_known_ids(listed: pl.DataFrame, stored: pl.DataFrame | None) -> pl.DataFrame:
    """Fill in ids from earlier lists for accounts that this list knows by name only."""
    if stored is None or listed.is_empty():
        return listed
    known = listed["account"].is_in(stored["account"].implode())
    named = listed.select(fold_names(listed["account"]).alias("flat")).join(
        _names(stored), on="flat", how="left", maintain_order="left"
    )
    ids = named["id"].set(known, None)
    # Two rows must not become one account in silence.
    ids = ids.set((ids.is_duplicated() | ids.is_in(listed["account"].implode())).fill_null(False), None)
    return listed.with_columns(ids.fill_null(listed["account"]).alias("account"))


def _names(listed: pl.DataFrame) -> pl.DataFrame:
    """Folded name → `id`, for names of a single account."""
    named = listed.filter(pl.col("name").is_not_null())
    return (
        named.with_columns(fold_names(named["name"]).alias("flat"))
        .group_by("flat")
        .agg(pl.col("account").first().alias("id"), pl.len().alias("many"))
        .filter(pl.col("many") == 1)
        .select("flat", "id")
    )


def _shared_name_findings(listed: pl.DataFrame, lines: pl.DataFrame, places: Mapping[int, Place]) -> list[Finding]:
    """Warn of lines whose account name belongs to several accounts."""
    flat = fold_names(listed["name"])
    shared = flat.filter(flat.is_duplicated() & flat.is_not_null())
    text = Plural(
        '{place}: {count} line refers to "{value}", a name shared by several accounts. It is kept as a separate '
        "account; add the account id to it.",
        '{place}: {count} lines refer to "{value}", a name shared by several accounts. They are kept as a '
        "separate account; add the account id to them.",
        "count",
    )
    known = lines["account"].is_in(listed["account"].implode())
    doubtful = lines.filter(fold_names(lines["account"]).is_in(shared.implode()) & ~known)
    reported = doubtful.group_by("source", "account", maintain_order=True).len().head(SHOWN_IN_FULL)
    return [
        finding("warn", "shared_name", places[source], text, value=value, count=count)
        for source, value, count in reported.rows()
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
    """Encode groups and referrals. Refuses circles."""
    for link, what in (("parent", N_("group")), ("referred_by", N_("referrer"))):
        codes = accounts.encode(every[link])
        own = (codes == every["account"]).fill_null(False)
        lost = every.filter(codes.is_null() & every[link].is_not_null())
        for row in lost.sort("source", "line").head(SHOWN_IN_FULL).iter_rows(named=True):
            place = places[row["source"]]
            text = N_("{place}: the {what} {value} is not an account in the files; the link is left blank.")
            findings.append(finding("warn", f"unknown_{link}", place, text, value=row[link], what=Term(what)))
        if lost.height > SHOWN_IN_FULL:
            more = Plural(
                "{place}: {count} more account has an unknown {what}.",
                "{place}: {count} more accounts have an unknown {what}.",
                "count",
            )
            place = places[lost["source"][0]]
            findings.append(
                finding("warn", f"unknown_{link}", place, more, count=lost.height - SHOWN_IN_FULL, what=Term(what))
            )
        # A head office often names itself as its own group: that is no circle.
        codes = codes.set(own, None) if own.any() else codes
        _refuse_circles(codes.to_list(), every, link, places)
        every = every.with_columns(codes.alias(link))
    return every


CIRCLES = {
    "parent": N_("{place}: the groups of {names} form a circle. Correct the group column."),
    "referred_by": N_("{place}: the referrals of {names} form a circle. Correct the referral column."),
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
