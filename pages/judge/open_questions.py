"""Open questions of the accounts on the screen: rows of a list, criteria, marks, and the first question of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import streamlit as st

from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.vocabulary.message import N_
from kam_core.whatif.judging.answer_effects import model_criteria
from kam_core.whatif.judging.deciding_answers import DecidingAnswers, deciding_answers
from kam_core.whatif.judging.summary import ROW
from pages.panels.judging.marks_now import marks_now
from pages.shell.cache import frame_cache, model_cache
from pages.shell.page_context import PageContext

DECIDES, KEY, ALL = "decides", "key", "all"
LISTS: Mapping[str, str] = {DECIDES: N_("One answer decides"), KEY: N_("Key accounts"), ALL: N_("All")}


@dataclass(frozen=True)
class OpenQuestions:
    """Active customers (`accounts`, by revenue, with their place in the portfolio), the criteria of the grid, what one
    answer decides, and the marks up to the working day (`MARK_COLUMNS`)."""

    context: PageContext
    accounts: pl.DataFrame
    criteria: tuple[str, ...]
    deciding: DecidingAnswers
    marks: pl.DataFrame

    def listed(self, name: str) -> pl.DataFrame:
        """The accounts of a list, by revenue."""
        if name == KEY:
            return self.accounts.filter("is_key")
        if name == ALL:
            return self.accounts
        return self.accounts.filter(pl.Series(self.deciding.decides[self.accounts[ROW].to_numpy()]))

    def first_question(self, row: int) -> str:
        """The criterion to ask first of an account; where all are judged, the first of the grid."""
        asked = self.deciding.first(row)
        return asked if asked is not None else self.criteria[0]


def open_questions(context: PageContext, criteria: Sequence[str] = ()) -> OpenQuestions:
    """Find the open questions; without criteria those of the model and of the gate on mutual dependence."""
    portfolio = context.portfolio
    in_model = model_criteria(portfolio, tuple(CRITERIA))
    marks = marks_now(context)
    rows = portfolio.accounts.select("account").with_row_index(ROW)
    active = (
        context.accounts.filter(pl.col("revenue") > 0)
        .join(rows, on="account", how="left", maintain_order="left")
        .sort("revenue", descending=True, maintain_order=True)
    )
    key = _key(context)
    return OpenQuestions(
        context, active, tuple(criteria) or in_model, _deciding(portfolio, in_model, marks, key), marks
    )


@st.cache_resource(show_spinner=False, max_entries=16)
def _deciding(
    _portfolio: Portfolio, criteria: tuple[str, ...], _marks: pl.DataFrame, key: tuple[object, ...]
) -> DecidingAnswers:
    accounts = _portfolio.accounts["account"]
    answered = {
        name: accounts.is_in(_marks.filter(pl.col("criterion") == name)["account"].cast(accounts.dtype).to_list())
        .to_numpy()
        .astype(np.bool_)
        for name in criteria
    }
    return deciding_answers(_portfolio, criteria, answered)


def _key(context: PageContext) -> tuple[object, ...]:
    published = context.published_tiers
    return (
        *frame_cache.frame_key(context.dataset, context.view), model_cache.model_text(context.published),
        context.working_day.isoformat(), *(() if published is None else published.key),
    )  # fmt: skip
