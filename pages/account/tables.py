"""Tables of the account page: measures beside the tier's median, order lines."""

from __future__ import annotations

import polars as pl

from kam_core.locale.language import Language
from kam_core.vocabulary.measures import MEASURES
from pages.widgets.measure_text import measure_text, unit_label


def beside_tier_rows(compared: pl.DataFrame, words: Language) -> pl.DataFrame:
    """Measure, this account, median of its tier, unit: every value in the format of its kind."""
    return pl.DataFrame(
        [
            {
                "measure": words.say(MEASURES[measure].label),
                "value": measure_text(measure, value, words),
                "median": measure_text(measure, median, words),
                "unit": words.say(unit_label(measure)),
            }
            for measure, value, median in compared.iter_rows()
        ],
        schema={"measure": pl.String, "value": pl.String, "median": pl.String, "unit": pl.String},
    )


def line_rows(lines: pl.DataFrame, words: Language) -> pl.DataFrame:
    """Order lines with money as the reader writes it, to the cent, and numbers of lines as they are in the file."""
    amounts = [
        pl.Series(name, [_cents(value, words) for value in lines[name].to_list()], dtype=pl.String)
        for name in ("amount", "margin")
    ]
    return lines.with_columns(*amounts, pl.col("line").cast(pl.String))


def _cents(value: int | None, words: Language) -> str | None:
    return None if value is None else words.money(value, compact=False)
