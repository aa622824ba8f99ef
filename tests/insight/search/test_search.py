"""Search for accounts, owners and screens."""

from __future__ import annotations

import unicodedata

import numpy as np
import polars as pl
import pytest

from kam_core.insight.search.find import find
from kam_core.insight.search.hits import Hit, HitKind, MatchRank
from kam_core.insight.search.search_index import SearchIndex, search_index
from tests.datasets import dataset

ACCOUNTS = [
    {"account": "G1", "name": "Northmarch Holding", "owner": "Sofia Marin"},
    {"account": "A009", "name": "Northmarch Automotive GmbH", "owner": "Anna Keller", "parent": "G1"},
    {"account": "A010", "name": "昆明桓坪医院", "owner": "周敏"},
    {"account": "A011", "name": "Teaselmere-North Inc.", "owner": "Anna Keller"},
    {"account": "A012", "name": "Straße & Söhne", "owner": None},
    {"account": "A013", "name": "Great Northern Rail", "owner": "周敏"},
    {"account": "NORTH", "name": "Bergholt", "owner": "周敏"},
]
REVENUE = {"A013": 900, "A009": 500, "A011": 400, "A010": 300, "G1": 20, "A012": 10}


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    accounts = dataset(accounts=ACCOUNTS).accounts
    revenue = accounts.select("account_id", pl.col("account_id").replace_strict(REVENUE, default=None).alias("revenue"))
    return search_index(accounts, revenue)


def ids(hits: tuple[Hit, ...], kind: HitKind = HitKind.ACCOUNT) -> list[str]:
    return [hit.id for hit in hits if hit.kind is kind]


def test_the_exact_id_comes_first_then_names_that_start_so_then_words_then_parts(index: SearchIndex) -> None:
    """Inside a rank the larger revenue: A009 (500) before G1 (20), A013 (900) before A011 (400)."""
    assert ids(find(index, "north", 12)) == ["NORTH", "A009", "G1", "A013", "A011"]
    assert [hit.rank for hit in find(index, "north", 12)] == [0, 2, 2, 3, 3]
    assert ids(find(index, "orth", 12)) == ["A013", "A009", "A011", "G1", "NORTH"]


def test_a_name_typed_in_full_comes_before_longer_names(index: SearchIndex) -> None:
    first = find(index, "northmarch holding", 12)[0]
    assert (first.id, first.rank) == ("G1", MatchRank.EXACT_NAME)


@pytest.mark.parametrize("typed", ["a009", "Ａ００９", "  A009 "])
def test_case_width_and_blanks_make_no_difference_to_an_id(index: SearchIndex, typed: str) -> None:
    hit = find(index, typed, 12)[0]
    assert hit == Hit(
        HitKind.ACCOUNT, "A009", "Northmarch Automotive GmbH", MatchRank.EXACT_ID, "Northmarch Holding", "Anna Keller"
    )


@pytest.mark.parametrize("typed", ["STRASSE", "straße", "söhne", "So\u0308hne", "straße  ＆"])
def test_letters_that_are_the_same_to_a_reader_are_found(index: SearchIndex, typed: str) -> None:
    assert ids(find(index, typed, 12)) == ["A012"]


def test_chinese_names_are_found_by_any_part(index: SearchIndex) -> None:
    assert ids(find(index, "桓坪", 12)) == ids(find(index, "医院", 12)) == ["A010"]


def test_several_words_must_all_occur_in_name_id_group_or_owner(index: SearchIndex) -> None:
    assert ids(find(index, "north keller", 12)) == ["A009", "A011"]
    assert ids(find(index, "automotive holding", 12)) == ["A009"], "one word in the name, one in that of the group"
    assert find(index, "automotive 周敏", 12) == ()


def test_an_owner_is_found_before_the_accounts_of_that_owner(index: SearchIndex) -> None:
    hits = find(index, "周敏", 12)
    assert (hits[0].kind, hits[0].id, hits[0].rank) == (HitKind.OWNER, "周敏", MatchRank.EXACT_NAME)
    assert ids(hits) == ["A013", "A010", "NORTH"], "by revenue, the account without revenue last"


def test_spellings_of_one_owner_are_one_hit() -> None:
    rows = [
        {"account": f"C{n}", "owner": owner} for n, owner in enumerate(("Anna Keller", "ANNA  KELLER", "anna keller"))
    ]
    hits = find(search_index(dataset(accounts=rows).accounts), "keller", 12)
    assert ids(hits, HitKind.OWNER) == ["ANNA  KELLER"]


def test_screens_are_found_by_title_and_stand_before_equally_good_accounts(index: SearchIndex) -> None:
    screens = [("Results", "results"), ("Northern region", "region"), ("业绩", "results")]
    assert ids(find(index, "业绩", 12, screens), HitKind.SCREEN) == ["results"]
    hits = find(index, "north", 12, screens)
    assert [hit.id for hit in hits[:3]] == ["NORTH", "region", "A009"]


def test_nothing_typed_finds_nothing(index: SearchIndex) -> None:
    assert find(index, "", 12, [("Results", "results")]) == find(index, " \u3000", 12) == ()


def test_the_best_hit_is_the_same_however_many_are_wanted(index: SearchIndex) -> None:
    screens = [("Annals", "annals"), ("Analysis", "analysis"), ("Anchors", "anchors")]
    for typed in ("an", "north", "a", "周"):
        assert find(index, typed, 1, screens) == find(index, typed, 12, screens)[:1]


def test_a_long_list_of_accounts_leaves_room_for_the_owners() -> None:
    rows = [{"account": f"C{n:03}", "name": f"Anna {n}", "owner": "Anna Keller"} for n in range(50)]
    hits = find(search_index(dataset(accounts=rows).accounts), "anna", 12)
    assert len(hits) == 12
    assert ids(hits, HitKind.OWNER) == ["Anna Keller"]
    assert ids(hits) == [f"C{n:03}" for n in range(11)], "without revenue by id"


def simply_folded(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFKC", text or "").casefold().split())


def test_the_accounts_found_are_those_that_a_simple_loop_finds() -> None:
    """Random names of letters in both widths and cases, sharp s, final sigma, Chinese and punctuation."""
    chance = np.random.default_rng(5)
    letters = list("aAbBＡｂßςΣ桓坪&-. 　1１.*[")

    def text(most: int) -> str:
        return "".join(chance.choice(letters, int(chance.integers(1, most))))

    rows = [{"account": f"{n}{text(3)}", "name": text(12), "owner": text(5)} for n in range(300)]
    accounts = dataset(accounts=rows).accounts
    index = search_index(accounts)
    found = 0
    for typed in [text(4) for _ in range(200)]:
        words = simply_folded(typed).split()
        wanted = {
            str(row["account"])
            for row in rows
            if words
            and all(any(word in simply_folded(str(row[c])) for c in ("account", "name", "owner")) for word in words)
        }
        assert set(ids(find(index, typed, 1000))) == wanted, repr(typed)
        found += len(wanted)
    assert found > 1000, "the texts typed must find something for this to say anything"
