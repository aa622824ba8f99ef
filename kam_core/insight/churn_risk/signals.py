"""Signals for churn risk from the tables of a data set: surveys, complaints, contacts, contracts, competition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from kam_core.insight.churn_risk.policy import RiskPolicy
from kam_core.measures.contract_ends import contract_ends
from kam_core.measures.judgement.value_type import contact_factor
from kam_core.vocabulary.contact_days import ContactCadence
from kam_core.vocabulary.optional_columns import with_optional

SEVERE_KINDS = ("complaint", "incident")


@dataclass(frozen=True)
class RiskSources:
    """What churn risk is computed from, beside the account frame.

    today: the day number up to which the tables count. tables: of the data set, in the unit of the view. published:
    `account_id` and `tier` as last published; None where nothing was. is_past: today lies in the past: what is known
    only as it stands now (payments, renewals, competitors) is unknown.
    """

    today: int
    tables: Mapping[str, pl.DataFrame]
    published: pl.DataFrame | None = None
    cadence: ContactCadence = field(default_factory=ContactCadence)
    is_past: bool = False


def with_signals(accounts: pl.DataFrame, sources: RiskSources, policy: RiskPolicy) -> pl.DataFrame:
    """The accounts with the columns of the parts below and `contract_until`, `late_days`; null is unknown."""
    frame = accounts
    for part in (_surveys(sources, policy), _complaints(sources, policy), _contacts(sources), _deals(sources, policy)):
        frame = frame.join(part, on="account", how="left", maintain_order="left")
    return _with_contracts(_with_promise(frame, sources), sources)


def _rows(sources: RiskSources, table: str, columns: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    """The rows of a table with these columns; no rows where it is missing, nulls where a column is."""
    frame = sources.tables.get(table)
    if frame is None or "account" not in frame.columns:
        return pl.DataFrame(schema={"account": pl.Int64, **columns})
    return with_optional(frame, columns).select("account", *columns)


def _surveys(sources: RiskSources, policy: RiskPolicy) -> pl.DataFrame:
    """`last_satisfaction` of the last survey (the lowest of its day), and `surveyed`: its day."""
    rows = _rows(sources, "feedback", {"date": pl.Int64, "kind": pl.String, "satisfaction": pl.Float64})
    return (
        rows.filter(
            (pl.col("kind") == "survey")
            & pl.col("satisfaction").is_not_null()
            & pl.col("date").is_between(sources.today - policy.survey_days, sources.today)
        )
        .sort("account", "date", "satisfaction", descending=[False, False, True])
        .group_by("account", maintain_order=True)
        .agg(pl.col("satisfaction").last().alias("last_satisfaction"), pl.col("date").last().alias("surveyed"))
    )


def _complaints(sources: RiskSources, policy: RiskPolicy) -> pl.DataFrame:
    """`severe`: how many severe complaints and incidents are open; `severe_since`, `severe_kind`, `severe_topic` of
    the oldest."""
    columns = {"date": pl.Int64, "kind": pl.String, "status": pl.String, "closed_on": pl.Int64, "topic": pl.String,
               "severity": pl.Float64}  # fmt: skip
    # One that was closed later was still open, and a day of closing counts before the status.
    still_open = pl.col("closed_on").is_null() | (pl.col("closed_on") > sources.today)
    by_status = (pl.col("status").fill_null("open") != "closed") | pl.col("closed_on").is_not_null()
    severe = pl.col("severity").cast(pl.Float64) >= policy.severity
    return (
        _rows(sources, "feedback", columns)
        .filter(
            pl.col("kind").is_in(SEVERE_KINDS) & (pl.col("date") <= sources.today) & still_open & by_status & severe
        )
        .sort("account", "date", "topic")
        .group_by("account", maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("severe"),
            pl.col("date").first().alias("severe_since"),
            pl.col("kind").first().alias("severe_kind"),
            pl.col("topic").first().alias("severe_topic"),
        )
    )


def _contacts(sources: RiskSources) -> pl.DataFrame:
    """`last_contact`: the day of the last touch."""
    rows = _rows(sources, "touches", {"date": pl.Int64})
    return (
        rows.filter(pl.col("date") <= sources.today).group_by("account").agg(pl.col("date").max().alias("last_contact"))
    )


def _deals(sources: RiskSources, policy: RiskPolicy) -> pl.DataFrame:
    """`rival`: a competitor in an open deal, the first by name; `tender`: the day of the next tender of one."""
    columns = {"status": pl.String, "competitor": pl.String, "tender_date": pl.Int64}
    rows = _rows(sources, "opportunities", columns)
    tender = pl.col("tender_date").is_between(sources.today, sources.today + policy.tender_days)
    deals = rows.filter(
        (pl.col("status").fill_null("open") == "open") & pl.col("account").is_not_null() & pl.lit(not sources.is_past)
    )
    return deals.group_by("account").agg(
        pl.col("competitor").min().alias("rival"), pl.col("tender_date").filter(tender).min().alias("tender")
    )


def _with_promise(frame: pl.DataFrame, sources: RiskSources) -> pl.DataFrame:
    """`promised_days` between contacts, by the tier as published, else as it is now; twice as many for an intrinsic
    buyer."""
    tier = pl.col("tier").cast(pl.String)
    if sources.published is not None:
        published = sources.published.select("account_id", pl.col("tier").cast(pl.String).alias("published_tier"))
        frame = frame.join(published, on="account_id", how="left", maintain_order="left")
        tier = pl.coalesce("published_tier", tier)
    days = dict(sources.cadence.contact)
    promised = tier.replace_strict(days, default=None, return_dtype=pl.Int64) * contact_factor(frame.columns)
    return frame.with_columns(promised.alias("promised_days"))


def _with_contracts(frame: pl.DataFrame, sources: RiskSources) -> pl.DataFrame:
    """`contract_until`: the end of a contract without a renewal in progress; `late_days` of payments."""
    if sources.is_past:
        return frame.with_columns(
            pl.lit(None, pl.Int64).alias("contract_until"), pl.lit(None, pl.Float64).alias("late_days")
        )
    ends = frame.join(contract_ends(sources.tables.get("contracts")), on="account", how="left", maintain_order="left")
    of_account = pl.when(pl.col("has_contracts").is_null()).then("contract_end")
    return ends.with_columns(
        pl.coalesce("contract_until", of_account).alias("contract_until"),
        pl.col("credit_days_overdue").cast(pl.Float64).alias("late_days"),
    )
