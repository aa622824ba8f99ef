"""Templates: an empty workbook to fill in for each table."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.reports.templates import template_workbook
from kam_core.vocabulary.tables import TABLES
from pages.widgets.choices import choose


def show_templates(words: Language) -> None:
    """Ask for a table and offer its template as a file."""
    with st.expander(words.say("Templates"), icon=":material/download:"):
        st.caption(words.say("A workbook with all columns, the allowed values and an example row."))
        name = choose(
            words.say("Table"),
            list(TABLES),
            lambda name: words.say(TABLES[name].label),
            "template_table",
            words,
            width=320,
        )
        st.download_button(
            words.say("Download template"),
            data=lambda: template_workbook(TABLES[name], words.say),
            file_name=f"{name}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="template",
            on_click="ignore",
        )
