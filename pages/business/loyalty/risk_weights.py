"""Panel with the weights of the warnings: what a change does before it is saved, and who changed them last."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import streamlit as st

from kam_core.insight.churn_risk.policy import COACH, LOSSES_TO_CALIBRATE, WARNINGS, RiskPolicy
from kam_core.insight.churn_risk.reason import threshold_texts
from kam_core.insight.churn_risk.risk import ChurnRisk
from kam_core.services.access import Action
from kam_core.services.rules.documents import Document, save_document
from kam_core.services.rules.risk_weights import RISK_WEIGHTS
from kam_core.vocabulary.message import Message, Money, UserError
from pages.panels.churn_risk import churn_risk_of
from pages.panels.name_field import ask_name
from pages.shell.actor import by, denial_reason
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.messages import post_error, post_success

_NAME = "risk_weights_who"


def show_weights(context: PageContext, risk: ChurnRisk) -> None:
    """Show a field for each weight and for the line, their effect, and the button that saves them."""
    words, stored = context.words, context.document(RISK_WEIGHTS)
    with st.expander(words.say("Weights of the reasons: judgement"), key="risk_weights"):
        st.caption(
            words.say(
                "These weights are judgement, not measured, until {least} own losses are recorded.",
                least=LOSSES_TO_CALIBRATE,
            )
        )
        if stored.problem is not None:
            st.warning(plain(words.say(stored.problem.message)))
        tried = _ask(stored, context)
        _show_effect(context, risk, tried)
        ask_name(_NAME, words)
        denied = denial_reason(Action.SETTINGS, words)
        st.button(
            words.say("Save weights"), key="risk_weights_save", on_click=_save, args=(tried, stored.version, context),
            disabled=denied is not None or tried == stored.value, help=denied,
        )  # fmt: skip
        if stored.changed_by is not None and stored.changed_at is not None:
            st.caption(
                plain(words.say("Changed by {who} on {day}", who=stored.changed_by, day=stored.changed_at.date()))
            )


def _ask(stored: Document[RiskPolicy], context: PageContext) -> RiskPolicy:
    words, policy = context.words, stored.value
    texts = threshold_texts(policy)
    weights: dict[str, float] = {}
    with st.container(horizontal=True, key="risk_weights_fields"):
        for name, label in WARNINGS.items():
            weights[name] = st.number_input(
                words.say(label), 0.0, 1.0, policy.weight(name), 0.05, key=f"risk_weight_{name}_{stored.version}",
                help=words.say(texts[name]), disabled=name == COACH, width=180,
            )  # fmt: skip
        line = st.number_input(
            words.say("May leave from a risk of (%)"), 1, 100, round(policy.may_leave * 100), 5,
            key=f"risk_line_{stored.version}", width=180,
        )  # fmt: skip
    return replace(policy, weights=MappingProxyType(weights), may_leave=line / 100)


def _show_effect(context: PageContext, risk: ChurnRisk, tried: RiskPolicy) -> None:
    """How many accounts may leave and what that costs with these weights, beside those in force."""
    if tried == risk.policy:
        return
    words, before = context.words, risk.may_leave
    after = churn_risk_of(context, tried).may_leave
    st.markdown(
        plain(
            words.say(
                Message(
                    "With these weights {count} account may leave instead of {was}, {loss} expected loss instead of "
                    "{was_loss}.",
                    "With these weights {count} accounts may leave instead of {was}, {loss} expected loss instead of "
                    "{was_loss}.",
                    "count",
                    count=after.height, was=before.height, loss=Money(int(after["loss"].sum())),
                    was_loss=Money(int(before["loss"].sum())),
                )
            )
        )
    )  # fmt: skip


def _save(tried: RiskPolicy, expected: int, context: PageContext) -> None:
    try:
        save_document(open_store(), context.data_set, RISK_WEIGHTS, tried, expected=expected, by=by(_NAME))
    except UserError as error:
        post_error(error.message)
        return
    post_success(Message("The weights are saved."))
