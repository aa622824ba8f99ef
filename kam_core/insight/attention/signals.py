"""Signals for attention from the tables of a data set: complaints, overdue actions, contacts, contracts, by account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kam_core.measures.contract_ends import contract_ends
from kam_core.measures.judgement.value_type import contact_factor
from kam_core.measures.view import View
from kam_core.vocabulary.enums import KEY_TIERS
from kam_core.vocabulary.optional_columns import with_optional
from kam_core.vocabulary.plan_status import done


@dataclass(frozen=True)
class AttentionSources:
    """What attention is computed from, beside the account frame.

    tables: of the data set, in the unit of the view. today: the day number of the working day. steps: `account`,
    `next_step`, `due` of the agreed actions. published: `account_id` and `tier` as last published; None where nothing
    was. drift: the frame of `score_drift`; None where there is no earlier date to compare with.
    """

    view: View
    today: int
    tables: Mapping[str, pl.DataFrame]
    steps: pl.DataFrame
    published: pl.DataFrame | None = None
    drift: pl.DataFrame | None = None


def with_signals(
    accounts: pl.DataFrame, sources: AttentionSources, contact_days: Mapping[str, int], incident_severity: int = 2
) -> pl.DataFrame:
    """The accounts with the columns of `_complaints`, `_incidents`, `_actions`, `_contacts`, `contract_ends`, the next
    agreed action (`next_step`, `step_due`), and `promised_tier`, `promised_days`, `contact_due`."""
    day = pl.col("contract_end")
    steps = sources.steps.rename({"due": "step_due"})
    frame = accounts
    for part in (
        _complaints(sources),
        _incidents(sources, incident_severity),
        _actions(sources),
        _contacts(sources),
        contract_ends(sources.tables.get("contracts")),
        steps,
    ):
        frame = frame.join(part, on="account", how="left", maintain_order="left")
    frame = _with_promise(frame, sources, contact_days)
    # Who was never contacted is due from the first purchase on.
    first_day = sources.view.as_of_day - pl.col("tenure_days")
    active = pl.col("stage").cast(pl.String).is_in(["prospect", "ended"]).not_()
    has_touches = pl.lit("touches" in sources.tables and sources.tables["touches"].height > 0)
    return frame.with_columns(
        pl.coalesce("contract_until", pl.when(pl.col("has_contracts").is_null()).then(day)).alias("contract_until"),
        pl.when(active & has_touches & pl.col("promised_days").is_not_null())
        .then(pl.coalesce(pl.col("last_contact") + pl.col("promised_days"), first_day))
        .alias("contact_due"),
    )


def _with_promise(frame: pl.DataFrame, sources: AttentionSources, contact_days: Mapping[str, int]) -> pl.DataFrame:
    """`promised_tier`: S or A as published, else as it is now; `promised_days` between contacts, twice as many
    for an intrinsic buyer."""
    tier = pl.col("tier").cast(pl.String)
    if sources.published is not None:
        published = sources.published.select("account_id", pl.col("tier").cast(pl.String).alias("published_tier"))
        frame = frame.join(published, on="account_id", how="left", maintain_order="left")
        tier = pl.coalesce("published_tier", tier)
    promised = pl.when(tier.is_in([one for one in KEY_TIERS if one in contact_days])).then(tier)
    return frame.with_columns(promised.alias("promised_tier")).with_columns(
        (
            pl.col("promised_tier").replace_strict(dict(contact_days), default=None, return_dtype=pl.Int64)
            * contact_factor(frame.columns)
        ).alias("promised_days")
    )  # fmt: skip


def _rows(sources: AttentionSources, table: str, columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """The rows of a table with these columns; no rows where it is missing, nulls where a column is."""
    frame = sources.tables.get(table)
    if frame is None:
        return pl.DataFrame(schema={"account": pl.Int64(), **columns})
    return with_optional(frame, columns).select("account", *columns)


def _complaints(sources: AttentionSources) -> pl.DataFrame:
    """`complaints`: how many are open today; `first_complaint`, `last_complaint`: the days of the oldest and newest;
    `complaint_topic`: what the oldest is about."""
    return _open_feedback(sources, "complaint", pl.lit(True))


def _incidents(sources: AttentionSources, least_severity: int) -> pl.DataFrame:
    """The same of incidents of this severity or more: `incidents`, `first_incident`, `last_incident`,
    `incident_topic`."""
    return _open_feedback(sources, "incident", pl.col("severity") >= least_severity)


def _open_feedback(sources: AttentionSources, kind: str, counts: pl.Expr) -> pl.DataFrame:
    """Count, first and last day and topic of what is open today, of a kind of feedback and where `counts` holds."""
    columns = {
        "date": pl.Int64(), "kind": pl.String(), "status": pl.String(), "closed_on": pl.Int64(), "topic": pl.String(),
        "severity": pl.Int64(),
    }  # fmt: skip
    rows = _rows(sources, "feedback", columns)
    # As the measure: one that was closed later was still open, and a day of closing counts before the status.
    still_open = pl.col("closed_on").is_null() | (pl.col("closed_on") > sources.today)
    by_status = (pl.col("status").fill_null("open") != "closed") | pl.col("closed_on").is_not_null()
    return (
        rows.filter((pl.col("kind") == kind) & (pl.col("date") <= sources.today) & still_open & by_status & counts)
        .sort("account", "date", "topic")
        .group_by("account", maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias(f"{kind}s"),
            pl.col("topic").first().alias(f"{kind}_topic"),
            pl.col("date").min().alias(f"first_{kind}"),
            pl.col("date").max().alias(f"last_{kind}"),
        )
    )


def _actions(sources: AttentionSources) -> pl.DataFrame:
    """`actions`: how many agreed actions are overdue; `action`, `action_since`: the one due first; `action_due`: the
    day of the one due last."""
    rows = _rows(sources, "plan", {"action": pl.String(), "due": pl.Int64(), "status": pl.String()})
    return (
        rows.filter(~done() & (pl.col("due") < sources.today))
        .sort("account", "due", "action")
        .group_by("account", maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("actions"),
            pl.col("action").first(),
            pl.col("due").first().alias("action_since"),
            pl.col("due").last().alias("action_due"),
        )
    )


def _contacts(sources: AttentionSources) -> pl.DataFrame:
    """`last_contact`: the day of the last touch."""
    rows = _rows(sources, "touches", {"date": pl.Int64()})
    return (
        rows.filter(pl.col("date") <= sources.today).group_by("account").agg(pl.col("date").max().alias("last_contact"))
    )
