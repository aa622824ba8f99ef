"""Attention list for export: one row per account with all reasons, the next step, and what was done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from kam_core.insight.attention.account_attention import Attention
from kam_core.insight.attention.groups import LATER, OVERDUE, SOON, UNDATED, group_of
from kam_core.reports.export import NumberFormat, SheetColumn
from kam_core.vocabulary.choice_labels import choice_label
from kam_core.vocabulary.message import N_, Message
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.vocabulary.tables.alerts import ALERTS

GROUP_LABELS = {
    OVERDUE: N_("Overdue now"), SOON: N_("Due soon"), LATER: N_("Due later"), UNDATED: N_("No date yet"),
}  # fmt: skip
COLUMNS: dict[str, tuple[str, NumberFormat]] = {
    "tier": (N_("Tier"), NumberFormat.TEXT),
    "name": (N_("Account"), NumberFormat.TEXT),
    "group": (N_("When"), NumberFormat.TEXT),
    "why": (N_("Why"), NumberFormat.TEXT),
    "other_reasons": (N_("Other reasons"), NumberFormat.TEXT),
    "next_step": (N_("Next step"), NumberFormat.TEXT),
    "agreed": (N_("Agreed"), NumberFormat.TEXT),
    "due": (N_("Due"), NumberFormat.DATE),
    "days_late": (N_("Days late"), NumberFormat.WHOLE),
    "stake": (N_("Revenue at stake"), NumberFormat.WHOLE),
    "owner": (N_("Owner"), NumberFormat.TEXT),
    "assigned_to": (N_("Assigned to"), NumberFormat.TEXT),
    "state": (N_("Alert state"), NumberFormat.TEXT),
    "account": (N_("Account id"), NumberFormat.TEXT),
}
"""The columns for people in their order; money in currency units."""
SCHEMA = {
    "account": pl.String, "name": pl.String, "tier": pl.String, "group": pl.String, "why": pl.String,
    "other_reasons": pl.String, "next_step": pl.String, "agreed": pl.Boolean, "due": pl.Date, "days_late": pl.Int64,
    "stake": pl.Float64, "owner": pl.String, "assigned_to": pl.String, "state": pl.String,
}  # fmt: skip


def attention_table(entries: Sequence[Attention], show: Callable[[object], str] = str) -> pl.DataFrame:
    """The accounts in the order given; sentences by `show` in the reader's language, `group` and `state` as codes."""
    return pl.DataFrame([_row(one, show) for one in entries], schema=SCHEMA)


def _row(one: Attention, show: Callable[[object], str]) -> dict[str, Any]:
    alert, step = one.active_alert, one.next_step
    return {
        "account": one.account_id,
        "name": one.name,
        "tier": one.tier,
        "group": group_of(one),
        "why": None if one.main is None else show(one.main.text),
        "other_reasons": "; ".join(show(reason.text) for reason in one.others),
        "next_step": None if step is None else show(step.text),
        "agreed": None if step is None else step.agreed,
        "due": one.due,
        "days_late": None if one.days_left is None else max(0, -one.days_left),
        "stake": one.stake / MONEY_SCALE,
        "owner": one.owner,
        "assigned_to": None if alert is None else alert.owner,
        "state": None if alert is None else alert.state,
    }


def reader_table(exact: pl.DataFrame, say: Callable[[Message], str]) -> tuple[pl.DataFrame, list[SheetColumn]]:
    """The table with groups, states and flags in the reader's words, and its columns."""
    groups = {name: say(Message(label)) for name, label in GROUP_LABELS.items()}
    field = ALERTS.field("state")
    states = {word: say(Message(choice_label(ALERTS.name, field, word))) for word, _ in field.choices}
    flags = {"true": say(Message("yes")), "false": say(Message("no"))}
    readable = exact.with_columns(
        pl.col("group").replace(groups),
        pl.col("state").replace(states),
        pl.col("agreed").cast(pl.String).replace(flags),
    )
    return readable, [SheetColumn(name, say(Message(label)), form) for name, (label, form) in COLUMNS.items()]
