"""Book of an owner: revenue against the period before and the target, contacts, open deals."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kam_core.insight.attention.policy import AttentionPolicy
from kam_core.insight.attention.signals import AttentionSources, with_signals
from kam_core.measures.monthly_targets import monthly_targets
from kam_core.scoring.tiering.key_accounts import ensure_key_columns
from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.calendar import last_complete_month
from kam_core.vocabulary.optional_columns import with_optional

FEWEST_DEALS = 29
"""9 + 6 + 5 + 5 + 3 + 1: the least number of live deals over the six stages (domain: pipeline)."""


@dataclass(frozen=True)
class OwnerBook:
    """Money in ten-thousandths; None where it is unknown.

    months: revenue of the last months, oldest first. target: of the complete months of the window that have one, with
    target_revenue in the same months. promised: accounts with a promised interval between contacts; in_contact: those
    whose next contact is not overdue.
    """

    revenue: int
    revenue_prior: int | None
    months: tuple[int, ...]
    target: int | None
    target_revenue: int
    promised: int | None
    in_contact: int
    deals: int | None
    deals_amount: int | None
    deals_weighted: int | None

    @property
    def change(self) -> float | None:
        """Revenue against the period before; None where that is unknown or not above zero."""
        return _change(self.revenue, self.revenue_prior)

    @property
    def target_reached(self) -> float | None:
        """Revenue against the target of the same months (0–1)."""
        return self.target_revenue / self.target if self.target else None


def owner_book(
    accounts: pl.DataFrame,
    history: pl.DataFrame,
    sources: AttentionSources,
    owner: str | None,
    has_prior: bool,
    policy: AttentionPolicy | None = None,
    last_day: datetime.date | None = None,
) -> OwnerBook:
    """The book of an owner, or of all owners.

    accounts: those of the owner, of the frame `with_key`. history: `account`, `month`, `revenue` of the last months.
    last_day: of the data.
    """
    rule = policy or AttentionPolicy()
    months = _months(accounts, history, sources)
    targets = _targets(accounts, sources, owner, last_day)
    signals = with_signals(ensure_key_columns(accounts), sources, rule.contact_days)
    due = signals.filter(pl.col("contact_due").is_not_null())["contact_due"]
    deals = _open_deals(accounts, sources, owner)
    last = sources.view.last_month
    shown = range(last - (sources.view.window_months or 12) + 1, last + 1)
    return OwnerBook(
        revenue=int(accounts["revenue"].sum()),
        revenue_prior=int(accounts["revenue_prior"].sum()) if has_prior else None,
        months=tuple(months.get(month, 0) for month in shown),
        target=sum(targets.values()) if targets else None,
        target_revenue=sum(months.get(month, 0) for month in targets),
        promised=len(due) or None,
        in_contact=int((due >= sources.today).sum()),
        deals=None if deals is None else deals.height,
        deals_amount=None if deals is None else _sum_of_known(deals["amount"].cast(pl.Float64)),
        deals_weighted=None if deals is None else _sum_of_known(deals["amount"] * deals["probability"]),
    )


def months_needed(window_months: int | None) -> int:
    """How many months of history the book needs."""
    return window_months or 12


def _months(accounts: pl.DataFrame, history: pl.DataFrame, sources: AttentionSources) -> Mapping[int, int]:
    own = history.filter(pl.col("account").is_in(accounts["account"].implode()))
    return dict(own.group_by("month").agg(pl.col("revenue").sum()).iter_rows())


def _targets(
    accounts: pl.DataFrame, sources: AttentionSources, owner: str | None, last_day: datetime.date | None
) -> dict[int, int]:
    """Month number → target of revenue, of the complete months of the window that have one, as the results count it."""
    view = sources.view
    if view.window_months is None:
        return {}
    # The target of an owner is for all accounts of that person, not for the groups whose head is one of them.
    if owner is not None and view.unit == "group":
        return {}
    owners = None if owner is None else {folded_name(owner)}
    complete = min(view.last_month, last_complete_month(view.as_of, last_day))
    targets = monthly_targets(sources.tables.get("targets"), accounts, owners)
    first = view.last_month - view.window_months + 1
    return dict(targets.filter(pl.col("month").is_between(first, complete)).iter_rows())


def _open_deals(accounts: pl.DataFrame, sources: AttentionSources, owner: str | None) -> pl.DataFrame | None:
    """`amount`, `probability` of the open deals: of the owner, or of the accounts where nobody is named; one
    that was closed later was still open."""
    frame = sources.tables.get("opportunities")
    if frame is None:
        return None
    columns = {"account": pl.Int64(), "amount": pl.Int64(), "status": pl.String(), "closed": pl.Int64(),
               "created": pl.Int64(), "probability": pl.Float64(), "owner": pl.String()}  # fmt: skip
    rows = with_optional(frame, columns)
    still_open = (pl.col("status").fill_null("open") == "open") | (pl.col("closed") > sources.today).fill_null(False)
    live = rows.filter(still_open & (pl.col("created") <= sources.today).fill_null(True))
    if owner is not None:
        names = [one for one in live["owner"].drop_nulls().unique().to_list() if _is(one, owner)]
        ours = pl.col("owner").is_null() & pl.col("account").is_in(accounts["account"].implode())
        live = live.filter(pl.col("owner").is_in(names) | ours)
    return live.select("amount", "probability")


def _sum_of_known(amounts: pl.Series) -> int | None:
    """The sum of the known amounts; None where there are some and none is known."""
    return None if len(amounts) and not amounts.count() else round(float(amounts.sum()))


def _is(name: str, owner: str | None) -> bool:
    return owner is None or folded_name(name) == folded_name(owner)


def _change(now: int, before: int | None) -> float | None:
    return None if before is None or before <= 0 else (now - before) / before
