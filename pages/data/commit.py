"""The last step: where it goes, who says so, and then it is done – or undone again."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from kam_core.intake import Counts
from kam_core.locale.language import Language
from kam_core.reports.export import table_bytes
from kam_core.sandbox import Outcome
from kam_core.services.access import Action
from kam_core.services.imports import LONGEST_NAME, commit_import, named_after, remember
from kam_core.store.files.staged_uploads import StagedFile
from kam_core.store.imports import SourceFile
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.message import N_, UserError
from kam_core.vocabulary.tables import TABLES
from pages.data import reading
from pages.data.import_answers import Given, forget
from pages.data.reading import Plan
from pages.data.staged_uploads import staged_uploads
from pages.panels.import_undo import undo_last_import
from pages.panels.name_field import ask_who
from pages.shell.actor import by, why_not
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import use_data_set
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.messages import post_error, show_error
from pages.widgets.page_link import open_page

WHO, NAME = "who_imports", "target_name"
DONE = "imported"
"""Where the id of the import that was just made is kept in the session."""
NUMBER_ROOM = 6
"""Characters that a name leaves to the number behind it."""
COUNT_WORDS = (N_("File"), N_("Read as"), N_("Rows read"), N_("Loaded"), N_("Left out"), N_("Rejected"))


def show_summary(outcome: Outcome, given: Given, words: Language) -> None:
    """What would be used: accounts, lines, money, dates; and what became of every row."""
    totals = outcome.totals
    # To the cent: people compare it with what their own system says.
    said = words.with_currency(totals.currency)
    if totals.lines == 0:
        sentence = N_("{accounts} {accounts:account|accounts} and no order lines can be used. Loaded: {tables}.")
    elif given.data_set_id is None:
        sentence = N_(
            "{accounts} {accounts:account|accounts} and {lines} order {lines:line|lines} worth {money} can be used."
        )
    else:
        sentence = N_(
            "With these files there will be {accounts} {accounts:account|accounts} and {lines} order "
            "{lines:line|lines} worth {money}."
        )
    money = said.money(totals.amount, compact=False)
    tables = loaded(outcome.counts, words)
    st.success(plain(said.say(sentence, accounts=totals.accounts, lines=totals.lines, money=money, tables=tables)))
    show_counts(outcome.counts, words)
    rejected = sum(count.rejected for count in outcome.counts)
    if rejected:
        st.download_button(
            words.say("Download the {count} rejected {count:row|rows}", count=rejected),
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
            words.say("Download what is no sale"),
            data=lambda: table_bytes(outcome.left_out, "csv"),
            file_name="left_out.csv",
            mime="text/csv",
            key="left_out",
            on_click="ignore",
        )


def loaded(counts: Sequence[Counts], words: Language) -> str:
    """Rows by table, in words: Opportunities 8,800, Accounts 85."""
    rows: dict[str, int] = {}
    for count in counts:
        if count.table:
            rows[count.table] = rows.get(count.table, 0) + count.loaded
    return words.listed([f"{words.say(TABLES[name].label)} {words.number(many)}" for name, many in rows.items()])


def show_counts(counts: Sequence[Counts], words: Language) -> None:
    """Read = loaded + left out + rejected, for every file and sheet."""
    labels = [words.say(label) for label in COUNT_WORDS]
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
    st.dataframe(
        pl.DataFrame(rows, schema=labels, orient="row"),
        hide_index=True,
        key="counts",
        height="content",
        column_config=dict.fromkeys(labels[2:], st.column_config.NumberColumn(format="localized")),
    )


def _ask_target(files: Sequence[StagedFile], given: Given, words: Language) -> None:
    """Where the import goes: to a data set that is there, or to a new one with a name."""
    data_sets = store_cache.data_sets()

    def go_to(data_set_id: str | None) -> None:
        given.data_set_id = data_set_id

    if data_sets:
        choose(
            words.say("Add it to"),
            [None, *data_sets],
            lambda data_set_id: (
                words.say("a new data set") if data_set_id is None else store_cache.data_set_names()[data_set_id]
            ),
            f"target_book_{given.data_set_id}",
            words,
            first=given.data_set_id,
            on_change=go_to,
            width=240,
        )
    if given.data_set_id is None:
        given.name = st.text_input(
            words.say("Name of the data set"),
            value=given.name or default_name(files, [one.name for one in data_sets.values()]),
            key=NAME,
            max_chars=LONGEST_NAME,
        )


def default_name(files: Sequence[StagedFile], taken: Collection[str] = ()) -> str:
    """A data set is called like its first file, with a number where one is called so, until somebody knows better."""
    name = named_after(files[0].name)
    numbered = (f"{name[: LONGEST_NAME - NUMBER_ROOM]} ({number})" for number in itertools.count(2))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def show_commit(plan: Plan, files: Sequence[StagedFile], given: Given, words: Language) -> None:
    """Where it goes, who says so, and the button."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="commit"):
        _ask_target(files, given, words)
        ask_who(WHO, words)
        unsaved, denied = open_store().why_read_only, why_not(Action.IMPORT, words)
        st.button(
            words.say("Take it over"),
            key="use_data",
            type="primary",
            icon=":material/check:",
            disabled=unsaved is not None or denied is not None,
            help=denied,
            on_click=_commit,
            args=(plan, files, given),
        )
    if unsaved is not None:
        show_error(unsaved, words)


def _commit(plan: Plan, files: Sequence[StagedFile], given: Given) -> None:
    store = open_store()
    # What was typed a moment before the click is in the fields already, and nowhere else yet.
    name = str(st.session_state.get(NAME, "")) or given.name
    try:
        acting = by(WHO)
        sources = [SourceFile(kept.name, kept.sha256, kept.bytes) for kept in files]
        done = commit_import(store, plan.outcome.intake(), sources, plan.data_set, name, acting, given.typed)
        remember(store, given.mapped, acting)
    except UserError as error:
        post_error(error.message)
        return
    use_data_set(done.data_set_id)
    st.session_state[DONE] = done.id
    reading.stop()
    staged_uploads().clear()
    forget()


def show_done(words: Language) -> None:
    """The card of the import that was just made: what it did, its rejected rows, and the way back."""
    import_id = st.session_state.get(DONE)
    if import_id is None:
        return
    done = open_store().imports.find(import_id)
    with st.container(border=True, key="done"):
        if done.undone_at is not None:
            st.info(words.say("The import was undone. The data are as they were before."))
            return
        totals: Mapping[str, Any] = done.summary["totals"]
        said = words.with_currency(totals["currency"])
        st.success(
            plain(
                said.say(
                    "Done: {accounts} {accounts:account|accounts} and {lines} order {lines:line|lines} worth "
                    "{money} are in use.",
                    accounts=totals["accounts"],
                    lines=totals["lines"],
                    money=said.money(totals["amount"], compact=False),
                )
            ),
            icon=":material/task_alt:",
        )
        show_counts([Counts(**count) for count in done.summary["counts"]], words)
        with st.container(horizontal=True):
            if st.button(words.say("To the overview"), key="to_overview", type="primary"):
                open_page("overview")
            if done.rejected:
                st.download_button(
                    words.say("Rejected rows"),
                    data=lambda: table_bytes(open_store().imports.rejected(done.id), "csv"),
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
                args=(done.id,),
            )
