"""Table download: any table of the data in use as a file that the import can read back."""

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
    """Ask for a table and a format; entries are among the rows."""
    words, data = context.words, context.dataset
    loaded_tables = [name for name, frame in data.tables.items() if name in TABLES and not frame.is_empty()]
    base_tables = ["accounts"] if data.line_store is not None else ["transactions", "accounts"]
    with st.expander(words.say("Tables as files"), icon=":material/table_view:"):
        st.caption(
            words.say("A table as it stands, with what was typed. Change it and load it again: only changes count.")
        )
        name = choose(
            words.say("Table"),
            [*base_tables, *loaded_tables],
            lambda table: words.say(TABLES[table].label),
            "table_file",
            words,
            width=320,
        )
        # Several touches may have one key, so a changed row of a file cannot be recognised as an entry.
        if NATURAL_KEYS[name].grouped and any(entry.is_active for entry in context.entries(name)):
            st.caption(
                words.say(
                    "Typed rows of this table are recognised only as they are: one that you change in the file is "
                    "added beside the typed one. Change typed rows on the account's page."
                )
            )
        with st.container(horizontal=True):
            for file_format in FORMATS:
                st.download_button(
                    words.say("Download as {form}", form=file_format.upper()),
                    data=partial(table_file, data, name, file_format, words.code),
                    file_name=f"{name}.{file_format}",
                    mime=MIME[file_format],
                    key=f"table_file_{file_format}",
                    on_click="ignore",
                )
