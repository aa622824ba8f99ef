"""Accounts that new files share with a data set."""

import polars as pl
import pytest

from kam_core.intake.comparing.record_merge import StoredRecords
from kam_core.intake.comparing.shared_accounts import shared_accounts


def listed(*rows: tuple[str, str | None]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema={"account": pl.String, "name": pl.String}, orient="row")


def stored(*rows: tuple[str, str | None]) -> StoredRecords:
    return StoredRecords({"accounts": listed(*rows).with_columns(origin=pl.lit("a.csv"), line=pl.lit(1))}, 1)


@pytest.mark.parametrize(
    ("rows", "known"),
    [
        ([("103", "Atelier graphique"), ("112", "Signal Gift Stores")], 0),
        ([("103", "Bike World"), ("112", "Signal Gift Stores")], 1),
        ([("103", " bike  WORLD "), ("9", "New")], 1),
        ([("103", None), ("112", None)], 2),
    ],
    ids=["other names", "one is the same", "the same but for spaces and capitals", "no names to compare"],
)
def test_an_account_is_known_by_its_id_and_no_other_name(rows: list[tuple[str, str | None]], known: int) -> None:
    before = stored(("103", "Bike World"), ("112", "Cycle Shop"))
    assert shared_accounts([("accounts", listed(*rows))], before) == (2, known)


def test_a_first_import_shares_nothing() -> None:
    assert shared_accounts([("accounts", listed(("1", "One")))], StoredRecords({}, 1)) == (1, 0)
