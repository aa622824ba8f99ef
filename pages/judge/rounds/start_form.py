"""Form that starts a round of the committee: name, accounts, criteria, assessors and a last day."""

from __future__ import annotations

import streamlit as st

from kam_core.services.access import Action, allows
from kam_core.services.rounds import LONGEST_NAME, start_round
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.judgement.criteria import CRITERIA_BY_GROUP, GROUP_LABELS
from kam_core.vocabulary.message import Message
from pages.judge.rounds.acts import NAME_FIELD, account_names, attempt
from pages.shell.actor import by, denial_reason
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain

_KEY, _CHOSEN = "key", "chosen"


def show_start_form(context: PageContext) -> None:
    """Show the fields of a new round; who may not lead one reads why."""
    words = context.words
    reason = denial_reason(Action.ROUND, words)
    if reason is not None:
        st.caption(plain(reason))
        return
    people = [one for one in open_store().people.all() if allows(one.actor, Action.ENTRY)]
    names = account_names(context)
    lists = [_KEY, *TIERS, _CHOSEN]
    labels = {_KEY: words.say("Key accounts"), _CHOSEN: words.say("Chosen accounts")}
    which = st.segmented_control(
        words.say("Accounts"), lists, default=_KEY, required=True, key="round_which",
        format_func=lambda one: labels.get(one, one),
    )  # fmt: skip
    if which == _CHOSEN:
        st.multiselect(
            words.say("Chosen accounts"), list(context.accounts["account_id"]), key="round_accounts",
            format_func=lambda one: names.get(one, one), placeholder=words.say("Choose accounts"),
        )  # fmt: skip
    else:
        st.caption(words.say("Accounts: {count}", count=len(_accounts(context))))
    with st.form("round_start", enter_to_submit=False):
        st.text_input(words.say("Name of the round"), max_chars=LONGEST_NAME, key="round_name")
        st.multiselect(
            words.say("Criteria"), list(CRITERIA_BY_GROUP), key="round_groups",
            format_func=lambda one: words.say(GROUP_LABELS[one]), placeholder=words.say("Choose groups of criteria"),
        )  # fmt: skip
        st.multiselect(
            words.say("Assessors"), [one.name for one in people], key="round_assessors",
            placeholder=words.say("At least two people"),
        )  # fmt: skip
        st.date_input(words.say("Marks until"), value=None, min_value=context.working_day, key="round_deadline")
        st.form_submit_button(
            words.say("Start the round"), type="primary", on_click=_start, args=(context,), key="round_start_button"
        )


def _accounts(context: PageContext) -> list[str]:
    which = st.session_state.get("round_which") or _KEY
    if which == _CHOSEN:
        return list(st.session_state.get("round_accounts") or ())
    rows = context.accounts.filter("is_key") if which == _KEY else context.accounts.filter(tier=which)
    return list(rows["account_id"])


def _start(context: PageContext) -> None:
    state = st.session_state
    name = str(state.get("round_name") or "")

    def act() -> None:
        made = start_round(
            open_store(), context.data_set, context.dataset, name=name, accounts=_accounts(context),
            criteria=[one.name for group in state.get("round_groups") or () for one in CRITERIA_BY_GROUP[group]],
            assessors=state.get("round_assessors") or (), deadline=state.get("round_deadline"),
            working_day=context.working_day, by=by(NAME_FIELD),
        )  # fmt: skip
        state["committee_round"] = made.id

    if attempt(act, Message("The round “{name}” is open.", name=name)):
        for key in ("round_name", "round_groups", "round_assessors", "round_deadline", "round_accounts"):
            state.pop(key, None)
