"""The file of accounts that may leave: reasons in words, money in currency units."""

from kam_core.reports.risk_list import risk_table, sheet_columns
from tests.insight.churn_risk.risk_accounts import risk_of

SURVEY = {"date": "2024-10-01", "kind": "survey", "satisfaction": 1.0}
TOUCH = {"date": "2024-11-01"}


def test_a_row_gives_all_reasons_and_a_loss_that_is_the_stake_times_the_risk() -> None:
    """The calm account has 100 of revenue, more than the 90 before. 1 − 0.8 × 0.9 = 0.28, so 28 may be lost."""
    found = risk_of({}, {"feedback": [SURVEY], "touches": [TOUCH]})
    (row,) = risk_table(found.may_leave, found).iter_rows(named=True)
    assert row["why"] == "satisfaction 1 of 5 on 2024-10-01; no contact for 60 days (promised: 30)"
    assert (row["stake"], row["loss"], round(row["risk"], 9), round(row["health"], 9)) == (100.0, 28.0, 0.28, 72.0)
    assert set(row) == {column.name for column in sheet_columns(str)}
