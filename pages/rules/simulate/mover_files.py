"""Mover files: the accounts that change tier as CSV and Excel, with the export metadata."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kam_core.reports.export import About, table_bytes
from kam_core.reports.mover_list import mover_list
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.shell.export_metadata import export_metadata


def show_mover_files(what_if: WhatIfContext) -> None:
    """Show buttons for all movers as CSV and Excel, with the reason of each; built on click."""
    words, result, metadata = what_if.words, what_if.result, export_metadata(what_if.context, what_if.draft)
    for file_format, label in (("csv", "CSV"), ("xlsx", "Excel")):
        st.download_button(
            label,
            data=mover_file(what_if, metadata, file_format),
            file_name=metadata.file_name("movers", file_format),
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            help=words.say(
                "The {count} account with a tier change, and why.",
                "All {count} accounts with a tier change, and why.",
                "count",
                count=result.moved,
            ),
            key=f"movers_export_{file_format}",
        )


def mover_file(what_if: WhatIfContext, metadata: About, file_format: str) -> Callable[[], bytes]:
    """A function that makes the file, for the reasons of many movers take a moment."""
    # The file is made on click, after the run, when there is no session.
    result, say = what_if.result, what_if.words.say
    return lambda: table_bytes(mover_list(result, say), file_format, "movers", metadata, say)
