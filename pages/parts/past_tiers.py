"""The tiers that an account was given, each time a model was published."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.store.history import Publication
from kam_core.vocabulary.message import moment
from pages.parts import cached, session
from pages.parts.rows import show_rows


def show_past_tiers(account_id: str, words: Language) -> None:
    """A small table, the last publication first; or how a history begins."""
    book, slot = session.book(), session.slot()
    publications = cached.store().history.of_book(book, slot)
    found = _past(book, slot, account_id, publications[0].id) if publications else []
    if not found:
        st.caption(words.say("No published tier yet. Publish a model on the what-if page, and its tiers are kept."))
        return
    versions = {one.id: one for one in cached.store().models.versions(book, slot)}
    rows = [
        {
            "published": moment(publication.at),
            "as_of": publication.as_of,
            "tier": tier or "–",
            "score": None if score is None else words.number(score, 1),
            "model": f"{words.say(versions[publication.model].name)} v{versions[publication.model].number}",
            "who": publication.who,
        }
        for publication, tier, score in found
    ]
    show_rows(
        pl.DataFrame(
            rows,
            schema={
                "as_of": pl.Date,
                "tier": pl.String,
                "score": pl.String,
                "model": pl.String,
                "published": pl.String,
                "who": pl.String,
            },
        ),
        "past_tiers",
        {
            "as_of": words.say("As of"),
            "tier": words.say("Tier"),
            "score": words.say("Score"),
            "model": words.say("Model"),
            "published": words.say("Published"),
            "who": words.say("By"),
        },
        right=("score",),
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def _past(book: str, slot: str, account_id: str, last: str) -> list[tuple[Publication, str | None, float | None]]:
    """Tier and score by publication; `last` names the newest one, and what was published never changes."""
    return [*cached.store().history.of_account(book, account_id, slot)]
