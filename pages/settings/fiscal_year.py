"""Fiscal year: setting for the month in which the year of a data set starts."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.targets.fiscal_year import YEAR, FiscalYear
from kam_core.locale.language import Language
from kam_core.services.access import Action
from kam_core.services.rules.documents import document, save_document
from kam_core.services.rules.fiscal_year import FISCAL_YEAR
from kam_core.store.data_sets import DataSet
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.durations import MONTH_NAMES
from kam_core.vocabulary.message import Message, Term
from pages.settings.action_button import action_button
from pages.shell.cache.store_cache import open_store
from pages.widgets.messages import show_error


def show_fiscal_year(data_set: DataSet, words: Language) -> None:
    """Ask for the first month; the button to save it appears once another month is chosen."""
    stored = document(open_store(), data_set.id, FISCAL_YEAR)
    if stored.problem is not None:
        show_error(stored.problem.message, words)
    months = list(range(1, YEAR + 1))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = st.selectbox(
            words.say("Fiscal year starts in"),
            months,
            index=months.index(stored.value.first_month),
            format_func=lambda month: words.say(MONTH_NAMES[month - 1]),
            key=f"fiscal_year_{data_set.id}_{stored.version}",
            help=words.say(
                "Targets and landing on Results go by this year. It starts on the first day of a month; "
                "for another day choose the month closest to it."
            ),
            width=320,
        )
        if first == stored.value.first_month:
            return

        def save(by: By) -> None:
            save_document(open_store(), data_set.id, FISCAL_YEAR, FiscalYear(first), expected=stored.version, by=by)

        message = Message("The fiscal year now starts in {month}.", month=Term(MONTH_NAMES[first - 1]))
        action_button(words.say("Save"), f"set_fiscal_year_{data_set.id}", Action.SETTINGS, save, message, words)
