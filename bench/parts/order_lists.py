"""Synthetic order lists of any size with skewed revenue."""

from __future__ import annotations

import datetime

import numpy as np
import polars as pl

from kam_core.vocabulary.calendar import day_number
from kam_core.vocabulary.dataset import ACCOUNT_COLUMNS, LINE_COLUMNS, Dataset
from kam_core.vocabulary.money import MONEY_SCALE

SEED = 20260131
FIRST = datetime.date(2024, 1, 1)
LAST = datetime.date(2025, 12, 31)
LINES_PER_ACCOUNT = 12
LARGEST = 8_000_000.0
JUDGED = ("brand_lighthouse", "referrals", "innovation", "raises_our_standard", "mutual_dependence",
          "environment", "management_quality")  # fmt: skip
JUDGED_SHARE = 0.2


def made_lines(accounts: int, lines: int) -> pl.DataFrame:
    """Order lines over two years: `account` (number), `date`, `amount` and `margin` in currency units."""
    chance = np.random.default_rng(SEED)
    # Every account buys once; who buys more often is as unequal as how much (Zipf: the n-th brings 1/n).
    rank = np.arange(1, accounts + 1)
    often = chance.choice(accounts, lines - accounts, p=(1 / np.sqrt(rank)) / (1 / np.sqrt(rank)).sum())
    account = np.concatenate([np.arange(accounts), often])
    size = LARGEST / rank**0.9 / np.bincount(account, minlength=accounts)
    amount = np.round(size[account] * chance.lognormal(0.0, 0.5, lines) + 10.0, 2)
    margin = np.round(amount * chance.normal(0.25, 0.12, lines), 2)
    day = chance.integers(day_number(FIRST), day_number(LAST) + 1, lines)
    frame = pl.DataFrame({"account": account, "day": day, "amount": amount, "margin": margin}).sort("day", "account")
    return frame.with_columns(pl.col("day").cast(pl.Int32).cast(pl.Date).alias("date"))


def made_dataset(accounts: int) -> Dataset:
    """A data set of that many accounts with order lines, margins and judgements of a fifth of the accounts."""
    chance = np.random.default_rng(SEED + 1)
    made = made_lines(accounts, accounts * LINES_PER_ACCOUNT)
    money = {name: (pl.col(name) * MONEY_SCALE).round(0).cast(pl.Int64) for name in ("amount", "margin")}
    lines = made.select(
        pl.col("account").cast(pl.Int64),
        pl.col("day").cast(pl.Int64),
        (pl.col("date").dt.year().cast(pl.Int64) * 12 + pl.col("date").dt.month() - 1).alias("month"),
        pl.int_range(pl.len(), dtype=pl.Int64).alias("order"),
        money["amount"].alias("amount"),
        money["margin"].alias("margin"),
        pl.lit(None, pl.Int64).alias("list_amount"),
        pl.lit(None, pl.Int64).alias("product"),
        pl.lit(0, pl.Int64).alias("source"),
        pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias("line"),
    )
    assert dict(lines.schema) == LINE_COLUMNS
    code = np.arange(accounts)
    known = {
        "account": code,
        "account_id": [f"C{number:07d}" for number in code],
        "name": [f"Customer {number}" for number in code],
        "listed": np.ones(accounts, dtype=bool),
        "industry": chance.choice(["steel", "cars", "food", "energy"], accounts),
        "region": chance.choice(["north", "east", "south", "west"], accounts),
        "owner": chance.choice([f"Seller {n}" for n in range(40)], accounts),
        "wallet": (chance.lognormal(12, 1, accounts) * MONEY_SCALE).astype(np.int64),
    }
    table = pl.DataFrame(
        {
            name: pl.Series(name, known[name], dtype=kind)
            if name in known
            else pl.Series(name, [None] * accounts, kind)
            for name, kind in ACCOUNT_COLUMNS.items()
        }
    )
    judged = np.repeat(np.sort(chance.choice(accounts, int(accounts * JUDGED_SHARE), replace=False)), len(JUDGED))
    assessments = pl.DataFrame(
        {
            "account": judged.astype(np.int64),
            "criterion": list(JUDGED) * (len(judged) // len(JUDGED)),
            "score": chance.integers(1, 6, len(judged)).astype(float),
            "assessed_on": np.full(len(judged), day_number(datetime.date(2025, 6, 30))),
            "assessor": ["Seller 1"] * len(judged),
            "evidence": pl.Series([None] * len(judged), dtype=pl.String),
        }
    )
    return Dataset(
        name=f"Made up, {accounts} accounts",
        currency="CNY",
        accounts=table,
        lines=lines,
        orders=lines.select("order", pl.col("order").cast(pl.String).alias("order_id")),
        products=pl.DataFrame(
            schema={"product": pl.Int64, "product_id": pl.String, "name": pl.String, "product_family": pl.String}
        ),
        tables={"assessments": assessments},
        sources=("made up",),
    )
