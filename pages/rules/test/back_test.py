"""Back-test: share of the revenue lost since a past date that each model had in S and A."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.charts.back_test import back_test_figure
from kam_core.charts.theme import CONFIG
from kam_core.locale.language import Language
from kam_core.measures.view import View
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.presets import PRESETS, built_in_preset
from kam_core.services.history import bought_since, portfolios_by_model, view_before
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Message, UserError
from kam_core.whatif.back_test import BackTest, Interval, back_test, back_test_sentence
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.shell.cache import frame_cache, model_cache
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.measure_text import column_infos
from pages.widgets.messages import show_error
from pages.widgets.row_table import show_rows

HORIZONS = (6, 12, 18, 24)
"""Months to look back."""


@st.cache_resource(show_spinner=False, max_entries=8)
def _back_tested(
    _dataset: Dataset, _view: View, _models: dict[str, Model], _by_revenue: str, months: int, key: tuple[object, ...]
) -> tuple[View, BackTest]:
    then = view_before(_dataset, _view, months)
    portfolios_then = portfolios_by_model(_dataset, then, _models)
    first = next(iter(portfolios_then.values()))
    return then, back_test(portfolios_then, bought_since(_dataset, first, _view), _by_revenue)


def show_back_test(what_if: WhatIfContext) -> None:
    """Show the result for the draft, all models side by side, and the basis of the numbers."""
    words, context = what_if.words, what_if.context
    months = choose(
        words.say("Run back-test"),
        HORIZONS,
        lambda n: words.say("{months} month", "{months} months", "months", months=n),
        "back_test_months",
        words,
    )
    models = _models(what_if)
    by_revenue = words.say("By revenue alone")
    key = (
        *frame_cache.frame_key(context.dataset, context.view), words.code,
        *(model_cache.model_text(model) for model in models.values()),
    )  # fmt: skip
    try:
        with st.spinner(words.say("Testing the past {months} months …", months=months)):
            then, result = _back_tested(context.dataset, context.view, models, by_revenue, months, key)
    except UserError as error:
        show_error(error.message, words)
        return
    st.markdown(plain(words.say(back_test_sentence(result, words.say("Your draft")))))
    if result.too_few:
        st.caption(_basis_text(then, result, months, words))
        return
    rows = result.results
    st.plotly_chart(
        back_test_figure(
            [row.model for row in rows],
            [row.of_revenue or 0.0 for row in rows],
            [row.revenue_between for row in rows],
            [row.base for row in rows],
            words,
        ),
        key="back_test_figure",
        config=CONFIG,
    )
    show_rows(
        back_test_rows(result, words),
        "back_test_table",
        {
            "model": words.say("Model"),
            "key": words.say("S and A at that time"),
            "accounts": words.say("Of these, lost"),
            "of_accounts": words.say("Share of lost accounts"),
            "revenue": words.say("Revenue of lost accounts"),
            "of_revenue": words.say("Share of revenue lost"),
            "base": words.say("Share of total revenue"),
        },
        right=("key", "accounts", "of_accounts", "revenue", "of_revenue", "base"),
        infos=column_infos("back_test", words),
    )
    st.caption(_basis_text(then, result, months, words))


def _models(what_if: WhatIfContext) -> dict[str, Model]:
    """The published model, the draft and the presets, by the name to show, without tiers set by hand."""
    words = what_if.words
    models = {words.say("Published model"): what_if.context.published, words.say("Your draft"): what_if.draft}
    models |= {words.say(label): built_in_preset(name) for name, label in PRESETS.items()}
    # Overrides of today know which accounts left since.
    return {label: model.model_copy(update={"overrides": ()}) for label, model in models.items()}


def back_test_rows(result: BackTest, words: Language) -> pl.DataFrame:
    """One row per model."""
    return pl.DataFrame(
        [
            {
                "model": row.model,
                "key": words.number(row.key_accounts),
                "accounts": words.number(row.accounts),
                "of_accounts": _share(row.of_accounts, row.accounts_between, words),
                "revenue": words.money(row.revenue),
                "of_revenue": _share(row.of_revenue, row.revenue_between, words),
                "base": words.percent(row.base, 0),
            }
            for row in result.results
        ]
    )


def _share(share: float | None, between: Interval | None, words: Language) -> str:
    if share is None:
        return words.say("too few")
    if between is None:
        return words.percent(share, 0)
    low, high = (words.percent(end, 0) for end in between)
    return words.say("{share} ({low} – {high})", share=words.percent(share, 0), low=low, high=high)


def _basis_text(then: View, result: BackTest, months: int, words: Language) -> str:
    """The basis of the numbers: date, accounts, window and method."""
    return plain(
        words.say(
            Message(
                "As of {date}: {leavers} of {buyers} account with purchases in the previous window made none in "
                "the following {months} months. Same models and ranges, without manual tiers. 95% intervals: "
                "Wilson for accounts, {draws} random draws (seed {seed}) for money.",
                "As of {date}: {leavers} of {buyers} accounts with purchases in the previous window made none in "
                "the following {months} months. Same models and ranges, without manual tiers. 95% intervals: "
                "Wilson for accounts, {draws} random draws (seed {seed}) for money.",
                "buyers",
                date=then.as_of,
                leavers=result.leavers,
                buyers=result.buyers,
                months=months,
                draws=result.draws,
                seed=str(result.seed),
            )
        )
    )
