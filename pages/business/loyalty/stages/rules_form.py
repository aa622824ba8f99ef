"""Lifecycle rules: rhythm, seasons and limits, with the accounts per stage before and after."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.lifecycle.analysis import funnel
from kam_core.locale.language import Language
from kam_core.measures.lifecycle.policy import FAST, PROJECT, RHYTHMS, STANDARD, LifecyclePolicy, with_rhythm
from kam_core.services.access import Action
from kam_core.services.rules.documents import Document, save_document
from kam_core.services.rules.lifecycle_rules import LIFECYCLE_RULES, stages_under
from kam_core.store.conflict import ConflictError
from kam_core.vocabulary.enums import RANK_LABELS
from kam_core.vocabulary.message import N_, Message, UserError
from pages.business.loyalty.stages.rules_fields import edited_rules
from pages.panels.name_field import ask_name
from pages.shell.actor import by, denial_reason
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.messages import post_error, post_success, show_error
from pages.widgets.row_table import show_rows

NAME = "lifecycle_rules_who"
RHYTHM_LABELS = {
    STANDARD: N_("Standard: cools after 60 days or twice the usual gap"),
    FAST: N_("Fast: cools after 30 days or three times the usual gap"),
    PROJECT: N_("Project: compares 24 months, an open deal counts as life"),
}


def show_lifecycle_rules(context: PageContext) -> None:
    """Show the rules in a fold; every change shows at once how many accounts each stage would have."""
    words = context.words
    stored = context.document(LIFECYCLE_RULES)
    fold = st.expander(words.say("Lifecycle rules"), key="lifecycle_rules", on_change="rerun", icon=":material/tune:")
    if not fold.open:
        return
    with fold:
        if stored.problem is not None:
            show_error(stored.problem.message, words)
        st.caption(plain(words.say(_origin(stored))))
        key = f"lifecycle_rules_{context.data_set}_{stored.version}"
        rhythm = st.radio(
            words.say("Rhythm of purchases"), RHYTHMS, index=RHYTHMS.index(stored.value.rhythm),
            format_func=lambda name: words.say(RHYTHM_LABELS[name]), key=f"{key}_rhythm",
        )  # fmt: skip
        proposed = stored.value if rhythm == stored.value.rhythm else with_rhythm(stored.value, rhythm)
        try:
            rules = edited_rules(proposed, f"{key}_{rhythm}", words)
        except UserError as error:
            show_error(error.message, words)
            return
        _show_counts(context, rules)
        _show_save(context, stored, rules)


def _origin(stored: Document[LifecyclePolicy]) -> Message:
    if stored.changed_by is None or stored.changed_at is None:
        return Message("The usual rules apply. A change applies to all screens of this data set.")
    return Message(
        "Version {version} by {who}, {at}. A change applies to all screens of this data set.",
        version=stored.version, who=stored.changed_by, at=stored.changed_at.date(),
    )  # fmt: skip


def _show_counts(context: PageContext, rules: LifecyclePolicy) -> None:
    """Show the accounts and the revenue per stage under the rules in force and under the edited ones."""
    words = context.words
    before = funnel(context.accounts)
    after = funnel(stages_under(context.dataset, context.view, context.accounts, rules))
    names = [words.say(RANK_LABELS[stage]) for stage in before["stage"]]
    frame = pl.DataFrame(
        {
            "stage": names,
            "before": before["accounts"],
            "after": after["accounts"],
            "change": [
                _signed(new - old, words) for old, new in zip(before["accounts"], after["accounts"], strict=True)
            ],
            "revenue": [
                f"{words.money(old)} → {words.money(new)}" if old != new else words.money(old)
                for old, new in zip(before["revenue"], after["revenue"], strict=True)
            ],
        }
    )  # fmt: skip
    show_rows(
        frame,
        "lifecycle_rule_counts",
        {
            "stage": words.say("Stage"),
            "before": words.say("Accounts now"),
            "after": words.say("With these rules"),
            "change": words.say("Change"),
            "revenue": words.say("Revenue"),
        },
        right=("change", "revenue"),
    )


def _signed(change: int, words: Language) -> str:
    if change == 0:
        return "–"
    return ("+" if change > 0 else "\N{MINUS SIGN}") + words.number(abs(change))


def _show_save(context: PageContext, stored: Document[LifecyclePolicy], rules: LifecyclePolicy) -> None:
    """Show the name field and the button; it is disabled without a change and where the person may not save."""
    words = context.words
    ask_name(NAME, words)
    reason = denial_reason(Action.SETTINGS, words)
    st.button(
        words.say("Save rules"), key="lifecycle_rules_save", type="primary", help=reason,
        disabled=rules == stored.value or reason is not None or open_store().why_read_only is not None,
        on_click=_save, args=(context.data_set, rules, stored.version),
    )  # fmt: skip


def _save(data_set: str, rules: LifecyclePolicy, expected: int) -> None:
    try:
        save_document(open_store(), data_set, LIFECYCLE_RULES, rules, expected=expected, by=by(NAME))
    except ConflictError as conflict:
        post_error(
            Message("{by} changed the rules meanwhile. They are shown as they are now; change them again.",
                    by=conflict.by)
        )  # fmt: skip
    except UserError as error:
        post_error(error.message)
    else:
        post_success(Message("The lifecycle rules are saved."))
