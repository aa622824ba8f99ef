"""Setting of a data set: the length of the windows for recurring purchases."""

from __future__ import annotations

from dataclasses import dataclass

from kam_core.measures.view import RECURRING_LENGTHS
from kam_core.services.access import Action, require
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import UserError


@dataclass(frozen=True, slots=True)
class RecurringWindow:
    """Months of one window, and the version of the setting; 0 without one."""

    months: int
    version: int


def recurring_window(store: Store, data_set_id: str) -> RecurringWindow:
    """The setting of a data set; the usual length where there is none."""
    setting = store.settings.get(_key(data_set_id))
    if setting is None or setting.value not in RECURRING_LENGTHS:
        return RecurringWindow(RECURRING_LENGTHS[0], 0 if setting is None else setting.version)
    return RecurringWindow(int(setting.value), setting.version)


def set_recurring_window(store: Store, data_set_id: str, months: int, *, expected: int, by: By) -> None:
    """Set the length. Refuses another one than 12, 24 or 36 months; ConflictError where somebody else was faster."""
    require(by, Action.SETTINGS)
    if months not in RECURRING_LENGTHS:
        lengths = ", ".join(map(str, RECURRING_LENGTHS))
        raise UserError(
            "Recurring purchases cannot be checked over {months} months. Use {lengths}.",
            months=months,
            lengths=lengths,
        )
    store.settings.put(_key(data_set_id), months, expected=expected, by=by)


def _key(data_set_id: str) -> str:
    return f"recurring_months:{data_set_id}"
