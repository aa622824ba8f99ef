"""Limit form: seats, hysteresis and gates of the draft as numbers, sent together by one button."""

from __future__ import annotations

import hashlib
from typing import Any

import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.model.gates import Gates
from kam_core.scoring.model.labels import FREED_LABELS, GATE_LABELS
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.tiering_limits import Hysteresis, SeatLimits
from kam_core.vocabulary.message import N_, UserError
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.widgets.messages import show_error

SEATS = {"in_all": N_("{tier}: total seats"), "per_owner": N_("{tier}: seats per owner")}
HOURS = {
    "hours_in_all": N_("{tier}: total hours"),
    "hours_per_owner": N_("{tier}: hours per owner"),
    "hours_each": N_("{tier}: hours per account"),
}
MOST_SEATS, MOST_HOURS = 1_000_000, 10_000_000.0
LEAST_HOURS_EACH = 0.1
"""Hours of one account: with none at all no number of hours would limit anything."""


def show_limit_form(what_if: WhatIfContext) -> None:
    """Show the limits of the draft; the button sets the typed ones. Invalid ones show an error and change nothing."""
    words, draft = what_if.words, what_if.draft
    # The form is filled anew when the limits of the draft differ from those that it was filled with.
    limits = [part.model_dump_json() for part in (draft.hysteresis, draft.gates, draft.capacity)]
    limits_hash = hashlib.sha256("".join(limits).encode()).hexdigest()[:12]
    with st.form(key=f"limits_{limits_hash}_{words.code}"):
        capacity = _capacity(draft, words, limits_hash)
        band, gates = st.columns(2)
        with band:
            hysteresis = _hysteresis(draft.hysteresis, words, limits_hash)
        with gates:
            gate_values = _gates(draft.gates, words, limits_hash)
        is_sent = st.form_submit_button(words.say("Apply to draft"), key=f"limits_set_{limits_hash}", type="primary")
    if not is_sent:
        return
    try:
        model = rebuilt(draft, hysteresis=hysteresis, gates=gate_values, capacity=capacity)
    except UserError as error:
        show_error(error.message, words)
        return
    if model != draft:
        what_if.use_as_draft(model)


def _capacity(draft: Model, words: Language, limits_hash: str) -> dict[str, dict[str, Any]]:
    capacity: dict[str, dict[str, Any]] = {"s": {}, "a": {}, "b": {}}
    st.caption(
        words.say(
            "Maximum number of accounts per tier (blank: no limit). Accounts with the lowest scores move down one tier."
        )
    )
    for tier, places, column in zip("sab", draft.capacity.by_tier, st.columns(3), strict=True):
        with column:
            for name, label in SEATS.items():
                capacity[tier][name] = st.number_input(
                    words.say(label, tier=tier.upper()),
                    min_value=0,
                    max_value=MOST_SEATS,
                    value=getattr(places, name),
                    step=1,
                    key=f"limit_{tier}_{name}_{limits_hash}",
                    placeholder=words.say("no limit"),
                )
    with st.expander(words.say("In hours"), expanded=any(_in_hours(one) for one in draft.capacity.by_tier)):
        st.caption(words.say("Enter total hours and hours per account for the same period, for example per month."))
        for tier, places, column in zip("sab", draft.capacity.by_tier, st.columns(3), strict=True):
            with column:
                for name, label in HOURS.items():
                    capacity[tier][name] = st.number_input(
                        words.say(label, tier=tier.upper()),
                        min_value=_least_hours(name, getattr(places, name)),
                        max_value=MOST_HOURS,
                        value=getattr(places, name),
                        step=1.0,
                        key=f"limit_{tier}_{name}_{limits_hash}",
                        placeholder=words.say("no limit"),
                        format="%.1f",
                    )
    return capacity


def _least_hours(name: str, present: float | None) -> float:
    """The least number that may be typed; a smaller number from a file is left as it is."""
    if name != "hours_each":
        return 0.0
    return LEAST_HOURS_EACH if present is None else min(LEAST_HOURS_EACH, present)


def _in_hours(places: SeatLimits) -> bool:
    return any(getattr(places, name) is not None for name in HOURS)


def _hysteresis(band: Hysteresis, words: Language, limits_hash: str) -> dict[str, Any]:
    st.caption(words.say("Accounts near a cut stay in their published tier."))
    points = st.number_input(
        words.say("Points above and below a score cut"), 0.0, 100.0, band.points, 0.5,
        key=f"limit_points_{limits_hash}", format="%.1f",
    )  # fmt: skip
    share = st.number_input(
        words.say("Share above and below a quota or revenue cut, %"), 0.0, 100.0, round(100 * band.share, 6), 0.5,
        key=f"limit_share_{limits_hash}", format="%.1f",
    )  # fmt: skip
    months = st.number_input(
        words.say("Minimum months at a published tier"), 0, 1200, band.stay_months, 1,
        key=f"limit_stay_{limits_hash}",
    )  # fmt: skip
    return {"points": points, "share": round(share / 100, 8), "stay_months": months}


def _gates(gates: Gates, words: Language, limits_hash: str) -> dict[str, Any]:
    st.caption(words.say("An account that fails a gate moves down one tier: S to A, A to B."))
    gate_values: dict[str, Any] = {
        name: st.toggle(words.say(label), value=getattr(gates, name), key=f"limit_{name}_{limits_hash}")
        for name, label in GATE_LABELS.items()
    }
    least_rate = st.number_input(
        words.say("Minimum margin rate, % of the portfolio's"),
        0.0,
        1000.0,
        round(100 * gates.least_rate_of_portfolio, 6),
        5.0,
        key=f"limit_rate_{limits_hash}",
        format="%.0f",
    )
    freed = st.selectbox(
        words.say("Seats freed by gates"),
        list(FREED_LABELS),
        index=list(FREED_LABELS).index(gates.freed_places),
        format_func=lambda name: words.say(FREED_LABELS[name]),
        key=f"limit_freed_{limits_hash}",
    )
    return gate_values | {"least_rate_of_portfolio": round(least_rate / 100, 8), "freed_places": freed}
