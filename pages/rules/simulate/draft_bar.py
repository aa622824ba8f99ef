"""Draft bar: reset the draft, start it from a preset, or read it from a file."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from kam_core.scoring.model.model import Model
from kam_core.services.appraisal import preset_for
from kam_core.vocabulary.message import UserError
from pages.navigation.page_link import open_page
from pages.rules.simulate.plain_levers import ask_plain_levers
from pages.shell.draft.editing import restart_draft
from pages.shell.page_context import PageContext
from pages.widgets.messages import show_error


def draft_actions(context: PageContext, presets: Mapping[str, str]) -> None:
    """Show reset, the menu of the draft with presets and upload of a TOML file, and the way to Decide."""
    words = context.words
    with st.container(horizontal=True, key="draft_actions", width="content"):
        if st.button(
            words.say("Reset"), key="reset_draft", type="tertiary", icon=":material/undo:",
            help=words.say("Back to the model in force"),
        ):  # fmt: skip
            restart_draft(None, context)
            st.rerun()
        with st.popover(words.say("My draft")):
            chosen = st.selectbox(
                words.say("Start from"),
                list(presets),
                index=None,
                format_func=lambda name: words.say(presets[name]),
                key="start_from",
                placeholder=words.say("a built-in model"),
            )
            if st.button(words.say("Use as draft"), key="take_preset", disabled=chosen is None) and chosen:
                restart_draft(preset_for(chosen, context.portfolio, context.frame_of), context)
                st.rerun()
            uploaded = st.file_uploader(words.say("Open a model file (TOML)"), key="model_file", type=["toml"])
            if uploaded is not None and st.button(words.say("Use this file"), key="use_model_file"):
                _read_file(uploaded.getvalue(), uploaded.name, context)
            ask_plain_levers(words)
        if st.button(words.say("Review and publish…"), key="review_draft", type="primary"):
            open_page("decide")


def _read_file(content: bytes, name: str, context: PageContext) -> None:
    try:
        text = content.decode("utf-8-sig")
        restart_draft(preset_for(Model.from_toml(text, name), context.portfolio, context.frame_of), context)
    except UnicodeDecodeError:
        show_error(
            UserError("{file} is not a text file. Choose a model saved as TOML.", file=name).message, context.words
        )
    except UserError as error:
        show_error(error.message, context.words)
    else:
        st.rerun()
