"""The recipe for a measure, performed: the new sum comes out right on every way from lines to accounts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.recipes.recipe import copy_of_tree, perform, run_python

WAYS = """
import datetime, json
import polars as pl
from kam_core.engines.engine_choice import engine_of
from kam_core.measures.cells.from_lines import cells
from kam_core.measures.cells.from_sorted_lines import cells_of_sorted_lines
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.roll_up import state, state_parts
from kam_core.measures.cells.roll_up_by_month import MonthlyRollUp
from kam_core.measures.cells.purchase_gaps import silences
from kam_core.measures.features import features
from kam_core.measures.view import View

MARCH, APRIL = 2024 * 12 + 2, 2024 * 12 + 3
LINES = pl.DataFrame(
    # account, order, day, month, amount: account 1 returns 5 in March 2023, before the window of twelve months.
    [
        (2, 8, 19_783, MARCH, -9), (1, 4, 19_783, MARCH, 50), (1, 4, 19_783, MARCH, -20), (1, 5, 19_814, APRIL, -3),
        (2, 9, 19_815, APRIL, 7), (1, 3, 19_417, MARCH - 12, -5), (3, 7, 19_815, APRIL, 1),
    ],
    schema=dict.fromkeys(("account", "order", "day", "month", "amount"), pl.Int64), orient="row",
).with_columns(margin=pl.lit(None, pl.Int64), list_amount=pl.lit(None, pl.Int64))
HORIZON = Horizon.of(View(datetime.date(2024, 4, 30), 12), 2023 * 12)

def returned(engine, frame):
    found = engine.collect(features(state(frame, HORIZON), silences(frame), HORIZON)).sort("account")
    return found.select("account", "returned_amount").rows()

found = {}
by_month = [cells_of_sorted_lines(part.sort("account")) for part in LINES.sort("month").partition_by("month")]
for name in ("polars", "duckdb"):
    engine = engine_of(name)
    found[f"unsorted lines, {name}"] = returned(engine, cells(engine.of(LINES)))
    found[f"sorted lines, {name}"] = returned(engine, engine.of(pl.concat(by_month)))
    engine.close()
engine = engine_of("polars")
months = MonthlyRollUp(LINES["account"].unique().sort().to_numpy())
for month in by_month:
    months.add(engine.collect(state_parts(engine.of(month), HORIZON)))
found["month by month"] = months.state().select("account", "returned_amount").rows()
print(json.dumps(found))
"""


@pytest.mark.long
def test_a_measure_that_needs_a_new_sum_is_added_by_its_recipe(tmp_path: Path) -> None:
    """By hand: account 1 returned 20 and 3 in the window and 5 before it, account 2 returned 9, account 3 nothing."""
    tree = copy_of_tree(tmp_path)
    perform("A measure", tree)
    found = json.loads(run_python(tree, WAYS))
    assert len(found) == 5
    assert all(rows == [[1, 23], [2, 9], [3, 0]] for rows in found.values()), found
