"""The movers to take along, as files that say which draft and which data they come from."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kam_core.reports.export import table_bytes
from kam_core.reports.mover_list import mover_list
from pages.parts.lab.case import Case
from pages.parts.stamp import about


def show_mover_files(case: Case) -> None:
    """All movers as CSV and Excel, with the reason of each; built when asked for."""
    words, result = case.words, case.result
    with st.container(horizontal=True):
        for form, label in (("csv", "CSV"), ("xlsx", "Excel")):
            st.download_button(
                label,
                data=mover_file(case, form),
                file_name=f"movers-{case.desk.view.as_of.isoformat()}.{form}",
                on_click="ignore",
                icon=":material/download:",
                help=words.say("All {count} accounts that change tier, and why.", count=result.moved),
                disabled=not result.moved,
                key=f"movers_export_{form}",
            )


def mover_file(case: Case, form: str) -> Callable[[], bytes]:
    """What makes the file: all movers with their reasons take a moment where there are many."""
    # The file is made when it is asked for, after the run: nobody's session is at hand then.
    result, say, told = case.result, case.words.say, about(case.desk, case.draft)
    return lambda: table_bytes(mover_list(result, say), form, "movers", told, say)
