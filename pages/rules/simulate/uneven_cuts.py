"""Cuts that put most customers into one tier or role: what they do, and a button that takes the proposed ones."""

from __future__ import annotations

import streamlit as st

from kam_core.scoring.box_cuts import uneven_boxes
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.role_cut import active_roles, uneven_roles
from kam_core.vocabulary.message import Message
from kam_core.whatif.comparison import WhatIf
from kam_core.whatif.uneven_tiers import uneven_tiers
from pages.shell.draft.editing import restart_draft
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain


def show_uneven_cuts(context: PageContext, draft: Model, result: WhatIf) -> None:
    """Say where the cuts of the draft hardly separate the accounts, and offer cuts proposed from the data."""
    tiers = uneven_tiers(result)
    if tiers is not None:
        better = draft.with_cut(tiers.proposal)
        _offer("tiers", tiers.sentence, tiers.proposal_sentence, better, context)
    active = active_roles(result.published.accounts, result.drafted.matrix, draft)
    roles = uneven_roles(active, draft)
    if roles is not None:
        better = rebuilt(draft, class_cut=roles.proposed_cut)
        _offer("roles", roles.sentence, roles.proposal_sentence, better, context)
    boxes = uneven_boxes(active, draft)
    if boxes is not None:
        better = rebuilt(draft, box_cuts=boxes.proposed_cuts)
        _offer("boxes", boxes.sentence, boxes.proposal_sentence, better, context)


def _offer(name: str, finding: Message, proposal: Message, better: Model, context: PageContext) -> None:
    words = context.words
    with st.container(horizontal=True, vertical_alignment="center", key=f"uneven_{name}"):
        st.caption(plain(words.joined([words.say(finding), words.say(proposal)])), width="content")
        if st.button(words.say("Use this proposal"), key=f"take_{name}_proposal", type="tertiary"):
            restart_draft(better, context)
            st.rerun()
