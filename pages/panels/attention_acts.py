"""Acts on an account that needs attention: mark as done with the result, snooze, assign; each in a popover."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kam_core.insight.attention.account_attention import Attention
from kam_core.insight.attention.alert_state import TABLE
from kam_core.services import alerts
from kam_core.services.access import Action, own_owners
from kam_core.vocabulary.actor import Role, folded_name
from kam_core.vocabulary.entry import Entry
from kam_core.vocabulary.message import Message, UserError
from pages.panels.attention_undo import LastAct, last_acts
from pages.panels.entry.current_rows import current_rows
from pages.panels.name_field import ask_name
from pages.shell.actor import actor, by, denial_reason
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.messages import post_error

DAYS = {"3": 3, "7": 7}
MONTH = "month"
LONGEST_RESULT = 500
DONE, SNOOZE, ASSIGN = "done", "snooze", "assign"


def may_act(one: Attention, context: PageContext) -> bool:
    """Whether this person may act on the account; somebody without a name is asked for it first."""
    person = actor()
    if not person.name:
        return True
    if denial_reason(Action.ENTRY, context.words) is not None:
        return False
    is_own = one.owner is not None and folded_name(one.owner) in own_owners(person)
    return person.role is not Role.ACCOUNT_MANAGER or is_own


def show_acts(
    one: Attention, owners: Sequence[str], context: PageContext, columns: Sequence[DeltaGenerator], first: bool
) -> None:
    """Show the three buttons of a row in their columns; only the first row's Done is filled."""
    words = context.words
    newest = alerts.newest_alert(current_rows(context, TABLE, (one.account_id,)))
    seen = None if newest is None else newest.last
    labels: tuple[tuple[str, str, str, Literal["primary", "secondary", "tertiary"]], ...] = (
        (DONE, ":material/check:", words.say("Done"), "primary" if first else "secondary"),
        (SNOOZE, ":material/schedule:", words.say("Snooze"), "tertiary"),
        (ASSIGN, ":material/person_add:", words.say("Assign"), "tertiary"),
    )
    forms: tuple[Callable[[], None], ...] = (
        partial(_ask_result, one, seen, context),
        partial(_ask_day, one, seen, context),
        partial(_ask_owner, one, seen, owners, context),
    )
    for column, (name, icon, label, kind), form in zip(columns, labels, forms, strict=True):
        with column:
            popover = st.popover(
                f"{icon} {label}", type=kind, key=_key(name, one), on_change="rerun", width="stretch",
            )  # fmt: skip
            if popover.open:
                with popover:
                    st.markdown(f"**{plain(one.name)}**")
                    form()


def open_assignment(one: Attention) -> None:
    """Open the popover that asks who and until when."""
    st.session_state[_key(ASSIGN, one)] = True


def _key(name: str, one: Attention) -> str:
    return f"today_{name}_{one.account_id}"


def _ask_result(one: Attention, seen: str | None, context: PageContext) -> None:
    words = context.words
    st.text_area(
        words.say("What was the result?"), key=_key("result", one), max_chars=LONGEST_RESULT, height=80,
        placeholder=words.say("for example: called, order expected in October"),
    )  # fmt: skip
    if one.next_step is not None and one.next_step.agreed:
        st.checkbox(
            words.say("Also close the agreed action: {action}", action=plain(words.show(one.next_step.text))),
            value=True, key=_key("with_action", one),
        )  # fmt: skip
    _ask_name(one, context)
    st.button(
        words.say("Mark as done"),
        key=_key("save_done", one),
        type="primary",
        on_click=_finish,
        args=(one, seen, context),
    )
    st.caption(words.say("It returns to the list only when something gets worse."))


