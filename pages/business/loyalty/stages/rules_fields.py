"""Fields of the lifecycle rules: seasons, and the limits of each stage."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kam_core.locale.language import Language
from kam_core.measures.lifecycle.policy import LifecyclePolicy
from kam_core.vocabulary.message import N_

DAYS: dict[str, str] = {
    "cooling_days": N_("Cooling after days without a purchase, at least"),
    "cooling_days_without_gap": N_("Cooling without a usual gap, days"),
    "ended_days": N_("Ended after days without a purchase, at least"),
    "contract_grace_days": N_("Ended after the contract, days"),
    "initial_tenure_days": N_("Initial until days after the first purchase"),
    "deepening_tenure_days": N_("Deepening without growth known, days of tenure"),
    "stuck_initial_days": N_("Stuck in initial after days"),
    "stuck_cooling_days": N_("Stuck in cooling after days"),
}
GAPS: dict[str, str] = {
    "cooling_gaps": N_("Cooling after times the usual gap"),
    "ended_gaps": N_("Ended after times the usual gap"),
}
PERCENT: dict[str, str] = {
    "cooling_growth": N_("Cooling at a fall of revenue, %"),
    "deepening_growth": N_("Deepening at growth, %"),
}


def edited_rules(rules: LifecyclePolicy, key: str, words: Language) -> LifecyclePolicy:
    """Show the fields with these rules and give what is in them. Refuses rules that contradict themselves."""
    values: dict[str, object] = {}
    with st.container(horizontal=True):
        values["seasons"] = st.toggle(
            words.say("Seasons"), rules.seasons, key=f"{key}_seasons",
            help=words.say("No account cools in months in which it did not buy a year before either."),
        )  # fmt: skip
        values["spring_festival"] = st.toggle(
            words.say("January and February together"), rules.spring_festival, key=f"{key}_festival",
            help=words.say("For China's calendar: the New Year moves between the two months. Works with seasons."),
        )  # fmt: skip
        values["open_deal_counts"] = st.toggle(
            words.say("An open deal counts as life"), rules.open_deal_counts, key=f"{key}_deal",
            help=words.say("An account with an open deal neither cools by silence nor ends."),
        )  # fmt: skip
    columns = st.columns(4)
    for place, (name, label) in enumerate((DAYS | GAPS | PERCENT).items()):
        with columns[place % len(columns)]:
            values[name] = _field(name, label, getattr(rules, name), key, words)
    return replace(rules, **values)  # type: ignore[arg-type]


def _field(name: str, label: str, value: float, key: str, words: Language) -> float:
    """A number; shares are asked for in whole per cent, a fall as a positive number."""
    key = f"{key}_{name}"
    if name in GAPS:
        return float(st.number_input(words.say(label), 1.0, 20.0, float(value), 0.5, key=key))
    if name in PERCENT:
        sign = -1 if name == "cooling_growth" else 1
        asked = st.number_input(words.say(label), 0, 100, round(sign * value * 100), 1, key=key)
        return sign * asked / 100
    return int(st.number_input(words.say(label), 1, 3650, int(value), 5, key=key))
