"""Best–worst form: name the most and the least important criterion, and compare all others with both."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.message import UserError
from kam_core.weighting.best_worst import BestWorst, Comparison, best_worst, questions
from kam_core.whatif.methods.elicited_weights import Scope
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.rules.weights.methods.weight_comparison import name_labels, show_weight_comparison
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.messages import show_error

MOST_NAMES = 15
_TIMES: tuple[int | None, ...] = (None, *range(1, 10))


def show_best_worst(what_if: WhatIfContext, scope: Scope) -> None:
    """Show the 2n − 3 questions, then the weights and the consistency of the answers."""
    words, labels = what_if.words, name_labels(what_if.draft, scope, what_if.words)
    left, right = st.columns(2)
    with left:
        best = choose(words.say("Most important"), scope.names, labels.__getitem__, f"bw_{scope.id}_best", words)
    with right:
        others = [name for name in reversed(scope.names) if name != best]
        worst = choose(words.say("Least important"), others, labels.__getitem__, f"bw_{scope.id}_worst", words)
    asked = questions(best, worst, scope.names)
    st.caption(
        words.say(
            "How many times more important is the first than the second? {count} question.",
            "How many times more important is the first than the second? {count} questions.",
            "count",
            count=len(asked),
        )
    )
    answers: dict[Comparison, float] = {}
    columns = st.columns(3)
    for position, question in enumerate(asked):
        with columns[position % len(columns)]:
            times = _times(question, labels, scope, words)
        if times is not None:
            answers[Comparison(labels[question.more], labels[question.less])] = float(times)
    if len(answers) < len(asked):
        st.caption(words.say("{answered} of {all} answered.", answered=len(answers), all=len(asked)))
        return
    names = [labels[name] for name in scope.names]
    try:
        with st.spinner(words.say("Calculating weights …")):
            result = best_worst(labels[best], labels[worst], names, answers)
    except UserError as error:
        show_error(error.message, words)
        return
    _show_agreement(result, words)
    shares = dict(zip(scope.names, result.weights.tolist(), strict=True))
    show_weight_comparison(what_if, scope, {words.say("Best–worst method (BWM)"): shares}, f"bw_{scope.id}")


def _times(question: Comparison, labels: dict[str, str], scope: Scope, words: Language) -> int | None:
    def times_label(times: int | None) -> str:
        if times is None:
            return words.say("not answered")
        return words.say("1 – equally important") if times == 1 else words.say("{times} times", times=times)

    label = words.say("{more} compared with {less}", more=labels[question.more], less=labels[question.less])
    return choose(plain(label), _TIMES, times_label, f"bw_{scope.id}_{question.more}_{question.less}", words)


def _show_agreement(result: BestWorst, words: Language) -> None:
    if result.least_fit is None:
        st.caption(words.say("All answers are consistent."))
        return
    text = words.say(
        "Inconsistency {ratio} (0% is full agreement), highest for {name}.",
        ratio=words.percent(result.input_ratio, 1), name=result.least_fit,
    )  # fmt: skip
    if result.consistency_ratio is not None:
        ratio = words.say(
            "Consistency ratio {ratio} (ξ* {xi} divided by the index).",
            ratio=words.number(result.consistency_ratio, 3), xi=words.number(result.xi_free, 3),
        )  # fmt: skip
        text = words.joined([text, ratio])
    st.caption(plain(text))
