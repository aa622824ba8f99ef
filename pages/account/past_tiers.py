"""Past tiers: the tiers that an account was given at each publication."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.measures.view_key import view_label
from kam_core.store.published_tiers import Publication
from kam_core.vocabulary.actor import actor_name
from kam_core.vocabulary.formulas import formula_of
from kam_core.vocabulary.message import moment
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import data_set_id
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.row_table import show_rows


def show_past_tiers(account_id: str, context: PageContext) -> None:
    """Show the published tiers, the last publication first; or how a history begins. Only the home view has them."""
    words, data_set, home = context.words, data_set_id(), context.published.home
    if not context.at_home:
        st.caption(plain(words.say("Tiers are published for {home}. Switch to that view to see them.",
                                   home=view_label(home))))  # fmt: skip
        return
    publications = open_store().published_tiers.of_data_set(data_set, home)
    published = _published_history(data_set, home, account_id, publications[0].id) if publications else []
    if not published:
        st.caption(words.say("No published tiers yet. Tiers are recorded when a model is published under Rules."))
        return
    versions = {one.id: one for one in open_store().models.versions(data_set)}
    rows = [
        {
            "published": moment(publication.at),
            "as_of": publication.as_of,
            "tier": tier or "–",
            "score": None if score is None else words.points(score),
            "model": f"{words.say(versions[publication.model].name)} v{versions[publication.model].number}",
            "who": actor_name(publication.who, words.say),
        }
        for publication, tier, score in published
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
        infos={"score": words.say(formula_of("score"))},
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def _published_history(
    data_set: str, home: str, account_id: str, last: str
) -> list[tuple[Publication, str | None, float | None]]:
    """Tier and score by publication; `last` is the id of the newest one, and publications never change."""
    return [*open_store().published_tiers.of_account(data_set, account_id, home)]
