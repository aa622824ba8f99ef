"""Pairwise form: which of two criteria counts more and how many times; pairs may be left open."""

from __future__ import annotations

import itertools

import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.message import Message, UserError
from kam_core.weighting.judgement_matrix import judgement_matrix
from kam_core.weighting.pairwise import MAX_CONSISTENCY_RATIO, JudgementDeviation, Pairwise, pairwise
from kam_core.weighting.random_index import DEFAULT_TABLE, TABLE_LABELS
from kam_core.whatif.methods.elicited_weights import Scope
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.rules.weights.methods.weight_comparison import name_labels, show_weight_comparison
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.messages import show_error

MOST_NAMES = 9
"""Nine names make 36 pairs; more cannot be judged consistently."""
RATED_PAIRS = "rated_pairs"
"""Where the session keeps how many pairs are rated, and how many must be."""
MOST_CONTRADICTIONS = 3
TABLE_WIDTH = 360
_STEPS: tuple[int | None, ...] = (None, *range(-9, -1), 1, *range(2, 10))
"""Below 0 the first of a pair counts more, above 1 the second; None is an open pair."""


def show_pairwise(what_if: WhatIfContext, scope: Scope) -> None:
    """Show the questions, then weights, consistency and the most inconsistent judgements."""
    words, labels = what_if.words, name_labels(what_if.draft, scope, what_if.words)
    pairs = list(itertools.combinations(scope.names, 2))
    st.caption(
        words.say(
            "Which is more important, and by how much? You need not rate every pair: {least} of {all} is enough "
            "if it links all criteria.",
            "Which is more important, and by how much? You need not rate every pair: {least} of {all} are enough "
            "if they link all criteria.",
            "least",
            least=len(scope.names) - 1,
            all=len(pairs),
        )
    )
    judged: dict[tuple[str, str], float] = {}
    columns = st.columns(3)
    for position, (one, other) in enumerate(pairs):
        with columns[position % len(columns)]:
            step = _judgement(one, other, labels, scope, words)
        if step is not None:
            judged[labels[one], labels[other]] = float(-step) if step < 0 else 1.0 / step
    # The answer at the head of the screen says how many pairs are missing.
    st.session_state[RATED_PAIRS] = len(judged), len(scope.names) - 1
    if len(judged) < len(scope.names) - 1:
        return
    table = choose(
        words.say("Random index"),
        list(TABLE_LABELS),
        lambda name: words.say(TABLE_LABELS[name]),
        "pair_table",
        words,
        width=TABLE_WIDTH,
    )
    names = [labels[name] for name in scope.names]
    try:
        result = pairwise(names, judgement_matrix(names, judged), table or DEFAULT_TABLE)
    except UserError as error:
        show_error(error.message, words)
        return
    _show_consistency(result, words)
    shares = dict(zip(scope.names, result.weights.tolist(), strict=True))
    # The key has the judgements in it: a confirmation of these does not confirm others.
    judgements = "_".join(f"{judged.get((labels[one], labels[other]), 0):.3g}" for one, other in pairs)
    warning_key = judgements if is_contradictory(result) else None
    show_weight_comparison(
        what_if, scope, {words.say("Pairwise comparison (AHP)"): shares}, f"pair_{scope.id}", warning_key
    )


def _judgement(one: str, other: str, labels: dict[str, str], scope: Scope, words: Language) -> int | None:
    def step_label(step: int | None) -> str:
        if step is None:
            return words.say("not rated")
        if step == 1:
            return words.say("equally important")
        return words.say("{name}: {times} times", name=labels[one if step < 0 else other], times=abs(step))

    return choose(
        plain(f"{labels[one]} – {labels[other]}"), _STEPS, step_label, f"pair_{scope.id}_{one}_{other}", words
    )


def is_contradictory(result: Pairwise) -> bool:
    """Whether the consistency ratio is known and too high."""
    return result.consistency_ratio is not None and not result.consistent


def _show_consistency(result: Pairwise, words: Language) -> None:
    table = words.say(TABLE_LABELS[result.table])
    if result.consistency_ratio is None:
        st.caption(
            words.say(
                "No consistency ratio: the table of {table} does not cover {n} criteria.",
                table=table,
                n=len(result.names),
            )
        )
        return
    ratio = words.say(
        "Consistency ratio {ratio} (table: {table}), {judged} of {all} pairs rated.",
        ratio=words.number(result.consistency_ratio, 3), table=table, judged=result.judged, all=result.possible,
    )  # fmt: skip
    if not is_contradictory(result):
        st.caption(plain(ratio))
        return
    least = words.number(MAX_CONSISTENCY_RATIO, 2)
    st.warning(
        plain(
            words.joined(
                [ratio, words.say("Above {least}, ratings contradict each other. Please review:", least=least)]
            )
        )
    )
    for contradiction in result.deviations[:MOST_CONTRADICTIONS]:
        st.markdown("- " + plain(_contradiction_text(contradiction, words)))


def _contradiction_text(contradiction: JudgementDeviation, words: Language) -> str:
    judged = _times(round(contradiction.judged, 1))
    if contradiction.fits >= 1:
        return words.say(
            "{one} compared with {other}: rated {judged}; the other answers imply {fits}.",
            one=contradiction.one, other=contradiction.other, judged=judged,
            fits=_times(round(contradiction.fits, 1)),
        )  # fmt: skip
    return words.say(
        "{one} compared with {other}: rated {judged}, but the other answers imply that {other} is {fits} as important.",
        one=contradiction.one, other=contradiction.other, judged=judged,
        fits=_times(round(1 / contradiction.fits, 1)),
    )  # fmt: skip


def _times(ratio: float) -> Message:
    """How many times as important one is as the other."""
    return Message("{times} time", "{times} times", "times", times=ratio)
