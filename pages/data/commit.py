"""Commit step of an import: target data set, author, the import itself, and its undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from kam_core.intake import Counts
from kam_core.locale.language import Language
from kam_core.reports.export import table_bytes
from kam_core.sandbox import Outcome
from kam_core.services.access import Action
from kam_core.services.imports import commit_import, remember
from kam_core.store.files.staged_uploads import StagedFile
from kam_core.store.imports import SourceFile
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.message import N_, Message, UserError
from kam_core.vocabulary.tables import TABLES
from pages.data import reading
from pages.data.import_answers import ImportAnswers, clear_answers
from pages.data.reading import ImportPlan
from pages.data.staged_uploads import staged_uploads
from pages.data.target import NAME, ask_target
from pages.navigation.page_link import open_page
from pages.navigation.screens import SCREENS, start_address
from pages.panels.import_undo import undo_last_import
from pages.panels.name_field import ask_name
from pages.shell.actor import by, denial_reason
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import current_tables, use_data_set
from pages.widgets.escape import plain
from pages.widgets.messages import post_error, show_error
from pages.widgets.row_table import show_rows

WHO = "who_imports"
LAST_IMPORT = "imported"
"""Session key of the id of the last import."""
COUNT_WORDS = {
    "file": N_("File"), "table": N_("Read as"), "read": N_("Rows read"), "loaded": N_("Loaded"),
    "left_out": N_("Excluded"), "rejected": N_("Rejected"),
}  # fmt: skip


def show_summary(outcome: Outcome, answers: ImportAnswers, words: Language) -> None:
    """Show what the import would load: accounts, lines, money; and the outcome of every row."""
    totals = outcome.totals
    # To the cent: people compare it with the total of their own system.
    money_words = words.with_currency(totals.currency)
    if totals.lines == 0:
        sentence = Message(
            "Ready to import: {accounts} account, no order lines. Tables: {tables}.",
            "Ready to import: {accounts} accounts, no order lines. Tables: {tables}.",
            "accounts",
            accounts=totals.accounts,
            tables=loaded_text(outcome.counts, words),
        )
    else:
        counts = _counted(totals.accounts, totals.lines)
        money = money_words.money(totals.amount, compact=False)
        sentence = (
            Message("Ready to import: {accounts} and {lines} worth {money}.", money=money, **counts)
            if answers.data_set_id is None
            else Message("After the import: {accounts} and {lines} worth {money}.", money=money, **counts)
        )
    st.success(plain(words.say(sentence)))
    show_counts(outcome.counts, words)
    rejected = sum(count.rejected for count in outcome.counts)
    if rejected:
        st.download_button(
            words.say(
                "Download the {count} rejected row", "Download the {count} rejected rows", "count", count=rejected
            ),
            data=lambda: table_bytes(outcome.rejected, "csv"),
            file_name="rejected.csv",
            mime="text/csv",
            key="rejected",
            on_click="ignore",
        )
    left_out = sum(value.lines for one in outcome.understood for kinds in one.kinds for value in kinds.values
                   if value.kind == LineKind.LEFT_OUT)  # fmt: skip
    if left_out:
        st.download_button(
            words.say("Download excluded lines"),
            data=lambda: table_bytes(outcome.left_out, "csv"),
            file_name="left_out.csv",
            mime="text/csv",
            key="left_out",
            on_click="ignore",
        )


def _counted(accounts: int, lines: int) -> dict[str, Message]:
    """Accounts and order lines as parts of a sentence."""
    return {
        "accounts": Message("{count} account", "{count} accounts", "count", count=accounts),
        "lines": Message("{count} order line", "{count} order lines", "count", count=lines),
    }


def loaded_text(counts: Sequence[Counts], words: Language) -> str:
    """Rows by table, in words: Opportunities 8,800, Accounts 85."""
    rows: dict[str, int] = {}
    for count in counts:
        if count.table:
            rows[count.table] = rows.get(count.table, 0) + count.loaded
    return words.listed([f"{words.say(TABLES[name].label)} {words.number(many)}" for name, many in rows.items()])


def show_counts(counts: Sequence[Counts], words: Language) -> None:
    """Read = loaded + left out + rejected, for every file and sheet."""
    rows = [
        (
            f"{count.file} [{count.sheet}]" if count.sheet else count.file,
            words.say(TABLES[count.table].label) if count.table else "–",
            count.read,
            count.loaded,
            count.left_out,
            count.rejected,
        )
        for count in counts
    ]
    show_rows(
        pl.DataFrame(rows, schema=list(COUNT_WORDS), orient="row"),
        "counts",
        {name: words.say(label) for name, label in COUNT_WORDS.items()},
    )


def show_commit(plan: ImportPlan, files: Sequence[StagedFile], answers: ImportAnswers, words: Language) -> None:
    """Show the target, the name of the author, and the button."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="commit"):
        ask_target(files, answers, words)
        ask_name(WHO, words)
        why_read_only, reason = open_store().why_read_only, denial_reason(Action.IMPORT, words)
        target = store_cache.data_set_names().get(answers.data_set_id or "")
        # The button repeats where the files go: added to the wrong data set they would mix two companies.
        st.button(
            words.say("Import") if target is None else plain(words.say("Import into {name}", name=target)),
            key="use_data",
            type="primary",
            icon=":material/check:",
            disabled=why_read_only is not None or reason is not None,
            help=reason,
            on_click=_commit,
            args=(plan, files, answers),
        )
    if why_read_only is not None:
        show_error(why_read_only, words)


