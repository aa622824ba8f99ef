"""Saved scenarios: save the draft under a name, open, copy, rename, archive and restore one."""

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
from pages.panels.name_field import ask_name
from pages.panels.publish_form import LONGEST_NAME
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.shell.actor import by, denial_reason
from pages.shell.cache import model_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import current_overrides, data_set_id
from pages.shell.draft.editing import edit_version, save_draft
from pages.shell.draft.saved_draft import draft_revision, draft_scenario, draft_text, link_to_scenario
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.messages import post_success, show_error
from pages.widgets.model_differences import show_differences
from pages.widgets.row_table import show_rows

NAME_FIELD = "scenario_who"
NAME_WIDTH = 260
ActionBy = Callable[[By], Message]


def show_draft_state(what_if: WhatIfContext) -> None:
    """Show the scenario of the draft with its state, and a change of that by somebody else."""
    words = what_if.words
    scenario_of_draft = draft_scenario()
    st.markdown(plain(words.say(_state_message(what_if, scenario_of_draft))))
    if scenario_of_draft is not None:
        _show_newer(what_if, scenario_of_draft)


def draft_hash(what_if: WhatIfContext) -> str:
    """The hash of the draft that the page shows."""
    return model_hash(what_if.draft, current_overrides())


def _state_message(what_if: WhatIfContext, scenario_of_draft: ModelVersion | None) -> Message:
    if scenario_of_draft is None:
        if not what_if.is_unchanged:
            return Message("Your draft is not saved as a scenario yet.")
        if what_if.context.version is None:
            return Message("Your draft is identical to the built-in model.")
        return Message("Your draft is identical to the published model.")
    if model_hash(model_cache.draft_model(scenario_of_draft.document)) == draft_hash(what_if):
        return Message("Your draft is the saved scenario “{name}”.", name=scenario_of_draft.name)
    return Message("Your draft is based on the scenario “{name}” with changes.", name=scenario_of_draft.name)


def _show_newer(what_if: WhatIfContext, scenario_of_draft: ModelVersion) -> None:
    """Show that somebody else saved this scenario meanwhile; nothing of either is lost."""
    words, newer = what_if.words, open_store().models.find(scenario_of_draft.id)
    if newer.version == scenario_of_draft.version:
        return
    message = Message(
        "{by} saved “{name}” at {at} after you opened it. Your draft is saved. Compare both and decide.",
        name=newer.name,
        by=newer.changed_by,
        at=moment(newer.changed_at),
    )
    st.error(plain(words.say(message)))
    with st.expander(words.say("Theirs → your draft")):
        show_differences(
            model_cache.draft_model(newer.document), without_overrides(what_if.draft, current_overrides()), words
        )
    with st.container(horizontal=True):
        if st.button(words.say("Continue with my draft"), key="scenario_goes_on"):
            link_to_scenario(newer, what_if.context.version_id)
            st.rerun()
        if st.button(words.say("Use theirs"), key="scenario_gives_way"):
            edit_version(newer)
            st.rerun()


def show_save_form(what_if: WhatIfContext) -> None:
    """Show name, author, and the buttons that save the scenario again or a new one."""
    words, scenario_of_draft = what_if.words, draft_scenario()
    # Another draft brings another name: each revision has a field of its own.
    field = f"scenario_name_{draft_revision()}_{'' if scenario_of_draft is None else scenario_of_draft.id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            words.say("Scenario name"),
            value="" if scenario_of_draft is None else scenario_of_draft.name,
            key=field,
            max_chars=LONGEST_NAME,
            width=NAME_WIDTH,
        )
        with st.container(width=NAME_WIDTH):
            ask_name(NAME_FIELD, words)

        def save(scenario: ModelVersion | None) -> ActionBy:
            def run(by: By) -> Message:
                saved = save_scenario(
                    open_store(),
                    what_if.draft,
                    data_set_id=data_set_id(),
                    name=name or "",
                    by=by,
                    overrides=current_overrides(),
                    scenario=scenario,
                )
                _link_draft(what_if, saved)
                return Message("Saved: “{name}”.", name=saved.name)

            return run

        if scenario_of_draft is not None:
            _action_button(words.say("Save"), "scenario_save", save(scenario_of_draft), words)
        _action_button(words.say("Save as new"), "scenario_new", save(None), words)


