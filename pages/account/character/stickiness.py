"""Stickiness of an account: three layers, the index now and a year ago, and what makes leaving costly."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.stickiness.layers import OVERALL, Stickiness, trend
from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.vocabulary.judgement.stickiness import LAYER_WEIGHTS
from kam_core.vocabulary.message import Message, Points, ShownFigure
from pages.account.account_view import AccountView
from pages.account.character.mark_table import show_mark_table, show_missing
from pages.account.section_heading import show_section
from pages.widgets.escape import plain
from pages.widgets.row_table import show_rows
from pages.widgets.shown_figures import say_figures


def show_stickiness(view: AccountView, found: Stickiness) -> None:
    """Show the index with its trend, the layers, and the control points."""
    words = view.words
    show_section("stickiness", words.say("Stickiness"), words.say("what leaving us would cost them"))
    if found.index is not None and found.points is not None:
        index = ShownFigure("switching_cost", view.alone, Points(found.index))
        points = ShownFigure("switching_cost_points", view.alone, Points(found.points))
        sentence = Message("Switching-cost index {index} of 5: {points} of 100 points.", index=index, points=points)
        st.markdown(f"**{plain(say_figures(words, sentence))}**")
    st.markdown(plain(say_figures(words, trend(found, view.alone))))
    marks = dict(found.layers)
    if found.overall is not None:
        marks[OVERALL] = found.overall
    if any(marks.values()):
        notes = {name: _earned(view, found, name) for name in found.layers}
        show_mark_table(view, marks, "stickiness", notes | {OVERALL: words.say("judged as a whole")})
    show_missing(view, [CRITERIA[name].label for name in found.missing])
    if found.control_points:
        rows = pl.DataFrame(
            [
                {"what": point.text, "layer": words.say(CRITERIA[point.criterion].label), "on": point.on}
                for point in found.control_points
            ],
            schema={"what": pl.String, "layer": pl.String, "on": pl.Date},
        )
        labels = {"what": words.say("What makes leaving costly"), "layer": words.say("Layer"), "on": words.say("Date")}
        show_rows(rows, "account_profile_control_points", labels)
    else:
        st.caption(words.say("No control points yet: they are the evidence written beside the marks of the layers."))


def _earned(view: AccountView, found: Stickiness, layer: str) -> str:
    """What a layer earns of its points, or its weight where it is not judged."""
    words, earned = view.words, found.points_of(layer)
    most = round(LAYER_WEIGHTS[layer] * 100)
    if earned is None:
        return words.say("up to {most} points", most=most)
    return words.say("{earned} of {most} points", earned=Points(earned), most=most)
