"""Finish, snooze and assign accounts that need attention: entries of the table of alerts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from kam_core.entries.entry_rows import EntryRow, rows
from kam_core.insight.attention.account_attention import Attention
from kam_core.insight.attention.alert_state import DONE, OPEN, SNOOZED, TABLE, measured_text
from kam_core.services import entries
from kam_core.services.access import require_entry
from kam_core.store.conflict import ConflictError
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.entry import Entry
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.vocabulary.plan_status import DONE as ACTION_DONE
from kam_core.vocabulary.plan_status import is_done

PLAN = "plan"


def last_alert_row(store: Store, data_set_id: str, dataset: Dataset, account_id: str) -> EntryRow | None:
    """The row of the last alert of an account, by day and then by row; None where it has none."""
    return newest_alert(rows(dataset, store.entries.of_data_set(data_set_id, TABLE), TABLE, account_id))


def newest_alert(of_account: Sequence[EntryRow]) -> EntryRow | None:
    """The last of the alerts of one account, by day and then by row; None where it has none."""
    numbered = enumerate(of_account)
    return max(numbered, key=lambda one: (str(one[1].values["raised_on"]), one[0]), default=(0, None))[1]


def finish(
    store: Store,
    data_set_id: str,
    dataset: Dataset,
    one: Attention,
    by: By,
    *,
    working_day: datetime.date,
    seen: str | None,
    result: str = "",
    with_action: bool = False,
) -> tuple[Entry, ...]:
    """Mark an account as done, with the result; it returns only when it gets worse.

    seen: the newest alert entry that the author saw, as for all acts here. with_action: its agreed next step in the
    plan is done, too. Returns the entries made, to withdraw.
    """
    given = {"state": DONE, "result": result, "until": None}
    made = [_decide(store, data_set_id, dataset, one, given, by, working_day, seen)]
    action = _action(store, data_set_id, dataset, one) if with_action else None
    if action is not None:
        done = {"status": ACTION_DONE, **({"result": result} if result.strip() else {})}
        made.append(entries.change(store, data_set_id, dataset, action, done, by, working_day=working_day))
    return tuple(made)


def snooze(
    store: Store,
    data_set_id: str,
    dataset: Dataset,
    one: Attention,
    by: By,
    *,
    working_day: datetime.date,
    seen: str | None,
    until: datetime.date,
    moves_due: bool,
) -> tuple[Entry, ...]:
    """Hide an account until a day, or until it gets worse; moves_due: its due day moves there, too."""
    if until <= working_day:
        raise UserError("Choose a day after {day}.", day=working_day)
    given: dict[str, object] = {"state": SNOOZED, "until": until}
    if moves_due:
        given["due"] = until
    return (_decide(store, data_set_id, dataset, one, given, by, working_day, seen),)


def assign(
    store: Store,
    data_set_id: str,
    dataset: Dataset,
    one: Attention,
    by: By,
    *,
    working_day: datetime.date,
    seen: str | None,
    owner: str | None,
    due: datetime.date | None,
) -> tuple[Entry, ...]:
    """Give an account to somebody, with a due day."""
    if not owner and due is None:
        raise UserError("Choose a person or a due date.")
    given = {"state": OPEN, "owner": owner, "due": due, "until": None}
    return (_decide(store, data_set_id, dataset, one, given, by, working_day, seen),)


def _decide(
    store: Store,
    data_set_id: str,
    dataset: Dataset,
    one: Attention,
    given: Mapping[str, object],
    by: By,
    working_day: datetime.date,
    seen: str | None,
) -> Entry:
    """Change the alert that is open or snoozed, else raise a new one; with what the reasons measure now."""
    require_entry(by, [one.owner])
    if one.main is None:
        raise UserError("{account} has no reason for attention.", account=one.name)
    row = last_alert_row(store, data_set_id, dataset, one.account_id)
    if (None if row is None else row.last) != seen:
        _raise_conflict(store, data_set_id, row, seen, given)
    now = {**given, "measured": measured_text(one.reasons), "stake": f"{one.stake / MONEY_SCALE:.4f}"}
    if row is not None and row.values.get("state") != DONE:
        return entries.change(store, data_set_id, dataset, row, now, by, working_day=working_day)
    new = {"account": one.account_id, "kind": one.main.kind, "raised_on": working_day, **now}
    return entries.enter(store, data_set_id, dataset, TABLE, new, by, working_day=working_day)


def _raise_conflict(
    store: Store, data_set_id: str, row: EntryRow | None, seen: str | None, given: Mapping[str, object]
) -> None:
    """Somebody else acted on the account since the author saw it."""
    newest = (row.last if row is not None else None) or seen
    assert newest is not None
    theirs = store.entries.find(newest)
    raise ConflictError(
        theirs=theirs, mine=dict(given), by=theirs.withdrawn_by or theirs.actor, at=theirs.withdrawn_at or theirs.at
    )


def _action(store: Store, data_set_id: str, dataset: Dataset, one: Attention) -> EntryRow | None:
    """The row of the agreed next step in the plan; None where it comes from elsewhere."""
    if one.next_step is None or not one.next_step.agreed:
        return None
    wanted, due = str(one.next_step.text), None if one.next_step.due is None else one.next_step.due.isoformat()
    found = rows(dataset, store.entries.of_data_set(data_set_id, PLAN), PLAN, one.account_id)
    return next(
        (
            row
            for row in found
            if row.values.get("action") == wanted
            and row.values.get("due") == due
            and not is_done(None if row.values.get("status") is None else str(row.values["status"]))
        ),
        None,
    )
