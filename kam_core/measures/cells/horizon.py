"""Horizon of a roll-up: the months of its window, of the prior window, and of the recurring windows."""

from __future__ import annotations

from dataclasses import dataclass

from kam_core.measures.view import RECURRING_LENGTHS, View

RECURRING_WINDOWS = 3
"""Windows of recurring purchasing (domain: qualification)."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """Day and month numbers that bound a roll-up. `prior_start` and `prior_end` None: there is no prior window."""

    as_of_day: int
    last_month: int
    first_month: int
    prior_start: int | None
    prior_end: int | None
    data_start: int
    recurring_months: int = RECURRING_LENGTHS[0]

    @classmethod
    def of(cls, view: View, data_start: int) -> Horizon:
        """The horizon of a view over data that begin in a month."""
        return cls(
            as_of_day=view.as_of_day,
            last_month=view.last_month,
            first_month=view.first_month(data_start),
            prior_start=view.prior_start(),
            prior_end=view.prior_end(),
            data_start=data_start,
            recurring_months=view.recurring_months,
        )

    @property
    def months(self) -> int:
        """Months in the window."""
        return self.last_month - self.first_month + 1

    @property
    def recurring_start(self) -> int:
        """The month before the first of the three windows of recurring purchasing."""
        return self.last_month - RECURRING_WINDOWS * self.recurring_months
