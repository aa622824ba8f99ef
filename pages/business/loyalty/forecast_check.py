"""How reliable the forecast of purchases is: the model against months that it did not see, and how long accounts stay.

The models know all accounts of the data; the survival is that of the accounts of the page."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.loyalty.retention_check import cumulative_figure, paired_figure, survival_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight.retention.check_sentences import (
    by_count_sentence,
    cumulative_sentence,
    frequency_sentence,
    holdout_sentence,
    model_caption,
    parameters_text,
)
from kam_core.insight.retention.contract_renewals import ContractRenewals
from kam_core.insight.retention.fit import RetentionFit
from kam_core.insight.retention.holdout import Holdout
from kam_core.insight.retention.tenure_survival import tenure_survival
from kam_core.locale.language import Language
from kam_core.vocabulary.message import Message
from pages.business.loyalty.forecast_table import forecast_columns, forecast_rows
from pages.shell.cache.retention_cache import fitted_retention, holdout, renewals
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.shown_figures import say_figures


def show_forecast_check(context: PageContext) -> None:
    """Show the check of the model, of all accounts of the data, and the survival of the accounts of the page."""
    words = context.words
    show_heading(words.say("How reliable is the forecast of purchases?"))
    tested = holdout(context.dataset, context.view)
    if isinstance(tested, Message):
        st.info(words.say(tested))
    else:
        st.markdown(plain(say_figures(words, holdout_sentence(tested))))
        if tested.fit.reason is None:
            _show_pictures(tested, words)
    fit = fitted_retention(context.dataset, context.view)
    if fit.reason is not None:
        st.info(words.say(fit.reason))
    else:
        st.caption(plain(words.say(model_caption(fit))))
        st.caption(
            words.say(
<<<<<<< HEAD
                "The model is fitted to the accounts of all owners. Accounts that bought on a single day "
=======
                "The model uses the accounts of all owners. Accounts that bought on a single day "
>>>>>>> models
                "have no probability: one purchase cannot tell whether a customer comes back."
            )
        )
        _show_forecast(fit, context)
    left, right = st.columns(2, gap="large")
    with left:
        _show_survival(context)
    with right:
        _show_contracts(renewals(context.dataset, context.view), words)


def _show_forecast(fit: RetentionFit, context: PageContext) -> None:
    """The accounts of the page, each with its forecast."""
    words = context.words
    show_heading(words.say("Expected of each account in the 12 months after {date}", date=context.view.as_of))
    rows = forecast_rows(context.accounts, fit.frame, words)
    show_accounts(rows, words, "forecast_accounts", forecast_columns(words), height=320)


def _show_pictures(tested: Holdout, words: Language) -> None:
    """The three pictures, each under its sentence."""
    pictures = (
        ("cumulative", words.say("Purchases so far"), cumulative_sentence(tested),
         cumulative_figure(tested.cumulative, tested.until_month, words)),
        ("frequency", words.say("How often accounts buy"), frequency_sentence(tested),
         paired_figure(tested.frequency, words, 0)),
        ("by_count", words.say("Who bought often buys on"), by_count_sentence(tested),
         paired_figure(tested.by_count, words, 1)),
    )  # fmt: skip
    for column, (name, heading, sentence, figure) in zip(st.columns(3, gap="large"), pictures, strict=True):
        with column:
            show_heading(heading)
            st.caption(words.say(sentence))
            st.plotly_chart(figure, key=f"forecast_check_{name}", config=CONFIG)


def _show_survival(context: PageContext) -> None:
    words = context.words
    show_heading(words.say("How long accounts stay, by tier"))
    then = context.population.rows(context.earlier.accounts) if context.reaches_earlier else None
    curves = tenure_survival(context.accounts, then)
    if not any(curve["left"].sum() for curve in curves.values()):
        st.info(words.say("No account has ended yet, so it is not known how long accounts stay."))
        return
    st.plotly_chart(survival_figure(curves, words), key="forecast_check_survival", config=CONFIG)
    st.caption(
        words.say(
            "Share of accounts still buying so many months after the first purchase (Kaplan–Meier); an ended account "
            "left at its last purchase. Tier on {then}: who left earlier had lost its tier before, so S and A look "
            "safer than they are.",
            then=context.earlier_view.as_of,
        )
    )


def _show_contracts(found: ContractRenewals, words: Language) -> None:
    show_heading(words.say("Renewal of yearly contracts"))
    if found.model is None or found.parameters is None:
        assert found.reason is not None
        st.info(words.say(found.reason))
        return
    st.markdown(
        words.say(
            "Of {count} accounts with a yearly contract {first} renew after the first year and {third} after the "
            "third; {five} are still there after five years.",
            count=found.accounts,
            first=words.percent(found.model.renewal_rate(1), 0),
            third=words.percent(found.model.renewal_rate(3), 0),
            five=words.percent(found.model.survival(5), 0),
        )
    )
    st.caption(plain(parameters_text(found.parameters)))
