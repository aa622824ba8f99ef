"""Simulate screen: what a changed model does to tiers and revenue."""

import streamlit as st

from kam_core.scoring.model.draft import draft_of
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.presets import PRESETS
from kam_core.scoring.model.proposed_cuts import proposed_cuts
from kam_core.vocabulary.message import UserError
from kam_core.whatif.browser_payload import BrowserPayload
from kam_core.whatif.comparison import WhatIf, compare
from pages.panels.publish_form import rerun_after_decision, show_newer
from pages.rules.drafts.draft_answer import show_draft_answer
from pages.rules.drafts.draft_screen import draft_on
from pages.rules.drafts.gate_settings import show_gate_settings
from pages.rules.drafts.tier_counts import show_tier_counts
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.rules.simulate.draft_bar import draft_actions
from pages.rules.simulate.levers import cut_levers, reset_levers, show_inactive, weight_levers
from pages.rules.simulate.live_levers import board_of, draft_with_levers, released, send_board, show_live
from pages.rules.simulate.movers import show_movers
from pages.rules.simulate.plain_levers import show_scores, uses_plain_levers
from pages.rules.simulate.uneven_cuts import show_uneven_cuts
from pages.shell.draft.editing import levers_key, save_changed_draft
from pages.shell.draft.saved_draft import changed_in_other_window
from pages.shell.page_context import page_context
from pages.widgets.messages import show_error

context = page_context()
words = context.words
board = None if uses_plain_levers() else board_of(context, context.draft)


@st.fragment
def lab() -> None:
    """Show levers and results; only this fragment runs again when a lever moves."""
    rerun_after_decision()
    if changed_in_other_window():
        st.toast(
            words.say("The draft was changed in another window and has been reloaded. Please make your change again.")
        )
    base = draft_on(context)
    if board is not None and board_of(context, base).key != board.key:
        st.rerun()
    active = context.active_criteria(base)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="whatif_head"):
        top = st.container(key="whatif_answer", width="stretch")
        draft_actions(context, PRESETS)
    notice = st.container()
    if board is not None:
        draft, result = show_live_levers(base, active, board)
    else:
        draft, result = show_plain_levers(base, active)
    save_changed_draft(context, base, draft)
    what_if = WhatIfContext(context, draft, result)
    with notice:
        show_newer(context, draft)
    with top:
        show_draft_answer(what_if, words.say("What if the rules change?"))
    show_uneven_cuts(context, draft, result)
    show_movers(what_if)
    show_gate_settings(what_if, "simulate")


def show_live_levers(base: Model, active: dict[str, bool], board_sent: BrowserPayload) -> tuple[Model, WhatIf]:
    """Show the levers in the browser; refused values leave the draft unchanged."""
    release_count = 0
    try:
        levers = released(context, base)
        draft = draft_with_levers(base, levers)
        result = compare(context.portfolio, draft)
        release_count = 0 if levers is None else levers.release_count
    except UserError as error:
        show_error(error.message, words)
        draft, result = base, compare(context.portfolio, base)
    show_live(context, result, board_sent, active, release_count)
    return draft, result


def show_plain_levers(base: Model, active: dict[str, bool]) -> tuple[Model, WhatIf]:
    """Show plain sliders, for people who prefer them and browsers that cannot run the live levers."""
    reset_levers(base, levers_key(context), active)
    left, right = st.columns([3, 7], gap="large")
    with left:
        try:
            cut = cut_levers(words, lambda: proposed_cuts(context.portfolio))
            draft = draft_of(base, weight_levers(base, words, active), cut)
            result = compare(context.portfolio, draft)
        except UserError as error:
            show_error(error.message, words)
            draft, result = base, compare(context.portfolio, base)
        show_inactive(base, words, active)
    with right:
        show_tier_counts(result, words)
        show_scores(result, words)
    return draft, result


lab()
if board is not None:
    send_board(board)
