"""Weights by a method beside the present ones, what they would change, and the button that takes them as draft."""

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
from kam_core.whatif.methods.elicited import Scope, present_shares, weights_sentence, with_shares
from pages.what_if.case import Case
from pages.widgets.escape import plain
from pages.widgets.messages import show_error
from pages.widgets.row_table import show_rows


def labels_of(model: Model, scope: Scope, words: Language) -> dict[str, str]:
    """The word of each name of a scope; with the name itself where two criteria measure the same."""
    if scope.kind == "groups":
        return {name: words.say(GROUP_LABELS[name]) for name in scope.names}
    said = {name: words.say(MEASURES[model.criterion(name).measure].label) for name in scope.names}
    return {
        name: label if list(said.values()).count(label) == 1 else f"{label} ({name})" for name, label in said.items()
    }


def scope_label(scope: Scope, words: Language) -> str:
    """What is weighed, in words."""
    if scope.kind == "groups":
        return words.say("the groups")
    if scope.group is None:
        return words.say("all criteria")
    return words.say("within: {group}", group=words.say(GROUP_LABELS[scope.group]))


def show_weights_beside(
    case: Case, scope: Scope, methods: Mapping[str, Mapping[str, float]], key: str, doubt: str | None = None
) -> None:
    """A row per name: its present weight and that by each method (title → shares by name), in per cent.

    Below, for each method, what its weights would change and a button that makes them the draft. doubt: a short code of
    what speaks against them; then the button waits for a tick, and another doubt asks for another one.
    """
    words, active = case.words, case.context.active_criteria(case.draft)
    present, labels = present_shares(case.draft, scope, active), labels_of(case.draft, scope, words)
    titles = {f"method_{place}": title for place, title in enumerate(methods)}
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
        {"name": words.say("Weighed"), "present": words.say("Draft"), **titles},
        right=("present", *titles),
    )
    for place, (title, shares) in enumerate(methods.items()):
        _offer(case, with_shares(case.draft, scope, shares, active), title, f"{key}_take_{place}", doubt)


def _offer(case: Case, model: Model, title: str, key: str, doubt: str | None) -> None:
    words = case.words
    try:
        told = words.say(weights_sentence(compare(case.published, model)))
    except UserError as error:
        show_error(error.message, words)
        return
    sure = doubt is None or st.checkbox(words.say("Take it nevertheless"), key=f"{key}_nevertheless_{doubt}")
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(words.say("Take as draft"), key=key, disabled=not sure):
            case.take(model)
        st.caption(plain(f"{title}: {told}"))
