"""What the data say on each check and sign of all accounts; null is unknown (domain: qualification)."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.qualification.check_states import STATES, check_states, family_states, people_answers
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.judgement.checks import CHECKS, PER_FAMILY, RECURRING

KNOWN_FROM = 3
"""Buyers of an industry from which we know it."""
STRONG_FROM = 4.0
"""Mark from which a judged criterion counts as a sign."""
LEAST_SIZES, WIDENING = 8, 1.5
"""Buyers of known size that it takes to compare sizes, and how many interquartile ranges widen the usual range."""
CONTRACT_DAYS = (360, 740)
"""Length of a contract of one to two years; some days of tolerance, since files count the last day or not."""
LARGE_ORDER = 0.75
"""An order is large from this quantile of the revenue per purchase of all buyers."""
STRATEGIC_WORDS = ("strategic", "战略")
INFLUENCE_MARKS = ("brand_lighthouse", "referrals")


@dataclass(frozen=True)
class SizeRange:
    """Usual size of our buyers: `measure` is employees or their_revenue, low and high in its unit."""

    measure: str
    low: float
    high: float


def data_states(dataset: Dataset, accounts: pl.DataFrame) -> pl.DataFrame:
    """`account` and one Boolean column per check and sign, as the data say; null is unknown.

    dataset, accounts: in the same unit, all accounts of the view. Of recurring purchasing the account frame decides,
    which already has people's answers in it.
    """
    accounts = with_sizes(dataset, accounts)
    families = check_states(pl.DataFrame(schema=STATES), family_states(dataset))
    states = accounts.select(
        "account",
        pl.col("recurring").alias(RECURRING),
        _size_match(accounts).alias("size_match"),
        _passes(_buyers_of_industry(accounts) >= KNOWN_FROM).alias("known_industry"),
        pl.lit(None, pl.Boolean).alias("tailored_solution"),
        _passes(_other_buyers(accounts) >= 1).alias("references"),
        _passes(_large_contract_orders(accounts)).alias("large_contract_orders"),
        _passes(_strategic()).alias("strategic_project"),
        _passes(pl.any_horizontal(_strong(accounts, name) for name in INFLUENCE_MARKS)).alias("influence"),
        _passes(_strong(accounts, "innovation")).alias("technology"),
        _passes(_strong(accounts, "market_strength")).alias("market_strength"),
    )
    for check in PER_FAMILY:
        passed = families.filter(pl.col("check") == check).select("account", pl.col("passed").alias(check))
        states = states.join(passed, on="account", how="left", maintain_order="left")
    return states.select("account", *CHECKS)


def qualification_states(dataset: Dataset, accounts: pl.DataFrame, as_of_day: int) -> pl.DataFrame:
    """`account` and one Boolean column per check and sign: what people answered, else what the data say.

    Of the checks by product family people's answers and the data are already one: what the data alone say of a family
    does not come back where people answered otherwise.
    """
    states = data_states(dataset, accounts)
    answered = check_states(people_answers(dataset, as_of_day), family_states(dataset))
    wide = states.select("account")
    for check in CHECKS:
        passed = answered.filter(pl.col("check") == check).select("account", pl.col("passed").alias(check))
        wide = wide.join(passed, on="account", how="left", maintain_order="left")
    return states.select("account").with_columns(
        (
            wide[check].cast(pl.Boolean)
            if check in PER_FAMILY
            else wide[check].cast(pl.Boolean).fill_null(states[check])
        ).alias(check)
        for check in CHECKS
    )


def with_sizes(dataset: Dataset, accounts: pl.DataFrame) -> pl.DataFrame:
    """The accounts with `employees` and `their_revenue` (ten-thousandths) of the data set."""
    sizes = dataset.accounts.select("account", "employees", "their_revenue", "tags")
    missing = [name for name in sizes.columns if name == "account" or name not in accounts.columns]
    return accounts.join(sizes.select(missing), on="account", how="left", maintain_order="left")


def size_range(accounts: pl.DataFrame) -> SizeRange | None:
    """The usual size of our buyers: from the lower to the upper quartile, widened by one and a half times the range
    between them (Tukey 1977). By employees, else by their revenue; None where too few buyers have a size."""
    buyers = accounts.filter(pl.col("revenue") > 0)
    for measure in ("employees", "their_revenue"):
        sizes = buyers[measure].drop_nulls() if measure in buyers.columns else pl.Series([], dtype=pl.Int64)
        if len(sizes) >= LEAST_SIZES:
            low, high = (float(sizes.quantile(part, "linear") or 0) for part in (0.25, 0.75))
            wider = WIDENING * (high - low)
            return SizeRange(measure, max(0.0, low - wider), high + wider)
    return None


def _size_match(accounts: pl.DataFrame) -> pl.Expr:
    usual = size_range(accounts)
    if usual is None:
        return pl.lit(None, pl.Boolean)
    return _passes(pl.col(usual.measure).is_between(usual.low, usual.high))


def _large_contract_orders(accounts: pl.DataFrame) -> pl.Expr:
    """A contract of one to two years, and a mean purchase among the largest quarter of all buyers."""
    buyers = accounts.filter((pl.col("revenue") > 0) & (pl.col("purchases") > 0))
    least = buyers.select((pl.col("revenue") / pl.col("purchases")).quantile(LARGE_ORDER, "linear")).item()
    days = pl.col("contract_end") - pl.col("contract_start")
    mean = pl.when(pl.col("purchases") > 0).then(pl.col("revenue") / pl.col("purchases"))
    return days.is_between(*CONTRACT_DAYS) & (mean >= (float("inf") if least is None else float(least)))


def _buyers_of_industry(accounts: pl.DataFrame) -> pl.Expr:
    """Buying accounts of the same industry; null where the industry is unknown."""
    buys = (pl.col("revenue") > 0).fill_null(False)
    return pl.when(pl.col("industry").is_not_null()).then(buys.sum().over("industry"))


def _other_buyers(accounts: pl.DataFrame) -> pl.Expr:
    return _buyers_of_industry(accounts) - (pl.col("revenue") > 0).fill_null(False).cast(pl.Int64)


def _strong(accounts: pl.DataFrame, criterion: str) -> pl.Expr:
    return pl.col(criterion) >= STRONG_FROM if criterion in accounts.columns else pl.lit(None, pl.Boolean)


def _strategic() -> pl.Expr:
    tags = pl.col("tags").str.to_lowercase()
    return pl.any_horizontal(tags.str.contains(word, literal=True) for word in STRATEGIC_WORDS)


def _passes(holds: pl.Expr) -> pl.Expr:
    """True where it holds, else unknown: from data alone these checks never fail."""
    return pl.when(holds).then(True).otherwise(pl.lit(None, pl.Boolean))
