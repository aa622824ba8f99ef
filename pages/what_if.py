"""What if the rules change?"""

import streamlit as st

from kam_core.analysis import draft_of, fresh_score_cut, score_classes
from kam_core.charts.pareto import PUBLISHED_AND_DRAFT, pareto_figure
from kam_core.charts.theme import CONFIG
from kam_core.charts.tiers import score_distribution_figure, tier_flow_figure
from kam_core.scoring.presets import PRESETS
from kam_core.vocabulary.message import Refusal
from kam_core.whatif.compare import compare, what_if_sentence
from pages.parts import session
from pages.parts.drafts import draft_actions, tier_counts
from pages.parts.escape import plain
from pages.parts.headings import show_heading
from pages.parts.lists import mover_rows
from pages.parts.messages import show_refusal
from pages.parts.publishing import publish_action, settle, show_newer, show_published
from pages.parts.tables import show_accounts
from pages.parts.weights import cut_levers, reset_levers, weight_levers

desk = session.desk()
words = desk.words
st.subheader(words.say("What if the rules change?"))
show_published(words)


@st.fragment
def lab() -> None:
    """Levers left, what they do right; only this part runs again when a lever moves."""
    settle()
    if session.changed_elsewhere():
        st.toast(words.say("The draft was changed in another window. You see that one now; move your lever again."))
    published, base = desk.portfolio, session.current_draft()
    active = session.active_criteria(desk, base)
    reset_levers(base, session.levers_of(desk), active)
    notice = st.container()
    top = st.container()
    left, right = st.columns([2, 5])
    with left:
        actions = draft_actions(desk, PRESETS)
        try:
            cut = cut_levers(words, lambda: fresh_score_cut(published))
            weights = weight_levers(base, words, active)
            draft = draft_of(base, weights, cut)
            result = compare(published, draft)
        except Refusal as refusal:
            show_refusal(refusal.message, words)
            draft, result = base, compare(published, base)
    session.hold_draft(desk, base, draft)
    with notice:
        show_newer(desk, draft)
    with actions:
        publish_action(desk, draft)
    with top, st.container(key="whatif_answer"):
        st.markdown(plain(words.say(what_if_sentence(result, draft == desk.published))))
    with right:
        tier_counts(result, words)
        flow, curve = st.columns(2)
        with flow:
            st.plotly_chart(tier_flow_figure(result.flow.tolist(), words, 270), key="flow", config=CONFIG)
        with curve:
            st.plotly_chart(
                pareto_figure(
                    result.curve_after,
                    words,
                    words.say("revenue"),
                    before=result.curve_before,
                    names=PUBLISHED_AND_DRAFT,
                    height=270,
                ),
                key="whatif_pareto",
                config=CONFIG,
            )
        show_heading(words.say("Movers, the largest revenue first"))
        if result.moved > len(result.movers):
            st.caption(words.say("The first {shown} of {all}.", shown=len(result.movers), all=result.moved))
        show_accounts(mover_rows(result.movers, words), words, "movers")
        if st.toggle(words.say("Show the score distribution"), key="show_scores", persist_state="session"):
            bins, counts, cuts = score_classes(result)
            st.plotly_chart(score_distribution_figure(bins, counts, cuts, words), key="scores", config=CONFIG)


lab()
