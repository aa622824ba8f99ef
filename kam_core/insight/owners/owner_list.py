"""List of owners: book by tier and money, target and gap, who needs attention, what is overdue, and load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kam_core.insight.owners.overdue_purchases import overdue_purchases
from kam_core.insight.owners.spelling import several_spellings, with_one_spelling
from kam_core.insight.owners.target_gap import target_gaps, targets_without_accounts
from kam_core.insight.owners.workload import workload
from kam_core.measures.view import View
from kam_core.scoring.tiering.key_accounts import ensure_key_columns, is_key
from kam_core.vocabulary.calendar import day_number, month_start
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.optional_columns import with_optional
from kam_core.vocabulary.plan_status import done


@dataclass(frozen=True)
class OwnerSources:
    """What the list is computed from, beside the accounts.

    tables: of the data set, in the unit of the view. history: `account`, `month`, `revenue` of the months of the
    window. first_month: of the window; complete: the last complete month. today: the day number by which actions are
    overdue. alerts: `account`, `at_stake` of the accounts that need attention; None where that is not known. losses:
    `account`, `loss` (ten-thousandths) as expected from the risk to leave; None where that is not known.
    """

    view: View
    tables: Mapping[str, pl.DataFrame]
    history: pl.DataFrame
    first_month: int
    complete: int
    today: int
    alerts: pl.DataFrame | None = None
    losses: pl.DataFrame | None = None


@dataclass(frozen=True)
class OwnerList:
    """frame: one row per owner, with `COLUMNS`; a null owner stands for the accounts without one, and comes last.

    spellings: owners whose name is written in several ways. strangers: names with a target in the window that look
    after no account, and that target.
    """

    frame: pl.DataFrame
    spellings: tuple[tuple[str, ...], ...]
    strangers: tuple[tuple[str, int], ...]


COLUMNS = (
    "owner", "accounts", "key_accounts", *TIERS, "revenue", "target", "target_revenue", "gap", "loss", "alerts",
    "alert_stake", "purchases_overdue", "purchases_stake", "actions_overdue", "touches", "minutes", "unmeasured",
)  # fmt: skip


def owner_list(accounts: pl.DataFrame, sources: OwnerSources) -> OwnerList:
    """The owners of these accounts, the largest revenue first.

    accounts: the portfolio frame `with_key`. target, target_revenue, gap = target_revenue − target: of the complete
    months of the window that have a target, null without any. loss, alerts, alert_stake, actions_overdue, touches and
    minutes are null where the data do not have what they are computed from.
    """
    book = with_one_spelling(ensure_key_columns(accounts))
    counted = _with_counts(book, sources)
    listed = (
        counted.group_by("owner")
        .agg(
            pl.len().cast(pl.Int64).alias("accounts"),
            is_key().sum().cast(pl.Int64).alias("key_accounts"),
            *((pl.col("tier").cast(pl.String) == tier).sum().cast(pl.Int64).alias(tier) for tier in TIERS),
            pl.col("revenue").sum(),
            *(pl.col(name).sum().cast(pl.Int64) for name in SUMMED),
        )
        .join(_gaps(book, sources), on="owner", how="left", nulls_equal=True)
        .join(_load(book, sources), on="owner", how="left")
        .sort(pl.col("owner").is_null(), "revenue", "owner", descending=[False, True, False])
    )
    known = {
        "loss": sources.losses is not None, "alerts": sources.alerts is not None,
        "alert_stake": sources.alerts is not None, "actions_overdue": _has(sources, "plan", "due"),
        "touches": _has(sources, "touches", "date"),
    }  # fmt: skip
    unknown = [pl.lit(None, pl.Int64).alias(name) for name, is_known in known.items() if not is_known]
    # Who made no touch where touches are recorded made 0 of them; their minutes are then known, too.
    zero = [pl.col(name).fill_null(0) for name in ("touches",) if known["touches"]]
    return OwnerList(
        listed.with_columns(*unknown, *zero).select(COLUMNS),
        several_spellings(accounts),
        targets_without_accounts(sources.tables.get("targets"), accounts, sources.first_month, sources.complete),
    )


SUMMED = ("loss", "alerts", "alert_stake", "purchases_overdue", "purchases_stake", "actions_overdue")


def _with_counts(book: pl.DataFrame, sources: OwnerSources) -> pl.DataFrame:
    """The accounts with the columns of `SUMMED`, null where there is nothing."""
    late = overdue_purchases(book, sources.view.as_of_day)
    parts = [
        late.select("account", pl.lit(1).alias("purchases_overdue"), pl.col("stake").alias("purchases_stake")),
        overdue_actions(sources.tables.get("plan"), sources.today),
        pl.DataFrame(schema={"account": pl.Int64, "alerts": pl.Int64, "alert_stake": pl.Int64})
        if sources.alerts is None
        else sources.alerts.select("account", pl.lit(1).alias("alerts"), pl.col("at_stake").alias("alert_stake")),
        pl.DataFrame(schema={"account": pl.Int64, "loss": pl.Int64})
        if sources.losses is None
        else sources.losses.select("account", "loss"),
    ]
    frame = book.select("account", "owner", "tier", "disqualified", "revenue")
    for part in parts:
        frame = frame.join(part, on="account", how="left", maintain_order="left")
    return frame


def overdue_actions(plan: pl.DataFrame | None, today: int) -> pl.DataFrame:
    """`account` and `actions_overdue`: how many open actions of its plan were due before the day number."""
    if plan is None:
        return pl.DataFrame(schema={"account": pl.Int64, "actions_overdue": pl.Int64})
    return (
        with_optional(plan, {"due": pl.Int64(), "status": pl.String()})
        .filter(~done() & (pl.col("due") < today))
        .group_by("account")
        .agg(pl.len().cast(pl.Int64).alias("actions_overdue"))
    )


def _gaps(book: pl.DataFrame, sources: OwnerSources) -> pl.DataFrame:
    return target_gaps(sources.tables.get("targets"), book, sources.history, sources.first_month, sources.complete)


def _load(book: pl.DataFrame, sources: OwnerSources) -> pl.DataFrame:
    first = day_number(month_start(sources.first_month))
    return workload(sources.tables.get("touches"), book, first, sources.view.as_of_day)


def _has(sources: OwnerSources, table: str, column: str) -> bool:
    frame = sources.tables.get(table)
    return frame is not None and column in frame.columns
