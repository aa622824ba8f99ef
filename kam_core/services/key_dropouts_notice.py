"""Whether the list of accounts in S or A that checks keep from being key was confirmed for a data set."""

from __future__ import annotations

from kam_core.services.access import Action, require
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By

SETTING = "key_dropouts"
"""Setting with the data sets for which somebody confirmed the list."""


def is_confirmed(store: Store, data_set_id: str) -> bool:
    """Whether somebody confirmed the list for this data set."""
    setting = store.settings.get(SETTING)
    return setting is not None and data_set_id in _confirmed(setting.value)


def confirm(store: Store, data_set_id: str, by: By) -> None:
    """Confirm the list for this data set. ConflictError where somebody else was faster."""
    require(by, Action.SETTINGS)
    setting = store.settings.get(SETTING)
    known = [] if setting is None else _confirmed(setting.value)
    if data_set_id not in known:
        store.settings.put(
            SETTING, {"confirmed": [*known, data_set_id]}, expected=0 if setting is None else setting.version, by=by
        )


def _confirmed(value: object) -> list[str]:
    return [str(one) for one in value.get("confirmed") or ()] if isinstance(value, dict) else []
