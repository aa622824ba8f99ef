"""Override form: set a tier by hand with author, reason and last day; detects changes by others meanwhile."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import streamlit as st

from kam_core import clock
from kam_core.locale.language import Language
from kam_core.services.access import Action
from kam_core.services.overrides import set_tier, withdraw_tier
from kam_core.store.overrides import StoredOverride
from kam_core.vocabulary.enums import RANK_LABELS, TIERS
from kam_core.vocabulary.message import N_, Message, UserError, moment
from pages.panels.name_field import ask_name
from pages.shell.actor import by, denial_reason
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import data_set_id
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.messages import post_success, show_error

LONGEST_REASON = 500
_FORMS = "override_forms"


@dataclass(frozen=True)
class FormState:
    """The override that a person saw when they began to type, and how often the fields were reset."""

    seen: StoredOverride | None
    revision: int = 0


@dataclass(frozen=True)
class OverrideInput:
    """The values in the fields."""

    tier: str
    reason: str
    until: datetime.date | None


def current_override(account_id: str) -> StoredOverride | None:
    """The override of an account in the data set in use, unless withdrawn; it may have expired."""
    overrides = open_store().overrides.all(data_set_id())
    return next((one for one in overrides if one.account_id == account_id and one.withdrawn_at is None), None)


def override_text(one: StoredOverride) -> Message:
    """Who set which tier, until when, why, and when that was decided."""
    values = {"tier": one.tier, "author": one.author, "at": moment(one.changed_at), "reason": one.reason}
    if one.until is None:
        return Message("{tier}, set by {author} at {at}: {reason}", **values)
    return Message("{tier} until {until}, set by {author} at {at}: {reason}", until=one.until, **values)


def override_state(one: StoredOverride, as_of: datetime.date, today: datetime.date) -> str:
    """Whether an override counts in a view as of a date: the key of a sentence."""
    if one.withdrawn_at is not None:
        return N_("withdrawn")
    if one.is_active(as_of):
        return N_("in force") if one.is_active(today) else N_("expired since, but in force on the as-of date")
    return N_("expired")


def override_form(account_id: str, words: Language) -> None:
    """Show the fields for one account, filled with its override, and buttons to save and to withdraw it."""
    current = current_override(account_id)
    form = _form_state(account_id, current, words)
    if form.seen is not None:
        st.caption(plain(words.say(override_text(form.seen))))
        if not form.seen.is_active(clock.today()):
            st.caption(words.say("It has expired. Renew or withdraw it."))
    typed = _show_fields(account_id, form, words)
    why_read_only = open_store().why_read_only
    reason_denied = denial_reason(Action.OVERRIDE, words)
    with st.container(horizontal=True):
        label = words.say("Set tier") if form.seen is None else words.say("Change")
        disabled = why_read_only is not None or reason_denied is not None
        if st.button(label, key=f"override_save_{account_id}", type="primary", disabled=disabled, help=reason_denied):
            _save(account_id, form.seen, typed, words)
        if form.seen is not None and st.button(
            words.say("Withdraw"),
            key=f"override_withdraw_{account_id}",
            disabled=disabled,
            help=reason_denied or words.say("The tier follows the model again. The entry remains in the list."),
        ):
            _withdraw(account_id, form.seen, words)
    if why_read_only is not None:
        show_error(why_read_only, words)


def _form_state(account_id: str, current: StoredOverride | None, words: Language) -> FormState:
    """The override that the fields began from. Where somebody else was faster, both are shown and the fields stay."""
    forms: dict[str, FormState] = st.session_state.setdefault(_FORMS, {})
    form = forms.setdefault(account_id, FormState(current))
    if _is_same(form.seen, current):
        return form
    if not _is_edited(account_id, form):
        forms[account_id] = FormState(current, form.revision + 1)
        return forms[account_id]
    message = (
        Message("Someone else withdrew this manual tier while you were editing.")
        if current is None
        else Message("Someone else has decided in the meantime: {theirs}", theirs=override_text(current))
    )
    show_error(Message("{theirs} Your text is saved. Compare both and decide again.", theirs=message), words)
    with st.container(horizontal=True):
        st.button(
            words.say("Continue with mine"), key=f"override_mine_{account_id}", on_click=_begin,
            args=(account_id, current, form.revision),
        )  # fmt: skip
        st.button(
            words.say("Use theirs"), key=f"override_theirs_{account_id}", on_click=_begin,
            args=(account_id, current, form.revision + 1),
        )  # fmt: skip
    return form


def _begin(account_id: str, seen: StoredOverride | None, revision: int) -> None:
    st.session_state[_FORMS][account_id] = FormState(seen, revision)


def _is_same(one: StoredOverride | None, other: StoredOverride | None) -> bool:
    return (one and (one.id, one.version)) == (other and (other.id, other.version))


def _key(field: str, account_id: str, form: FormState) -> str:
    return f"override_{field}_{account_id}_{form.revision}"


def _initial_input(form: FormState) -> OverrideInput:
    """The initial values of the fields; a last day that is over is left blank."""
    if form.seen is None:
        return OverrideInput(TIERS[0], "", None)
    is_over = form.seen.until is not None and form.seen.until < clock.today()
    return OverrideInput(form.seen.tier, form.seen.reason, None if is_over else form.seen.until)


def _is_edited(account_id: str, form: FormState) -> bool:
    """Whether anything in the fields differs from their initial values."""
    initial, values = _initial_input(form), st.session_state
    return (
        values.get(f"value_{_key('tier', account_id, form)}", initial.tier) != initial.tier
        or (values.get(_key("reason", account_id, form), initial.reason) or "") != initial.reason
        or values.get(_key("until", account_id, form), initial.until) != initial.until
    )


def _show_fields(account_id: str, form: FormState, words: Language) -> OverrideInput:
    initial, name = _initial_input(form), _key("tier", account_id, form)
    st.session_state.setdefault(f"value_{name}", initial.tier)
    tier = choose(words.say("Tier"), TIERS, lambda tier: f"{tier} · {words.say(RANK_LABELS[tier])}", name, words)
    reason = st.text_area(
        words.say("Reason"),
        value=initial.reason,
        key=_key("reason", account_id, form),
        max_chars=LONGEST_REASON,
        height=80,
        placeholder=words.say("what the data do not show"),
    )
    until = st.date_input(
        words.say("Valid until (blank: no end date)"),
        value=initial.until,
        key=_key("until", account_id, form),
        format="YYYY-MM-DD",
    )
    ask_name(_name_key(account_id), words)
    return OverrideInput(tier, reason or "", until if isinstance(until, datetime.date) else None)


def _name_key(account_id: str) -> str:
    return f"override_who_{account_id}"


def _save(account_id: str, seen: StoredOverride | None, typed: OverrideInput, words: Language) -> None:
    try:
        saved = set_tier(
            open_store(),
            seen,
            data_set_id=data_set_id(),
            account_id=account_id,
            tier=typed.tier,
            reason=typed.reason,
            until=typed.until,
            by=by(_name_key(account_id)),
        )
    except UserError as error:
        show_error(error.message, words)
        return
    _restart(account_id, Message("Manual tier saved: {override}", override=override_text(saved)))


def _withdraw(account_id: str, seen: StoredOverride, words: Language) -> None:
    try:
        withdraw_tier(open_store(), seen, by(_name_key(account_id)))
    except UserError as error:
        show_error(error.message, words)
        return
    _restart(account_id, Message("Manual tier withdrawn; the tier follows the model again."))


def _restart(account_id: str, message: Message) -> None:
    """Reset the fields and draw the whole page under the new decision."""
    revision = st.session_state[_FORMS].pop(account_id).revision
    st.session_state[_FORMS][account_id] = FormState(current_override(account_id), revision + 1)
    post_success(message)
    st.rerun()
