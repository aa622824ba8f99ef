"""Levers in the browser: proportions of a group, the sum of 100, locks."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).resolve().parents[3] / "pages" / "rules" / "simulate" / "browser" / "levers.js"
BEGIN = """() => {
  const group = (name, ...names) => ({ name, criteria: names.map((one) => ({ name: one })) });
  const realised = group('realised', 'revenue', 'margin', 'total', 'regularity');
  const risk = group('risk', 'overdue', 'alive');
  realised.shape = { revenue: 15, margin: 10, total: 5, regularity: 5 };
  risk.shape = { overdue: 3, alive: 2 };
  window.groups = { realised, risk };
  window.levers = new Levers({ groups: [realised, risk], cut: {},
    weights: { revenue: 15, margin: 10, total: 5, regularity: 5, overdue: 3, alive: 2 } });
}"""


@pytest.fixture
def levers(page: Page) -> Page:
    page.goto("about:blank")
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8") + "\nwindow.Levers = Levers;")
    page.evaluate(BEGIN)
    return page


def after(page: Page, act: str) -> dict[str, float]:
    found: dict[str, float] = page.evaluate(f"() => {{ {act}; return levers.weights; }}")
    return found


def total(weights: dict[str, float], *names: str) -> Any:
    return pytest.approx(sum(weights[name] for name in names), abs=1e-9)


GROUP = ("revenue", "margin", "total", "regularity")


def test_a_group_keeps_its_proportions_in_hundredths_that_add_up(levers: Page) -> None:
    moved = after(levers, "levers.moveGroup(groups.realised, 17)")
    assert total(moved, *GROUP) == 17
    # 17 of 35 points: 7.286, 4.857, 2.429 and 2.429.
    for name, points in zip(GROUP, (15, 10, 5, 5), strict=True):
        assert abs(moved[name] - points * 17 / 35) < 0.01
        assert round(moved[name], 2) == moved[name]


def test_a_group_that_went_down_to_nothing_comes_back_as_it_was(levers: Page) -> None:
    for points in (3, 0.5, 0):
        after(levers, f"levers.moveGroup(groups.realised, {points})")
    back = after(levers, "levers.moveGroup(groups.realised, 35)")
    assert [back[name] for name in GROUP] == [15, 10, 5, 5]


def test_with_a_constant_sum_the_others_give_what_one_takes_and_locks_hold(levers: Page) -> None:
    after(levers, "levers.keepsSum = true; levers.balanceSum()")
    moved = after(levers, "levers.lock(['alive'], true); levers.move('overdue', 40)")
    assert moved["overdue"] == 40
    assert total(moved, *moved) == 100
    assert after(levers, "levers.move('revenue', 90)")["alive"] == moved["alive"]


def test_where_everything_else_is_locked_the_hand_stops_at_a_sum_of_100(levers: Page) -> None:
    act = "levers.keepsSum = true; levers.lock(['margin', 'total', 'regularity', 'overdue', 'alive'], true);"
    moved = after(levers, act + "levers.move('revenue', 95)")
    assert moved["revenue"] == pytest.approx(75)
    assert total(moved, *moved) == 100


def test_what_is_no_number_or_out_of_bounds_stays_between_0_and_100(levers: Page) -> None:
    assert after(levers, "levers.move('revenue', NaN)")["revenue"] == 0
    assert after(levers, "levers.move('revenue', 1e9)")["revenue"] == 100
    assert after(levers, "levers.move('revenue', -4)")["revenue"] == 0


def test_a_group_without_data_keeps_its_weight_while_the_others_share_the_rest(levers: Page) -> None:
    empty = "for (const one of groups.risk.criteria) one.data = false;"
    moved = after(levers, empty + "levers.keepsSum = true; levers.move('revenue', 80)")
    assert (moved["overdue"], moved["alive"]) == (3, 2)
    assert total(moved, *moved) == 100
