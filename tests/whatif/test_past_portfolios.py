"""The month-ends that a replay or a look back may use, and who bought again since."""

import datetime

import pytest

from kam_core.measures.view import View
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.services.history import bought_since, past_portfolios, past_views, portfolios_by_model, view_before
from kam_core.vocabulary.message import UserError
from tests.datasets import dataset, monthly
from tests.whatif.revenue_portfolios import model

VIEW = View(datetime.date(2024, 12, 31))
DATA = dataset(
    [
        *monthly("steady", "2023-01-10", 24, 5),
        *monthly("gone", "2023-01-10", 15, 4),  # the last order is in March 2024
        *monthly("new", "2024-10-10", 3, 3),
        {"account": "back", "date": "2023-11-10", "amount": 30},
        {"account": "back", "date": "2024-09-10", "amount": 30},
        {"account": "returned", "date": "2023-11-10", "amount": 30},
        {"account": "returned", "date": "2024-09-10", "amount": -30},
    ]
)


def dates(views: tuple[View, ...]) -> list[str]:
    return [view.as_of.isoformat() for view in views]


def test_only_month_ends_with_a_full_window_are_looked_at() -> None:
    # Data begin in January 2023: the first full twelve months end in December.
    months = dates(past_views(DATA, VIEW))
    assert (len(months), months[0], months[-1]) == (13, "2023-12-31", "2024-12-31")
    assert dates(past_views(DATA, VIEW, 3)) == ["2024-10-31", "2024-11-30", "2024-12-31"]
    assert dates(past_views(DATA, View(VIEW.as_of, 24))) == ["2024-12-31"]
    assert past_views(DATA, View(VIEW.as_of, 36)) == ()


def test_a_month_that_is_not_over_is_left_out() -> None:
    assert dates(past_views(DATA, View(datetime.date(2024, 12, 10)), 1)) == ["2024-11-30"]


def test_over_all_months_a_year_of_data_comes_first() -> None:
    months = dates(past_views(DATA, View(VIEW.as_of, None)))
    assert (months[0], months[-1]) == ("2023-12-31", "2024-12-31")


def test_a_past_portfolio_is_what_the_data_of_that_day_gave() -> None:
    views = past_views(DATA, VIEW, 4)
    then = list(past_portfolios(DATA, views, model()))
    assert [one.view for one in then] == list(views)
    first = score_accounts(account_measures(DATA, views[0]), views[0], model())
    assert then[0].accounts.equals(first.accounts)
    # In September new had not been heard of.
    assert "new" not in then[0].accounts["account_id"].to_list()
    assert "new" in then[1].accounts["account_id"].to_list()


def test_several_models_judge_the_same_day() -> None:
    view = view_before(DATA, VIEW, 6)
    both = portfolios_by_model(DATA, view, {"mine": model(), "theirs": model()})
    assert list(both) == ["mine", "theirs"]
    assert both["mine"].view.as_of == datetime.date(2024, 6, 30)


def test_looking_back_needs_a_window_before() -> None:
    assert view_before(DATA, VIEW, 12).as_of == datetime.date(2023, 12, 31)
    with pytest.raises(UserError, match="test the past 13 months"):
        view_before(DATA, VIEW, 13)


def test_who_bought_again_is_who_made_a_purchase_since() -> None:
    (then,) = past_portfolios(DATA, [view_before(DATA, VIEW, 6)], model())
    stayed = dict(zip(then.accounts["account_id"], bought_since(DATA, then, VIEW).tolist(), strict=True))
    # A credit note is no purchase.
    assert stayed == {"back": True, "gone": False, "returned": False, "steady": True}
