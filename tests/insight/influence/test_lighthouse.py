"""Lighthouses on small books: the sides, what they leave out, and what the data do not cover."""

import datetime

import polars as pl
import pytest

from kam_core.insight.lighthouse.industry_effect import IndustryEffects, industry_effects
from kam_core.insight.lighthouse.sentence import effect_sentence
from kam_core.insight.lighthouse.tags import has_lighthouse_tag, lighthouse_accounts
from kam_core.measures.view import View
from kam_core.services.appraisal import account_measures
from tests.datasets import dataset, money, monthly

OLD = monthly("old", "2020-01-05", 60, 10)
"""A buyer of the industry over all five years of the data, and so on both sides."""


def effects(first: str, as_of: str = "2024-12-31", industry: str | None = "Rail") -> IndustryEffects:
    """A lighthouse that buys for 1,000 a month from a day on, an old buyer, and one that comes after 2022-07."""
    accounts = [{"account": name, "industry": industry} for name in ("old", "light", "new")]
    accounts += [{"account": "other", "industry": "Food"}]
    accounts[1]["tags"] = "key; 灯塔客户"
    months = (2024 - int(first[:4])) * 12 + 13 - int(first[5:7])
    data = dataset(
        [*OLD, *monthly("light", first, months, 1_000), *monthly("new", "2022-08-05", 29, 7),
         *monthly("other", "2020-01-05", 60, 500), {"account": "other", "date": "2024-12-31", "amount": 1}],
        accounts,
    )  # fmt: skip
    view = View(datetime.date.fromisoformat(as_of))
    return industry_effects(data, view, account_measures(data, view), lighthouse_accounts(data.accounts))


def test_whole_months_on_either_side_without_the_lighthouse_and_its_first_month() -> None:
    (one,) = effects("2022-06-15").lighthouses
    assert one.before is not None
    assert one.after is not None
    assert (one.before.start, one.before.end) == (datetime.date(2020, 6, 1), datetime.date(2022, 5, 31))
    assert (one.after.start, one.after.end) == (datetime.date(2022, 7, 1), datetime.date(2024, 6, 30))
    # 24 months of 10; then 24 of 10 and the 23 from August on of 7.
    assert (one.before.buyers, one.before.revenue) == (1, money(240))
    assert (one.after.buyers, one.after.revenue) == (2, money(240 + 23 * 7))


@pytest.mark.parametrize(
    ("first", "covered"),
    [("2022-01-15", True), ("2021-12-15", False), ("2022-12-15", True), ("2023-01-15", False)],
)
def test_it_is_compared_only_where_the_data_cover_both_sides(first: str, covered: bool) -> None:
    found = effects(first)
    (one,) = found.lighthouses
    assert one.is_comparable == covered
    text = str(effect_sentence(one, found))
    assert ("is not known" in text) != covered
    if not covered:
        assert "the data cover 2020-01-01 to 2024-12-31" in text


def test_a_lighthouse_that_has_not_bought_or_without_industry_has_no_effect_yet() -> None:
    before = effects("2022-06-15", as_of="2022-05-31")
    assert "has not bought yet" in str(effect_sentence(before.lighthouses[0], before))
    unknown = effects("2022-06-15", industry=None)
    assert "industry is not known" in str(effect_sentence(unknown.lighthouses[0], unknown))


@pytest.mark.parametrize("tags", ["lighthouse", "Lighthouse customer, key", "战略；灯塔", "a|灯塔客户"])
def test_a_lighthouse_is_known_by_its_tag_in_either_language(tags: str) -> None:
    assert has_lighthouse_tag(tags)


@pytest.mark.parametrize("tags", [None, "", "no lighthouse", "lighthouse supplier"])
def test_other_tags_are_not_lighthouses(tags: str | None) -> None:
    assert not has_lighthouse_tag(tags)
    assert lighthouse_accounts(
        pl.DataFrame({"account": [0], "tags": [tags]}, schema_overrides={"tags": pl.String})
    ).is_empty()
