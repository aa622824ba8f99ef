"""Effects of the new definition of a purchase: accounts that change tier, and the measures that cause it.

The migration that comes with the change notes the data sets that were there before. Nothing is published: people read
the list, download it, and confirm that they have seen it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from kam_core.measures.lifecycle_stage import with_stages
from kam_core.measures.money_at_stake import stake
from kam_core.measures.view import View
from kam_core.scoring.model.model import Model
from kam_core.scoring.tiering.gate_effects import SHORT_REASONS
from kam_core.services.access import Action, require
from kam_core.services.appraisal import account_measures, in_unit_of, score_accounts
from kam_core.services.former_purchase_definition import former_frame
from kam_core.store.shared_settings import Setting
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_, Message, Share, Term

SETTING = "definition"
"""Setting with the data sets that nobody has confirmed since the change."""
COMPARED = (
    "purchases", "recency_days", "tenure_days", "active_months", "gap_days", "regularity", "largest_purchase_share",
    "continuity",
)  # fmt: skip
"""Measures with a changed definition, in the order in which they are named as causes."""

RECURS = {"True": N_("yes"), "False": N_("no"), "None": N_("no data")}


@dataclass(frozen=True)
class ChangedAccount:
    """One account that is in another tier by the present definitions; `stake` in ten-thousandths."""

    account_id: str
    name: str
    tier_before: str | None
    tier_after: str | None
    stake: int
    causes: tuple[Message, ...]


def is_unread(store: Store, data_set_id: str) -> bool:
    """Whether the change is not confirmed yet for this data set."""
    setting = store.settings.get(SETTING)
    return setting is not None and data_set_id in _unread(setting)


def confirm(store: Store, data_set_id: str, by: By) -> None:
    """Confirm the change for this data set. ConflictError where somebody else was faster."""
    require(by, Action.SETTINGS)
    setting = store.settings.get(SETTING)
    if setting is not None and data_set_id in _unread(setting):
        value = {**setting.value, "unread": [one for one in _unread(setting) if one != data_set_id]}
        store.settings.put(SETTING, value, expected=setting.version, by=by)


def _unread(setting: Setting) -> Sequence[str]:
    value = setting.value if isinstance(setting.value, dict) else {}
    return [str(one) for one in value.get("unread") or ()]


def changed_accounts(
    dataset: Dataset, view: View, model: Model, published_tiers: pl.DataFrame | None = None
) -> Sequence[ChangedAccount]:
    """Accounts in another tier than by the former definitions, under the same model and bounds, largest stake first.

    Only for data sets in memory: an older cube must be built again, and then has only the new measures."""
    data = in_unit_of(dataset, view)
    before = score_accounts(with_stages(former_frame(data, view), view), view, model, published_tiers).accounts
    after = score_accounts(account_measures(dataset, view), view, model, published_tiers).accounts
    both = after.join(before, on="account_id", suffix="_former", maintain_order="left")
    changed = both.filter(pl.col("tier").ne_missing(pl.col("tier_former"))).with_columns(stake().alias("stake"))
    rows = changed.sort("stake", "account", descending=[True, False]).iter_rows(named=True)
    return [
        ChangedAccount(
            row["account_id"], row["name"], row["tier_former"], row["tier"], row["stake"], _causes(row, model)
        )
        for row in rows
    ]


def _causes(row: dict[str, object], model: Model) -> tuple[Message, ...]:
    """The changed measures of an account; without any, others moved past it."""
    causes = [
        Message(
            "{measure} {before} → {after}",
            measure=Term(MEASURES[name].label),
            before=_shown(name, row[f"{name}_former"]),
            after=_shown(name, row[name]),
        )
        for name in COMPARED
        if _shown(name, row[name]) != _shown(name, row[f"{name}_former"])
    ]
    if model.gates.recurring and row["recurring"] != row["recurring_former"]:
        before, after = (Term(RECURS[str(row[name])]) for name in ("recurring_former", "recurring"))
        causes.append(Message("recurring purchases: {before} → {after}", before=before, after=after))
    if row["held_back_by"] != row["held_back_by_former"] and row["held_back_by"]:
        gate = str(row["held_back_by"][0])  # type: ignore[index]
        causes.append(Message("held back by a gate: {why}", why=Term(SHORT_REASONS[gate])))
    return tuple(causes) or (Message("own measures unchanged: other accounts overtook it"),)


def _shown(name: str, value: object) -> object:
    """A measure as text or number for a message."""
    if value is None:
        return "–"
    kind = MEASURES[name].kind
    if kind is Kind.SHARE:
        return Share(float(str(value)))
    return f"{float(str(value)):.0f}" if kind is Kind.NUMBER else int(str(value))
