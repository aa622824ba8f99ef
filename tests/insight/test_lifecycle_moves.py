"""Moves between two dates and the lists of the lifecycle page (domain: lifecycle)."""

import datetime

import polars as pl

from kam_core.insight.lifecycle.analysis import (
    cooling_key,
    count_moves,
    funnel,
    transition_table,
    transitions,
    win_back,
    win_back_list,
)
from kam_core.insight.lifecycle.cooling_moves import cooling_answer, cooling_moves
from kam_core.insight.lifecycle.sentence import lifecycle_answer, lifecycle_line, lifecycle_population
from kam_core.scoring.tiering.key_accounts import key_accounts_at, with_key
from kam_core.vocabulary.enums import STAGE, TIER
from kam_core.vocabulary.message import Message
from tests.datasets import money


def then() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "account": [0, 1, 2, 3],
            "stage": pl.Series(["prospect", "mature", "cooling", "mature"], dtype=STAGE),
        }
    )


def now() -> pl.DataFrame:
    """0 bought first, 1 cools, 2 is back, 3 stays, 4 was not known and bought, 5 was not known and did not."""
    return pl.DataFrame(
        {
            "account": [0, 1, 2, 3, 4, 5],
            "account_id": list("abcdef"),
            "name": list("abcdef"),
            "stage": pl.Series(["initial", "cooling", "mature", "mature", "initial", "prospect"], dtype=STAGE),
            "tier": pl.Series(["C", "A", "S", "B", "C", None], dtype=TIER),
            "disqualified": False,
            "revenue": [money(n) for n in (1, 2, 3, 4, 5, 0)],
            "revenue_prior": [money(n) for n in (0, 9, 3, 4, 0, 0)],
            "recency_days": [1, 200, 3, 4, 5, None],
            "gap_days": [None, 20.0, 3.0, 4.0, None, None],
            "growth": [None, -0.7, 0.0, 0.0, None, None],
            "owner": ["Li"] * 6,
        }
    )


def test_first_purchases_are_new_and_not_forward() -> None:
    moved = count_moves(transitions(then(), now()))
    assert (moved.known, moved.new, moved.forward, moved.backward) == (4, 2, 1, 1)


def test_a_loss_is_no_progress_and_a_recovery_no_setback() -> None:
    moved = count_moves(transitions(then(), now()))
    assert (moved.advanced, moved.cooled, moved.recovered, moved.slipped) == (0, 1, 1, 0)


def test_the_answer_names_who_cools_and_the_line_what_happened_since_the_earlier_date() -> None:
    stages, moved = funnel(now()), count_moves(transitions(then(), now()))
    assert str(lifecycle_answer(stages)) == "1 account is cooling, 9.00 at stake."
    assert str(lifecycle_population(stages)) == "5 accounts have bought, 1 prospect has not yet."
    assert str(lifecycle_line(stages, moved, datetime.date(2024, 6, 30), Message("the year"))) == (
        "0 deepening and 2 mature accounts bring 7.00 in the year. Since 2024-06-30: first purchases 2, advanced 0, "
        "recovered 1, slipped back 0, cooled or ended 1."
    )


def test_the_table_of_moves_has_a_row_for_those_not_yet_known() -> None:
    table = transition_table(transitions(then(), now()))
    assert table["stage_then"].to_list() == ["prospect", "initial", "deepening", "mature", "cooling", "ended", None]
    rows = {row["stage_then"]: row for row in table.iter_rows(named=True)}
    assert (rows["mature"]["mature"], rows["mature"]["cooling"], rows["cooling"]["mature"]) == (1, 1, 1)
    assert (rows[None]["initial"], rows[None]["prospect"]) == (1, 1)
    assert table.drop("stage_then").sum_horizontal().sum() == 6


def test_without_newcomers_the_table_has_no_such_row() -> None:
    assert transition_table(transitions(then(), then().with_columns(pl.lit(0).alias("revenue")))).height == 6


def test_only_key_accounts_are_called_first_and_by_the_larger_window() -> None:
    both = now().with_columns(pl.lit("cooling").cast(STAGE).alias("stage"))
    assert cooling_key(now())["account_id"].to_list() == ["b"]
    assert cooling_key(both)["account_id"].to_list() == ["b", "c"]


def test_the_win_back_list_begins_with_the_dearest_year() -> None:
    ended = now().with_columns(
        pl.lit("ended").cast(STAGE).alias("stage"),
        pl.Series("tenure_days", [731, 731, 366, 400, 400, 400]),
        pl.Series("recency_days", [366, 0, 1, 400, 400, 400]),
        pl.Series("revenue_total", [money(n) for n in (30, 40, 25, 1, 1, 0)]),
        pl.Series("purchases_total", [1] * 6),
        pl.lit("steel").alias("industry"),
    )
    # 30 in one year; 40 in two; 25 in one. Of these only b and c are key: they come first.
    assert win_back(ended)["account_id"].to_list()[:3] == ["a", "c", "b"]
    listed = win_back_list(ended)
    assert listed["account_id"].to_list()[:3] == ["c", "b", "a"]
    assert listed["stake"].to_list()[:3] == [money(3), money(9), money(1)]


def test_who_was_key_and_fell_to_b_is_in_the_cooling_list_with_the_day() -> None:
    fallen = now().with_columns(pl.lit("B").cast(TIER).alias("tier"), pl.lit("cooling").cast(STAGE).alias("stage"))
    assert cooling_key(fallen).is_empty()
    on = datetime.date(2023, 12, 31)
    listed = cooling_key(with_key(fallen, key_accounts_at(now(), on)))
    assert listed.select("account_id", "was_tier", "was_on", "was_published").rows() == [
        ("b", "A", on, False), ("c", "S", on, False),
    ]  # fmt: skip


def test_who_bought_first_and_cooled_since_is_named_among_those_that_turned_cooling() -> None:
    """Elsewhere the first counts as a first purchase only, so two would not add up with one."""
    stages = pl.Series(["prospect", "mature"], dtype=STAGE), pl.Series(["cooling", "cooling"], dtype=STAGE)
    before, after = (pl.DataFrame({"account": [0, 1], "stage": one, "revenue": [0, 0]}) for one in stages)
    moved = cooling_moves(transitions(before, after))
    assert str(cooling_answer(moved)) == "2 turned cooling, 0 ended (1 of them first bought since)."