def _commit(plan: ImportPlan, files: Sequence[StagedFile], answers: ImportAnswers) -> None:
    store = open_store()
    # A name typed just before the click is only in the session state so far.
    name = str(st.session_state.get(NAME, "")) or answers.name
    try:
        author = by(WHO)
        sources = [SourceFile(upload.name, upload.sha256, upload.bytes) for upload in files]
        imported = commit_import(store, plan.outcome.intake(), sources, plan.data_set, name, author, answers.typed)
        remember(store, answers.mapped, author)
    except UserError as error:
        post_error(error.message)
        return
    use_data_set(imported.data_set_id)
    st.session_state[LAST_IMPORT] = imported.id
    reading.stop()
    staged_uploads().clear()
    clear_answers()


def show_last_import(words: Language) -> None:
    """Show the last import: what it loaded, its rejected rows, and the button to undo it."""
    import_id = st.session_state.get(LAST_IMPORT)
    if import_id is None:
        return
    imported = open_store().imports.find(import_id)
    with st.container(border=True, key="done"):
        if imported.undone_at is not None:
            st.info(words.say("Import undone. The data are as they were before."))
            return
        totals: Mapping[str, Any] = imported.summary["totals"]
        money_words = words.with_currency(totals["currency"])
        st.success(
            plain(
                money_words.say(
                    "Import complete: {accounts} and {lines} worth {money}.",
                    **_counted(totals["accounts"], totals["lines"]),
                    money=money_words.money(totals["amount"], compact=False),
                )
            ),
            icon=":material/task_alt:",
        )
        show_counts([Counts(**count) for count in imported.summary["counts"]], words)
        with st.container(horizontal=True):
            # An account list alone has no results yet.
            screen = SCREENS[start_address("results", current_tables())]
            if st.button(
                words.say("Go to {screen}", screen=words.say(screen.title)), key="to_overview", type="primary"
            ):
                open_page(screen.address)
            if imported.rejected:
                st.download_button(
                    words.say("Rejected rows"),
                    data=lambda: table_bytes(open_store().imports.rejected(imported.id), "csv"),
                    file_name="rejected.csv",
                    mime="text/csv",
                    key="done_rejected",
                    on_click="ignore",
                )
            st.button(
                words.say("Undo this import"),
                key="undo_import",
                icon=":material/undo:",
                on_click=undo_last_import,
                args=(imported.id,),
            )
