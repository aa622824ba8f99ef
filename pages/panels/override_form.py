"""A tier set by hand: who says so, why and until when; nobody overwrites what another said meanwhile."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import streamlit as st

from kam_core.locale.language import Language
from kam_core.services.access import Action
from kam_core.services.overrides import set_tier, withdraw_tier
from kam_core.store.overrides import Override
from kam_core.vocabulary.enums import RANK_LABELS, TIERS
from kam_core.vocabulary.message import N_, Message, UserError, moment
from pages.panels.name_field import ask_who
from pages.shell import clock
from pages.shell.actor import by, why_not
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import data_set_id
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.messages import post_success, show_error

LONGEST_REASON = 500
_FORMS = "override_forms"


@dataclass(frozen=True)
class Form:
    """What a person saw when they began to write, and how often the fields began anew."""

    seen: Override | None
    stamp: int = 0


@dataclass(frozen=True)
class Written:
    """What stands in the fields."""

    tier: str
    reason: str
    until: datetime.date | None


def standing(account_id: str) -> Override | None:
    """The override of an account that nobody withdrew, in the data set in use; it may have expired."""
    found = open_store().overrides.all(data_set_id())
    return next((one for one in found if one.account_id == account_id and one.withdrawn_at is None), None)


def sentence(one: Override) -> Message:
    """Who set which tier, until when and why, when it was said."""
    values = {"tier": one.tier, "author": one.author, "at": moment(one.changed_at), "reason": one.reason}
    if one.until is None:
        return Message("{tier}, set by {author} at {at}: {reason}", **values)
    return Message("{tier} until {until}, set by {author} at {at}: {reason}", until=one.until, **values)


def state(one: Override, as_of: datetime.date, today: datetime.date) -> str:
    """Whether an override counts in a view as of a date: the key of a sentence."""
    if one.withdrawn_at is not None:
        return N_("withdrawn")
    if one.is_active(as_of):
        return N_("counts") if one.is_active(today) else N_("over by now, counts on the date of the view")
    return N_("expired")


def override_form(account_id: str, words: Language) -> None:
    """The fields for one account, filled with what stands; buttons to keep and to withdraw it."""
    now = standing(account_id)
    form = _form(account_id, now, words)
    if form.seen is not None:
        st.caption(plain(words.say(sentence(form.seen))))
        if not form.seen.is_active(clock.today()):
            st.caption(words.say("Its last day is over. Set it again, or withdraw it."))
    written = _fields(account_id, form, words)
    unsaved = open_store().why_read_only
    denied = why_not(Action.OVERRIDE, words)
    with st.container(horizontal=True):
        label = words.say("Set the tier") if form.seen is None else words.say("Change it")
        disabled = unsaved is not None or denied is not None
        if st.button(label, key=f"override_keep_{account_id}", type="primary", disabled=disabled, help=denied):
            _keep(account_id, form.seen, written, words)
        if form.seen is not None and st.button(
            words.say("Withdraw it"),
            key=f"override_withdraw_{account_id}",
            disabled=disabled,
            help=denied or words.say("The model decides again. The entry stays in the list."),
        ):
            _withdraw(account_id, form.seen, words)
    if unsaved is not None:
        show_error(unsaved, words)


def _form(account_id: str, now: Override | None, words: Language) -> Form:
    """What the fields began from. Where somebody else was faster, both are shown and the fields stay."""
    forms: dict[str, Form] = st.session_state.setdefault(_FORMS, {})
    form = forms.setdefault(account_id, Form(now))
    if _same(form.seen, now):
        return form
    if not _touched(account_id, form):
        forms[account_id] = Form(now, form.stamp + 1)
        return forms[account_id]
    theirs = (
        Message("This was withdrawn by somebody else while you worked on it.")
        if now is None
        else Message("Meanwhile somebody else said: {theirs}", theirs=sentence(now))
    )
    show_error(Message("{theirs} Your words are kept. Look at both and decide again.", theirs=theirs), words)
    with st.container(horizontal=True):
        st.button(
            words.say("Go on with mine"), key=f"override_mine_{account_id}", on_click=_begin,
            args=(account_id, now, form.stamp),
        )  # fmt: skip
        st.button(
            words.say("Take theirs"), key=f"override_theirs_{account_id}", on_click=_begin,
            args=(account_id, now, form.stamp + 1),
        )  # fmt: skip
    return form


def _begin(account_id: str, seen: Override | None, stamp: int) -> None:
    st.session_state[_FORMS][account_id] = Form(seen, stamp)


def _same(one: Override | None, other: Override | None) -> bool:
    return (one and (one.id, one.version)) == (other and (other.id, other.version))


def _key(field: str, account_id: str, form: Form) -> str:
    return f"override_{field}_{account_id}_{form.stamp}"


def _first(form: Form) -> Written:
    """What the fields begin with; an end that is over begins open."""
    if form.seen is None:
        return Written(TIERS[0], "", None)
    is_over = form.seen.until is not None and form.seen.until < clock.today()
    return Written(form.seen.tier, form.seen.reason, None if is_over else form.seen.until)


def _touched(account_id: str, form: Form) -> bool:
    """Whether anything in the fields differs from what they began with."""
    first, given = _first(form), st.session_state
    return (
        given.get(f"value_{_key('tier', account_id, form)}", first.tier) != first.tier
        or (given.get(_key("reason", account_id, form), first.reason) or "") != first.reason
        or given.get(_key("until", account_id, form), first.until) != first.until
    )


def _fields(account_id: str, form: Form, words: Language) -> Written:
    first, name = _first(form), _key("tier", account_id, form)
    st.session_state.setdefault(f"value_{name}", first.tier)
    tier = choose(words.say("Tier"), TIERS, lambda tier: f"{tier} · {words.say(RANK_LABELS[tier])}", name, words)
    reason = st.text_area(
        words.say("Reason"),
        value=first.reason,
        key=_key("reason", account_id, form),
        max_chars=LONGEST_REASON,
        height=80,
        placeholder=words.say("what the numbers cannot know"),
    )
    until = st.date_input(
        words.say("Until, its last day (empty: without an end)"),
        value=first.until,
        key=_key("until", account_id, form),
        format="YYYY-MM-DD",
    )
    ask_who(_who(account_id), words)
    return Written(tier, reason or "", until if isinstance(until, datetime.date) else None)


def _who(account_id: str) -> str:
    return f"override_who_{account_id}"


def _keep(account_id: str, seen: Override | None, written: Written, words: Language) -> None:
    try:
        kept = set_tier(
            open_store(),
            seen,
            data_set_id=data_set_id(),
            account_id=account_id,
            tier=written.tier,
            reason=written.reason,
            until=written.until,
            by=by(_who(account_id)),
        )
    except UserError as error:
        show_error(error.message, words)
        return
    _done(account_id, Message("Set: {override}", override=sentence(kept)))


def _withdraw(account_id: str, seen: Override, words: Language) -> None:
    try:
        withdraw_tier(open_store(), seen, by(_who(account_id)))
    except UserError as error:
        show_error(error.message, words)
        return
    _done(account_id, Message("The override was withdrawn; the model decides again."))


def _done(account_id: str, said: Message) -> None:
    """The fields begin anew, and the whole page is drawn under the new decision."""
    stamp = st.session_state[_FORMS].pop(account_id).stamp
    st.session_state[_FORMS][account_id] = Form(standing(account_id), stamp + 1)
    post_success(said)
    st.rerun()
