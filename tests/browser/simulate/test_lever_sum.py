"""The sum of the weights in a browser: kept at 100 unless somebody lets it go, also after a reload."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.page_idle import settled
from tests.browser.simulate.test_live_levers import agreed, free_sum, lab, lever

pytestmark = pytest.mark.browser
__all__ = ["lab"]


def test_locks_and_the_constant_sum_outlive_a_reload(lab: Locator) -> None:
    free_sum(lab)
    lab.get_by_label("Lock: Risk").click()
    lever(lab, "group-fit").press("PageUp")
    agreed(lab)
    lab.page.reload()
    settled(lab.page)
    expect(lab.get_by_label("Keep the sum at 100")).not_to_be_checked()
    expect(lever(lab, "group-risk")).to_be_disabled()


def test_the_weights_shown_add_up_to_100_and_a_move_leads_to_what_crosses_each_line(lab: Locator) -> None:
    fields = lab.locator(".group > .lever input[type=number]")
    assert sum(float(one.input_value()) for one in fields.all()) == pytest.approx(100)
    expect(lab.locator(".scores")).to_be_visible()
    lever(lab, "group-realised").press("PageDown")
    expect(lab.locator(".crossings")).to_be_visible()
    expect(lab.locator("[data-line=AB] .falling")).to_contain_text("account")
    assert sum(float(one.input_value()) for one in fields.all()) == pytest.approx(100, abs=0.3)
    agreed(lab)
