"""Section of an account: is it a key account at all, with its checks, the evidence, and the way to answer."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.qualification.data_states import data_states
from kam_core.insight.qualification.evidence import data_evidence, people_evidence
from kam_core.insight.qualification.verdict import verdict_sentence
from kam_core.services.appraisal import in_unit_of
from kam_core.vocabulary.judgement.checks import CHECKS, OUR_CHECKS, THEIR_CHECKS
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.manual_corrections import CHECKS as TABLE
from pages.account.account_view import AccountView
from pages.panels.check_answer import show_check_answer
from pages.panels.entry.account_rows import EntryList, show_account_rows
from pages.shell.cache.qualification_cache import qualification
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows

ABOUT = {"them": N_("About them"), "us": N_("About us"), "sign": N_("Sign")}
STATES = {True: N_("✓ passed"), False: N_("✗ failed"), None: N_("? unknown")}


def show_qualification(view: AccountView) -> None:
    """Show the verdict, every check and sign with its evidence, the first open question, and the answers given."""
    context, words = view.context, view.words
    rows = qualification(context).frame.filter(pl.col("account_id") == view.profile.account_id)
    if rows.is_empty():
        return
    row = rows.row(0, named=True)
    show_heading(words.say("Is it a key account?"))
    st.markdown(f"**{plain(words.say(verdict_sentence(row)))}**")
    show_rows(
        _checks(view, row), "account_checks",
        {
            "about": words.say("Group"), "check": words.say("Check"), "state": words.say("State"),
            "evidence": words.say("Evidence"),
        },
        rows_at_first=len(CHECKS),
    )  # fmt: skip
    _ask(view, row)
    show_account_rows(_answers(view), view.profile.account_id, view.account.codes, context)


def _checks(view: AccountView, row: dict[str, object]) -> pl.DataFrame:
    context, words = view.context, view.words
    dataset, code = in_unit_of(context.dataset, context.view), int(str(row["account"]))
    everyone = context.portfolio.accounts
    by_data = data_evidence(dataset, everyone, code)
    states = data_states(dataset, everyone).filter(pl.col("account") == code).row(0, named=True)
    answered = dataset.tables.get(TABLE.name)
    rows = []
    for name, check in CHECKS.items():
        texts = []
        if answered is not None:
            given = answered.filter((pl.col("account") == code) & (pl.col("check").cast(pl.String) == name))
            # The account frame's recurring already holds the answer of people: it cannot contradict it.
            texts += people_evidence(given, None if name == "recurring_purchasing" else states[name])
        if name in by_data:
            texts.append(by_data[name])
        rows.append(
            {
                "about": words.say(ABOUT[check.about]),
                "check": words.say(check.label),
                "state": words.say(STATES[row[name]]),  # type: ignore[index]
                "evidence": "; ".join(words.say(text) for text in texts) or "–",
            }
        )
    return pl.DataFrame(rows)


def _ask(view: AccountView, row: dict[str, object]) -> None:
    """Ask for a check, beginning with the first that is open."""
    words = view.words
    names = [*THEIR_CHECKS, *OUR_CHECKS, *(name for name in CHECKS if name not in (*THEIR_CHECKS, *OUR_CHECKS))]
    first = next((place for place, name in enumerate(names) if row[name] is None), 0)
    chosen = st.selectbox(
        words.say("Check to answer or change"), names, index=first, key="qualification_check",
        format_func=lambda name: words.say(CHECKS[name].label),
    )  # fmt: skip
    show_check_answer(view.profile.account_id, view.profile.name, chosen, view.context, done=False)


def _answers(view: AccountView) -> EntryList:
    words = view.words
    return EntryList(
        TABLE,
        words.say("Answers by people"),
        words.say("Add an answer"),
        words.say("Change the answer"),
        words.say("No check was answered by a person yet."),
        ("check", "answer", "product_family", "evidence", "answered_by", "answered_on"),
        ("check", "product_family", "answer"),
        ("evidence", "answered_by", "answered_on"),
        "answered_on",
    )
