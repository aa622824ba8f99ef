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
    with st.expander(words.say("Download tables"), icon=":material/table_view:"):
        st.caption(
            words.say(
                "The current table with your entries. Edit the file and upload it again; only changes are imported."
            )
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
                    "Rows entered in the app cannot be changed by file: a changed row would be added as a second "
                    "one. Edit them on the account's page."
                )
            )
        with st.container(horizontal=True):
            for file_format in FORMATS:
                st.download_button(
                    words.say("Download {form}", form=file_format.upper()),
                    data=partial(table_file, data, name, file_format, words.code),
                    file_name=f"{name}.{file_format}",
                    mime=MIME[file_format],
                    key=f"table_file_{file_format}",
                    on_click="ignore",
                )
