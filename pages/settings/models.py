"""Model versions: author, reason and state of each, comparison of two, and going back to one."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.measures.view_key import view_label
from kam_core.reports.model_file import model_file, model_file_name
from kam_core.scoring.model.model_hash import model_hash
from kam_core.services.access import Action
from kam_core.services.publishing import note_text, take_back
from kam_core.services.scenarios import archive_scenario, reopen_version
from kam_core.store.model_versions import DRAFT, PUBLISHED, ModelVersion
from kam_core.vocabulary.actor import By, actor_name
from kam_core.vocabulary.message import Message, UserError, moment
from pages.panels.publish_form import LONGEST_NOTE
from pages.settings.action_button import action_button
from pages.settings.version_text import STATE_LABELS, version_text
from pages.shell.cache import model_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import data_set_id
from pages.shell.draft.editing import edit_version
from pages.widgets.choices import choose
from pages.widgets.headings import show_heading
from pages.widgets.messages import show_error
from pages.widgets.model_differences import show_differences
from pages.widgets.row_table import show_rows


def show_models(words: Language) -> None:
    """Show all versions of the data set in use, two of them side by side, and one to continue from."""
    versions = open_store().models.versions(data_set_id())
    if not versions:
        st.info(
            words.say(
                "No versions yet; the built-in model applies. Publish a draft under Rules to create the first version."
            )
        )
        return
    show_rows(
        version_rows(versions, words),
        "versions",
        {
            "number": words.say("Number"),
            "name": words.say("Name"),
            "status": words.say("State"),
            "home": words.say("Base view"),
            "who": words.say("By"),
            "at": words.say("When"),
            "note": words.say("Why"),
        },
    )
    by_id = {one.id: one for one in versions}
    _compare(by_id, words)
    _show_one(by_id, words)


def version_rows(versions: Sequence[ModelVersion], words: Language) -> pl.DataFrame:
    """One row per version: who published it and when, or who made it if it was never published."""
    return pl.DataFrame(
        [
            {
                "number": one.number,
                "name": words.say(one.name),
                "status": words.say(STATE_LABELS[one.status]),
                "home": words.show(view_label(one.home)),
                "who": actor_name(one.published_by or one.created_by, words.say),
                "at": moment(one.published_at or one.created_at),
                "note": note_text(one.published_by, one.note, words.say),
            }
            for one in versions
        ]
    )


def version_file(one: ModelVersion) -> tuple[str, bytes]:
    """Name and content of a version's file; the stored document where this app cannot read it."""
    name = f"{one.name} v{one.number}"
    try:
        model = model_cache.draft_model(one.document)
    except UserError:
        return f"model-v{one.number}.toml", one.document.encode()
    metadata = {"about_scenario": name, "about_model": model_hash(model)}
    return model_file_name(name, model), model_file(model, metadata)


def _compare(by_id: dict[str, ModelVersion], words: Language) -> None:
    if len(by_id) < 2:
        return
    show_heading(words.say("Compare two versions"))
    ids, columns = list(by_id), st.columns(2)
    chosen = []
    for side, (label, first) in enumerate(
        ((words.say("First version"), ids[1]), (words.say("Second version"), ids[0]))
    ):
        name = f"compare_{side}_{data_set_id()}"
        st.session_state.setdefault(f"value_{name}", first)
        with columns[side]:
            chosen.append(choose(label, ids, lambda key: version_text(by_id[key], words), name, words))
    try:
        before, after = (model_cache.draft_model(by_id[version_id].document) for version_id in chosen)
    except UserError as error:
        show_error(error.message, words)
        return
    show_differences(before, after, words)


def _show_one(by_id: dict[str, ModelVersion], words: Language) -> None:
    show_heading(words.say("Continue with a version"))
    ids = list(by_id)
    one = by_id[
        choose(
            words.say("Version"), ids, lambda key: version_text(by_id[key], words), f"version_{data_set_id()}", words
        )
    ]

    def use_as_draft(by: By) -> None:
        model_cache.draft_model(one.document)  # raises before anything is saved
        # A draft is opened itself; a published or archived version is opened as a copy.
        edit_version(one if one.status == DRAFT else reopen_version(open_store(), one.id, by))

    with st.container(horizontal=True):
        action_button(
            words.say("Use as draft"),
            "take_version",
            Action.SCENARIO,
            use_as_draft,
            Message("Your draft now uses this version. Open it under Rules."),
            words,
            help=words.say("Creates a new draft from this version and replaces your current draft."),
        )
        if one.status == DRAFT:
            action_button(
                words.say("Archive"),
                "archive_version",
                Action.SCENARIO,
                lambda by: archive_scenario(open_store(), one, by),
                Message("Draft archived."),
                words,
            )
        name, content = version_file(one)
        st.download_button(
            words.say("Save as file"),
            data=content,
            file_name=name,
            mime="application/toml",
            key="save_version",
            on_click="ignore",
        )
    if one.status == PUBLISHED:
        st.caption(words.say("To replace the published version, publish another one under Rules."))
        _show_withdrawal(one, words)


def _show_withdrawal(one: ModelVersion, words: Language) -> None:
    """Show the form that archives the published version without a successor."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        reason = st.text_input(
            words.say("Reason for withdrawal"), key=f"take_back_why_{one.id}", max_chars=LONGEST_NOTE, width=320
        )

        def withdraw(by: By) -> None:
            take_back(open_store(), one, reason=reason or "", by=by)

        action_button(
            words.say("Withdraw"),
            "take_back",
            Action.TAKE_BACK,
            withdraw,
            Message("Archived. The model proposed from the data applies until another one is published."),
            words,
            help=words.say("The tiers published with it remain in the history."),
        )
