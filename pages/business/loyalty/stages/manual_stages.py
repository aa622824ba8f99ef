"""Manual stages in force: what people say, beside what the rules would."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.lifecycle.manual_list import manual_list
from kam_core.measures.lifecycle.manual_stage import manual_stages
from kam_core.services.appraisal import in_unit_of
from kam_core.services.rules.lifecycle_rules import stages_by_rule
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.headings import show_heading
from pages.widgets.tables.column import ANSWER, REASON, Cell, Column


def show_manual_stages(context: PageContext) -> None:
    """Show the list; nothing where no manual stage is in force. The account screen sets and withdraws them."""
    if "stage_overrides" not in context.dataset.tables:
        return
    manual = manual_stages(in_unit_of(context.dataset, context.view), context.view)
    if manual.is_empty():
        return
    words, accounts = context.words, context.accounts
    rows = manual_list(accounts, stages_by_rule(context.dataset, context.view, accounts), manual)
    show_heading(
        words.say("Manual stages in force on {now}", now=context.view.as_of),
        words.say("set or withdrawn in the Score tab of an account"),
    )
    show_accounts(
        rows, words, "lifecycle_manual",
        {
            "stage_by_rule": Column(words.say("By the rules"), priority=ANSWER),
            "reason": Column(words.say("Reason"), priority=REASON),
            "until": Column(words.say("Valid until"), kind=Cell.DATE, priority=REASON),
        },
    )  # fmt: skip
    st.caption(words.say("Earlier dates show the stages of the rules."))
