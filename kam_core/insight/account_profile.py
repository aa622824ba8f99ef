"""Profile of one account: key figures, score parts, comparison with its tier, months and latest lines."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
import polars as pl

from kam_core.measures.account_groups import top_parents
from kam_core.measures.view import View
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.key_accounts import was_key_of, with_key
from kam_core.vocabulary.calendar import date_of, month_start
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message

HISTORY_MONTHS = 36
LATEST_LINES = 50
MOST_STEPS = 16
MOST_CHOICES = 1_000
COMPARED = (
    "revenue", "growth", "revenue_share", "margin", "margin_rate", "discount_rate", "purchases", "recency_days",
    "gap_days", "regularity", "largest_purchase_share", "product_breadth", "wallet_share", "wallet_headroom",
    "satisfaction", "nps", "open_complaints", "touch_recency_days", "credit_days_overdue", "account_cost",
    "return_on_account", "referral_value", "needs", "mutual_dependence", "stickiness",
)  # fmt: skip
"""The measures compared with the tier's median, in this order."""


@dataclass(frozen=True)
class AccountRows:
    """The row of an account in the portfolio, and the codes of all accounts of that row.

    member: the name of the requested account, where its group's row is shown instead.
    """

    row: int
    codes: tuple[int, ...]
    member: str | None


def find(dataset: Dataset, portfolio: Portfolio, account_id: str) -> AccountRows | None:
    """Find the account of an id; in a view of groups its group. None where no account has the id as of the date."""
    asked = dataset.accounts.filter(pl.col("account_id") == account_id)
    if asked.is_empty():
        return None
    code = int(asked["account"][0])
    codes = [code]
    if portfolio.view.unit == "group":
        tops = top_parents(dataset.accounts)
        top = int(tops.filter(pl.col("account") == code)["top"][0])
        codes = tops.filter(pl.col("top") == top)["account"].sort().to_list()
        code = top
    rows = portfolio.accounts.with_row_index("row").filter(pl.col("account") == code)["row"]
    if rows.is_empty():
        return None
    member = None if portfolio.accounts["account_id"][rows[0]] == account_id else str(asked["name"][0])
    return AccountRows(int(rows[0]), tuple(codes), member)


def choices(portfolio: Portfolio, most: int = MOST_CHOICES) -> dict[str, str]:
    """Name by account id, the largest revenue first; at most `most`."""
    return _largest(portfolio.accounts, most)


def ids_of(dataset: Dataset, typed: str) -> list[str]:
    """The ids of accounts with this exact id, else with this name ignoring case."""
    typed = typed.strip()
    ids = dataset.accounts.filter(pl.col("account_id") == typed)
    if ids.is_empty():
        ids = dataset.accounts.filter(pl.col("name").str.to_lowercase() == typed.lower())
    return ids["account_id"].to_list()


def containing(portfolio: Portfolio, typed: str, most: int = MOST_CHOICES) -> dict[str, str]:
    """Name by account id of accounts with this text in id or name, the largest revenue first; at most `most`."""
    letters = typed.strip().lower()
    within = [pl.col(name).str.to_lowercase().str.contains(letters, literal=True) for name in ("account_id", "name")]
    return _largest(portfolio.accounts.filter(pl.any_horizontal(within)), most)


def _largest(accounts: pl.DataFrame, most: int) -> dict[str, str]:
    listed = accounts.sort("revenue", "account", descending=[True, False]).head(most)
    return dict(listed.select("account_id", "name").iter_rows())


def label(account_id: str, name: str | None) -> str:
    """Name and id in one line; the id alone where it is the name."""
    return account_id if not name or name == account_id else f"{name} {account_id}"


