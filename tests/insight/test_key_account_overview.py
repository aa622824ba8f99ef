"""The attention list, tier moves and lines outside the view."""

import datetime
import re
from typing import Any

import polars as pl
import pytest

from kam_core.insight.concentration.pareto_curve import pareto_points
from kam_core.insight.needs_attention import AttentionPolicy, attention
from kam_core.insight.tier_movement import moves, moves_sentence
from kam_core.measures.line_counts import lines_in_view
from kam_core.measures.view import View
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.scoring.tiering import key_accounts
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.vocabulary.enums import STAGE, TIER
from tests.datasets import dataset, day, money, monthly

VIEW = View(datetime.date(2024, 12, 31))
LINES = [
    *monthly("whale", "2022-01-10", 36, 60, margin=20),
    *monthly("fading", "2022-01-10", 33, 40, margin=20),
    *monthly("small", "2022-01-10", 36, 10, margin=1),
]
DATA = dataset(LINES, [{"account": "hope"}])
MODEL = built_in_preset("transactions_only").with_cut(QuotaCut(s=0.34, a=0.34, b=0.0))


def test_the_curve_marks_where_eighty_per_cent_is_reached() -> None:
    curve = pareto_points(score_accounts(account_measures(DATA, VIEW), VIEW, MODEL).accounts, "revenue")
    assert curve.cross == pytest.approx((2 / 3, 1080 / 1200))


def test_lines_outside_the_view_are_counted() -> None:
    data = dataset([*LINES, {"account": None, "date": "2024-03-03", "amount": 9}])
    counts = lines_in_view(data, View(datetime.date(2024, 11, 30)))
    assert counts == {
        "in_view": 103, "after": 2, "without_account": 1, "without_account_amount": money(9),
    }  # fmt: skip


USUAL: dict[str, Any] = {
    "account": 0, "account_id": "a", "name": "A", "owner": "Li", "tier": "A", "stage": "mature", "revenue": 100,
    "revenue_prior": 90, "margin": 10, "open_complaints": 0, "contract_end": None, "credit_days_overdue": 0,
    "recency_days": 9, "purchases": 3, "purchases_prior": 5, "growth": -0.4,
}  # fmt: skip


FORMER_KEY_COLUMNS = pl.DataFrame(
    [("0", "A", datetime.date(2023, 12, 31), False)], schema=key_accounts.FORMER_KEY_COLUMNS, orient="row"
)  # fmt: skip


def needs(
    *rows: dict[str, Any], policy: AttentionPolicy | None = None, before: pl.DataFrame | None = None
) -> list[tuple[str, str]]:
    frame = pl.DataFrame(
        [USUAL | {"account": place, "account_id": f"{place}"} | row for place, row in enumerate(rows)],
        schema_overrides={"tier": TIER, "stage": STAGE, "contract_end": pl.Int64, "owner": pl.String},
    )
    found = attention(key_accounts.with_key(frame, before), VIEW, policy)
    return [(entry.account_id, str(entry.why)) for entry in found]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"stage": "cooling", "recency_days": 107}, "cooling: 107 days since the last purchase"),
        ({"stage": "cooling"}, "cooling: purchases 5 → 3, revenue -40.0%"),
        ({"open_complaints": 3}, "3 open complaints"),
        ({"contract_end": day("2025-03-31")}, "contract ends on 2025-03-31"),
        ({"margin": -50_000}, "loss of 5.00 in this window"),
        ({"credit_days_overdue": 31}, "payment 31 days overdue"),
    ],
)
def test_a_key_account_that_needs_somebody_is_listed_with_its_reason(change: dict[str, Any], why: str) -> None:
    assert needs(change) == [("0", why)]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"tier": "B", "stage": "cooling"},
        {"open_complaints": 2},
        {"contract_end": day("2025-04-01")},
        {"contract_end": day("2024-12-30")},
        {"credit_days_overdue": 30},
    ],
)
def test_what_is_in_order_is_not_listed(change: dict[str, Any]) -> None:
    assert needs(change) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"tier": "B", "stage": "cooling", "recency_days": 107}, "cooling: 107 days since the last purchase"),
        ({"tier": "C", "stage": "ended", "recency_days": 400}, "ended: 400 days since the last purchase"),
        ({"tier": "B"}, "no longer a key account, now B"),
        ({"tier": "B", "margin": -50_000}, "loss of 5.00 in this window"),
    ],
)
def test_who_was_key_and_cools_ended_or_fell_is_listed_and_says_from_when(change: dict[str, Any], why: str) -> None:
    assert needs(change, before=FORMER_KEY_COLUMNS) == [("0", f"{why}; was A on 2023-12-31")]


