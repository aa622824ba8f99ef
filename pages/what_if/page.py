"""What if the rules change?"""

from collections.abc import Callable

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
from pages.shell.data_set.current import current_dataset
from pages.shell.draft.editing import current_draft, levers_key, save_changed_draft
from pages.shell.draft.saved_draft import changed_in_other_window
from pages.shell.page_context import page_context
from pages.what_if.back_test import show_back_test
from pages.what_if.case import Case
from pages.what_if.closest_accounts import show_closest
from pages.what_if.draft_bar import draft_actions, tier_counts
from pages.what_if.explanation import show_why
from pages.what_if.levers import cut_levers, reset_levers, show_idle, weight_levers
from pages.what_if.limits_panel import show_limits
from pages.what_if.live_levers import board_of, drafted, released, send_board, show_live
from pages.what_if.methods_panel import show_methods
from pages.what_if.movers import show_movers
from pages.what_if.plain_levers import plain_pictures, wants_plain
from pages.what_if.robustness import show_firmness
from pages.what_if.scenarios import show_scenarios
from pages.what_if.weight_ranges import show_ranges
from pages.widgets.escape import plain
from pages.widgets.messages import show_error

context = page_context()
words = context.words
with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    st.subheader(words.say("What if the rules change?"), width="content")
    plain_ones = wants_plain(words)
board = None if plain_ones else board_of(context, context.draft)

PARTS: dict[str, tuple[str, Callable[[Case], None]]] = {
    "movers": (words.say("Movers"), show_movers),
    "why": (words.say("Why"), show_why),
    "closest": (words.say("Closest to flipping"), show_closest),
    "ranges": (words.say("Safe ranges"), show_ranges),
    "firmness": (words.say("Firmness"), show_firmness),
    "methods": (words.say("Weights by method"), show_methods),
    "limits": (words.say("Limits"), show_limits),
    "back_test": (words.say("Back-test"), show_back_test),
    "scenarios": (words.say("Scenarios"), show_scenarios),
}
"""What stands below the levers: key, name, what draws it."""


@st.fragment
def lab() -> None:
    """Levers left, what they do right; only this part runs again when a lever moves."""
    rerun_after_decision()
    if changed_in_other_window():
        st.toast(words.say("The draft was changed in another window. You see that one now; move your lever again."))
    try:
        base = current_draft()
        renewed = current_dataset().content_id != context.dataset.content_id
    except UserError:
        # The data went away under the open page: the door says so.
        renewed = True
    if renewed:
        st.rerun()
    if board is not None and board_of(context, base).key != board.key:
        st.rerun()
    active = context.active_criteria(base)
    notice = st.container()
    top = st.container()
    actions = draft_actions(context, PRESETS)
    if board is not None:
        draft, result = live(base, active, board)
    else:
        draft, result = plainly(base, active)
    save_changed_draft(context, base, draft)
    with notice:
        show_newer(context, draft)
    with actions:
        publish_action(context, draft)
    with top, st.container(key="whatif_answer"):
        st.markdown(plain(words.say(what_if_sentence(result, draft == context.published))))
        st.caption(plain(words.say(gate_effect_sentence(result.tiers, tier_inputs_under(context.portfolio, draft)))))
    case = Case(context, draft, result)
    parts = st.tabs([name for name, _ in PARTS.values()], key="lab_part", on_change="rerun")
    for part, (_, show) in zip(parts, PARTS.values(), strict=True):
        if part.open:
            with part:
                show(case)


def live(base: Model, active: dict[str, bool], sent: BrowserPayload) -> tuple[Model, WhatIf]:
    """Levers in the browser; what is refused leaves the draft as it was."""
    number = 0
    try:
        given = released(context, base)
        draft = drafted(base, given)
        result = compare(context.portfolio, draft)
        number = 0 if given is None else given.number
    except UserError as error:
        show_error(error.message, words)
        draft, result = base, compare(context.portfolio, base)
    show_live(context, result, sent, active, number)
    show_idle(base, words, active)
    return draft, result


def plainly(base: Model, active: dict[str, bool]) -> tuple[Model, WhatIf]:
    """Levers of the plain kind, for whoever prefers them or has a browser that does not run ours."""
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
        tier_counts(result, words)
        plain_pictures(result, words)
    return draft, result


lab()
if board is not None:
    send_board(board)
