"""The next step at each account."""

import polars as pl

from kam_core.insight.next_actions import next_steps, with_listed


def test_the_next_step_is_the_open_action_that_is_due_first() -> None:
    plan = pl.DataFrame(
        {
            "account": [1, 1, 1, 2, 3],
            "action": ["call", "visit", "offer", "review", "ended"],
            "due": [20, 10, 5, None, 1],
            "status": ["open", None, " Done ", "in progress", "完成"],
        }
    )
    assert next_steps(plan).rows() == [(1, "visit", 10), (2, "review", None)]


def test_a_plan_without_dates_and_statuses_still_has_a_next_step() -> None:
    assert next_steps(pl.DataFrame({"account": [1], "action": ["call"]})).rows() == [(1, "call", None)]


def test_without_a_plan_there_is_no_next_step() -> None:
    assert next_steps(None).is_empty()


def test_an_account_on_the_attention_list_has_the_step_and_the_day_of_the_list() -> None:
    agreed = next_steps(pl.DataFrame({"account": [1, 2], "action": ["call", "visit"], "due": [5, 6]}))
    listed = pl.DataFrame({"account": [2, 3], "next_step": ["visit", "Call the customer."], "due": [4, None]})
    assert with_listed(agreed, listed).rows() == [(1, "call", 5), (2, "visit", 4), (3, "Call the customer.", None)]
