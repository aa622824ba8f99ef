"""Scenarios tab: the draft as a scenario, its link, the saved ones, and up to four side by side."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.overrides import with_overrides
from kam_core.scoring.model.proposed_bounds import propose_for_view
from kam_core.services.scenarios import scenarios
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import UserError
from kam_core.whatif.scenario_comparison import MOST_SIDES, ComparedModel, SideBySide, side_by_side
from pages.rules.decide.saved_scenarios import draft_hash, show_draft_state, show_save_form, show_saved_scenarios
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.shell.cache import model_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import current_overrides, data_set_id
from pages.shell.draft.draft_link import show_file, show_link
from pages.widgets.account_table import show_accounts
from pages.widgets.headings import show_heading
from pages.widgets.measure_text import column_infos
from pages.widgets.messages import show_error
from pages.widgets.row_table import show_rows
from pages.widgets.tables.column import ANSWER, Column

PUBLISHED, DRAFT = "published", "draft"


def show_scenarios(what_if: WhatIfContext) -> None:
    """Show the state of the draft, how to save and share it, the saved scenarios, and the comparison."""
    words = what_if.words
    show_draft_state(what_if)
    show_save_form(what_if)
    with st.expander(words.say("Share draft by link or file"), icon=":material/link:", key="share_link"):
        st.caption(words.say("ID of the draft: {hash}", hash=draft_hash(what_if)))
        show_link(what_if.context, what_if.draft)
        show_file(what_if.context, what_if.draft)
    show_saved_scenarios(what_if)
    _compare(what_if)


def _compare(what_if: WhatIfContext) -> None:
    words = what_if.words
    show_heading(words.say("Side by side"))
    stored = {one.id: one for one in scenarios(open_store(), data_set_id())}
    names = {PUBLISHED: words.say("Published model"), DRAFT: words.say("Your draft")}
    names |= {key: f"{one.name} v{one.number}" for key, one in stored.items()}
    chosen = st.multiselect(
        words.say("Models to compare (up to {most})", most=MOST_SIDES),
        list(names),
        default=[PUBLISHED, DRAFT],
        format_func=lambda key: names[key],
        max_selections=MOST_SIDES,
        key=f"compare_sides_{words.code}",
    )
    # The published model is first, for the others are compared with the first one.
    order = sorted(chosen, key=lambda key: key != PUBLISHED)
    if len(order) < 2:
        st.caption(words.say("Choose two or more."))
        return
    try:
        named = [(names[key], _model(what_if, key)) for key in order]
        comparison = side_by_side(what_if.published, named, current_overrides())
    except UserError as error:
        show_error(error.message, words)
        return
    _show(comparison, words)


def _model(what_if: WhatIfContext, key: str) -> Model:
    if key == PUBLISHED:
        return what_if.context.published
    if key == DRAFT:
        return what_if.draft
    stored = model_cache.draft_model(open_store().models.find(key).document)
    seen = propose_for_view(stored, what_if.context.view.key, what_if.published.accounts)
    return with_overrides(seen, current_overrides())


def _show(comparison: SideBySide, words: Language) -> None:
    first = comparison.sides[0].name
    tiers = {f"tier_{tier}": tier for tier in TIERS}
    show_rows(
        side_rows(comparison, words),
        "sides",
        {
            "name": words.say("Model"),
            **tiers,
            "key_share": words.say("Revenue share of S and A"),
            "moved": words.say("Compared with {name}", name=first),
        },
        right=(*tiers, "key_share"),
        infos=column_infos("models", words),
    )
    show_heading(words.say("Settings that differ"))
    if comparison.differing:
        labels = {f"side_{place}": side.name for place, side in enumerate(comparison.sides, 1)}
        show_rows(differing_rows(comparison, words), "differing", {"what": words.say("Action"), **labels})
    else:
        st.caption(words.say("All models have the same settings."))
    show_heading(words.say("Accounts with different tiers: {count}", count=comparison.disputes))
    if comparison.disputes > comparison.disputed.height:
        shown = comparison.disputed.height
        st.caption(words.say("Top {shown} by revenue.", shown=shown))
    columns = {f"tier_{place}": Column(side.name, priority=ANSWER) for place, side in enumerate(comparison.sides, 1)}
    if comparison.disputes:
        show_accounts(comparison.disputed, words, "disputed", columns)


def side_rows(comparison: SideBySide, words: Language) -> pl.DataFrame:
    """One row per model: accounts and money of each tier, S and A's share, who moves."""
    return pl.DataFrame(
        [
            {
                "name": side.name,
                **{
                    f"tier_{tier}": f"{words.number(count)} · {words.money(money)}"
                    for tier, count, money in zip(TIERS, side.accounts, side.revenue, strict=True)
                },
                "key_share": words.percent(side.key_share),
                "moved": _moved_text(place, side, words),
            }
            for place, side in enumerate(comparison.sides)
        ]
    )


def _moved_text(place: int, side: ComparedModel, words: Language) -> str:
    if place == 0:
        return "–"
    if not side.up and not side.down:
        return words.say("no tier changes")
    return f"▲ {words.number(side.up)} ▼ {words.number(side.down)}"


def differing_rows(comparison: SideBySide, words: Language) -> pl.DataFrame:
    """One row per thing that is not the same everywhere: what it is, and its value in each model."""
    return pl.DataFrame(
        [
            {
                "what": words.say(one.what),
                **{f"side_{place}": words.show(value) for place, value in enumerate(one.values, 1)},
            }
            for one in comparison.differing
        ]
    )
