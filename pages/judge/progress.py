"""Progress of judging: three bars with marks given out of those possible."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.judging.progress import Progress
from kam_core.locale.language import Language
from kam_core.vocabulary.message import Message, Share, ShownFigure
from kam_core.whatif.judging.summary import JudgingSummary
from pages.widgets.headings import show_heading
from pages.widgets.shown_figures import say_figures


def show_progress(summary: JudgingSummary, answered: int, count: int, words: Language) -> None:
    """Show the bars of key accounts, of all customers and of the questions of this list."""
    show_heading(words.say("Progress"))
    _bar(words.say("Key accounts"), "key", summary.key_marks, words)
    _bar(words.say("All customers"), "active", summary.all_marks, words)
    listed = Progress(answered, count)
    text = say_figures(
        words,
        Message(
            "**{share}** {given} / {possible}",
            share=Share(listed.share),
            given=ShownFigure("questions_answered", "list", listed.given),
            possible=ShownFigure("questions", "list", listed.possible),
        ),
    )
    label = words.say("This list")
    st.progress(listed.share, text=f"{label} &nbsp; {text}")


def _bar(label: str, population: str, progress: Progress, words: Language) -> None:
    text = say_figures(
        words,
        Message(
            "**{share}** {given} / {possible}",
            share=ShownFigure("marks_share", population, Share(progress.share)),
            given=ShownFigure("marks_given", population, progress.given),
            possible=ShownFigure("marks_possible", population, progress.possible),
        ),
    )
    st.progress(progress.share, text=f"{label} &nbsp; {text}")
