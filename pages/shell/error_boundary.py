"""Error boundary: show unhandled errors as a message and stop the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from kam_core.locale.language import Language
from kam_core.locale.languages import language_for
from kam_core.vocabulary.message import UserError
from pages.widgets.messages import show_error


@contextmanager
def errors_shown() -> Iterator[None]:
    """Show an error raised within as a sentence; the page ends there."""
    try:
        yield
    except UserError as error:
        # In the language of the browser: the stored choice of a language may be the data that cannot be read.
        show_error(error.message, Language(language_for(st.context.locale)))
