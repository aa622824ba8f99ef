"""Relationship with an account: the index and its four parts."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.relationship.index import SATISFACTION, Relationship
from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.vocabulary.message import Message, Points, ShownFigure
from pages.account.account_view import AccountView
from pages.account.character.mark_table import EMPTY, show_missing
from pages.account.section_heading import show_section
from pages.widgets.escape import plain
from pages.widgets.row_table import show_rows
from pages.widgets.shown_figures import say_figures


def show_relationship(view: AccountView, found: Relationship) -> None:
    """Show the index, its parts, and which of them are missing."""
    words = view.words
    show_section("relationship", words.say("Relationship"), words.say("how they feel about us"))
    known = len(found.parts) - len(found.missing)
    if found.index is None:
        st.markdown(words.say("No index: it needs at least two of recognition, satisfaction, trust and loyalty."))
    else:
        index = ShownFigure("relationship_index", view.alone, Points(found.index))
        sentence = Message(
            "Relationship index {index} of 5, from {known} of {all} parts.", index=index, known=known,
            all=len(found.parts),
        )  # fmt: skip
        st.markdown(f"**{plain(say_figures(words, sentence))}**")
    if known:
        rows = pl.DataFrame(
            [
                {
                    "part": words.say(CRITERIA[name].label),
                    "mark": EMPTY if score is None else words.number(score, 1),
                    "source": _source(view, found, name, score),
                }
                for name, score in found.parts.items()
            ]
        )
        labels = {"part": words.say("Criterion"), "mark": words.say("Mark"), "source": words.say("Source")}
        show_rows(rows, "account_profile_relationship", labels, right=("mark",))
    show_missing(view, [CRITERIA[name].label for name in found.missing])


def _source(view: AccountView, found: Relationship, name: str, score: float | None) -> str:
    if score is None:
        return EMPTY
    surveyed = name == SATISFACTION and found.from_surveys
    return view.words.say("mean of surveys") if surveyed else view.words.say("judged")