def test_who_was_key_by_a_publication_says_so() -> None:
    published = FORMER_KEY_COLUMNS.with_columns(pl.lit(True).alias("was_published"))
    assert needs({"tier": "B"}, before=published) == [
        ("0", "no longer a key account, now B; published as A on 2023-12-31")
    ]


def test_who_was_key_and_still_is_needs_nobody_for_that() -> None:
    assert needs({}, before=FORMER_KEY_COLUMNS) == []
    assert needs({"stage": "cooling", "recency_days": 107}, before=FORMER_KEY_COLUMNS) == [
        ("0", "cooling: 107 days since the last purchase")
    ]


def test_an_account_without_owner_is_listed_only_where_others_have_one() -> None:
    assert needs({"owner": None}) == []
    assert needs({"owner": None}, {}) == [("0", "no owner")]


def test_the_list_begins_with_the_most_money_and_ends_at_its_limit() -> None:
    rows = [{"credit_days_overdue": 40, "revenue": 100 + n} for n in range(5)]
    assert [account for account, _ in needs(*rows, policy=AttentionPolicy(most=2))] == ["4", "3"]


def test_tier_moves_name_the_accounts_and_their_main_cause() -> None:
    early = View(datetime.date(2024, 6, 30))
    model = propose(MODEL, account_measures(DATA, VIEW))
    data = dataset([*LINES, *monthly("new", "2024-08-10", 5, 2000, margin=900)], [{"account": "hope"}])
    then, now = (
        score_accounts(account_measures(data, early), early, model),
        score_accounts(account_measures(data, VIEW), VIEW, model),
    )
    moved = moves(then, now)
    # The new one takes a seat, and the one that fades gives its own up.
    assert (moved.became_key, moved.no_longer_key) == (1, 1)
    assert str(moves_sentence(moved)) == "1 account became a key account; 1 lost that status."
    found = moved.shown
    assert found[0].account_id == "new"
    assert str(found[0].cause) == "first purchase"
    assert found[0].up
    fading = next(move for move in found if move.account_id == "fading")
    assert (fading.tier_then, fading.tier_now, fading.up) == ("A", "C", False)
    assert re.fullmatch(
        r"own score \d+\.\d → \d+\.\d, mostly Days since the last purchase \(-\d+\.\d\)", str(fading.cause)
    )


def test_of_a_loss_maker_its_revenue_is_at_stake_and_the_loss_is_in_the_sentence() -> None:
    rows = [{"tier": "C", "margin": -500_000, "revenue": 900}, {"credit_days_overdue": 60, "revenue": 800_000}]
    frame = pl.DataFrame(
        [USUAL | {"account": n, "account_id": f"{n}"} | row for n, row in enumerate(rows)],
        schema_overrides={"tier": TIER, "stage": STAGE, "contract_end": pl.Int64, "owner": pl.String},
    )
    assert [(entry.account_id, entry.stake) for entry in attention(frame, VIEW)] == [("1", 800_000)]
    both = frame.with_columns(revenue=pl.lit(800_001))
    found = [(entry.account_id, entry.stake) for entry in attention(both, VIEW)]
    assert found == [("0", 800_001), ("1", 800_001)]
    assert "loss of 50.00" in str(attention(both, VIEW)[0].why)
