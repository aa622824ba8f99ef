"""Figures on a screen: the only way from a value to a number that people read, with a record of what was shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.figures import FIGURES
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message, ShownFigure

FigureText = NewType("FigureText", str)
"""A figure as the reader sees it; only `show_figure` makes one."""

SHOWN = "figures_on_screen"
"""Where a session keeps the figures of its last run."""


@dataclass(frozen=True)
class Record:
    """A figure that was shown, with its text."""

    figure: ShownFigure
    text: str


def show_figure(words: Language, name: str, population: str, value: object) -> FigureText:
    """The text of a figure; the same name and population has the same value on every screen.

    name: of `FIGURES` or `MEASURES`; population, value: see `ShownFigure`. Raises KeyError for an unknown name.
    """
    figure = ShownFigure(name, population, value)
    _record(figure, words)
    return FigureText(words.show(figure))


def show_change(words: Language, name: str, before: tuple[str, object], after: tuple[str, object]) -> FigureText:
    """A figure of two populations with its value in each, before → after, or once where it is the same.

    Raises KeyError for an unknown name.
    """
    texts = [show_figure(words, name, population, value) for population, value in (before, after)]
    return FigureText(" → ".join(dict.fromkeys(texts)))


def say_figures(words: Language, message: Message) -> str:
    """A sentence in the reader's words; its figures are recorded. Raises KeyError for an unknown name."""
    for value in message.values.values():
        if isinstance(value, ShownFigure):
            _record(value, words)
        elif isinstance(value, Message):
            say_figures(words, value)
    return words.say(message)


def figure_sentence(words: Language, message: Message) -> FigureText:
    """A figure in a few words, such as "82 days overdue"; its numbers are recorded."""
    return FigureText(say_figures(words, message))


def show_part(words: Language, part: ShownFigure, whole: ShownFigure) -> FigureText:
    """Two figures as a part of a whole: 1 of 6."""
    return FigureText(say_figures(words, Message("{part} of {whole}", part=part, whole=whole)))


def forget_figures() -> None:
    """Start the record anew, before a screen is drawn."""
    st.session_state[SHOWN] = []


def _record(figure: ShownFigure, words: Language) -> None:
    if figure.name not in FIGURES and figure.name not in MEASURES:
        raise KeyError(f"{figure.name}: a figure needs a definition in kam_core/vocabulary/figures.py")
    st.session_state.setdefault(SHOWN, []).append(Record(figure, words.show(figure)))
