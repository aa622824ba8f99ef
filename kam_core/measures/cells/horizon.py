"""Horizon of a roll-up: the months of its window, of the window before, and of the recurring windows."""

from __future__ import annotations

from dataclasses import dataclass

from kam_core.measures.view import RECURRING_LENGTHS, View

RECURRING_WINDOWS = 3
"""Windows of recurring purchasing (domain: qualification)."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """Day and month numbers that bound a roll-up. `prior_start` None: there is no window before."""

    as_of_day: int
    last_month: int
    first_month: int
    prior_start: int | None
    data_start: int
    recurring_months: int = RECURRING_LENGTHS[0]

    @classmethod
    def of(cls, view: View, data_start: int) -> Horizon:
        """The horizon of a view over data that begin in a month."""
        first, prior = view.first_month(data_start), view.prior_start()
        return cls(view.as_of_day, view.last_month, first, prior, data_start, view.recurring_months)

    @property
    def months(self) -> int:
        """Months in the window."""
        return self.last_month - self.first_month + 1

    @property
    def recurring_start(self) -> int:
        """The month before the first of the three windows of recurring purchasing."""
        return self.last_month - RECURRING_WINDOWS * self.recurring_months
