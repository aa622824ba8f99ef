"""Scenarios as they are kept: save the draft under a name, open one, copy, rename, put away and take out again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.model.model_hash import model_hash
from kam_core.scoring.model.overrides import without_overrides
from kam_core.services.access import Action
from kam_core.services.scenarios import (
    archive_scenario,
    duplicate_scenario,
    rename_scenario,
    reopen_version,
    save_scenario,
    scenarios,
)
from kam_core.store.model_versions import ARCHIVED, DRAFT, ModelVersion
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import Message, UserError, moment
from pages.panels.name_field import ask_who
from pages.panels.publish_form import LONGEST_NAME
from pages.shell.actor import by, why_not
from pages.shell.cache import model_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import current_overrides, data_set_id
from pages.shell.draft.editing import edit_version, save_draft
from pages.shell.draft.saved_draft import draft_revision, draft_scenario, draft_text, link_to_scenario
from pages.what_if.case import Case
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.messages import post_success, show_error
from pages.widgets.model_differences import show_differences
from pages.widgets.row_table import show_rows

WHO = "scenario_who"
NAME_WIDTH = 260
Act = Callable[[By], Message]


def show_draft_state(case: Case) -> None:
    """The hash of the draft and the scenario that it is, saved or changed since; and who saved it meanwhile."""
    words = case.words
    own = draft_scenario()
    st.markdown(plain(words.say(_state(case, own))))
    if own is not None:
        _show_newer(case, own)


def draft_hash(case: Case) -> str:
    """The hash of the draft that the page shows."""
    return model_hash(case.draft, current_overrides())


def _state(case: Case, own: ModelVersion | None) -> Message:
    found = draft_hash(case)
    if own is None:
        if case.draft == case.context.published:
            return Message("Your draft is the published model ({hash}).", hash=found)
        return Message("Your draft ({hash}) is not saved as a scenario yet.", hash=found)
    if model_hash(model_cache.draft_model(own.document)) == found:
        return Message("Your draft is the scenario “{name}” ({hash}), saved.", name=own.name, hash=found)
    return Message(
        "Your draft ({hash}) began as the scenario “{name}” and has changed since.", name=own.name, hash=found
    )


def _show_newer(case: Case, own: ModelVersion) -> None:
    """Tell somebody whose scenario another saved meanwhile; nothing of either is lost."""
    words, newer = case.words, open_store().models.find(own.id)
    if newer.version == own.version:
        return
    said = Message(
        "“{name}” was saved by {by} at {at} since you opened it. Your draft is kept. Look at both and decide.",
        name=newer.name,
        by=newer.changed_by,
        at=moment(newer.changed_at),
    )
    st.error(plain(words.say(said)))
    with st.expander(words.say("Theirs → your draft")):
        show_differences(
            model_cache.draft_model(newer.document), without_overrides(case.draft, current_overrides()), words
        )
    with st.container(horizontal=True):
        if st.button(words.say("Go on with my draft"), key="scenario_goes_on"):
            link_to_scenario(newer, case.context.version_id)
            st.rerun()
        if st.button(words.say("Take theirs"), key="scenario_gives_way"):
            edit_version(newer)
            st.rerun()


def show_saving(case: Case) -> None:
    """Name, who, and the buttons that save: the scenario again, or a new one."""
    words, own = case.words, draft_scenario()
    # Another draft brings another name: a field of its own for each time that it begins anew.
    field = f"scenario_name_{draft_revision()}_{'' if own is None else own.id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            words.say("Name of the scenario"),
            value="" if own is None else own.name,
            key=field,
            max_chars=LONGEST_NAME,
            width=NAME_WIDTH,
        )
        with st.container(width=NAME_WIDTH):
            ask_who(WHO, words)

        def save(scenario: ModelVersion | None) -> Act:
            def act(by: By) -> Message:
                made = save_scenario(
                    open_store(),
                    case.draft,
                    data_set_id=data_set_id(),
                    name=name or "",
                    by=by,
                    overrides=current_overrides(),
                    scenario=scenario,
                )
                _hold(case, made)
                return Message("Saved: “{name}”.", name=made.name)

            return act

        if own is not None:
            _button(words.say("Save"), "scenario_save", save(own), words)
        _button(words.say("Save as new"), "scenario_new", save(None), words)


def _hold(case: Case, made: ModelVersion) -> None:
    if draft_text() is None:
        # The published model under a name of its own is a draft from now on.
        save_draft(case.draft, case.context)
    link_to_scenario(made, case.context.version_id)


def show_kept(case: Case) -> None:
    """The scenarios of the data set, and what can be done with one of them."""
    words, store = case.words, open_store()
    show_heading(words.say("Saved scenarios"))
    put_away = st.toggle(words.say("Show those put away"), key="scenarios_archived")
    found = scenarios(store, data_set_id(), ARCHIVED if put_away else DRAFT)
    if not found:
        st.caption(words.say("None is put away.") if put_away else words.say("None yet. Save your draft under a name."))
        return
    show_rows(
        scenario_rows(found),
        f"scenarios_{'away' if put_away else 'kept'}",
        {
            "name": words.say("Name"),
            "hash": words.say("Hash"),
            "who": words.say("By"),
            "at": words.say("When"),
        },
    )
    by_id = {one.id: one for one in found}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = by_id[
            choose(
                words.say("Scenario"),
                list(by_id),
                lambda key: f"{by_id[key].name} v{by_id[key].number}",
                f"scenario_{data_set_id()}_{put_away}",
                words,
                width=NAME_WIDTH,
            )
        ]
        if put_away:
            _button(words.say("Take it out again"), "scenario_reopen", _reopen(chosen), words)
        else:
            if st.button(words.say("Open as draft"), key="scenario_open"):
                _open(chosen, words)
            _button(words.say("Copy it"), "scenario_copy", _copy(chosen), words)
            _button(words.say("Put it away"), "scenario_archive", _archive(chosen), words)
            _rename(chosen, words)


def scenario_rows(found: Sequence[ModelVersion]) -> pl.DataFrame:
    """One row per scenario: its name and hash, who changed it last and when."""
    return pl.DataFrame(
        [
            {
                "name": f"{one.name} v{one.number}",
                "hash": _hash(one),
                "who": one.changed_by,
                "at": moment(one.changed_at),
            }
            for one in found
        ]
    )


def _hash(one: ModelVersion) -> str | None:
    try:
        return model_hash(model_cache.draft_model(one.document))
    except UserError:
        # Written by a newer app on the same store: it has a hash there.
        return None


def _open(chosen: ModelVersion, words: Language) -> None:
    try:
        model_cache.draft_model(chosen.document)
        edit_version(chosen)
    except UserError as error:
        show_error(error.message, words)
        return
    st.rerun()


def _copy(chosen: ModelVersion) -> Act:
    def act(by: By) -> Message:
        made = duplicate_scenario(open_store(), chosen, by=by)
        return Message("Saved: “{name}”.", name=made.name)

    return act


def _archive(chosen: ModelVersion) -> Act:
    def act(by: By) -> Message:
        archive_scenario(open_store(), chosen, by)
        return Message("“{name}” is put away. Nothing is deleted.", name=chosen.name)

    return act


def _reopen(chosen: ModelVersion) -> Act:
    def act(by: By) -> Message:
        reopen_version(open_store(), chosen.id, by)
        return Message("“{name}” is in the list again.", name=chosen.name)

    return act


def _rename(chosen: ModelVersion, words: Language) -> None:
    name = st.text_input(
        words.say("New name"), value=chosen.name, key=f"rename_{chosen.id}_{chosen.version}", max_chars=LONGEST_NAME,
        width=NAME_WIDTH,
    )  # fmt: skip

    def act(by: By) -> Message:
        own = draft_scenario()
        made = rename_scenario(open_store(), chosen, name=name or "", by=by)
        if own is not None and (own.id, own.version) == (chosen.id, chosen.version):
            link_to_scenario(made)
        return Message("It is called {name} now.", name=made.name)

    if name and name.strip() != chosen.name:
        _button(words.say("Rename it"), "scenario_rename", act, words)


def _button(label: str, key: str, act: Act, words: Language) -> None:
    """A button that acts in somebody's name and draws everything again; off where nothing can be saved."""
    denied = why_not(Action.SCENARIO, words)
    disabled = open_store().why_read_only is not None or denied is not None
    if not st.button(label, key=key, disabled=disabled, help=denied):
        return
    try:
        post_success(act(by(WHO)))
    except UserError as error:
        show_error(error.message, words)
        return
    st.rerun()
