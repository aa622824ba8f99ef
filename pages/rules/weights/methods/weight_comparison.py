"""Weight comparison: weights by a method beside the present ones, their effect, and the button to use them."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.model.labels import GROUP_LABELS
from kam_core.scoring.model.model import Model
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import UserError
from kam_core.whatif.comparison import compare
from kam_core.whatif.methods.elicited_weights import Scope, present_shares, weights_sentence, with_shares
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.widgets.escape import plain
from pages.widgets.measure_text import formula_texts
from pages.widgets.messages import show_error
from pages.widgets.row_table import show_rows


def name_labels(model: Model, scope: Scope, words: Language) -> dict[str, str]:
    """The label of each name of a scope; with the name itself where two criteria have the same measure."""
    if scope.kind == "groups":
        return {name: words.say(GROUP_LABELS[name]) for name in scope.names}
    labels = {name: words.say(MEASURES[model.criterion(name).measure].label) for name in scope.names}
    return {
        name: label if list(labels.values()).count(label) == 1 else f"{label} ({name})"
        for name, label in labels.items()
    }


def _formulas(model: Model, scope: Scope, words: Language) -> list[str]:
    """What each criterion of a scope measures; none for groups."""
    if scope.kind == "groups":
        return []
    return formula_texts((model.criterion(name).measure for name in scope.names), words)


def scope_label(scope: Scope, words: Language) -> str:
    """The label of a scope."""
    if scope.kind == "groups":
        return words.say("all groups")
    if scope.group is None:
        return words.say("all criteria")
    return words.say("within {group}", group=words.say(GROUP_LABELS[scope.group]))


def show_weight_comparison(
    what_if: WhatIfContext,
    scope: Scope,
    methods: Mapping[str, Mapping[str, float]],
    key: str,
    warning_key: str | None = None,
) -> None:
    """Show per name the present weight and that by each method (title → shares by name), in per cent.

    Below, for each method, the effect of its weights and a button that makes them the draft. warning_key: set where a
    warning has to be confirmed by a checkbox first; another key asks for another confirmation.
    """
    words, active = what_if.words, what_if.context.active_criteria(what_if.draft)
    present, labels = present_shares(what_if.draft, scope, active), name_labels(what_if.draft, scope, words)
    titles = {f"method_{position}": title for position, title in enumerate(methods)}
    show_rows(
        pl.DataFrame(
            [
                {
                    "name": labels[name],
                    "present": words.percent(present[name], 1),
                    **{column: words.percent(methods[title][name], 1) for column, title in titles.items()},
                }
                for name in scope.names
            ]
        ),
        f"{key}_weights",
        {"name": words.say("Weights set for"), "present": words.say("Draft"), **titles},
        right=("present", *titles),
        notes={"name": _formulas(what_if.draft, scope, words)},
    )
    for position, (title, shares) in enumerate(methods.items()):
        _show_offer(
            what_if, with_shares(what_if.draft, scope, shares, active), title, f"{key}_take_{position}", warning_key
        )


def _show_offer(what_if: WhatIfContext, model: Model, title: str, key: str, warning_key: str | None) -> None:
    words = what_if.words
    try:
        effect = words.say(weights_sentence(compare(what_if.published, model)))
    except UserError as error:
        show_error(error.message, words)
        return
    is_confirmed = warning_key is None or st.checkbox(words.say("Use anyway"), key=f"{key}_nevertheless_{warning_key}")
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(words.say("Use as draft"), key=key, disabled=not is_confirmed):
            what_if.use_as_draft(model)
        st.caption(plain(f"{title}: {effect}"))
