"""Checks and signs of all accounts: the answer, the table, open questions by money, and gaps about us."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.qualification.verdict import Qualification, open_line, qualification_answer
from kam_core.locale.language import Language
from kam_core.vocabulary.judgement.checks import CHECKS, SEVEN, SIGNS, THEIR_CHECKS
from kam_core.vocabulary.message import N_, Message, ShownFigure
from pages.panels.check_answer import show_check_answer
from pages.qualify.dropouts_notice import show_dropouts_notice
from pages.shell.cache.qualification_cache import qualification
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.answer import show_answer
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.tables.column import ANSWER, DETAIL, REASON, Cell, Column

SHORT_HEADS = {
    "product_fit": N_("Them: fit"), "central_purchasing": N_("Them: central"),
    "recurring_purchasing": N_("Them: again"), "size_match": N_("Us: size"), "known_industry": N_("Us: industry"),
    "tailored_solution": N_("Us: solution"), "references": N_("Us: references"),
    "large_contract_orders": N_("Sign: orders"), "strategic_project": N_("Sign: project"),
    "influence": N_("Sign: influence"), "technology": N_("Sign: technology"), "market_strength": N_("Sign: market"),
}  # fmt: skip
TOP, FAILED, OPEN = "top", "failed", "open"
FILTERS = {TOP: N_("S and A"), FAILED: N_("S and A that fail"), OPEN: N_("Open questions")}
PASSED, NOT_PASSED, NOT_KNOWN = "\N{CHECK MARK}", "\N{BALLOT X}", "?"
NARROW = 44


def show_checks(context: PageContext) -> None:
    """Show which accounts in S and A are none, why, and what is still to ask."""
    words, found = context.words, qualification(context)
    top = found.top_tiers
    show_answer(
        words, words.say("Which key accounts are none?"), qualification_answer(found),
        None if top.is_empty() else open_line(found),
        Message(
            "{count} account in S or A, by revenue at stake.", "{count} accounts in S or A, by revenue at stake.",
            "count", count=ShownFigure("top_tier_accounts", "all", top.height),
        ),
    )  # fmt: skip
    if top.is_empty():
        st.info(words.say("Checks start with accounts in S and A: upload orders or an account list on the Data page."))
        return
    show_dropouts_notice(found, context)
    _show_table(found, context)
    _show_open(found, context)
    _show_gaps(found, words)


def _show_table(found: Qualification, context: PageContext) -> None:
    words = context.words
    show_heading(
        words.say("Seven checks and five signs"),
        words.say("✓ passed, ✗ failed, ? unknown; checks about them can disqualify, those about us are gaps"),
    )
    chosen = st.segmented_control(
        words.say("Show"), list(FILTERS), default=FAILED if found.refused.height else TOP, required=True,
        format_func=lambda name: words.say(FILTERS[name]), key="qualify_filter", label_visibility="collapsed",
    )  # fmt: skip
    rows = {TOP: found.top_tiers, FAILED: found.refused, OPEN: _with_open(found)}[chosen or TOP]
    show_accounts(
        rows.select("account_id", "tier", "name", *(_mark(name) for name in CHECKS), "answered", "stake", "owner"),
        words, f"qualify_{chosen}", _columns(words), height=600,
    )  # fmt: skip


def _with_open(found: Qualification) -> pl.DataFrame:
    return found.top_tiers.filter(pl.any_horizontal(pl.col(name).is_null() for name in THEIR_CHECKS))


def _mark(name: str) -> pl.Expr:
    passed = pl.col(name)
    mark = pl.when(passed).then(pl.lit(PASSED)).when(~passed).then(pl.lit(NOT_PASSED)).otherwise(pl.lit(NOT_KNOWN))
    return mark.alias(f"check_{name}")


def _columns(words: Language) -> dict[str, Column]:
    marks = {
        f"check_{name}": Column(
            words.say(SHORT_HEADS[name]), Cell.TEXT, NARROW, DETAIL if name in SIGNS else REASON,
            words.say(check.label),
        )
        for name, check in CHECKS.items()
    }  # fmt: skip
    answered = Column(words.say("Of 7"), Cell.NUMBER, priority=DETAIL, digits=0, help=words.say("Answered checks"))
    return {**marks, "answered": answered, "stake": Column(priority=ANSWER)}


def _show_open(found: Qualification, context: PageContext) -> None:
    words, questions = context.words, found.open_questions
    show_heading(words.say("What to ask next"), words.say("checks about them first, then by revenue at stake"))
    if questions.is_empty():
        st.caption(words.say("Every check of the accounts in S and A is answered."))
        return
    first = questions.row(0, named=True)
    show_check_answer(str(first["account_id"]), str(first["name"]), str(first["check"]), context)
    show_accounts(_question_rows(questions, words), words, "qualify_open", {
        "check": Column(words.say("Check"), Cell.TEXT, 160, ANSWER),
        "effect": Column(words.say("What an answer changes"), Cell.TEXT, 220, REASON),
    }, height=500)  # fmt: skip


def _question_rows(questions: pl.DataFrame, words: Language) -> pl.DataFrame:
    labels = {name: words.say(CHECKS[name].label) for name in SEVEN}
    effects = {
        True: words.say("A fail would take it out of the key accounts."),
        False: words.say("A fail would be a gap of ours, with an owner."),
    }
    return questions.select(
        "account_id", "tier", "name", pl.col("check").replace(labels),
        pl.when("disqualifies").then(pl.lit(effects[True])).otherwise(pl.lit(effects[False])).alias("effect"),
        "owner", "stake",
    )  # fmt: skip


def _show_gaps(found: Qualification, words: Language) -> None:
    show_heading(words.say("Gaps about us"), words.say("failed checks about us, with who closes them"))
    if found.gaps.is_empty():
        st.caption(plain(words.say("No check about us has failed. A person answers them; data alone never fail them.")))
        return
    labels = {name: words.say(CHECKS[name].label) for name in SEVEN}
    show_accounts(
        found.gaps.with_columns(pl.col("check").replace(labels)), words, "qualify_gaps",
        {"check": Column(words.say("Check"), Cell.TEXT, 160, ANSWER)},
    )  # fmt: skip
