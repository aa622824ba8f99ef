"""Tier overrides of the settings screen: set, expired, withdrawn."""

import datetime

import pytest

from kam_core.vocabulary.message import UserError
from pages.settings.overrides import checked_account_id
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import page_text
from tests.pages.settings.settings_page import (
    MORNING,
    TODAY,
    click,
    imported,
    opened,
    override,
    table,
)
from tests.store.sample_content import by


def test_a_tier_is_set_by_hand_from_the_list() -> None:
    page = opened("overrides")
    page.selectbox(key="override_account").select("A002").run()
    page.text_area[0].set_value("flagship")
    click(page, "override_save_A002")
    row = table(page, "tier").row(0, named=True)
    assert (row["account"], row["tier"], row["state"], row["author"]) == (
        "Northmarch Automotive GmbH", "S", "in force", "Kim",
    )  # fmt: skip
    assert "Manual tiers in force on 2026-09-30: 1." in page_text(page)


def test_expired_and_withdrawn_ones_are_listed_apart_and_do_not_count() -> None:
    override("A001")
    override("A002", until=datetime.date(2026, 6, 30))
    override("A003")
    gone = open_store().overrides.all("demo")[-1]
    open_store().overrides.withdraw(gone, by("Kim", MORNING))
    page = opened("overrides")
    assert "In force on 2026-09-30: 1" in page_text(page)
    assert "Expired (tier follows the model again): 1" in page_text(page)
    lists = [table(page, "tier", place).select("id", "state").rows() for place in range(3)]
    assert lists == [[("A001", "in force")], [("A002", "expired")], [("A003", "withdrawn")]]
    page.query_params["account"] = "A002"
    page.switch_page("pages/account/page.py").run()
    assert "set manually" not in page_text(page)
    assert "S until 2026-06-30, set by Lee" in page_text(page)


def test_one_that_is_over_by_now_but_not_on_the_date_of_the_view_says_so() -> None:
    override("A001", until=datetime.date(2026, 10, 31))
    page = opened("overrides")
    wanted = "in force" if datetime.date(2026, 10, 31) >= TODAY else "expired since, but in force on the as-of date"
    assert table(page, "tier")["state"].to_list() == [wanted]


def test_one_is_withdrawn_from_the_list() -> None:
    override("A002")
    page = opened("overrides")
    page.selectbox(key="override_account").select("A002").run()
    click(page, "override_withdraw_A002")
    assert "In force on 2026-09-30: 0" in page_text(page)
    assert table(page, "tier")["state"].to_list() == ["withdrawn"]


def test_an_id_that_no_account_has_shows_an_error() -> None:
    names = {"A001": "One"}
    assert checked_account_id(" A001 ", names) == "A001"
    with pytest.raises(UserError, match="No account with the id nobody"):
        checked_account_id("nobody", names)


def test_one_for_an_account_that_left_the_data_is_not_lost() -> None:
    data_set_id = imported()
    override("GONE", data_set_id=data_set_id)
    row = table(opened("overrides", data_set_id), "tier").row(0, named=True)
    assert (row["id"], row["account"]) == ("GONE", "not in these data")
