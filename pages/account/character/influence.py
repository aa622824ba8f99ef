"""Influence of an account: referrals with their money, its industry as a lighthouse, and the four marks."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.four_marks.marks import LABELS, Influence, Mark, four_marks
from kam_core.insight.lighthouse.sentence import effect_sentence
from kam_core.insight.referrals.sentence import account_sentences
from kam_core.locale.language import Language
from pages.account.account_view import AccountView
from pages.shell.cache.influence_cache import InfluenceFacts, influence_facts
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows
from pages.widgets.shown_figures import say_figures

COLUMNS = ("account_id", "tier", "name", "revenue", "margin", "revenue_total")


def show_influence(view: AccountView) -> None:
    """Show whom the account referred and what they bring, its effect as a lighthouse, and the four marks."""
    words, code = view.words, _code(view)
    facts = influence_facts(view.context)
    show_heading(words.say("Influence: referrals and lighthouse"))
    readable = view.context.scope.rows(view.portfolio.accounts)["account"]
    sentences = account_sentences(facts.referrals, code, view.alone, _came_from(facts, code, readable))
    sentences += [effect_sentence(one, facts.effects) for one in facts.effects.lighthouses if one.account == code]
    st.markdown(plain(words.joined([say_figures(words, one) for one in sentences])))
    referred = facts.referrals.of(code)
    shown = referred.filter(pl.col("account").is_in(readable.implode()))
    if shown.height:
        show_accounts(shown.select(COLUMNS), words, "account_referred", find=False)
    show_heading(words.say("Four marks of a key account"))
    show_rows(
        _mark_rows(_marks(view, facts), words),
        "account_four_marks",
        {
            "mark": words.say("Mark"),
            "answer": words.say("Answer"),
            "evidence": words.say("Evidence"),
            "limit": words.say("Holds if"),
        },
    )


def _marks(view: AccountView, facts: InfluenceFacts) -> tuple[Mark, ...]:
    code, accounts = _code(view), view.portfolio.accounts
    referrer = facts.referrals.referrer(code)
    known = Influence(
        is_lighthouse=code in facts.tagged.to_list(),
        reach=0.0 if referrer is None else float(str(referrer["reach"])),
        brand=accounts["brand_lighthouse"][view.account.row],
    )
    return four_marks(accounts, code, facts.data.tables, known, view.context.view.as_of_day)


def _mark_rows(marks: tuple[Mark, ...], words: Language) -> pl.DataFrame:
    answers = {True: words.say("yes"), False: words.say("no"), None: words.say("unknown")}
    return pl.DataFrame(
        [
            {
                "mark": words.say(LABELS[mark.name]),
                "answer": answers[mark.holds],
                "evidence": words.say(mark.evidence),
                "limit": words.say(mark.limit),
            }
            for mark in marks
        ]
    )


def _came_from(facts: InfluenceFacts, code: int, readable: pl.Series) -> str | None:
    """The name of the referrer, where the reader may see it."""
    rows = facts.referrals.referred.filter((pl.col("account") == code) & pl.col("referrer").is_in(readable.implode()))
    return None if rows.is_empty() else str(rows["referrer_name"][0])


def _code(view: AccountView) -> int:
    return int(view.portfolio.accounts["account"][view.account.row])
