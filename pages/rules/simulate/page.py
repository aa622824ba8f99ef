"""Simulate screen: what a changed model does to tiers and revenue."""

import streamlit as st

from kam_core.scoring.model.draft import draft_of
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.presets import PRESETS
from kam_core.scoring.model.proposed_cuts import proposed_cuts
from kam_core.scoring.portfolio import tier_inputs_under
from kam_core.scoring.tiering.gate_effects import gate_effect_sentence
from kam_core.vocabulary.message import UserError
from kam_core.whatif.browser_payload import BrowserPayload
from kam_core.whatif.comparison import WhatIf, compare, what_if_sentence
from pages.panels.publish_form import publish_action, rerun_after_decision, show_newer
from pages.rules.drafts.draft_screen import Part, draft_on, show_parts
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.rules.simulate.draft_bar import draft_actions, show_tier_counts
from pages.rules.simulate.explanation import show_explanation
from pages.rules.simulate.levers import cut_levers, reset_levers, show_inactive, weight_levers
from pages.rules.simulate.live_levers import board_of, draft_with_levers, released, send_board, show_live
from pages.rules.simulate.movers import show_movers
from pages.rules.simulate.plain_levers import ask_plain_levers, show_charts
from pages.rules.simulate.uneven_cuts import show_uneven_cuts
from pages.shell.draft.editing import levers_key, save_changed_draft
from pages.shell.draft.saved_draft import changed_in_other_window
from pages.shell.page_context import page_context
from pages.widgets.escape import plain
from pages.widgets.messages import show_error

context = page_context()
words = context.words
with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    st.subheader(words.say("What if the rules change?"), width="content")
    uses_plain_levers = ask_plain_levers(words)
board = None if uses_plain_levers else board_of(context, context.draft)

TABS: dict[str, Part] = {
    "movers": (words.say("Tier changes"), show_movers),
    "why": (words.say("Why"), show_explanation),
}
"""Tabs below the levers."""


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
    notice = st.container()
    top = st.container()
    actions = draft_actions(context, PRESETS)
    if board is not None:
        draft, result = show_live_levers(base, active, board)
    else:
        draft, result = show_plain_levers(base, active)
    save_changed_draft(context, base, draft)
    with notice:
        show_newer(context, draft)
    with actions:
        publish_action(context, draft)
    with top, st.container(key="whatif_answer"):
        st.markdown(plain(words.say(what_if_sentence(result, draft == context.published))))
        st.caption(plain(words.say(gate_effect_sentence(result.tiers, tier_inputs_under(context.portfolio, draft)))))
        show_uneven_cuts(context, draft, result)
    show_parts(TABS, WhatIfContext(context, draft, result), "lab_part")


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
    show_inactive(base, words, active)
    return draft, result


def show_plain_levers(base: Model, active: dict[str, bool]) -> tuple[Model, WhatIf]:
    """Show plain sliders, for people who prefer them and browsers that cannot run the live levers."""
    reset_levers(base, levers_key(context), active)
    left, right = st.columns([2, 5])
    with left:
        try:
            cut = cut_levers(words, lambda: proposed_cuts(context.portfolio))
            draft = draft_of(base, weight_levers(base, words, active), cut)
            result = compare(context.portfolio, draft)
        except UserError as error:
            show_error(error.message, words)
            draft, result = base, compare(context.portfolio, base)
    with right:
        show_tier_counts(result, words)
        show_charts(result, words)
    return draft, result


lab()
if board is not None:
    send_board(board)
