"""Fiscal year: its months, and what is refused."""

import datetime

import pytest

from kam_core.insight.targets.fiscal_year import (
    FiscalYear,
    fiscal_period,
    plain_fiscal_year,
    read_fiscal_year,
)
from kam_core.vocabulary.calendar import month_number, month_start
from kam_core.vocabulary.message import UserError


def month(text: str) -> int:
    return month_number(datetime.date.fromisoformat(f"{text}-01"))


@pytest.mark.parametrize(
    ("starts", "complete", "first", "last", "name"),
    [
        (1, "2026-09", "2026-01", "2026-12", "2026"),
        (1, "2026-12", "2026-01", "2026-12", "2026"),
        (4, "2026-03", "2025-04", "2026-03", "2025/26"),
        (4, "2026-04", "2026-04", "2027-03", "2026/27"),
        (10, "2026-09", "2025-10", "2026-09", "2025/26"),
    ],
)
def test_a_year_runs_twelve_months_from_the_month_in_which_it_starts(
    starts: int, complete: str, first: str, last: str, name: str
) -> None:
    period = fiscal_period(FiscalYear(starts), month(complete))
    assert [month_start(one).isoformat()[:7] for one in (period.first, period.last)] == [first, last]
    assert (period.name, period.months + period.remaining) == (name, 12)


def test_a_year_that_starts_within_a_month_is_refused_with_a_sentence() -> None:
    with pytest.raises(UserError, match="starts on the first day of a month, not on day 6 of month 4"):
        read_fiscal_year({"starts": "04-06"})


@pytest.mark.parametrize(
    "wrong", [{}, {"starts": 4}, {"starts": "4"}, {"starts": "13-01"}, {"starts": "01-01", "x": 1}]
)
def test_another_form_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UserError):
        read_fiscal_year(wrong)


def test_what_is_saved_is_read_again() -> None:
    for starts in range(1, 13):
        assert read_fiscal_year(plain_fiscal_year(FiscalYear(starts))) == FiscalYear(starts)
