"""Outcome of a round: the marks that the reader may see, what to discuss, decisions, closing and minutes."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from kam_core.insight.grading.round_result import CriterionResult, discussion
from kam_core.reports.round_minutes import minutes
from kam_core.services.access import Action
from kam_core.services.rounds import close_round, decide, reopen_round
from kam_core.vocabulary.judgement.criterion_name import criterion_name
from kam_core.vocabulary.judgement.grading_round import GradingRound
from kam_core.vocabulary.message import Message, moment
from pages.judge.rounds.acts import NAME_FIELD, account_names, attempt
from pages.shell.actor import by, denial_reason
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows


def show_outcome(one: GradingRound, found: Sequence[CriterionResult], context: PageContext) -> None:
    """Show what is to discuss first, then all marks, the decisions and the minutes."""
    words = context.words
    shown = [result for result in found if result.marks]
    disputed = discussion(shown)
    if disputed:
        show_heading(words.say("To discuss: marks that differ by 2 or more"))
        _show_results(one, disputed, "discussion", context)
    if shown:
        show_heading(words.say("Marks") if not one.is_open else words.say("Marks that you may see now"))
        _show_results(one, shown, "results", context)
    _show_lead(one, context)
    if not one.is_open:
        _show_decisions(one, context)
        st.download_button(
            words.say("Minutes to print"), lambda: minutes(one, found, account_names(context), words).encode(),
            file_name="minutes.html", mime="text/html", key=f"round_minutes_{one.id}", on_click="ignore",
        )  # fmt: skip


def _show_results(one: GradingRound, found: Sequence[CriterionResult], place: str, context: PageContext) -> None:
    words, names = context.words, account_names(context)
    people = {f"mark{number}": name for number, name in enumerate(one.assessors)}
    frame = pl.DataFrame(
        [
            {
                "account": names.get(result.account_id, result.account_id),
                "criterion": criterion_name(result.criterion, words.say),
                **{key: None if name not in result.marks else result.marks[name].score for key, name in people.items()},
                "median": result.median,
                "mean": result.mean,
            }
            for result in found
        ],
        schema_overrides={**dict.fromkeys(people, pl.Int64), "median": pl.Float64, "mean": pl.Float64},
        infer_schema_length=None,
    )
    show_rows(
        frame, f"round_{place}_{one.id}",
        {"account": words.say("Account"), "criterion": words.say("Criterion"), **people,
         "median": words.say("Median"), "mean": words.say("Mean")},
    )  # fmt: skip


def _show_lead(one: GradingRound, context: PageContext) -> None:
    words, store = context.words, open_store()
    reason = denial_reason(Action.ROUND, words)

    def close() -> None:
        attempt(
            lambda: close_round(
                store, context.data_set, context.dataset, one, by(NAME_FIELD), working_day=context.working_day
            ),
            Message("The round “{name}” is closed; its marks count now.", name=one.name),
        )

    def reopen() -> None:
        attempt(
            lambda: reopen_round(store, context.data_set, one, by(NAME_FIELD)),
            Message("The round “{name}” is open again; its marks no longer count.", name=one.name),
        )

    label, act = (words.say("Close the round"), close) if one.is_open else (words.say("Reopen the round"), reopen)
    st.button(label, on_click=act, disabled=reason is not None, help=reason, key=f"round_turn_{one.id}")


def _show_decisions(one: GradingRound, context: PageContext) -> None:
    words, names = context.words, account_names(context)
    show_heading(words.say("Decisions"))
    if one.decisions:
        show_rows(
            pl.DataFrame(
                [
                    {"account": names.get(account, account), "decision": made.text, "note": made.note,
                     "by": made.by, "at": moment(made.at)}
                    for account, made in one.decisions.items()
                ]
            ),
            f"round_decisions_{one.id}",
            {"account": words.say("Account"), "decision": words.say("Decision"), "note": words.say("Note"),
             "by": words.say("By"), "at": words.say("When")},
        )  # fmt: skip
    reason = denial_reason(Action.ROUND, words)
    if reason is not None:
        st.caption(plain(reason))
        return
    undecided = [account for account in one.accounts if account not in one.decisions]
    with st.form(f"round_decide_{one.id}", enter_to_submit=False):
        keys = {field: f"round_{field}_{one.id}" for field in ("about", "decision", "note")}
        st.selectbox(
            words.say("Account"), [*undecided, *one.decisions], format_func=lambda a: names.get(a, a),
            key=keys["about"],
        )  # fmt: skip
        st.text_input(words.say("Decision"), key=keys["decision"])
        st.text_area(words.say("Note"), key=keys["note"])
        st.form_submit_button(
            words.say("Save the decision"), type="primary", on_click=_decide, args=(one, keys, names),
            key=f"round_decide_button_{one.id}",
        )  # fmt: skip


def _decide(one: GradingRound, keys: dict[str, str], names: dict[str, str]) -> None:
    state = st.session_state
    account = str(state.get(keys["about"]) or "")
    text, note = str(state.get(keys["decision"]) or ""), str(state.get(keys["note"]) or "")
    if attempt(
        lambda: decide(open_store(), one, account, text=text, note=note, by=by(NAME_FIELD)),
        Message("{name}: the decision is saved.", name=names.get(account, account)),
    ):
        for key in keys.values():
            state.pop(key, None)
