"""Any table of the data in use as a file that the import reads back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kam_core.reports.table_file import FORMATS, table_file
from kam_core.vocabulary.natural_keys import NATURAL_KEYS
from kam_core.vocabulary.tables import TABLES
from pages.shell.page_context import PageContext
from pages.widgets.choices import choose

MIME = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def show_table_download(context: PageContext) -> None:
    """The choice of a table and of a format; what was typed is among the rows."""
    words, data = context.words, context.dataset
    there = [name for name, frame in data.tables.items() if name in TABLES and not frame.is_empty()]
    own = ["accounts"] if data.line_store is not None else ["transactions", "accounts"]
    with st.expander(words.say("Tables as files"), icon=":material/table_view:"):
        st.caption(
            words.say("A table as it stands, with what was typed. Change it and load it again: only changes count.")
        )
        name = choose(
            words.say("Table"), [*own, *there], lambda one: words.say(TABLES[one].label), "table_file", words, width=320
        )
        # Of touches several may have one key, so that no row of a file can be taken for a typed one with other words.
        if NATURAL_KEYS[name].grouped and any(one.is_active for one in context.entries(name)):
            st.caption(
                words.say(
                    "Typed rows of this table are recognised only as they are: one that you change in the file is "
                    "added beside the typed one. Change typed rows on the account's page."
                )
            )
        with st.container(horizontal=True):
            for form in FORMATS:
                st.download_button(
                    words.say("Download as {form}", form=form.upper()),
                    data=partial(table_file, data, name, form, words.code),
                    file_name=f"{name}.{form}",
                    mime=MIME[form],
                    key=f"table_file_{form}",
                    on_click="ignore",
                )
