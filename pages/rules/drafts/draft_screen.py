"""A screen on the draft: its answer, and parts of which the open one alone runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from kam_core.scoring.model.model import Model
from kam_core.vocabulary.message import UserError
from kam_core.whatif.comparison import compare
from pages.panels.publish_form import rerun_after_decision, show_newer
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.shell.data_set.current import current_dataset
from pages.shell.draft.editing import current_draft
from pages.shell.page_context import PageContext

Part = tuple[str, Callable[[WhatIfContext], None]]
"""The label of a part in the reader's words, and the function that shows it."""


@st.fragment
def show_draft_screen(
    context: PageContext, answer: Callable[[WhatIfContext], None], parts: Mapping[str, Part], key: str
) -> None:
    """Show the parts as tabs below the answer; only this runs again when something in it changes."""
    rerun_after_decision()
    draft = draft_on(context)
    # The answer depends on what is chosen in the parts below it.
    top = st.container()
    show_newer(context, draft)
    what_if = WhatIfContext(context, draft, compare(context.portfolio, draft))
    show_parts(parts, what_if, key)
    with top:
        answer(what_if)


def draft_on(context: PageContext) -> Model:
    """The draft in use; draws the whole page again where the data of the page are no longer those in use."""
    try:
        draft = current_draft()
        is_renewed = current_dataset().content_id != context.dataset.content_id
    except UserError:
        # The data were removed while the page was open: the rerun shows the error.
        is_renewed = True
    if is_renewed:
        st.rerun()
    return draft


def show_parts(parts: Mapping[str, Part], what_if: WhatIfContext, key: str) -> None:
    """Show the parts as tabs, of which the open one alone is drawn; a single part without a tab."""
    if len(parts) == 1:
        ((_, show),) = parts.values()
        show(what_if)
        return
    tabs = st.tabs([label for label, _ in parts.values()], key=key, on_change="rerun")
    for tab, (_, show) in zip(tabs, parts.values(), strict=True):
        if tab.open:
            with tab:
                show(what_if)
