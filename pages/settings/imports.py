"""Imports of the data set in use: row counts, rejected rows, and undo of the last one."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.reports.export import table_bytes
from kam_core.services.access import Action
from kam_core.store.imports import Import
from kam_core.vocabulary.message import moment
from pages.navigation.page_link import open_page
from pages.panels.import_undo import undo_last_import
from pages.settings.action_button import NAME_FIELD
from pages.shell.actor import denial_reason
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import data_set_id
from pages.widgets.choices import choose
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows

ROWS = ("read", "loaded", "left_out", "rejected")
CHANGES = ("new", "changed", "unchanged", "missing")


def show_imports(words: Language) -> None:
    """Show all imports, the last first, the rejected rows of one of them, and undo of the last one."""
    imports = open_store().imports.list(data_set_id())
    if not imports:
        st.info(words.say("No imports in this data set yet. Upload your own files on the Data page."))
        if st.button(words.say("Go to Data"), key="to_data"):
            open_page("data")
        return
    show_rows(
        import_rows(imports, words),
        "imports",
        {
            "number": words.say("Number"),
            "at": words.say("When"),
            "who": words.say("By"),
            "undone": words.say("Undone"),
            "files": words.say("Files"),
            "read": words.say("Rows read"),
            "loaded": words.say("Loaded"),
            "left_out": words.say("Excluded"),
            "rejected": words.say("Rejected"),
            "new": words.say("New"),
            "changed": words.say("Changed"),
            "unchanged": words.say("Unchanged"),
            "missing": words.say("Not in the files"),
        },
    )
    _show_rejected([one for one in imports if one.rejected is not None], words)
    _show_undo(imports, words)


def import_rows(imports: Sequence[Import], words: Language) -> pl.DataFrame:
    """One row per import; counts that an older entry lacks are empty."""
    return pl.DataFrame(
        [
            {
                "number": one.number,
                "at": moment(one.at),
                "who": one.who,
                "undone": None
                if one.undone_at is None
                else words.say("by {who}, {at}", who=one.undone_by or "–", at=moment(one.undone_at)),
                "files": ", ".join(file.name for file in one.files),
                **{name: _total(one, "counts", name) for name in ROWS},
                **{name: _total(one, "differences", name) for name in CHANGES},
            }
            for one in imports
        ],
        schema_overrides={**dict.fromkeys((*ROWS, *CHANGES), pl.Int64), "undone": pl.String},
    )


def _total(one: Import, part: str, name: str) -> int | None:
    """The sum over all files or all tables; None where the entry lacks it."""
    totals = one.summary.get(part)
    return None if totals is None else sum(int(entry.get(name) or 0) for entry in totals)


def _import_label(one: Import) -> str:
    return f"{one.number} · {moment(one.at)} · {', '.join(file.name for file in one.files)}"


def _show_rejected(imports: Sequence[Import], words: Language) -> None:
    if not imports:
        return
    show_heading(words.say("Rejected rows (correct and upload again)"))
    by_id = {one.id: one for one in imports}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = choose(
            words.say("Choose an import"), list(by_id), lambda key: _import_label(by_id[key]),
            f"rejected_of_{data_set_id()}", words, width=420,
        )  # fmt: skip
        st.download_button(
            words.say("Rejected rows"),
            data=lambda: rejected_bytes(chosen),
            file_name=f"rejected-{by_id[chosen].number}.csv",
            mime="text/csv",
            key="rejected_rows",
            on_click="ignore",
        )


def rejected_bytes(import_id: str) -> bytes:
    """The rejected rows of an import as a file for a spreadsheet."""
    return table_bytes(open_store().imports.rejected(import_id), "csv")


def _show_undo(imports: Sequence[Import], words: Language) -> None:
    last = next((one for one in imports if one.undone_at is None), None)
    if last is None:
        return
    reason = denial_reason(Action.UNDO_IMPORT, words)
    st.button(
        words.say("Undo import {number}", number=last.number),
        key="undo_last",
        icon=":material/undo:",
        disabled=open_store().why_read_only is not None or reason is not None,
        help=reason or words.say("Restores the data as they were before this import. Nothing is deleted."),
        on_click=undo_last_import,
        args=(last.id, NAME_FIELD),
    )
