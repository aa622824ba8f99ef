"""Link that opens a draft in another browser: create it, and open it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from kam_core.locale.language import Language
from kam_core.measures.view import outside
from kam_core.reports.model_file import model_file, model_file_name
from kam_core.scoring.model.draft_link import BUILT_IN, OPTIONAL, REQUIRED, Link, read_link, write_link
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.model_hash import model_hash
from kam_core.scoring.model.overrides import with_overrides, without_overrides
from kam_core.scoring.model.view_bounds import with_view_bounds
from kam_core.store.data_sets import DEMO
from kam_core.store.model_versions import PUBLISHED, ModelVersion
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.message import Message, UserError
from pages.navigation.page_link import CONTEXT, WORKSPACE
from pages.shell.active_model import default_model
from pages.shell.cache import dataset_cache, model_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import current_overrides, data_set_id
from pages.shell.draft.editing import restart_draft
from pages.shell.draft.saved_draft import draft_scenario, draft_text, rebase_draft
from pages.shell.export_metadata import export_metadata
from pages.shell.initial_workspace import PERSONAL, new_workspace
from pages.shell.page_context import PageContext, page_context
from pages.shell.view_choices import ALL_MONTHS
from pages.shell.workspace import switch_workspace, workspace
from pages.widgets.escape import plain
from pages.widgets.messages import post_error

PAGE = "simulate"
DRAFT_PARAMETERS = {*REQUIRED, *OPTIONAL} - {*CONTEXT}
"""The query parameters that only the link of a draft has."""
_OPENED = "link_opened"


def link_parameters(context: PageContext, draft: Model) -> dict[str, str]:
    """The query parameters of the link of this draft. Refuses a draft that differs from every stored model by more than
    levers."""
    own = without_overrides(draft, current_overrides())
    bases = [
        (
            BUILT_IN if context.version is None else context.version.id,
            without_overrides(context.published, current_overrides()),
        )
    ]
    scenario = draft_scenario()
    if scenario is not None:
        bases.append((scenario.id, model_cache.draft_model(open_store().models.find(scenario.id).document)))
    first_error: UserError | None = None
    for base_id, base in bases:
        try:
            return write_link(
                own,
                base,
                data_set_id=data_set_id(),
                view=context.view,
                base_id=base_id,
                data=dataset_cache.data_hash_of(context.dataset),
            )
        except UserError as error:
            first_error = first_error or error
    assert first_error is not None
    raise first_error


def address(parameters: Mapping[str, str], page_url: str | None) -> str:
    """The whole address; without the host where it is unknown."""
    parts = urlsplit(page_url or "")
    folder = parts.path.rpartition("/")[0]
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{PAGE}", urlencode(parameters, safe=":,"), ""))


def open_link() -> None:
    """Where the address is a draft link, switch to a new workspace with its data set, view and draft.

    A link that cannot be read changes nothing, and an error is shown.
    """
    if not st.query_params.keys() & DRAFT_PARAMETERS:
        return
    beside = {WORKSPACE, *CONTEXT} - {*REQUIRED}
    # What no link of ours has is read, too: it may be a part of the draft whose name was damaged.
    params = {name: st.query_params.get_all(name) for name in st.query_params if name not in beside}
    previous = workspace()
    try:
        _open(params, previous)
    except UserError as error:
        switch_workspace(previous)
        post_error(error.message)


def _open(params: Mapping[str, Sequence[str]], previous: Workspace) -> None:
    link = read_link(params)
    _check_data_set(link)
    window = ALL_MONTHS if link.view.window_months is None else link.view.window_months
    chosen = {"as_of": link.view.as_of.isoformat(), "window": window, "unit": link.view.unit}
    personal = {name: value for name, value in (previous.view or {}).items() if name in PERSONAL}
    target = None if link.data_set_id == DEMO else link.data_set_id
    switch_workspace(new_workspace(target, {**personal, **chosen}))
    context = page_context()
    version, base = _base(link, context)
    own = link.draft(base)
    draft = with_overrides(with_view_bounds(own, context.view.key), current_overrides())
    context.under(draft)  # raises what is wrong with the draft before anything is saved
    restart_draft(None if draft == context.published else draft, context)
    if version is None or version.published_at is not None:
        # The draft begins from the version that its sender saw, so that a version published since is reported.
        rebase_draft(link.base if version is not None else None)
    st.session_state[_OPENED] = (data_set_id(), draft_text(), _opening_notes(link, context, own, version))


def _check_data_set(link: Link) -> None:
    if link.data_set_id == DEMO:
        return
    data_set = open_store().data_sets.find(link.data_set_id)
    if data_set is None or data_set.head is None:
        raise UserError("The data set of this link is not available here. Ask the sender where it is stored.")


def _base(link: Link, context: PageContext) -> tuple[ModelVersion | None, Model]:
    if link.base == BUILT_IN:
        return None, default_model(data_set_id(), context.dataset)
    version = open_store().models.find(link.base)
    if version.data_set_id != data_set_id():
        raise UserError("The model of this link belongs to another data set. Ask for a new link.")
    return version, model_cache.draft_model(version.document)


def _opening_notes(link: Link, context: PageContext, own: Model, version: ModelVersion | None) -> tuple[Message, ...]:
    """Notes on an opened link: hash of the draft, and everything that has changed since the link was made."""
    found_hash = model_hash(own)
    notes = [Message("Opened from a link: draft {hash}, as of {day}.", hash=found_hash, day=context.view.as_of)]
    dates = outside(context.dataset, context.view.as_of)
    if dates is not None:
        notes.append(
            Message(
                "No data for this date. Choose a date from {first} to {last} above.",
                first=dates[0],
                last=dates[1],
            )
        )
    if found_hash != link.hash:
        notes.append(
            Message(
                "This link was created for {hash}, but its model or the link itself has changed since.",
                hash=link.hash,
            )
        )
    if dataset_cache.data_hash_of(context.dataset) != link.data:
        notes.append(Message("The data have changed since this link was created, so tiers may differ."))
    is_active = context.version is None if version is None else version.status == PUBLISHED
    if not is_active and (version is None or version.published_at is not None):
        notes.append(Message("Another model has been published since, or the model used then was withdrawn."))
    return tuple(notes)


def show_opened(words: Language) -> None:
    """Show the notes on an opened link as long as its draft is unchanged."""
    opened = st.session_state.get(_OPENED)
    if opened is None:
        return
    *origin, notes = opened
    if origin == [data_set_id(), draft_text()]:
        first, *moved = (words.say(one) for one in notes)
        (st.warning if moved else st.info)(plain(words.joined((first, *moved))))


def show_file(context: PageContext, draft: Model) -> None:
    """Show a button that saves the draft as a file with its name and hash."""
    own, metadata = without_overrides(draft, current_overrides()), export_metadata(context, draft)
    st.download_button(
        context.words.say("Save draft as file"),
        data=lambda: model_file(own, metadata.labels),
        file_name=model_file_name(metadata.scenario, own),
        mime="application/toml",
        key="save_model",
        on_click="ignore",
        icon=":material/download:",
    )


def show_link(context: PageContext, draft: Model) -> None:
    """Show the link of the draft with its copy button, or why it has none."""
    words = context.words
    try:
        parameters = link_parameters(context, draft)
    except UserError as error:
        st.caption(plain(words.say(error.message)))
        return
    st.code(address(parameters, st.context.url), language=None, wrap_lines=True)
    st.caption(words.say("Anyone who opens this link works on a copy of the draft; your draft stays unchanged."))
