"""Looking back: of the revenue that left since, how much had each model in S and A?"""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.charts.back_test import back_test_figure
from kam_core.charts.theme import CONFIG
from kam_core.locale.language import Language
from kam_core.measures.view import View
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.presets import PRESETS, template
from kam_core.services.history import bought_since, portfolios_by_model, view_before
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Message, UserError
from kam_core.whatif.back_test import BackTest, Interval, back_test, back_test_sentence
from pages.shell.cache import frame_cache, model_cache
from pages.what_if.case import Case
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.messages import show_error
from pages.widgets.row_table import show_rows

HORIZONS = (6, 12, 18, 24)
"""Months to look back."""


@st.cache_resource(show_spinner=False, max_entries=8)
def _tested(
    _dataset: Dataset, _view: View, _models: dict[str, Model], _by_revenue: str, months: int, key: tuple[object, ...]
) -> tuple[View, BackTest]:
    then = view_before(_dataset, _view, months)
    judged = portfolios_by_model(_dataset, then, _models)
    first = next(iter(judged.values()))
    return then, back_test(judged, bought_since(_dataset, first, _view), _by_revenue)


def show_back_test(case: Case) -> None:
    """The answer for the draft, all models side by side, and what the numbers rest on."""
    words, context = case.words, case.context
    months = choose(
        words.say("Look back"),
        HORIZONS,
        lambda n: words.say("{months} {months:month|months}", months=n),
        "back_test_months",
        words,
    )
    models = _models(case)
    by_revenue = words.say("By revenue alone")
    key = (
        *frame_cache.frame_key(context.dataset, context.view), words.code,
        *(model_cache.model_text(model) for model in models.values()),
    )  # fmt: skip
    try:
        with st.spinner(words.say("Looking back {months} months …", months=months)):
            then, found = _tested(context.dataset, context.view, models, by_revenue, months, key)
    except UserError as error:
        show_error(error.message, words)
        return
    st.markdown(plain(words.say(back_test_sentence(found, words.say("Your draft")))))
    if found.too_few:
        st.caption(_grounds(then, found, months, words))
        return
    results = found.results
    st.plotly_chart(
        back_test_figure(
            [one.model for one in results],
            [one.of_revenue or 0.0 for one in results],
            [one.revenue_between for one in results],
            [one.base for one in results],
            words,
        ),
        key="back_test_figure",
        config=CONFIG,
    )
    show_rows(
        back_test_rows(found, words),
        "back_test_table",
        {
            "model": words.say("Model"),
            "key": words.say("S and A then"),
            "accounts": words.say("Of these left"),
            "of_accounts": words.say("Share of all who left"),
            "revenue": words.say("Revenue of those who left"),
            "of_revenue": words.say("Share of revenue that left"),
            "base": words.say("Share of everybody's revenue"),
        },
        right=("key", "accounts", "of_accounts", "revenue", "of_revenue", "base"),
    )
    st.caption(_grounds(then, found, months, words))


def _models(case: Case) -> dict[str, Model]:
    """The published model, the draft and the presets, by the name to show, without tiers set by hand."""
    words = case.words
    found = {words.say("Published model"): case.context.published, words.say("Your draft"): case.draft}
    found |= {words.say(label): template(name) for name, label in PRESETS.items()}
    # Who sets a tier by hand today knows who left.
    return {label: model.model_copy(update={"overrides": ()}) for label, model in found.items()}


def back_test_rows(found: BackTest, words: Language) -> pl.DataFrame:
    """One row per model."""
    return pl.DataFrame(
        [
            {
                "model": one.model,
                "key": words.number(one.key_accounts),
                "accounts": words.number(one.accounts),
                "of_accounts": _share(one.of_accounts, one.accounts_between, words),
                "revenue": words.money(one.revenue),
                "of_revenue": _share(one.of_revenue, one.revenue_between, words),
                "base": words.percent(one.base, 0),
            }
            for one in found.results
        ]
    )


def _share(share: float | None, between: Interval | None, words: Language) -> str:
    if share is None:
        return words.say("too few")
    if between is None:
        return words.percent(share, 0)
    low, high = (words.percent(end, 0) for end in between)
    return words.say("{share} ({low} – {high})", share=words.percent(share, 0), low=low, high=high)


def _grounds(then: View, found: BackTest, months: int, words: Language) -> str:
    """What the numbers rest on."""
    return plain(
        words.say(
            Message(
                "As of {date}: {leavers} of {buyers} {buyers:account|accounts} that bought in the window before "
                "made no purchase in the {months} months after. Same models and bounds, no tiers set by hand. "
                "Intervals of 95 %: Wilson for accounts, {draws} seeded draws ({seed}) for money.",
                date=then.as_of,
                leavers=found.leavers,
                buyers=found.buyers,
                months=months,
                draws=found.draws,
                seed=str(found.seed),
            )
        )
    )
