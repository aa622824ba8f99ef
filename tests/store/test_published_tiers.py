"""What every account was last told, and for how many months it has been so."""

from __future__ import annotations

import datetime

import polars as pl

from kam_core.store.store import Store
from tests.store.sample_content import HOME, published


def publish_tiers(store: Store, as_of: str, **tiers: str | None) -> None:
    """A publication as of a day, with these tiers by account."""
    frame = pl.DataFrame(
        {"account_id": list(tiers), "tier": list(tiers.values()), "score": [1.0] * len(tiers)},
        schema={"account_id": pl.String, "tier": pl.String, "score": pl.Float64},
    )
    before = store.models.published("demo")
    day = datetime.date.fromisoformat(as_of)
    published(store, None if before is None else before.id, tiers=frame, as_of=day)


def last_tiers(store: Store, as_of: str) -> dict[str, tuple[str, int]]:
    frame = store.published_tiers.last_tiers("demo", HOME, datetime.date.fromisoformat(as_of))
    assert frame.columns == ["account_id", "tier", "months"]
    return {account: (tier, months) for account, tier, months in frame.iter_rows()}


def test_nobody_holds_a_tier_before_the_first_publication(store: Store) -> None:
    assert last_tiers(store, "2026-06-30") == {}
    assert store.published_tiers.last_published("demo", HOME, datetime.date(2026, 6, 30)) is None


def test_months_count_from_the_first_publication_of_the_tier_without_another_one_since(store: Store) -> None:
    publish_tiers(store, "2025-12-31", steady="S", risen="C", fallen="S", back="A")
    publish_tiers(store, "2026-03-31", steady="S", risen="B", fallen="S", back="B")
    publish_tiers(store, "2026-06-30", steady="S", risen="B", fallen="C", back="A")
    assert last_tiers(store, "2026-06-30") == {
        "steady": ("S", 6),
        "risen": ("B", 3),
        "fallen": ("C", 0),
        "back": ("A", 0),
    }
    # Three months later nothing was published, but a quarter more has passed.
    assert last_tiers(store, "2026-09-30")["steady"] == ("S", 9)


def test_what_was_published_for_a_later_date_does_not_hold_yet(store: Store) -> None:
    publish_tiers(store, "2025-12-31", a="C")
    publish_tiers(store, "2026-06-30", a="S")
    assert last_tiers(store, "2026-03-31") == {"a": ("C", 3)}
    assert last_tiers(store, "2025-11-30") == {}
    last = store.published_tiers.last_published("demo", HOME, datetime.date(2026, 3, 31))
    assert last is not None
    assert last.as_of == datetime.date(2025, 12, 31)


def test_an_account_that_the_last_publication_did_not_know_keeps_its_earlier_tier(store: Store) -> None:
    publish_tiers(store, "2025-12-31", here="A", gone="S")
    publish_tiers(store, "2026-06-30", here="A")
    assert last_tiers(store, "2026-06-30") == {"here": ("A", 6), "gone": ("S", 6)}


def test_a_prospect_holds_no_tier_and_a_buyer_who_was_one_begins_anew(store: Store) -> None:
    publish_tiers(store, "2025-12-31", hope=None, new="A")
    publish_tiers(store, "2026-03-31", hope=None, new=None)
    publish_tiers(store, "2026-06-30", hope=None, new="A")
    assert last_tiers(store, "2026-06-30") == {"new": ("A", 0)}


def test_the_model_that_the_app_proposed_publishes_no_tiers(store: Store) -> None:
    first = published(store, None, tiers=None, as_of=datetime.date(2026, 1, 31))
    assert last_tiers(store, "2026-06-30") == {}
    proposal = store.published_tiers.proposal("demo", HOME)
    assert proposal is not None
    assert proposal.model == first.id
    publish_tiers(store, "2026-06-30", a="B")
    assert last_tiers(store, "2026-06-30") == {"a": ("B", 0)}
    assert store.published_tiers.proposal("demo", "all/group") == proposal
    assert store.published_tiers.proposal("other", HOME) is None


def test_other_home_views_and_data_sets_count_for_themselves(store: Store) -> None:
    publish_tiers(store, "2026-06-30", a="B")
    day = datetime.date(2026, 6, 30)
    assert store.published_tiers.last_tiers("demo", "all/group", day).is_empty()
    assert store.published_tiers.last_tiers("other", HOME, day).is_empty()
