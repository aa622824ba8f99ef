"""What if the rules change?"""

from collections.abc import Callable

import streamlit as st

from kam_core.scoring.draft import draft_of
from kam_core.scoring.held_back import held_back_sentence
from kam_core.scoring.model import Model
from kam_core.scoring.portfolio import field_under
from kam_core.scoring.presets import PRESETS
from kam_core.scoring.proposed_cuts import proposed_cuts
from kam_core.vocabulary.message import Refusal
from kam_core.whatif.compare import WhatIf, compare, what_if_sentence
from kam_core.whatif.live import LiveBoard
from pages.parts import session
from pages.parts.drafts import draft_actions, tier_counts
from pages.parts.escape import plain
from pages.parts.lab.back_test import show_back_test
from pages.parts.lab.case import Case
from pages.parts.lab.closest import show_closest
from pages.parts.lab.firmness import show_firmness
from pages.parts.lab.limits import show_limits
from pages.parts.lab.live import board_of, drafted, released, send_board, show_live
from pages.parts.lab.methods import show_methods
from pages.parts.lab.movers import show_movers
from pages.parts.lab.plain import plain_pictures, wants_plain
from pages.parts.lab.ranges import show_ranges
from pages.parts.lab.scenarios import show_scenarios
from pages.parts.lab.why import show_why
from pages.parts.messages import show_refusal
from pages.parts.publishing import publish_action, settle, show_newer, show_published
from pages.parts.weights import cut_levers, reset_levers, show_idle, weight_levers

desk = session.desk()
words = desk.words
with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    st.subheader(words.say("What if the rules change?"), width="content")
    plain_ones = wants_plain(words)
show_published(words)
board = None if plain_ones else board_of(desk, desk.draft)

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
    settle()
    if session.changed_elsewhere():
        st.toast(words.say("The draft was changed in another window. You see that one now; move your lever again."))
    try:
        base = session.current_draft()
        renewed = session.dataset_in_use().content_id != desk.dataset.content_id
    except Refusal:
        # The data went away under the open page: the door says so.
        renewed = True
    if renewed:
        st.rerun()
    if board is not None and board_of(desk, base).key != board.key:
        st.rerun()
    active = session.active_criteria(desk, base)
    notice = st.container()
    top = st.container()
    actions = draft_actions(desk, PRESETS)
    if board is not None:
        draft, result = live(base, active, board)
    else:
        draft, result = plainly(base, active)
    session.hold_draft(desk, base, draft)
    with notice:
        show_newer(desk, draft)
    with actions:
        publish_action(desk, draft)
    with top, st.container(key="whatif_answer"):
        st.markdown(plain(words.say(what_if_sentence(result, draft == desk.published))))
        st.caption(plain(words.say(held_back_sentence(result.tiers, field_under(desk.portfolio, draft)))))
    case = Case(desk, draft, result)
    parts = st.tabs([name for name, _ in PARTS.values()], key="lab_part", on_change="rerun")
    for part, (_, show) in zip(parts, PARTS.values(), strict=True):
        if part.open:
            with part:
                show(case)


def live(base: Model, active: dict[str, bool], sent: LiveBoard) -> tuple[Model, WhatIf]:
    """Levers in the browser; what is refused leaves the draft as it was."""
    number = 0
    try:
        given = released(desk, base)
        draft = drafted(base, given)
        result = compare(desk.portfolio, draft)
        number = 0 if given is None else given.number
    except Refusal as refusal:
        show_refusal(refusal.message, words)
        draft, result = base, compare(desk.portfolio, base)
    show_live(desk, result, sent, active, number)
    show_idle(base, words, active)
    return draft, result


def plainly(base: Model, active: dict[str, bool]) -> tuple[Model, WhatIf]:
    """Levers of the plain kind, for whoever prefers them or has a browser that does not run ours."""
    reset_levers(base, session.levers_of(desk), active)
    left, right = st.columns([2, 5])
    with left:
        try:
            cut = cut_levers(words, lambda: proposed_cuts(desk.portfolio))
            draft = draft_of(base, weight_levers(base, words, active), cut)
            result = compare(desk.portfolio, draft)
        except Refusal as refusal:
            show_refusal(refusal.message, words)
            draft, result = base, compare(desk.portfolio, base)
    with right:
        tier_counts(result, words)
        plain_pictures(result, words)
    return draft, result


lab()
if board is not None:
    send_board(board)
