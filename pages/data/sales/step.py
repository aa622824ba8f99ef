"""Step "What counts as a sale": the question as the headline, values by file and column, running total, answer."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kam_core.intake.matching.mapping import header_set_key
from kam_core.locale.language import Language
from kam_core.sandbox import Outcome
from kam_core.vocabulary.message import Message, Money
from pages.data import wizard_steps
from pages.data.import_answers import ImportAnswers
from pages.data.sales.open_question import OpenValue, asked, button_label, effect, open_values, parts_of, worth
from pages.data.sales.running_total import show_running_total
from pages.data.sales.value_rows import save_kind, show_value_rows
from pages.widgets.escape import plain

_RULES = """<style>
[class*="st-key-sale_table"] { padding: 0; overflow: hidden; }
[class*="st-key-sale_head"], [class*="st-key-sale_row"], [class*="st-key-sale_open"] { padding: 0.25rem 0.75rem; }
[class*="st-key-sale_head"] { background: light-dark(#f4f6f8, #1e242b); }
[class*="st-key-sale_row"], [class*="st-key-sale_open"] { border-top: 1px solid light-dark(#d5dbe1, #3a434d); }
[class*="st-key-sale_open"] { background: light-dark(#e8eff6, #223040); }
[class*="st-key-sale_open"] button[aria-checked="true"] {
  background: light-dark(#2f5d8a, #7fb0dd) !important; color: light-dark(#ffffff, #14181d) !important;
}
[class*="st-key-sale_open"] button[aria-checked="true"] p { color: inherit; font-weight: 700; }
[class*="st-key-sale_table"] p, .st-key-sale_total p { font-size: 0.875rem; }
:is([class*="st-key-sale_table"], .st-key-sale_total) [data-testid="stCaptionContainer"] p { font-size: 0.75rem; }
.st-key-sale_total h2 { padding: 0; margin-bottom: 1rem; font-weight: 400; font-size: 1.75rem; }
.st-key-take_proposals button { height: auto; }
.st-key-take_proposals button * { white-space: normal; overflow: visible; }
@media (max-width: 640px) {
  [class*="st-key-sale_head"] { display: none; }
  [class*="st-key-sale_table"] [data-testid="stHorizontalBlock"] { gap: 0.25rem; }
  [class*="st-key-sale_table"] [data-testid="stColumn"] p { text-align: left !important; }
}
</style>"""


LED_TO = "sale_question"
"""Session key of the values to whose question the wizard led."""


def lead_to_question(outcome: Outcome) -> bool:
    """Whether it is open what counts as a sale; the wizard leads to the question once."""
    opened = open_values(outcome)
    question = [(one.sheet.file, one.column.header, one.value.value) for one in opened]
    if opened and st.session_state.get(LED_TO) != question:
        wizard_steps.go_to(wizard_steps.SALES)
    st.session_state[LED_TO] = question
    return bool(opened)


def show_sales_step(outcome: Outcome, answers: ImportAnswers, words: Language) -> None:
    """Show what the rows of orders and deals count as, and ask where that is open."""
    st.html(_RULES)
    opened = open_values(outcome)
    columns = [
        (sheet, column)
        for sheet in outcome.understood
        for column in (*sheet.kinds, *([sheet.deals] if sheet.deals is not None else []))
    ]
    _show_headline(outcome, opened, bool(columns), words)
    if not columns:
        return
    # The column with the question comes first.
    columns.sort(key=lambda one: not any(one[1] is value.column for value in opened))
    left, right = st.columns([2.9, 1], gap="large")
    chosen: dict[int, dict[str, str]] = {}
    with left:
        for position, (sheet, column) in enumerate(columns):
            asked_values = {one.value.value for one in opened if one.column is column}
            chosen[id(column)] = show_value_rows(position, sheet, column, asked_values, answers, words)
    with right:
        show_running_total(parts_of(outcome), outcome.totals if outcome.refusal is None else None, words)
        if opened:
            kinds = [chosen[id(one.column)].get(one.value.value, one.value.proposal) for one in opened]
            st.button(
                words.say(button_label(opened, kinds)),
                key="take_proposals",
                type="primary",
                width="stretch",
                on_click=_take,
                args=(opened, kinds, answers),
            )
        st.caption(words.say("Answers about deals hold for the data set, others for all files with the same columns."))


def _show_headline(outcome: Outcome, opened: Sequence[OpenValue], has_columns: bool, words: Language) -> None:
    if opened:
        st.subheader(plain(words.say(asked(opened))), anchor=False)
        st.markdown(f"**{plain(words.say(worth(opened)))}** {plain(words.say(effect(opened, words)))}")
        return
    parts = parts_of(outcome)
    headline = Message("What counts as a sale is clear")
    if parts is not None and parts.rows:
        headline = Message(
            "{count} of {of} rows count as sales: {money}",
            count=sum(part.lines for part in parts.counted), of=parts.rows,
            money=Money(sum(part.money for part in parts.counted)),
        )  # fmt: skip
    st.subheader(plain(words.say(headline)), anchor=False)
    st.markdown(
        words.say("Change a value here if it counts as something else.")
        if has_columns
        else words.say("No column marks lines as other than sales, so all lines count.")
    )


def _take(opened: Sequence[OpenValue], kinds: Sequence[str], answers: ImportAnswers) -> None:
    for one, kind in zip(opened, kinds, strict=True):
        key = header_set_key([column.header for column in one.sheet.columns])
        save_kind(key, one.column.header, one.value, kind, answers)
    wizard_steps.go_to(wizard_steps.ISSUES)
