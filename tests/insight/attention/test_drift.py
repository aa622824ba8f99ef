"""Drift: a fall of ten points or of a tier within three months is a reason of Today, once, until a new fall."""

import datetime
from typing import Any

import polars as pl

from kam_core.insight.attention.account_attention import find_attention
from kam_core.insight.attention.drift import score_drift
from kam_core.scoring.tiering.key_accounts import with_key
from tests.datasets import day
from tests.insight.attention.sample_accounts import TYPES, USUAL, sources

SINCE = datetime.date(2024, 9, 30)


def _frame(*rows: tuple[float | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            USUAL | {"account": place, "account_id": f"{place}", "score": score, "tier": tier}
            for place, (score, tier) in enumerate(rows)
        ],
        schema_overrides={**TYPES, "score": pl.Float64},
    )


def _reasons(now: tuple[float | None, str | None], then: tuple[float | None, str | None], **more: Any) -> list[str]:
    accounts = _frame(now)
    found = find_attention(
        with_key(accounts, None), sources(more, drift=score_drift(accounts, _frame(then), SINCE))
    )  # fmt: skip
    return [str(reason.text) for one in found.entries for reason in one.reasons]


def test_a_score_that_fell_ten_points_says_by_how_much_and_since_when() -> None:
    assert _reasons((68.0, "A"), (80.3, "A")) == ["score fell 12.3 points since 2024-09-30"]
    assert _reasons((70.0, "A"), (80.0, "A")) == ["score fell 10.0 points since 2024-09-30"]
    assert _reasons((70.1, "A"), (80.0, "A")) == []


def test_a_tier_down_is_a_reason_whatever_the_points() -> None:
    assert _reasons((75.0, "A"), (76.0, "S")) == ["from S to A since 2024-09-30"]
    assert _reasons((60.0, "A"), (76.0, "S")) == ["score fell 16.0 points since 2024-09-30, from S to A"]
    assert _reasons((76.0, "S"), (60.0, "A")) == []


def test_an_account_that_had_no_score_three_months_ago_has_not_fallen() -> None:
    assert _reasons((10.0, "A"), (None, None)) == []


def test_once_done_it_comes_back_when_it_falls_ten_points_more_or_after_three_months_anew() -> None:
    def after(fall: float, since: str) -> list[str]:
        measured = f"score fall: drift_since={day(since)}, score_fall={fall}"
        alert = {"account": 0, "kind": "score fall", "raised_on": "2024-12-01", "state": "done", "measured": measured}
        return _reasons((68.0, "A"), (80.0, "A"), alerts=[alert])

    assert after(12.0, "2024-09-30") == []
    assert after(12.0, "2024-08-31") == []
    assert after(2.0, "2024-09-30") == ["score fell 12.0 points since 2024-09-30"]
    assert after(12.0, "2024-06-30") == ["score fell 12.0 points since 2024-09-30"]
