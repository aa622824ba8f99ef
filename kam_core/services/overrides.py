"""Set, change and withdraw tier overrides."""

from __future__ import annotations

import datetime

from kam_core.services.access import Action, require
from kam_core.store.overrides import StoredOverride
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import UserError


def set_tier(
    store: Store,
    seen: StoredOverride | None,
    *,
    data_set_id: str,
    account_id: str,
    tier: str,
    reason: str,
    until: datetime.date | None,
    by: By,
) -> StoredOverride:
    """Set an account's tier, or change the override that the caller saw; an expired one is set anew.

    Refuses without a reason, and a last day that is over; `ConflictError` where somebody else was faster.
    """
    require(by, Action.OVERRIDE)
    today = by.at.astimezone(datetime.UTC).date()
    if seen is None or not seen.is_active(today):
        return store.overrides.set(
            data_set_id=data_set_id, account_id=account_id, tier=tier, reason=reason, until=until, by=by
        )
    if until is not None and until < today:
        raise UserError("The end date {until} is in the past. Choose a later date.", until=until)
    return store.overrides.change(seen, tier=tier, reason=reason, until=until, by=by)


def withdraw_tier(store: Store, override: StoredOverride, by: By) -> StoredOverride:
    """Let the model decide again; `ConflictError` where the override changed since the caller read it."""
    require(by, Action.OVERRIDE)
    return store.overrides.withdraw(override, by)
