"""Answer of the Weights screen: how far the ratings are, or what counts most in the draft."""

from __future__ import annotations

import streamlit as st

from kam_core.scoring.model.criterion import GROUPS
from kam_core.scoring.model.labels import GROUP_LABELS
from kam_core.vocabulary.message import Message, Share, ShownFigure, Term
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.rules.weights.methods.pairwise_form import RATED_PAIRS
from pages.widgets.answer import show_answer


def show_weights_answer(what_if: WhatIfContext) -> None:
    """Show question and answer."""
    words = what_if.words
    rated = st.session_state.get(RATED_PAIRS)
    answer = _largest_group(what_if)
    if rated is not None and st.session_state.get("lab_method") == "pairwise":
        answer = pairs_sentence(*rated) or answer
    show_answer(words, words.say("Which weights reflect our priorities?"), answer)


def pairs_sentence(rated: int, least: int) -> Message | None:
    """How many pairs are still to rate; None once there are enough."""
    if rated >= least:
        return None
    needed = ShownFigure("rated_pairs", "least", least - rated)
    if rated == 0:
        return Message("No pair rated yet; rate {count} to get weights.", count=needed)
    return Message(
        "{count} more pair to rate, then there are weights.", "{count} more pairs to rate, then there are weights.",
        "count", count=needed,
    )  # fmt: skip


def _largest_group(what_if: WhatIfContext) -> Message:
    """The group with the most weight among the criteria with data."""
    draft, active = what_if.draft, what_if.context.active_criteria(what_if.draft)
    points = {
        group: sum(one.weight for one in draft.criteria if one.group == group and active[one.name]) for group in GROUPS
    }
    largest, total = max(points, key=points.__getitem__), sum(points.values())
    if total <= 0:
        return Message("No criterion has a weight yet.")
    return Message(
        "{group} counts most, with {share} of the weight.",
        group=Term(GROUP_LABELS[largest]),
        share=ShownFigure("group_weight", what_if.population, Share(points[largest] / total)),
    )
