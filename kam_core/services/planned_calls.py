"""Put accounts that may leave on Today: an alert for each, the open one of an account where it has one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from kam_core.insight.attention.alert_state import CALL, DONE, OPEN, TABLE, call_measured
from kam_core.services import entries
from kam_core.services.access import require_entry
from kam_core.services.alerts import last_alert_row
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.entry import Entry
from kam_core.vocabulary.money import MONEY_SCALE

DUE_DAYS = 7
"""Days until a call is due."""


@dataclass(frozen=True)
class PlannedCall:
    """An account to call: its owner, money at stake and expected loss (ten-thousandths), and its risk (0–1)."""

    account_id: str
    owner: str | None
    stake: int
    loss: int
    risk: float


def put_on_today(
    store: Store, data_set_id: str, dataset: Dataset, calls: Sequence[PlannedCall], by: By, working_day: datetime.date
) -> tuple[Entry, ...]:
    """Raise an alert for each account, due in seven days, for its owner; an open or snoozed one is updated, not
    doubled, and keeps its own due day and owner. Returns the entries made, to withdraw.

    Refuses all of them where one may not be entered.
    """
    for call in calls:
        require_entry(by, [call.owner])
    return tuple(_raise(store, data_set_id, dataset, call, by, working_day) for call in calls)


def _raise(
    store: Store, data_set_id: str, dataset: Dataset, call: PlannedCall, by: By, working_day: datetime.date
) -> Entry:
    row = last_alert_row(store, data_set_id, dataset, call.account_id)
    due = working_day + datetime.timedelta(days=DUE_DAYS)
    given: dict[str, object] = {"state": OPEN, "until": None, "stake": f"{call.stake / MONEY_SCALE:.4f}"}
    if row is not None and row.values.get("state") != DONE:
        before = row.values.get("measured")
        given["measured"] = call_measured(call.risk, call.loss, None if before is None else str(before))
        given["due"] = row.values.get("due") or due
        return entries.change(store, data_set_id, dataset, row, given, by, working_day=working_day)
    new = {
        "account": call.account_id, "kind": CALL, "raised_on": working_day, "owner": call.owner, "due": due,
        "measured": call_measured(call.risk, call.loss), **given,
    }  # fmt: skip
    return entries.enter(store, data_set_id, dataset, TABLE, new, by, working_day=working_day)