def _ask_day(one: Attention, seen: str | None, context: PageContext) -> None:
    words = context.words
    moves = {False: words.say("Only the reminder moves"), True: words.say("The due date moves, too")}
    st.radio(
        words.say("What moves?"), list(moves), format_func=lambda value: moves[value], key=_key("moves", one),
        label_visibility="collapsed",
    )  # fmt: skip
    _ask_name(one, context)
    labels = {"3": words.say("3 days"), "7": words.say("1 week"), MONTH: words.say("1 month")}
    with st.container(horizontal=True):
        for name, label in labels.items():
            until = _snoozed_until(context.working_day, name)
            st.button(
                label, key=_key(f"until_{name}", one), on_click=_snooze, args=(one, seen, until, context),
                help=words.say("until {day}", day=until),
            )  # fmt: skip


def _ask_owner(one: Attention, seen: str | None, owners: Sequence[str], context: PageContext) -> None:
    words = context.words
    alert = one.active_alert
    now = (None if alert is None else alert.owner) or one.owner
    options = [*owners, *([now] if now and now not in owners else [])]
    st.selectbox(
        words.say("Assign to"), options, index=options.index(now) if now else None, key=_key("owner", one),
        placeholder=words.say("Choose a person"), accept_new_options=True,
    )  # fmt: skip
    st.date_input(
        words.say("Due"), value=one.due if one.due and one.due >= context.working_day else None,
        min_value=context.working_day, key=_key("due", one), format="YYYY-MM-DD",
    )  # fmt: skip
    _ask_name(one, context)
    st.button(
        words.say("Save"), key=_key("save_owner", one), type="primary", on_click=_assign, args=(one, seen, context)
    )


def _ask_name(one: Attention, context: PageContext) -> None:
    ask_name(_key("who", one), context.words)


def _snoozed_until(today: datetime.date, name: str) -> datetime.date:
    if name != MONTH:
        return today + datetime.timedelta(days=DAYS[name])
    year, month = divmod(today.year * 12 + today.month, 12)
    # The same day of the next month, or its last.
    return min(datetime.date(year, month + 1, 1) + datetime.timedelta(days=today.day - 1), _last_day(year, month + 1))


def _last_day(year: int, month: int) -> datetime.date:
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


def _finish(one: Attention, seen: str | None, context: PageContext) -> None:
    result = str(st.session_state.get(_key("result", one)) or "").strip()
    with_action = bool(st.session_state.get(_key("with_action", one), False))
    message = Message("Done: {result}", result=result) if result else Message("Done.")
    _act(
        one, DONE, message, True, context,
        lambda: alerts.finish(
            open_store(), context.data_set, context.dataset, one, by(_key("who", one)), working_day=context.working_day,
            seen=seen, result=result, with_action=with_action,
        ),
    )  # fmt: skip


def _snooze(one: Attention, seen: str | None, until: datetime.date, context: PageContext) -> None:
    moves_due = bool(st.session_state.get(_key("moves", one), False))
    _act(
        one, SNOOZE, Message("Snoozed until {day}.", day=until), True, context,
        lambda: alerts.snooze(
            open_store(), context.data_set, context.dataset, one, by(_key("who", one)), working_day=context.working_day,
            seen=seen, until=until, moves_due=moves_due,
        ),
    )  # fmt: skip


def _assign(one: Attention, seen: str | None, context: PageContext) -> None:
    owner, due = st.session_state.get(_key("owner", one)), st.session_state.get(_key("due", one))
    _act(
        one, ASSIGN, Message("Saved."), False, context,
        lambda: alerts.assign(
            open_store(), context.data_set, context.dataset, one, by(_key("who", one)), working_day=context.working_day,
            seen=seen, owner=owner, due=due,
        ),
    )  # fmt: skip


def _act(
    one: Attention, name: str, message: Message, strikes: bool, context: PageContext,
    act: Callable[[], Sequence[Entry]],
) -> None:  # fmt: skip
    """Act, close the popover and remember how to take it back; where it is refused, say why."""
    try:
        made = act()
    except UserError as error:
        post_error(error.message)
        return
    st.session_state[_key(name, one)] = False
    last_acts()[one.account_id] = LastAct(one, message, tuple(entry.id for entry in made), strikes)
