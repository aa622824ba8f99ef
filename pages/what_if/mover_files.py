"""The movers to take along, as files that say which draft and which data they come from."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kam_core.reports.export import About, table_bytes
from kam_core.reports.mover_list import mover_list
from pages.panels.export_metadata import export_metadata
from pages.what_if.case import Case


def show_mover_files(case: Case) -> None:
    """All movers as CSV and Excel, with the reason of each; built when asked for."""
    words, result, told = case.words, case.result, export_metadata(case.context, case.draft)
    with st.container(horizontal=True):
        for form, label in (("csv", "CSV"), ("xlsx", "Excel")):
            st.download_button(
                label,
                data=mover_file(case, told, form),
                file_name=told.file_name("movers", form),
                on_click="ignore",
                icon=":material/download:",
                help=words.say(
                    "{count:The|All} {count} {count:account that changes|accounts that change} tier, and why.",
                    count=result.moved,
                ),
                disabled=not result.moved,
                key=f"movers_export_{form}",
            )


def mover_file(case: Case, told: About, form: str) -> Callable[[], bytes]:
    """What makes the file: all movers with their reasons take a moment where there are many."""
    # The file is made when it is asked for, after the run: nobody's session is at hand then.
    result, say = case.result, case.words.say
    return lambda: table_bytes(mover_list(result, say), form, "movers", told, say)
