"""Latest marks up to the working day, cached by the state of the data."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.judging.marks import current_marks
from kam_core.services.appraisal import in_unit_of
from kam_core.services.marks import TABLE
from kam_core.vocabulary.calendar import day_number
from pages.shell.page_context import PageContext


def marks_now(context: PageContext) -> pl.DataFrame:
    """The latest mark of each account and criterion up to the working day or the as-of date, whichever is later."""
    table = in_unit_of(context.dataset, context.view).tables.get(TABLE)
    today = day_number(max(context.working_day, context.view.as_of))
    return _marks(table, today, (context.view.unit, *context.dataset.state((TABLE, "accounts"))))


@st.cache_resource(show_spinner=False, max_entries=16)
def _marks(_table: pl.DataFrame | None, today: int, key: tuple[object, ...]) -> pl.DataFrame:
    schema = {"account": pl.Int64, "criterion": pl.String, "score": pl.Float64, "assessed_on": pl.Int64,
              "assessor": pl.String, "evidence": pl.String}  # fmt: skip
    return current_marks(pl.DataFrame(schema=schema) if _table is None else _table, today)
