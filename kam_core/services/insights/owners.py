"""Insight `owners`: how many accounts and key accounts each owner has, what they bring, and where help is needed."""

from __future__ import annotations

import polars as pl

from kam_core.insight.attention.account_attention import Attention, find_attention
from kam_core.insight.attention.drift import MONTHS, score_drift
from kam_core.insight.attention.policy import AttentionPolicy
from kam_core.insight.attention.signals import AttentionSources
from kam_core.insight.next_actions import next_steps
from kam_core.insight.owners.owner_list import OwnerSources, owner_list
from kam_core.measures.monthly_revenue import monthly_revenue
from kam_core.measures.monthly_targets import monthly_targets
from kam_core.services.appraisal import account_measures, in_unit_of, score_accounts
from kam_core.services.insights.insight import Insight, Recipe, Subject, money_or_none
from kam_core.services.insights.subject_risk import risk_of
from kam_core.services.population import Population
from kam_core.vocabulary.calendar import last_complete_month
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Money

FIGURES = ("owners", "orphans", "revenue", "target")
COLUMNS = ("owner", "accounts", "key_accounts", "revenue", "target", "loss", "alerts", "overdue")


def owners_insight(subject: Subject) -> Insight:
    """Owners by revenue, the largest first, and last the accounts without one, with a null owner. Two spellings of a
    name are one owner. Target: of the complete months of the window that have one. Alerts: accounts that need
    attention.
    """
    data, accounts = in_unit_of(subject.dataset, subject.view), subject.accounts
    listed = owner_list(accounts, _sources(subject, data)).frame
    return Insight(
        {
            "owners": listed["owner"].drop_nulls().len(),
            "orphans": accounts.filter(pl.col("owner").is_null()).height,
            "revenue": Money(int(accounts["revenue"].sum())),
            "target": _target(subject, data),
        },
        [
            {
                "owner": row["owner"],
                "accounts": row["accounts"],
                "key_accounts": row["key_accounts"],
                "revenue": Money(row["revenue"]),
                "target": money_or_none(row["target"]),
                "loss": money_or_none(row["loss"]),
                "alerts": row["alerts"],
                "overdue": row["actions_overdue"],
            }
            for row in listed.iter_rows(named=True)
        ],
    )


def alerts_frame(entries: tuple[Attention, ...]) -> pl.DataFrame:
    """`account`, `at_stake` (ten-thousandths) of the accounts that need attention."""
    rows = [(one.account, one.stake) for one in entries]
    return pl.DataFrame(rows, schema={"account": pl.Int64, "at_stake": pl.Int64}, orient="row")


def _sources(subject: Subject, data: Dataset) -> OwnerSources:
    view = subject.view
    steps = next_steps(data.tables.get("plan"))
    found = find_attention(
        subject.all_accounts,
        AttentionSources(view, view.as_of_day, data.tables, steps, drift=_drift(subject)),
        AttentionPolicy(contact_days=subject.cadence.of_key_tiers),
        among=subject.accounts["account"],
    )
    return OwnerSources(
        view=view,
        tables=data.tables,
        history=monthly_revenue(data, view, view.months(data.first_month)),
        first_month=view.first_month(data.first_month),
        complete=_complete(subject, data),
        today=view.as_of_day,
        alerts=alerts_frame(found.entries),
        losses=risk_of(subject).frame.select("account", "loss"),
    )


def _drift(subject: Subject) -> pl.DataFrame | None:
    """Whose score or tier fell within three months; None where the data do not reach back so far."""
    then, start = subject.view.earlier(MONTHS), subject.dataset.first_month
    if start is None or then.last_month < start:
        return None
    before = score_accounts(account_measures(subject.dataset, then), then, subject.now.model)
    return score_drift(subject.now.accounts, before.accounts, then.as_of)


def _target(subject: Subject, data: Dataset) -> Money | None:
    """The revenue target of the complete months of the window; None without any."""
    targets = monthly_targets(data.tables.get("targets"), subject.accounts, Population(owner=subject.owner).owners)
    first = subject.view.first_month(data.first_month)
    counted = targets.filter(pl.col("month").is_between(first, _complete(subject, data)))
    return None if counted.is_empty() else Money(int(counted["target"].sum()))


def _complete(subject: Subject, data: Dataset) -> int:
    """The last complete month of the window."""
    view = subject.view
    return min(view.last_month, last_complete_month(view.as_of, data.last_day))


OWNERS = Recipe("Who looks after what", FIGURES, COLUMNS, owners_insight)
