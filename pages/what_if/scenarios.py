"""Scenarios: the draft as one of them, its link, the kept ones, and up to four side by side."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.overrides import with_overrides
from kam_core.scoring.model.proposed_bounds import seen_in
from kam_core.services.scenarios import scenarios
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.whatif.scenario_comparison import MOST_SIDES, SideBySide, side_by_side
from pages.shell.cache import model_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import current_overrides, data_set_id
from pages.shell.draft.draft_link import show_file, show_link
from pages.what_if.case import Case
from pages.what_if.saved_scenarios import show_draft_state, show_kept, show_saving
from pages.widgets.account_table import show_accounts
from pages.widgets.headings import show_heading
from pages.widgets.messages import show_error
from pages.widgets.row_table import show_rows

PUBLISHED, DRAFT = "published", "draft"


def show_scenarios(case: Case) -> None:
    """What the draft is, how to keep and to share it, what is kept, and what sets models apart."""
    words = case.words
    show_draft_state(case)
    show_saving(case)
    with st.expander(words.say("Share the draft by a link or a file"), icon=":material/link:", key="share_link"):
        show_link(case.context, case.draft)
        show_file(case.context, case.draft)
    show_kept(case)
    _compare(case)


def _compare(case: Case) -> None:
    words = case.words
    show_heading(words.say("Side by side"))
    kept = {one.id: one for one in scenarios(open_store(), data_set_id())}
    names = {PUBLISHED: words.say("Published model"), DRAFT: words.say("Your draft")}
    names |= {key: f"{one.name} v{one.number}" for key, one in kept.items()}
    chosen = st.multiselect(
        words.say("Models to compare, at most {most}", most=MOST_SIDES),
        list(names),
        default=[PUBLISHED, DRAFT],
        format_func=lambda key: names[key],
        max_selections=MOST_SIDES,
        key=f"compare_sides_{words.code}",
    )
    # Whatever is compared, the published model is what it is measured against.
    order = sorted(chosen, key=lambda key: key != PUBLISHED)
    if len(order) < 2:
        st.caption(words.say("Choose two or more."))
        return
    try:
        named = [(names[key], _model(case, key)) for key in order]
        found = side_by_side(case.published, named, current_overrides())
    except UserError as error:
        show_error(error.message, words)
        return
    _show(found, words)


def _model(case: Case, key: str) -> Model:
    if key == PUBLISHED:
        return case.context.published
    if key == DRAFT:
        return case.draft
    kept = model_cache.draft_model(open_store().models.find(key).document)
    beside = seen_in(kept, case.context.view.key, case.published.accounts)
    return with_overrides(beside, current_overrides())


def _show(found: SideBySide, words: Language) -> None:
    first = found.sides[0].name
    tiers = {f"tier_{tier}": tier for tier in TIERS}
    show_rows(
        side_rows(found, words),
        "sides",
        {
            "name": words.say("Model"),
            "hash": words.say("Hash"),
            **tiers,
            "key_share": words.say("S + A of revenue"),
            "moved": words.say("Against {name}", name=first),
        },
        right=(*tiers, "key_share"),
    )
    show_heading(words.say("What they decide differently"))
    if found.differing:
        labels = {f"side_{place}": side.name for place, side in enumerate(found.sides, 1)}
        show_rows(differing_rows(found, words), "differing", {"what": words.say("What"), **labels})
    else:
        st.caption(words.say("All of them decide the same."))
    show_heading(words.say("Accounts on which they disagree: {count}", count=found.disputes))
    if found.disputes > found.disputed.height:
        shown = found.disputed.height
        st.caption(words.say("The {shown} of the largest revenue.", shown=shown))
    columns = {f"tier_{place}": st.column_config.Column(side.name) for place, side in enumerate(found.sides, 1)}
    show_accounts(_disputed(found), words, "disputed", columns)


def side_rows(found: SideBySide, words: Language) -> pl.DataFrame:
    """One row per model: hash, accounts and money of each tier, S and A's share, who moves."""
    return pl.DataFrame(
        [
            {
                "name": side.name,
                "hash": side.hash,
                **{
                    f"tier_{tier}": f"{words.number(count)} · {words.money(money)}"
                    for tier, count, money in zip(TIERS, side.accounts, side.revenue, strict=True)
                },
                "key_share": words.percent(side.key_share),
                "moved": "–" if place == 0 else f"▲ {words.number(side.up)} ▼ {words.number(side.down)}",
            }
            for place, side in enumerate(found.sides)
        ]
    )


def differing_rows(found: SideBySide, words: Language) -> pl.DataFrame:
    """One row per thing that is not the same everywhere: what it is, and its value in each model."""
    return pl.DataFrame(
        [
            {
                "what": words.say(one.what),
                **{f"side_{place}": words.show(value) for place, value in enumerate(one.values, 1)},
            }
            for one in found.differing
        ]
    )


def _disputed(found: SideBySide) -> pl.DataFrame:
    return found.disputed.with_columns((pl.col("revenue") / MONEY_SCALE).round(0))
