"""View of the data: as-of date, window of months and unit (account or group)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from kam_core.measures.lifecycle.policy import DEFAULT_POLICY, LifecyclePolicy
from kam_core.measures.view_key import LONGEST_WINDOW_MONTHS, UNITS, ViewKey
from kam_core.vocabulary.calendar import day_number, month_end, month_number, month_start
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import UserError

__all__ = ["DEFAULT_WINDOW_MONTHS", "UNITS", "View", "default_as_of", "default_view", "outside"]

DEFAULT_WINDOW_MONTHS = 12
RECURRING_LENGTHS = (12, 24, 36)
"""Months that a window of recurring purchasing may have: longer for equipment that is bought every few years."""


@dataclass(frozen=True, slots=True)
class View:
    """An as-of date and a window of whole calendar months that end with the as-of month.

    `window_months` None means all: everything up to the as-of date, without a prior window. `prior_months` is how many
    months before the window its prior window lies, such as 12 for the same period last year; None is directly
    before. `lifecycle` are the limits between the stages.
    """

    as_of: datetime.date
    window_months: int | None = DEFAULT_WINDOW_MONTHS
    unit: str = "account"
    recurring_months: int = RECURRING_LENGTHS[0]
    prior_months: int | None = None
    lifecycle: LifecyclePolicy = DEFAULT_POLICY

    def __post_init__(self) -> None:
        if self.window_months is not None and not 1 <= self.window_months <= LONGEST_WINDOW_MONTHS:
            raise UserError(
                "A window of {months} months is not possible. Give a number from 1 to 600, or all.",
                months=self.window_months,
            )
        if self.prior_months is not None and not 1 <= self.prior_months <= LONGEST_WINDOW_MONTHS:
            raise UserError(
                "A comparison with {months} months before is not possible. Give a number from 1 to 600.",
                months=self.prior_months,
            )
        if self.window_months is None or self.prior_months == self.window_months:
            # Equal views are one view: caches and precomputed features are found by it.
            object.__setattr__(self, "prior_months", None)
        if self.unit not in UNITS:
            raise UserError("{unit} is not a unit. Use account or group.", unit=self.unit)
        if self.recurring_months not in RECURRING_LENGTHS:
            raise UserError(
                "Recurring purchases cannot be checked over {months} months. Use {lengths}.",
                months=self.recurring_months,
                lengths=", ".join(map(str, RECURRING_LENGTHS)),
            )

    @property
    def key(self) -> str:
        """Text of window and unit, such as "12/account", by which a model has bounds."""
        return str(ViewKey(self.window_months, self.unit))

    def for_key(self, key: str) -> View:
        """The view with the window and unit of a key text, as of the same date, its prior window directly before.

        Refuses a text of another form.
        """
        view_key = ViewKey.parse(key)
        return replace(self, window_months=view_key.window_months, unit=view_key.unit, prior_months=None)

    @property
    def as_of_day(self) -> int:
        """The as-of date as a day number; lines after it are not in this view."""
        return day_number(self.as_of)

    @property
    def last_month(self) -> int:
        """The as-of month as a month number."""
        return month_number(self.as_of)

    def months(self, data_start: int | None) -> int:
        """Months in the window; for `all`, from the month in which the data start."""
        if self.window_months is None:
            return 1 if data_start is None else max(1, self.last_month - data_start + 1)
        return self.window_months

    def first_month(self, data_start: int | None) -> int:
        """The month number in which the window starts."""
        return self.last_month - self.months(data_start) + 1

    def prior_start(self) -> int | None:
        """The month number in which the prior window starts; None for `all`."""
        end = self.prior_end()
        return None if end is None or self.window_months is None else end - self.window_months + 1

    def prior_end(self) -> int | None:
        """The month number in which the prior window ends; None for `all`."""
        return None if self.window_months is None else self.last_month - (self.prior_months or self.window_months)

    def window_dates(self, data_start: int | None) -> tuple[datetime.date, datetime.date]:
        """First and last day of the window, for the screen."""
        return month_start(self.first_month(data_start)), self.as_of

    def earlier(self, months: int) -> View:
        """The same window as of a month-end some months before."""
        return replace(self, as_of=month_end(self.last_month - months))


def outside(dataset: Dataset, as_of: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of the data where a date lies before the first of them, or after the month of the last.

    None within them, and without order lines.
    """
    first, last = dataset.first_day, dataset.last_day
    if first is None or last is None or first <= as_of <= month_end(month_number(last)):
        return None
    return first, last


def default_view(
    dataset: Dataset, window_months: int | None = DEFAULT_WINDOW_MONTHS, today: datetime.date | None = None
) -> View:
    """As of the `default_as_of` of the data; where the view of this window is precomputed, as of its date.

    Without order lines (an account list alone) as of `today`; refuses where that is not given.
    """
    first, last = dataset.first_day, dataset.last_day
    if first is None or last is None:
        if today is None:
            raise UserError("The data contain no order lines, so there is no as-of date. Enter one.")
        return View(today, window_months)
    if dataset.line_store is not None and dataset.line_store.features_months == window_months:
        return View(dataset.line_store.features_as_of, window_months)
    return View(default_as_of(first, last, window_months), window_months)


def default_as_of(first: datetime.date, last: datetime.date, window_months: int | None) -> datetime.date:
    """The last complete month-end of data from a first to a last day; over `all` the last day, so that no line is left
    out.

    Data within a single unfinished month are seen as of their last day: at the month-end before there was nothing yet.
    """
    before = month_number(last) - 1
    if window_months is None or last == month_end(month_number(last)) or month_number(first) > before:
        return last
    return month_end(before)
