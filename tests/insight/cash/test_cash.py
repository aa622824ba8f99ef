"""Cash by month, the credit list, and finance's figures beside ours, counted by hand."""

import datetime

import polars as pl

from kam_core.insight.cash.cash_months import CashMonths, cash_months
from kam_core.insight.cash.credit_list import credit_list, overdue_by_owner
from kam_core.insight.cash.sentence import cash_notes
from kam_core.insight.finance.control_months import control_months, control_notes, control_sentence
from kam_core.measures.month_totals import month_totals
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import month_number
from tests.datasets import dataset, day, money, monthly

DATA = dataset([*monthly("a", "2025-01-10", 6, 100), *monthly("b", "2025-01-10", 6, 40)])
VIEW = View(datetime.date(2025, 6, 30), 3)
JUNE = month_number(datetime.date(2025, 6, 1))
LATE = pl.DataFrame(schema={"account": pl.Int64, "late_payments": pl.Int64})


def totals() -> pl.DataFrame:
    return month_totals(DATA, VIEW, DATA.accounts["account"])


def cash(among: list[int] | None = None, **tables: pl.DataFrame) -> CashMonths:
    accounts = DATA.accounts if among is None else DATA.accounts.filter(pl.col("account").is_in(among))
    return cash_months(accounts, totals(), tables, VIEW.as_of_day, (JUNE - 2, JUNE), JUNE)


PAYMENTS = pl.DataFrame(
    [(0, day("2025-03-31"), money(500)), (0, day("2025-05-02"), money(90)), (1, day("2025-06-30"), money(36)),
     (1, day("2025-07-01"), money(999))],
    schema={"account": pl.Int64, "date": pl.Int64, "amount": pl.Int64}, orient="row",
)  # fmt: skip


def test_what_was_collected_in_the_window_is_held_against_its_revenue() -> None:
    found = cash(payments=PAYMENTS)
    assert found.months["collected"].to_list() == [0, money(90), money(36)]
    assert (found.collected, found.revenue, found.collection_rate) == (money(126), money(420), 0.3)
    assert cash([1], payments=PAYMENTS).collected == money(36)


def test_without_payments_nothing_is_said_of_collection_but_which_file_is_missing() -> None:
    found = cash()
    assert (found.collected, found.collection_rate, found.signed) == (None, None, None)
    assert found.months["collected"].null_count() == 3
    assert "Collected needs a file of payments." in [str(one) for one in cash_notes(found)]


def credit_rows() -> pl.DataFrame:
    rows = [
        (0, "a", "Anna", 100, 80, 5),
        (1, "b", "Anna", 300, 900, 0),
        (2, "c", None, 50, None, 40),
        (3, "d", "Ben", -20, 0, None),
        (4, "e", "Ben", None, 9, None),
    ]
    schema = {"account": pl.Int64, "account_id": pl.String, "owner": pl.String, "open_balance": pl.Int64,
              "credit_limit": pl.Int64, "credit_days_overdue": pl.Int64}  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(pl.col("account_id").alias("name"))


def test_the_credit_list_leads_with_the_largest_balance_and_counts_who_is_overdue_or_over_the_limit() -> None:
    credit = credit_list(credit_rows(), LATE)
    assert credit.rows["account_id"].to_list() == ["b", "a", "c"]
    assert (credit.open_balance, credit.overdue, credit.overdue_accounts) == (450, 150, 2)
    assert (credit.over_limit_accounts, credit.over_limit) == (1, 20)
    assert (credit.credit_balance, credit.unknown) == (-20, 1)
    owners = overdue_by_owner(credit.rows)
    assert owners.rows() == [("Anna", 1, 100, 400, 5), (None, 1, 50, 50, 40)]


def control(*rows: tuple[str, float, bool | None]) -> pl.DataFrame:
    schema = {"month": pl.Int64, "revenue": pl.Int64, "closed": pl.Boolean}
    given = [(day(f"{month}-01"), money(amount), closed) for month, amount, closed in rows]
    return pl.DataFrame(given, schema=schema, orient="row")


def test_months_stand_beside_what_finance_booked_with_the_difference_in_sight() -> None:
    found = control_months(control(("2025-05", 140, True), ("2025-06", 150, None)), totals(), JUNE)
    assert found is not None
    assert found.rows.select("ours", "booked", "difference", "closed").rows() == [
        (money(140), money(150), money(-10), False), (money(140), money(140), 0, True),
    ]  # fmt: skip
    assert str(control_sentence(found)) == "Our revenue differs from finance's in 1 of 2 months: 280.00 against 290.00."
    assert control_notes(found) == []


def test_a_closed_month_that_differs_is_named_with_both_figures() -> None:
    found = control_months(control(("2025-05", 141.5, True)), totals(), JUNE)
    assert found is not None
    assert [str(one) for one in control_notes(found)] == [
        "Closed month May 2025 differs by -1.50: ours 140.00, booked 141.50."
    ]


def test_a_month_given_twice_or_outside_the_data_is_counted_and_not_compared() -> None:
    found = control_months(
        control(("2024-12", 1, True), ("2025-06", 1, False), ("2025-06", 140, False), ("2025-07", 9, None)),
        totals(),
        JUNE,
    )
    assert found is not None
    assert (found.rows.height, found.repeated, found.before, found.after) == (1, 1, 1, 1)
    assert str(control_sentence(found)) == "Our revenue agrees with finance's in 1 month."


def test_without_control_totals_there_is_nothing_to_compare() -> None:
    assert control_months(None, totals(), JUNE) is None
