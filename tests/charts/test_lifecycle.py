"""Lifecycle charts: values and order of the stages."""

import datetime

import polars as pl

from kam_core.charts.loyalty.lifecycle import funnel_figure, stage_flow_figure
from kam_core.locale.language import Language
from kam_core.vocabulary.enums import STAGE, STAGES
from tests.datasets import money

WORDS = Language("en", "CNY")


def test_accounts_and_money_stand_side_by_side_in_the_order_of_a_life() -> None:
    stages = pl.DataFrame(
        {
            "stage": pl.Series(STAGES, dtype=STAGE),
            "accounts": [5, 4, 3, 2, 1, 0],
            "revenue": [0, money(1), money(2), money(3), money(4), 0],
        }
    )
    counts, revenue = funnel_figure(stages, WORDS).data
    assert list(counts.y) == ["Prospect", "Initial", "Deepening", "Mature", "Cooling", "Ended"]
    assert list(counts.x) == [5, 4, 3, 2, 1, 0]
    assert list(revenue.x) == [0, money(1), money(2), money(3), money(4), 0]


def test_the_flow_leads_from_the_earlier_stage_to_the_later_one() -> None:
    moves = pl.DataFrame(
        {
            "stage_then": pl.Series(["mature", "mature", None], dtype=STAGE),
            "stage_now": pl.Series(["mature", "cooling", "initial"], dtype=STAGE),
            "accounts": [7, 2, 3],
            "revenue": [money(70), money(20), money(3)],
        }
    )
    figure = stage_flow_figure(moves, datetime.date(2024, 6, 30), datetime.date(2024, 9, 30), WORDS)
    sankey = figure.data[0]
    labels = list(sankey.node.label)
    links = {
        (labels[source], labels[target]): value
        for source, target, value in zip(sankey.link.source, sankey.link.target, sankey.link.value, strict=True)
    }
    assert links == {
        ("Mature 9", "Mature 7"): 7,
        ("Mature 9", "Cooling 2"): 2,
        ("no data 3", "Initial 3"): 3,
    }
    assert [note.text for note in figure.layout.annotations] == ["2024-06-30", "2024-09-30"]