def _link_draft(what_if: WhatIfContext, saved: ModelVersion) -> None:
    if draft_text() is None:
        # The published model under a name of its own becomes a draft.
        save_draft(what_if.draft, what_if.context)
    link_to_scenario(saved, what_if.context.version_id)


def show_saved_scenarios(what_if: WhatIfContext) -> None:
    """Show the scenarios of the data set, and the actions on one of them."""
    words, store = what_if.words, open_store()
    show_heading(words.say("Saved scenarios"))
    archived = st.toggle(words.say("Show archived"), key="scenarios_archived")
    versions = scenarios(store, data_set_id(), ARCHIVED if archived else DRAFT)
    if not versions:
        st.caption(
            words.say("No archived scenarios.")
            if archived
            else words.say("No scenarios yet. Save your draft under a name.")
        )
        return
    show_rows(
        scenario_rows(versions),
        f"scenarios_{'away' if archived else 'kept'}",
        {
            "name": words.say("Name"),
            "who": words.say("By"),
            "at": words.say("When"),
        },
    )
    by_id = {one.id: one for one in versions}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = by_id[
            choose(
                words.say("Scenario"),
                list(by_id),
                lambda key: f"{by_id[key].name} v{by_id[key].number}",
                f"scenario_{data_set_id()}_{archived}",
                words,
                width=NAME_WIDTH,
            )
        ]
        if archived:
            _action_button(words.say("Restore"), "scenario_reopen", _restore(chosen), words)
        else:
            if st.button(words.say("Open as draft"), key="scenario_open"):
                _open(chosen, words)
            _action_button(words.say("Copy"), "scenario_copy", _copy(chosen), words)
            _action_button(words.say("Archive"), "scenario_archive", _archive(chosen), words)
            _rename(chosen, words)


def scenario_rows(versions: Sequence[ModelVersion]) -> pl.DataFrame:
    """One row per scenario: its name, who changed it last and when."""
    return pl.DataFrame(
        [
            {
                "name": f"{one.name} v{one.number}",
                "who": one.changed_by,
                "at": moment(one.changed_at),
            }
            for one in versions
        ]
    )


def _open(chosen: ModelVersion, words: Language) -> None:
    try:
        model_cache.draft_model(chosen.document)
        edit_version(chosen)
    except UserError as error:
        show_error(error.message, words)
        return
    st.rerun()


def _copy(chosen: ModelVersion) -> ActionBy:
    def run(by: By) -> Message:
        saved = duplicate_scenario(open_store(), chosen, by=by)
        return Message("Saved: “{name}”.", name=saved.name)

    return run


def _archive(chosen: ModelVersion) -> ActionBy:
    def run(by: By) -> Message:
        archive_scenario(open_store(), chosen, by)
        return Message("“{name}” archived. Nothing is deleted.", name=chosen.name)

    return run


def _restore(chosen: ModelVersion) -> ActionBy:
    def run(by: By) -> Message:
        reopen_version(open_store(), chosen.id, by)
        return Message("“{name}” restored.", name=chosen.name)

    return run


def _rename(chosen: ModelVersion, words: Language) -> None:
    name = st.text_input(
        words.say("New name"), value=chosen.name, key=f"rename_{chosen.id}_{chosen.version}", max_chars=LONGEST_NAME,
        width=NAME_WIDTH,
    )  # fmt: skip

    def run(by: By) -> Message:
        scenario_of_draft = draft_scenario()
        saved = rename_scenario(open_store(), chosen, name=name or "", by=by)
        if scenario_of_draft is not None and (scenario_of_draft.id, scenario_of_draft.version) == (
            chosen.id,
            chosen.version,
        ):
            link_to_scenario(saved)
        return Message("Renamed to {name}.", name=saved.name)

    if name and name.strip() != chosen.name:
        _action_button(words.say("Rename"), "scenario_rename", run, words)


def _action_button(label: str, key: str, run: ActionBy, words: Language) -> None:
    """Show a button that runs an action under a person's name and draws everything again."""
    denied = denial_reason(Action.SCENARIO, words)
    disabled = open_store().why_read_only is not None or denied is not None
    if not st.button(label, key=key, disabled=disabled, help=denied):
        return
    try:
        post_success(run(by(NAME_FIELD)))
    except UserError as error:
        show_error(error.message, words)
        return
    st.rerun()
