"""Boundaries of the nine boxes: where they come from, and fields that store them with the data set."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from kam_core.insight.account_matrix.axes import Axis
from kam_core.insight.account_matrix.nine_boxes import AxisBoundaries, Boundaries
from kam_core.services.access import Action
from kam_core.services.rules.box_boundaries import BOX_BOUNDARIES
from kam_core.services.rules.documents import Document, save_document
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.message import Message, UserError
from pages.accounts.chart_choice import ChartChoice
from pages.panels.name_field import ask_name
from pages.shell.actor import by, denial_reason
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.messages import post_error, post_success, show_error

SavedBoundaries = Mapping[str, Boundaries]
WHO_KEY = "box_boundaries_who"
PER_CENT = 100


def show_boundaries_form(
    context: PageContext, choice: ChartChoice, boundaries: tuple[AxisBoundaries, AxisBoundaries]
) -> None:
    """Say whether the boundaries are saved or proposed, and show the fields that save them."""
    words, stored = context.words, context.document(BOX_BOUNDARIES)
    if stored.problem is not None:
        show_error(stored.problem.message, words)
    st.caption(plain(words.say(_origin(stored, boundaries))))
    with st.popover(words.say("Boundaries"), icon=":material/grid_on:", key="box_boundaries_popover"):
        for axis, at in zip((choice.x, choice.y), boundaries, strict=True):
            _ask(context, axis, at, stored.version)
        ask_name(WHO_KEY, words)
        denied = denial_reason(Action.SETTINGS, words)
        st.button(
            words.say("Save boundaries"), key="box_boundaries_save", type="primary", help=denied,
            disabled=denied is not None, on_click=_save, args=(context, stored, choice, boundaries),
        )  # fmt: skip


def _origin(stored: Document[SavedBoundaries], boundaries: tuple[AxisBoundaries, AxisBoundaries]) -> Message:
    if all(at.saved for at in boundaries) and stored.changed_by is not None and stored.changed_at is not None:
        return Message(
            "Boundaries saved by {who}, {at}; new accounts do not move them.",
            who=stored.changed_by, at=stored.changed_at.date(),
        )  # fmt: skip
    return Message("Boundaries proposed from the model and the active customers; they move with the data until saved.")


def _ask(context: PageContext, axis: Axis, at: AxisBoundaries, version: int) -> None:
    """Two fields for the boundaries of an axis; a share is asked in per cent."""
    words = context.words
    label = words.say(axis.label) + (" (%)" if axis.kind is Kind.SHARE else "")
    with st.container(horizontal=True):
        for part, text, value in (
            ("low", words.say("{axis}: middle from", axis=label), at.low),
            ("high", words.say("{axis}: high from", axis=label), at.high),
        ):
            st.number_input(text, value=_in_field(axis, value), key=_key(axis, part, version), width=200)


def _key(axis: Axis, part: str, version: int) -> str:
    return f"box_boundary_{axis.name}_{part}_{version}"


def _scale(axis: Axis) -> int:
    return PER_CENT if axis.kind is Kind.SHARE else 1


def _in_field(axis: Axis, value: float) -> float:
    return round(value * _scale(axis), 4)


def _typed(axis: Axis, part: str, version: int, value: float) -> float:
    """The boundary in the field now; one that is not touched stays as it is in force, for the field rounds it."""
    typed = st.session_state[_key(axis, part, version)]
    return value if typed is None or typed == _in_field(axis, value) else float(typed) / _scale(axis)


def _save(
    context: PageContext,
    stored: Document[SavedBoundaries],
    choice: ChartChoice,
    boundaries: tuple[AxisBoundaries, AxisBoundaries],
) -> None:
    # The fields are read here: what is typed last arrives together with the click.
    pairs = {
        axis.name: (_typed(axis, "low", stored.version, at.low), _typed(axis, "high", stored.version, at.high))
        for axis, at in zip((choice.x, choice.y), boundaries, strict=True)
    }
    try:
        save_document(
            open_store(), context.data_set, BOX_BOUNDARIES, {**stored.value, **pairs},
            expected=stored.version, by=by(WHO_KEY),
        )  # fmt: skip
    except UserError as error:
        post_error(error.message)
        return
    post_success(Message("The boundaries are saved."))
