"""Rows of Today in bands by due day: account, why, next step, due, money at stake, and the buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from kam_core.insight.attention.account_attention import Attention, AttentionList
from kam_core.insight.attention.groups import (
    GROUPS,
    LATER,
    OVERDUE,
    SOON,
    UNDATED,
    AttentionGroup,
    first_rows,
    group_of,
    grouped,
)
from kam_core.insight.attention.policy import AttentionPolicy
from kam_core.insight.attention.sentence import accounts_figure, list_rules, stake_figure
from kam_core.locale.language import Language
from kam_core.locale.number_columns import money_column
from kam_core.vocabulary.message import Message
from pages.navigation.account_walk import remember_list
from pages.navigation.page_link import show_page_link
from pages.panels.attention_acts import may_act, open_assignment, show_acts
from pages.panels.attention_list import first_upper, show_attention
from pages.panels.attention_undo import LastAct, last_acts, undo
from pages.shell.cache import frame_cache
from pages.shell.page_context import PageContext
from pages.today.style import apply_today_style
from pages.widgets.escape import plain
from pages.widgets.shown_figures import say_figures

WIDTHS = (0.3, 2, 3.6, 2.6, 1.1, 0.8, 0.5, 0.5, 0.5)
AT_FIRST, MOST_ROWS = 7, 25
"""Rows at first, and with buttons at most; what is beyond is a table."""
_ALL = "today_show_all"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def show_attention_rows(found: AttentionList, context: PageContext) -> None:
    """Show the list by due day; accounts that left it during this visit stay, struck through, with Undo."""
    words = context.words
    apply_today_style()
    acts = last_acts()
    struck = [acts[one.account_id].account for one in found.hidden if one.account_id in acts]
    listed = [one for group in grouped((*found.entries, *struck)) for one in group.entries]
    remember_list([one.account_id for one in listed])
    if not listed:
        st.info(words.say("Nothing needs attention. Accounts return here when something gets worse."))
        return
    groups = {group.name: group for group in grouped(found.entries)}
    chosen = _ask_group(groups, words)
    if chosen is not None:
        listed = [one for one in listed if group_of(one) == chosen]
    shown = first_rows(listed, MOST_ROWS if st.session_state.get(_ALL) else AT_FIRST)
    owners = frame_cache.owners(context.dataset)
    first = next((one for one in shown if one.account_id not in acts), None)
    with st.container(key="today_list"):
        _show_head(found, words)
        for name in GROUPS:
            members = [one for one in shown if group_of(one) == name]
            if not members:
                continue
            group = groups.get(name)
            _show_band(name, () if group is None else group.entries, words)
            for one in members:
                with st.container(key="today_first" if one is first else f"today_place_{one.account_id}"):
                    _show_row(one, acts.get(one.account_id), owners, one is first, context)
    drawn = {one.account_id for one in shown}
    _show_rest([one for one in listed if one.account_id not in drawn], words)


def _ask_group(groups: Mapping[str, AttentionGroup], words: Language) -> str | None:
    """Ask for one group alone, on phones, where the bands are far apart; None for all."""
    labels = {
        OVERDUE: words.say("Overdue now"),
        SOON: words.say("Within {days} days", days=AttentionPolicy().soon_days),
        LATER: words.say("Due later"),
        UNDATED: words.say("No date yet"),
    }
    chosen = st.pills(
        words.say("When"), list(groups), format_func=lambda name: f"{labels[name]} {len(groups[name].entries)}",
        key="today_groups", label_visibility="collapsed",
    )  # fmt: skip
    return chosen if chosen in groups else None


def _show_rest(rest: Sequence[Attention], words: Language) -> None:
    if not rest:
        return
    if st.session_state.get(_ALL):
        show_attention(rest, words, "today_rest")
        return
    st.button(words.say("Show {count} more", count=len(rest)), key="today_more", type="tertiary", on_click=_show_all)


def _show_all() -> None:
    st.session_state[_ALL] = True


def _show_head(found: AttentionList, words: Language) -> None:
    heads = ("", words.say("Account"), words.say("Why"), words.say("Next step"), words.say("Due"))
    infos = {words.say("Why"): "\n\n".join(plain(words.say(rule)) for rule in list_rules(found))}
    with st.container(key="today_head"):
        columns = st.columns(WIDTHS, vertical_alignment="center")
        for column, head in zip(columns, heads, strict=False):
            column.caption(head, help=infos.get(head))
        with columns[5], st.container(key="today_head_stake"):
            st.caption(words.say("At stake"))
        for column, head in zip(
            columns[6:], (words.say("Done"), words.say("Snooze"), words.say("Assign")), strict=True
        ):
            column.caption(head, text_alignment="center")


def _show_band(name: str, entries: Sequence[Attention], words: Language) -> None:
    labels = {
        OVERDUE: words.say("Overdue now"),
        SOON: words.say("Due in the next {days} days", days=AttentionPolicy().soon_days),
        LATER: words.say("Due later"),
        UNDATED: words.say("No date yet"),
    }
    size = say_figures(
        words,
        Message("{count} · {stake}", count=accounts_figure(name, entries), stake=stake_figure(name, entries)),
    )
    with st.container(key=f"today_band_{name}"):
        st.markdown(f"**{plain(labels[name])}** :small[{plain(size)}]")


def _show_row(one: Attention, act: LastAct | None, owners: Sequence[str], first: bool, context: PageContext) -> None:
    words, struck = context.words, act is not None and act.strikes
    with (
        st.container(key=f"today_{'struck' if struck else 'live'}_{one.account_id}"),
        st.container(key=f"today_row_{one.account_id}"),
    ):
        columns = st.columns(WIDTHS, vertical_alignment="center")
        with columns[0]:
            _show_tier(one)
        with columns[1]:
            show_page_link("account", plain(one.name), id=one.account_id)
            if one.industry:
                st.caption(plain(context.value_text(one.industry)))
        with columns[2]:
            _show_reasons(one, words)
        with columns[3]:
            if act is not None and struck:
                st.markdown(plain(words.say(act.message)))
            else:
                _show_step(one, first, words)
        with columns[4]:
            _show_due(one, not struck and may_act(one, context), context)
        with columns[5], st.container(key=f"today_stake_{one.account_id}"):
            st.markdown(plain(money_column([one.stake], words, fixed=True)[0]))
        if struck:
            with columns[6]:
                _show_undo(one, context)
        elif may_act(one, context):
            show_acts(one, owners, context, columns[6:], first)
    if act is not None and not struck:
        with st.container(horizontal=True, vertical_alignment="center", key=f"today_act_{one.account_id}"):
            st.caption(plain(words.say(act.message)), width="content")
            _show_undo(one, context)


def _show_undo(one: Attention, context: PageContext) -> None:
    st.button(
        context.words.say("Undo"), key=f"today_undo_{one.account_id}", type="tertiary", on_click=undo,
        args=(one.account_id, context),
    )  # fmt: skip


def _show_tier(one: Attention) -> None:
    if one.tier is not None:
        with st.container(key=f"today_tier_{one.tier}_{one.account_id}"):
            st.markdown(one.tier)


def _show_reasons(one: Attention, words: Language) -> None:
    if one.main is not None:
        st.markdown(plain(_unbroken(first_upper(words.say(one.main.text)))))
    if one.others:
        st.caption(plain(_unbroken(" · ".join(words.say(reason.text) for reason in one.others))))


def _unbroken(text: str) -> str:
    """The text with dates that are not broken at the end of a line."""
    return _DATE.sub(lambda found: found[0].replace("-", "\N{NON-BREAKING HYPHEN}"), text)


def _show_step(one: Attention, first: bool, words: Language) -> None:
    step = one.next_step
    if step is not None:
        text = plain(words.show(step.text))
        with st.container(key=f"today_{'agreed' if step.agreed else 'suggested'}_{one.account_id}"):
            st.markdown(f"**{text}**" if first and step.agreed else text)
    alert = one.active_alert
    if alert is not None and alert.owner and alert.owner != one.owner:
        st.caption(plain(words.say("assigned to {name}", name=alert.owner)))


def _show_due(one: Attention, may_set: bool, context: PageContext) -> None:
    words = context.words
    if one.due is None or one.days_left is None:
        if may_set:
            st.button(
                words.say("Set a date"), key=f"today_set_{one.account_id}", type="tertiary", on_click=open_assignment,
                args=(one,),
            )  # fmt: skip
        else:
            st.caption(words.say("no date"))
        return
    st.markdown(due_text(one.days_left, words))
    with st.container(key=f"today_due_day_{one.account_id}"):
        st.caption(plain(words.short_date(one.due, context.working_day.year)))


def due_text(days_left: int, words: Language) -> str:
    """How many days late, in red, or until when."""
    if days_left < 0:
        late = words.say("{days} day late", "{days} days late", "days", days=-days_left)
        return f":red[**{plain(late)}**]"
    if days_left == 0:
        return plain(words.say("today"))
    return plain(words.say("in {days} day", "in {days} days", "days", days=days_left))
