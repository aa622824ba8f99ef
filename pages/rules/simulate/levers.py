"""Levers of a model: weights by group and by criterion, and the cut between the tiers.

A slider's value lives in the session; the draft is built from all of them. Moving a group keeps the proportions
inside it, moving a criterion changes its group.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.model.criterion import GROUPS, Criterion
from kam_core.scoring.model.cuts import Cut, ParetoCut, QuotaCut, ScoreCut, parse_cut
from kam_core.scoring.model.labels import CUT_CHOICES, GROUP_LABELS
from kam_core.scoring.model.model import Model
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_

MOST_POINTS = 100.0
STEP = 0.5
BY_SCORE = {"score": "share", "natural": "natural"}
"""The choices that are score cuts, and the method that proposes their numbers."""


def reset_levers(model: Model, revision: str, active: dict[str, bool]) -> None:
    """Set every lever to the values of a model, once per revision (data set and reset of the draft)."""
    if st.session_state.get("levers_revision") == revision:
        return
    st.session_state["levers_revision"] = revision
    for criterion in model.criteria:
        st.session_state[_key(criterion.name)] = criterion.weight
    for group in GROUPS:
        members = [criterion for criterion in model.criteria if criterion.group == group]
        _update_group(group, _counted_names(members, active))
    chosen_kind = _kind(model.cut)
    st.session_state["lever_cut"] = chosen_kind
    for kind, cut in (("quota", QuotaCut()), ("pareto", ParetoCut())):
        initial = model.cut if model.cut.kind == kind else cut
        for tier in "sab":
            st.session_state[f"lever_{kind}_{tier}"] = round(100 * float(getattr(initial, tier)), 6)
    for kind in BY_SCORE:
        for tier in "sab":
            # Without numbers of its own a score cut is proposed from these data when it is first asked for.
            st.session_state.pop(f"lever_{kind}_{tier}", None)
            if kind == chosen_kind:
                st.session_state[f"lever_{kind}_{tier}"] = float(getattr(model.cut, tier))


def weight_levers(model: Model, words: Language, active: dict[str, bool]) -> dict[str, float]:
    """Show sliders for every group that has criteria with data, its criteria folded below; returns weights by name."""
    for group in GROUPS:
        members = [criterion for criterion in model.criteria if criterion.group == group]
        active_members = [criterion for criterion in members if active[criterion.name]]
        if not active_members:
            continue
        counted = _counted_names(members, active)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.slider(
                words.say(GROUP_LABELS[group]),
                0.0,
                MOST_POINTS,
                step=STEP,
                key=_key(group, "g"),
                on_change=_spread_group,
                args=(group, counted, {c.name: c.weight for c in members}),
                persist_state="session",
                format="%.1f",
            )
            criteria = st.popover(
                "", icon=":material/tune:", help=words.say("Criteria"), key=f"criteria_{group}", on_change="rerun"
            )
            # Fifteen hidden sliders would cost as much time as the scoring itself.
            with criteria:
                for criterion in active_members if criteria.open else []:
                    st.slider(
                        words.say(MEASURES[criterion.measure].label),
                        0.0,
                        MOST_POINTS,
                        step=STEP,
                        key=_key(criterion.name),
                        on_change=_update_group,
                        args=(group, counted),
                        persist_state="session",
                        format="%.1f",
                        help=words.say(MEASURES[criterion.measure].formula),
                    )
    show_inactive(model, words, active)
    return {criterion.name: float(st.session_state[_key(criterion.name)]) for criterion in model.criteria}


def show_inactive(model: Model, words: Language, active: dict[str, bool]) -> None:
    """Name the criteria without data: they have a weight, but no lever."""
    inactive = [
        words.say(MEASURES[c.measure].label)
        for c in model.criteria
        if not active[c.name] and not _is_replaced(c, active)
    ]
    if inactive:
        st.caption(
            words.say(
                "No data for {criteria}; their weight is spread over the others.", criteria=words.listed(inactive)
            )
        )


def cut_levers(words: Language, propose: Callable[[], Mapping[str, ScoreCut]]) -> Cut:
    """Show the kind of cut and its three numbers; returns the cut. Refuses numbers out of order.

    propose: score cuts by the method that finds their numbers, "share" and "natural".
    """
    kind = st.segmented_control(
        words.say("Cut method"),
        list(CUT_CHOICES),
        required=True,
        format_func=lambda name: words.say(CUT_CHOICES[name]),
        key="lever_cut",
        persist_state="session",
    )
    if kind in BY_SCORE and f"lever_{kind}_s" not in st.session_state:
        proposed = propose()[BY_SCORE[kind]]
        for tier in "sab":
            st.session_state[f"lever_{kind}_{tier}"] = float(getattr(proposed, tier) or 0.0)
    labels = {
        "quota": N_("{tier}: share of active customers, %"),
        "score": N_("{tier}: minimum score"),
        "natural": N_("{tier}: minimum score"),
        "pareto": N_("{tier}: up to this share of revenue, %"),
    }
    values = {}
    for tier, column in zip("sab", st.columns(3), strict=True):
        with column:
            values[tier] = st.number_input(
                words.say(labels[kind or "quota"], tier=tier.upper()),
                0.0,
                100.0,
                step=1.0,
                key=f"lever_{kind}_{tier}",
                persist_state="session",
                format="%.1f",
            )
    if kind in BY_SCORE:
        return parse_cut({"kind": "score", "proposed": BY_SCORE[kind], **values})
    return parse_cut({"kind": kind, **{tier: value / 100 for tier, value in values.items()}})


def _kind(cut: Cut) -> str:
    """The choice that a cut belongs to: score cuts are two choices, by the method that proposed them."""
    return next((kind for kind, way in BY_SCORE.items() if way == getattr(cut, "proposed", None)), cut.kind)


def _key(name: str, family: str = "w") -> str:
    return f"lever_{family}_{name}"


def counted_criteria(criteria: Sequence[Criterion], active: Mapping[str, bool]) -> list[Criterion]:
    """The criteria whose points a group shows: all but those replaced by another that has data."""
    return [c for c in criteria if not _is_replaced(c, active)]


def _counted_names(members: list[Criterion], active: dict[str, bool]) -> list[str]:
    return [c.name for c in counted_criteria(members, active)]


def _is_replaced(criterion: Criterion, active: Mapping[str, bool]) -> bool:
    return criterion.unless is not None and active[criterion.unless]


def _spread_group(group: str, members: list[str], proportions: dict[str, float]) -> None:
    """Spread the points of a group over its criteria in their proportions (those of the model, where all are 0)."""
    total = float(st.session_state[_key(group, "g")])
    now = {name: float(st.session_state[_key(name)]) for name in members}
    base = now if sum(now.values()) > 0 else proportions
    total_of_base = sum(base.values()) or 1.0
    for name in members:
        st.session_state[_key(name)] = total * base[name] / total_of_base


def _update_group(group: str, members: list[str]) -> None:
    """Show the sum of the criteria at the slider of their group."""
    total = sum(float(st.session_state[_key(name)]) for name in members)
    st.session_state[_key(group, "g")] = min(MOST_POINTS, round(total, 6))
