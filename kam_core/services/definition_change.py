"""What a change of our definitions does to the accounts of a data set: who changes tier, and which measures moved.

Data sets that were there before the change are noted when the store is brought to the revision that came with it.
Nothing is published: people read the list, take it along, and say that they have seen it.
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
from kam_core.services.appraisal import appraised, measured, united
from kam_core.services.former_definition import former_frame
from kam_core.store.shared_settings import Setting
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_, Message, Share, Term

SETTING = "definition"
"""Which data sets nobody has looked at yet since the change."""
COMPARED = (
    "purchases", "recency_days", "tenure_days", "active_months", "gap_days", "regularity", "largest_purchase_share",
    "continuity",
)  # fmt: skip
"""Measures that the change defines otherwise, in the order in which they are named as causes."""

RECURS = {"True": N_("yes"), "False": N_("no"), "None": N_("not known yet")}


@dataclass(frozen=True)
class ChangedAccount:
    """One account that is in another tier by the definitions of today; `stake` in ten-thousandths."""

    account_id: str
    name: str
    tier_before: str | None
    tier_after: str | None
    stake: int
    causes: tuple[Message, ...]


def is_unread(store: Store, data_set_id: str) -> bool:
    """Whether nobody has confirmed yet to have seen what the change does to this data set."""
    kept = store.settings.get(SETTING)
    return kept is not None and data_set_id in _unread(kept)


def confirm(store: Store, data_set_id: str, by: By) -> None:
    """Somebody has seen what the change does to this data set. Raises ConflictError where somebody else was faster."""
    require(by, Action.SETTINGS)
    kept = store.settings.get(SETTING)
    if kept is not None and data_set_id in _unread(kept):
        value = {**kept.value, "unread": [one for one in _unread(kept) if one != data_set_id]}
        store.settings.put(SETTING, value, expected=kept.version, by=by)


def _unread(kept: Setting) -> Sequence[str]:
    value = kept.value if isinstance(kept.value, dict) else {}
    return [str(one) for one in value.get("unread") or ()]


def changed_accounts(
    dataset: Dataset, view: View, model: Model, held: pl.DataFrame | None = None
) -> Sequence[ChangedAccount]:
    """Who is in another tier now than by the former definitions, under the same model and bounds; the largest stake
    first. Only of data sets in memory: a cube of before must be built again, and holds only the new measures."""
    data = united(dataset, view)
    before = appraised(with_stages(former_frame(data, view), view), view, model, held).accounts
    after = appraised(measured(dataset, view), view, model, held).accounts
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
    """What is measured otherwise of the account; where nothing is, others moved past it."""
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
        causes.append(Message("purchases recur: {before} → {after}", before=before, after=after))
    if row["held_back_by"] != row["held_back_by_former"] and row["held_back_by"]:
        gate = str(row["held_back_by"][0])  # type: ignore[index]
        causes.append(Message("held back: {why}", why=Term(SHORT_REASONS[gate])))
    return tuple(causes) or (Message("not by its own measures: others moved past it"),)


def _shown(name: str, value: object) -> object:
    """A measure as people read it."""
    if value is None:
        return "–"
    kind = MEASURES[name].kind
    if kind is Kind.SHARE:
        return Share(float(str(value)))
    return f"{float(str(value)):.0f}" if kind is Kind.NUMBER else int(str(value))
