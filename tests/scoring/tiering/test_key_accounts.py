"""Who is a key account and who was (domain: words)."""

import datetime

import polars as pl

from kam_core.scoring.tiering.key_accounts import (
    is_or_was_key,
    key_accounts_at,
    merge_former_key,
    published_key_accounts,
    was_key_of,
    with_key,
)
from kam_core.vocabulary.enums import TIER

THEN, SPRING, AUTUMN = datetime.date(2023, 12, 31), datetime.date(2024, 3, 31), datetime.date(2024, 9, 30)


def accounts(**tiers: str | None) -> pl.DataFrame:
    return pl.DataFrame(
        {"account_id": list(tiers), "tier": pl.Series(list(tiers.values()), dtype=TIER), "disqualified": False},
        schema_overrides={"account_id": pl.String},
    )


def published(*rows: tuple[str, str, datetime.date]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"account_id": pl.String, "tier": TIER, "as_of": pl.Date}, orient="row")


def test_s_and_a_are_key_and_no_other_tier_is() -> None:
    found = with_key(accounts(one="S", two="A", three="B", four="C", prospect=None), None)
    assert found["is_key"].to_list() == [True, True, False, False, False]
    assert not found["was_key"].any()


def test_an_account_was_key_by_the_model_then_or_by_a_publication() -> None:
    before = merge_former_key(
        key_accounts_at(accounts(a="A", b="B", c="C"), THEN), published_key_accounts(published(("b", "S", SPRING)))
    )
    found = with_key(accounts(a="C", b="C", c="C"), before)
    assert found.filter(is_or_was_key())["account_id"].to_list() == ["a", "b"]
    words = [was_key_of(row) for row in found.iter_rows(named=True)]
    assert [None if word is None else str(word) for word in words] == [
        "was A on 2023-12-31", "published as S on 2024-03-31", None,
    ]  # fmt: skip


def test_where_both_say_so_the_model_at_the_earlier_date_is_named() -> None:
    before = merge_former_key(
        key_accounts_at(accounts(a="A"), THEN), published_key_accounts(published(("a", "S", SPRING)))
    )
    assert before.rows() == [("a", "A", THEN, False)]


def test_of_several_publications_the_last_in_s_or_a_is_named() -> None:
    publications = published(("a", "S", SPRING), ("a", "A", AUTUMN), ("a", "B", datetime.date(2024, 12, 31)))
    assert published_key_accounts(publications).rows() == [("a", "A", AUTUMN, True)]


def test_an_account_that_is_still_key_says_nothing_of_before() -> None:
    found = with_key(accounts(a="S"), key_accounts_at(accounts(a="A"), THEN))
    assert was_key_of(found.row(0, named=True)) is None
