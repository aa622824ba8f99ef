"""Live levers: drawn and computed in the browser while they move, computed again by the server on release."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import streamlit as st

from kam_core.charts.theme import DARK_TIER_COLOURS, DARK_TIER_INK, TIER_COLOURS, TIER_INK
from kam_core.locale.language import Language
from kam_core.scoring.model.criterion import GROUPS
from kam_core.scoring.model.cuts import Cut, ParetoCut, QuotaCut, ScoreCut, parse_cut
from kam_core.scoring.model.draft import draft_of
from kam_core.scoring.model.labels import GROUP_LABELS
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.model_hash import model_hash
from kam_core.scoring.model.proposed_cuts import proposed_cuts
from kam_core.scoring.model.tiering_limits import Capacity
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import UserError
from kam_core.whatif.browser_payload import BrowserPayload, browser_payload
from kam_core.whatif.comparison import WhatIf, rescore, same_points
from pages.rules.simulate.lever_texts import lever_texts
from pages.rules.simulate.levers import counted_criteria
from pages.shell.cache import frame_cache
from pages.shell.draft.editing import current_draft, levers_key, save_changed_draft
from pages.shell.page_context import PageContext
from pages.widgets.browser_files import browser_text

KEY = "live"
_BOARD = st.components.v2.component(
    "kam_board",
    html="<span></span>",
    js=browser_text(
        __file__,
        "board_data.js",
        "tiering.js",
        "results.js",
        "cut_moves.js",
        "levers.js",
        "nodes.js",
        "sentences.js",
        "part.js",
        "panel.js",
        "tier_cards.js",
        "crossings.js",
        "distribution.js",
        "charts.js",
        "navigation_guard.js",
        "lab.js",
        "board.js",
    ),
)
_LAB = st.components.v2.component(
    "kam_lab",
    html='<div class="lab"></div>',
    css=browser_text(__file__, "look.css"),
    js=browser_text(__file__, "mount.js"),
)


@dataclass(frozen=True)
class ReleasedLevers:
    """The levers as released in the browser; `release_count` counts the releases since they were set."""

    weights: Mapping[str, float]
    cut: Cut
    release_count: int


def send_board(board: BrowserPayload) -> None:
    """Send the accounts to the browser; called outside of the fragment that runs at every change."""
    _BOARD(key="board", data=board.data, height=1)


def board_of(context: PageContext, draft: Model) -> BrowserPayload:
    """The accounts for the browser; another board where more than weights and cuts differ."""
    equal_weights = draft.model_copy(
        update={"cut": QuotaCut(), "criteria": tuple(c.model_copy(update={"weight": 1.0}) for c in draft.criteria)}
    )
    return _board(context.portfolio, draft, (*_context_key(context), model_hash(equal_weights)))


def _context_key(context: PageContext) -> tuple[object, ...]:
    publication = "" if context.publication is None else context.publication.id
    return *frame_cache.frame_key(context.dataset, context.view), model_hash(context.published), publication


@st.cache_resource(show_spinner=False, max_entries=8)
def _board(_published: Portfolio, _draft: Model, key: tuple[object, ...]) -> BrowserPayload:
    return browser_payload(_published, _draft)


@st.cache_resource(show_spinner=False, max_entries=32)
def _proposals(_published: Portfolio, key: tuple[object, ...]) -> dict[str, ScoreCut]:
    return proposed_cuts(_published)


def released(context: PageContext, base: Model) -> ReleasedLevers | None:
    """The levers that the browser sent last; None where they equal the draft.

    Refuses impossible ones: a weight that is no number from 0 to 100, a cut out of order.
    """
    state = (st.session_state.get(KEY) or {}).get("levers")
    if not isinstance(state, dict) or state.get("revision") != levers_key(context):
        return None
    weights = state.get("weights")
    if not isinstance(weights, dict) or not set(weights) <= {criterion.name for criterion in base.criteria}:
        raise UserError("The sliders do not match the model. Reload the page.")
    if not all(isinstance(points, int | float) for points in weights.values()):
        raise UserError("Invalid weight: not a number. Your last valid settings were kept.")
    weights_of_draft = {criterion.name: criterion.weight for criterion in base.criteria}
    return ReleasedLevers(
        {**weights_of_draft, **{name: float(points) for name, points in weights.items()}},
        parse_cut(state.get("cut") or {}),
        int(state.get("seq") or 0),
    )


def draft_with_levers(base: Model, levers: ReleasedLevers | None) -> Model:
    """The draft with the weights and the cut of the released levers."""
    return base if levers is None else draft_of(base, levers.weights, levers.cut)


def show_live(
    context: PageContext, result: WhatIf, board: BrowserPayload, active: dict[str, bool], release_count: int
) -> None:
    """Show levers and results, drawn by the browser; the counts of the server are sent along."""
    words, draft, published = context.words, result.draft, context.published
    before, after = result.totals
    revision, counted = levers_key(context), counted_criteria(draft.criteria, active)
    _LAB(
        key=KEY,
        on_levers_change=lambda: _save_released(context),
        data={
            "revision": revision,
            "board": board.key,
            "language": words.code,
            **words.spec.browser_format,
            "currency": words.currency,
            "groups": _groups(draft, published, active, words),
            "weights": {c.name: c.weight for c in counted},
            "cut": _cut(draft.cut),
            "published": {
                "weights": {c.name: _published_weight(published, c.name) for c in counted},
                "cut": _cut(published.cut),
                "comparable": same_points(draft, published),
            },
            "proposals": _initial_cuts(context, draft),
            "missing": draft.missing,
            "hysteresis": {"points": draft.hysteresis.points, "share": draft.hysteresis.share},
            "capacity": _capacity(draft.capacity),
            "fills": draft.gates.freed_places == "next",
            "before": {"counts": before.accounts, "money": before.revenue},
            "colours": _of_both_themes(TIER_COLOURS, DARK_TIER_COLOURS),
            "inks": _of_both_themes(TIER_INK, DARK_TIER_INK),
            "words": lever_texts(words, board, counted, active),
            "server": {"revision": revision, "seq": release_count, "counts": after.accounts, "money": after.revenue},
        },
    )


def _save_released(context: PageContext) -> None:
    """Save the released levers before anything else runs, so that nothing is lost on the way to another page."""
    with suppress(UserError):  # The page shows the error when it is drawn.
        base = current_draft()
        draft = draft_with_levers(base, released(context, base))
        rescore(context.portfolio, draft)
        save_changed_draft(context, base, draft)


def _of_both_themes(light: Mapping[str, str], dark: Mapping[str, str]) -> dict[str, str]:
    """Colours of the light and the dark theme as one, for the browser to choose from."""
    return {tier: f"light-dark({light[tier]}, {dark[tier]})" for tier in light}


def _cut(cut: Cut) -> dict[str, Any]:
    return cut.model_dump(mode="json")


def _initial_cuts(context: PageContext, draft: Model) -> dict[str, dict[str, Any]]:
    """The initial cut of each kind: that of the draft, the published one, or the one proposed from the data."""
    proposed = _proposals(context.portfolio, _context_key(context))
    kinds: dict[str, Cut] = {"quota": QuotaCut(), "pareto": ParetoCut()}
    kinds |= {"score": proposed["share"], "natural": proposed["natural"]}
    for cut in (context.published.cut, draft.cut):
        if not isinstance(cut, ScoreCut) or cut.proposed == "share":
            kinds[cut.kind] = cut
    return {kind: _cut(cut) for kind, cut in kinds.items()}


def _capacity(capacity: Capacity) -> dict[str, dict[str, int | None]] | None:
    if capacity.unlimited:
        return None
    return {
        tier: {"in_all": places.most_in_all, "per_owner": places.most_per_owner}
        for tier, places in zip("sab", capacity.by_tier, strict=True)
    }


def _published_weight(published: Model, name: str) -> float:
    return next((c.weight for c in published.criteria if c.name == name), 0.0)


def _groups(draft: Model, published: Model, active: dict[str, bool], words: Language) -> list[dict[str, Any]]:
    """The groups, with labels, published weights, and whether there are data: their weights add up to that of the
    model."""
    groups = []
    for group in GROUPS:
        members = counted_criteria([c for c in draft.criteria if c.group == group], active)
        if members:
            criteria = [
                {
                    "name": criterion.name,
                    "label": words.say(MEASURES[criterion.measure].label),
                    "formula": words.say(MEASURES[criterion.measure].formula),
                    "published": _published_weight(published, criterion.name),
                    "data": active[criterion.name],
                }
                for criterion in members
            ]
            groups.append({"name": group, "label": words.say(GROUP_LABELS[group]), "criteria": criteria})
    return groups