@dataclass(frozen=True)
class Profile:
    """Master data and key figures of an account; money in ten-thousandths, None where unknown.

    realised_points and potential_points (0–100) against class_cut make the value class; was_key: text on
    its former key tier, where it is no longer key.
    """

    account_id: str
    name: str
    tier: str | None
    stage: str
    value_class: str | None
    realised_points: float | None
    potential_points: float | None
    class_cut: float
    evergreen: bool
    is_key: bool
    was_key: Message | None
    provisional: bool
    score: float | None
    rank: int | None
    buyers: int
    revenue: int
    growth: float | None
    margin_rate: float | None
    owner: str | None
    region: str | None
    industry: str | None
    group: str | None
    contract_end: datetime.date | None
    last_purchase: datetime.date | None

    @property
    def needs_call(self) -> bool:
        """Whether it is cooling and is or was a key account."""
        return self.stage == "cooling" and (self.is_key or self.was_key is not None)


def profile(dataset: Dataset, portfolio: Portfolio, row: int, before: pl.DataFrame | None = None) -> Profile:
    """The profile of one row of the portfolio; `before`: former key accounts, as for `with_key`."""
    account = with_key(portfolio.accounts[[row]], before).row(0, named=True)
    parent = dataset.accounts.filter(pl.col("account") == pl.lit(account["parent"], pl.Int64))["name"]
    end, recency = account["contract_end"], account["recency_days"]
    return Profile(
        **{
            name: account[name]
            for name in (
                "account_id", "name", "tier", "stage", "value_class", "realised_points", "potential_points",
                "evergreen", "is_key", "provisional", "score", "rank", "revenue", "growth", "margin_rate", "owner",
                "region", "industry",
            )
        },
        class_cut=portfolio.model.class_cut,
        was_key=was_key_of(account),
        buyers=int((portfolio.inputs.revenue > 0).sum()),
        group=None if parent.is_empty() else str(parent[0]),
        contract_end=None if end is None else date_of(end),
        last_purchase=None if recency is None else date_of(portfolio.view.as_of_day - recency),
    )  # fmt: skip


def steps(portfolio: Portfolio, row: int, most: int = MOST_STEPS) -> pl.DataFrame:
    """`measure`, `points`, `possible`, `criteria`: the parts of the score, the largest first.

    points add up to the score; possible: the maximum of the criterion. Beyond `most` rows the smallest are
    one row with a null `measure`; criteria without any data are left out.
    """
    criteria = portfolio.model.criteria
    points, active = portfolio.matrix.points[row], portfolio.matrix.active
    shared_out = portfolio.model.missing == "share_out"
    counts = (active & ~(np.isnan(points) & shared_out)).tolist()
    total = sum(c.weight for c, counted in zip(criteria, counts, strict=True) if counted)
    parts = pl.DataFrame(
        {
            "measure": [c.measure for c in criteria],
            "points": portfolio.scores.contributions[row],
            "possible": [100.0 * c.weight / total if total else 0.0 for c in criteria],
            "counts": counts,
        }
    )
    parts = parts.filter("counts").drop("counts").sort("points", "measure", descending=[True, False])
    parts = parts.with_columns(pl.lit(1, pl.Int64).alias("criteria"))
    if parts.height <= most:
        return parts
    small = parts.tail(parts.height - most + 1)
    rest = small.select(
        pl.lit(None, pl.String).alias("measure"), pl.col("points").sum(), pl.col("possible").sum(),
        pl.col("criteria").sum(),
    )  # fmt: skip
    return pl.concat([parts.head(most - 1), rest])


