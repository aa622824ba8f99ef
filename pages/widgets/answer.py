"""Head of a screen: its question as a label, the answer as the headline, and the line with its population."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.message import Message
from pages.widgets.escape import plain
from pages.widgets.shown_figures import say_figures

SIGNS = ".,;:。，；："
HAIR_SPACE = "\u200a"


def show_answer(
    words: Language, question: str, answer: Message, line: Message | None = None, bold: Message | None = None
) -> None:
    """Show the question small, the answer large, and one line below; `bold` opens it and names the population."""
    with st.container(key="answer", gap=None):
        st.caption(question)
        st.subheader(plain(say_figures(words, answer)), anchor=False)
        parts = [_bold(say_figures(words, bold))] if bold is not None else []
        parts += [plain(say_figures(words, line))] if line is not None else []
        if parts:
            st.markdown(words.joined(parts))


def _bold(text: str) -> str:
    """The text in bold. Markdown ends bold after a sign only before a space: a Chinese sentence has none there."""
    words = text.rstrip(SIGNS)
    gap = "" if words[-1:].isalnum() or words != text else HAIR_SPACE
    return f"**{plain(words)}**{plain(text[len(words) :])}{gap}"
