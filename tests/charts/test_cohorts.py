"""The grid of cohorts: closed cells have a number, open ones are hatched."""

import polars as pl

from kam_core.charts.loyalty.cohorts import cohorts_figure
from kam_core.locale.language import Language

CELLS = pl.DataFrame(
    {
        "cohort": [8096, 8096, 8097],
        "since": [0, 1, 0],
        "open": [False, True, True],
        "buying_share": [1.0, 0.0, 1.0],
    }
)
MEANS = pl.DataFrame({"since": [0], "buying_share": [1.0]})


def test_a_cell_that_is_not_over_is_hatched_and_shows_no_number() -> None:
    figure = cohorts_figure(CELLS, MEANS, "buying_share", ["2024 Q1", "2024 Q2"], Language("en"))
    grid = figure.data[0]
    assert [list(line) for line in grid.text] == [["100", ""], ["100", ""], ["", ""]]
    assert [list(line) for line in grid.z] == [[1.0, None], [1.0, None], [None, None]]
    assert len(figure.layout.shapes) == 2