def beside_tier(portfolio: Portfolio, row: int) -> pl.DataFrame:
    """`measure`, `value`, `median`: the account's measures and the median of its tier (of all prospects, where it
    has none). Measures without either value are left out; money in ten-thousandths, shares 0–1."""
    tier = portfolio.accounts["tier"][row]
    peers = portfolio.accounts.filter(pl.col("tier").eq_missing(pl.lit(tier, portfolio.accounts.schema["tier"])))
    compared = pl.DataFrame(
        {
            "measure": COMPARED,
            "value": [_number(portfolio.accounts[name][row]) for name in COMPARED],
            "median": [_number(peers[name].median()) for name in COMPARED],
        },
        schema={"measure": pl.String, "value": pl.Float64, "median": pl.Float64},
    )
    assert set(COMPARED) <= set(MEASURES)
    return compared.filter(pl.col("value").is_not_null() | pl.col("median").is_not_null())


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def months(dataset: Dataset, view: View, codes: tuple[int, ...], most: int = HISTORY_MONTHS) -> pl.DataFrame:
    """`month` (its first day), `revenue`, `margin` (ten-thousandths) and `period` – window, prior or earlier – of
    the last months up to the as-of date, oldest first; months without lines have 0."""
    first = view.last_month - most + 1
    with dataset.reading():
        sums = (
            _by_month(dataset, view, codes)
            .filter(pl.col("month") >= first)
            .group_by("month")
            .agg(pl.col("revenue").sum(), pl.col("margin").sum())
            .collect()
        )
    numbers = list(range(first, view.last_month + 1))
    start = view.first_month(first) if view.window_months is not None else first
    prior_start, prior_end = view.prior_start(), view.prior_end()
    prior = range(0) if prior_start is None or prior_end is None else range(prior_start, prior_end + 1)
    calendar = pl.DataFrame(
        {
            "month": numbers,
            "period": ["window" if n >= start else "prior" if n in prior else "earlier" for n in numbers],
            "first_day": [month_start(n) for n in numbers],
        }
    )
    return (
        calendar.join(sums, on="month", how="left", maintain_order="left")
        .with_columns(pl.col("revenue", "margin").fill_null(0))
        .select(pl.col("first_day").alias("month"), "revenue", "margin", "period")
    )


def _by_month(dataset: Dataset, view: View, codes: tuple[int, ...]) -> pl.LazyFrame:
    """`account`, `month`, `revenue`, `margin` of some accounts, in several rows per month, up to the as-of date."""
    if dataset.line_store is not None:
        one = codes[0] if len(codes) == 1 else None
        return dataset.line_store.cells(view.last_month, one).filter(pl.col("account").is_in(list(codes)))
    lines = dataset.lines_of(codes).filter(pl.col("day") <= view.as_of_day)
    return lines.select("account", "month", pl.col("amount").alias("revenue"), "margin")


def _named(dataset: Dataset, lines: pl.DataFrame) -> pl.DataFrame:
    """The lines with `order_id` and `product_name`; for lines on disk numbers may be their own names."""
    products = dataset.products.select("product", pl.coalesce("name", "product_id").alias("product_name"))
    named = lines.join(products, on="product", how="left", maintain_order="left")
    if dataset.line_store is None:
        return named.join(dataset.orders.select("order", "order_id"), on="order", how="left", maintain_order="left")
    number = pl.col("product").cast(pl.String)
    return named.with_columns(
        pl.col("order").cast(pl.String).alias("order_id"), pl.coalesce("product_name", number).alias("product_name")
    )


def latest_lines(dataset: Dataset, view: View, codes: tuple[int, ...], most: int = LATEST_LINES) -> pl.DataFrame:
    """The latest order lines up to the as-of date, the newest first, each with its source file and line.

    `day` (a date), `order_id`, `product`, `amount`, `margin` (ten-thousandths), `source`, `line`.
    """
    sources = pl.DataFrame(
        {"source": range(len(dataset.sources)), "file": dataset.sources}, schema={"source": pl.Int64, "file": pl.String}
    )
    with dataset.reading():
        newest = (
            dataset.lines_of(codes)
            .filter(pl.col("day") <= view.as_of_day)
            .sort("day", "source", "line", descending=True)
            .head(most)
            .collect()
        )
    return (
        _named(dataset, newest).join(sources, on="source", how="left", maintain_order="left")
        .select(
            pl.col("day").cast(pl.Int32).cast(pl.Date), "order_id", pl.col("product_name").alias("product"),
            "amount", "margin", pl.col("file").alias("source"), "line",
        )
    )  # fmt: skip
