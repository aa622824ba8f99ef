"""Files of Today: the whole attention list with all reasons, as CSV and Excel."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kam_core.insight.attention.account_attention import AttentionList
from kam_core.insight.attention.groups import ordered
from kam_core.reports.attention_table import attention_table, reader_table
from kam_core.reports.export import reader_workbook, table_bytes
from pages.shell.export_metadata import export_metadata
from pages.shell.page_context import PageContext


def export_buttons(found: AttentionList, context: PageContext) -> None:
    """Show buttons for the whole list; nothing where it is empty."""
    if not found.entries:
        return
    words, metadata = context.words, export_metadata(context)
    with st.container(horizontal=True, key="today_files"):
        for file_format, label in (("csv", "CSV"), ("xlsx", "Excel")):
            st.download_button(
                label,
                data=attention_file(found, context, file_format),
                file_name=metadata.file_name("attention", file_format),
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
                help=words.say("The whole list with all reasons."),
                key=f"today_export_{file_format}",
            )


def attention_file(found: AttentionList, context: PageContext, file_format: str) -> Callable[[], bytes]:
    """A function that makes the file; it needs no session, for there is none when the browser asks for the file."""
    words, metadata = context.words, export_metadata(context)
    entries = ordered(found)

    def made() -> bytes:
        exact = attention_table(entries, words.show)
        readable, columns = reader_table(exact, words.say)
        if file_format == "csv":
            people = readable.select(one.name for one in columns).rename({one.name: one.label for one in columns})
            return table_bytes(people, "csv", about=metadata, say=words.say)
        return reader_workbook(readable, columns, exact, words.say("Needs attention"), metadata, words.say)

    return made
