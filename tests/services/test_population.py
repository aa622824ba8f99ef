"""Population of a screen: the accounts of one owner among those that a person may read."""

import polars as pl

from kam_core.services.access import Scope
from kam_core.services.population import Population

ACCOUNTS = pl.DataFrame({"account_id": ["a", "b", "c", "d"], "owner": ["Anna Keller", "anna  keller", "周敏", None]})


def ids(population: Population) -> list[str]:
    return population.rows(ACCOUNTS)["account_id"].to_list()


def test_without_an_owner_all_accounts_count_also_those_without_one() -> None:
    assert ids(Population()) == ["a", "b", "c", "d"]


def test_an_owner_counts_in_every_spelling() -> None:
    assert ids(Population(owner="ANNA KELLER")) == ["a", "b"]
    assert ids(Population(owner="周敏")) == ["c"]


def test_an_owner_never_widens_what_somebody_may_read() -> None:
    reads_zhou = Scope(frozenset({"周敏"}))
    assert ids(Population(reads_zhou)) == ["c"]
    assert ids(Population(reads_zhou, "Anna Keller")) == []
