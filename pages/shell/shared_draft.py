"""A draft by link: the address that another person opens, and what becomes of one that was opened here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from kam_core.locale.language import Language
from kam_core.measures.view import outside
from kam_core.reports.model_file import model_file, model_file_name
from kam_core.scoring.model.draft_link import BUILT_IN, OPTIONAL, REQUIRED, Link, read_link, write_link
from kam_core.scoring.model.model import Model, with_overrides, without_overrides
from kam_core.scoring.model.model_hash import model_hash
from kam_core.scoring.model.view_bounds import in_view
from kam_core.store.data_sets import DEMO
from kam_core.store.model_versions import PUBLISHED, ModelVersion
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.message import Message, UserError
from pages.panels.export_metadata import about
from pages.shell import cached, session
from pages.shell.active_model import built_in
from pages.shell.arrival import PERSONAL, new
from pages.widgets.escape import plain

PAGE = "what_if"
_OPENED = "link_opened"


def link_parameters(desk: session.Desk, draft: Model) -> dict[str, str]:
    """What the address of this draft says. Refuses a draft that no kept model leads to by its levers alone."""
    own = without_overrides(draft, session.overrides())
    bases = [
        (BUILT_IN if desk.version is None else desk.version.id, without_overrides(desk.published, session.overrides()))
    ]
    scenario = session.taken()
    if scenario is not None:
        bases.append((scenario.id, cached.draft_model(cached.store().models.find(scenario.id).document)))
    refused: UserError | None = None
    for base_id, base in bases:
        try:
            return write_link(
                own,
                base,
                data_set_id=session.data_set_id(),
                view=desk.view,
                base_id=base_id,
                data=cached.data_hash_of(desk.dataset),
            )
        except UserError as refusal:
            refused = refused or refusal
    assert refused is not None
    raise refused


def address(told: Mapping[str, str], here: str | None) -> str:
    """The whole address; without its machine where nobody knows it."""
    parts = urlsplit(here or "")
    folder = parts.path.rpartition("/")[0]
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{PAGE}", urlencode(told, safe=":,"), ""))


def open_link() -> None:
    """Where the address is a link to a draft, go on in a new workspace at its data set, view and draft.

    A link that cannot be read leaves everything as it would have been, and a sentence says why.
    """
    params = {name: st.query_params.get_all(name) for name in st.query_params if name != session.LINK}
    if not set(params) & {*REQUIRED, *OPTIONAL}:
        return
    before = session.workspace()
    try:
        _take(params, before)
    except UserError as refusal:
        session.begin(before)
        st.session_state["refusal"] = refusal.message


def _take(params: Mapping[str, Sequence[str]], before: Workspace) -> None:
    link = read_link(params)
    _known(link)
    window = session.ALL_MONTHS if link.view.window_months is None else link.view.window_months
    chosen = {"as_of": link.view.as_of.isoformat(), "window": window, "unit": link.view.unit}
    kept = {name: value for name, value in (before.view or {}).items() if name in PERSONAL}
    data_set_id = None if link.data_set_id == DEMO else link.data_set_id
    session.begin(new(data_set_id, {**kept, **chosen}))
    desk = session.desk()
    version, base = _base(link, desk)
    own = link.draft(base)
    draft = with_overrides(in_view(own, desk.view.key), session.overrides())
    desk.under(draft)  # whatever is wrong with it shows here, before anything is kept
    session.restart_draft(None if draft == desk.published else draft, desk)
    if version is None or version.published_at is not None:
        # Who opens it works on what its sender saw: a version published since is told of.
        session.draft_begins_from(link.base if version is not None else None)
    st.session_state[_OPENED] = (session.data_set_id(), session.draft_text(), _said(link, desk, own, version))


def _known(link: Link) -> None:
    if link.data_set_id == DEMO:
        return
    data_set = cached.store().data_sets.find(link.data_set_id)
    if data_set is None or data_set.head is None:
        raise UserError("The data set of this link is not in this store. Ask its sender where it is kept.")


def _base(link: Link, desk: session.Desk) -> tuple[ModelVersion | None, Model]:
    if link.base == BUILT_IN:
        return None, built_in(session.data_set_id(), desk.dataset)
    version = cached.store().models.find(link.base)
    if version.data_set_id != session.data_set_id():
        raise UserError("The model of this link belongs to another data set. Ask for a new link.")
    return version, cached.draft_model(version.document)


def _said(link: Link, desk: session.Desk, own: Model, version: ModelVersion | None) -> tuple[Message, ...]:
    """What there is to know about what was opened: its hash, and whatever has moved since the link was made."""
    found = model_hash(own)
    said = [Message("Opened from a link: draft {hash}, as of {day}.", hash=found, day=desk.view.as_of)]
    dates = outside(desk.dataset, desk.view.as_of)
    if dates is not None:
        said.append(
            Message(
                "This day lies outside of the data, which go from {first} to {last}. Choose another one above.",
                first=dates[0],
                last=dates[1],
            )
        )
    if found != link.hash:
        said.append(
            Message(
                "The link was made for {hash}: the model that it begins from, or the link itself, has changed since.",
                hash=link.hash,
            )
        )
    if cached.data_hash_of(desk.dataset) != link.data:
        said.append(Message("The data have changed since the link was made, so accounts may stand elsewhere now."))
    held = desk.version is None if version is None else version.status == PUBLISHED
    if not held and (version is None or version.published_at is not None):
        said.append(Message("Another model has been published since, or the one of then was taken back."))
    return tuple(said)


def show_opened(words: Language) -> None:
    """What was opened from a link, for as long as its draft is as it came."""
    found = st.session_state.get(_OPENED)
    if found is None:
        return
    *place, said = found
    if place == [session.data_set_id(), session.draft_text()]:
        first, *moved = (words.say(one) for one in said)
        (st.warning if moved else st.info)(plain(words.joined((first, *moved))))


def show_file(desk: session.Desk, draft: Model) -> None:
    """The draft as a file whose name and first lines say which one it is."""
    own, said = without_overrides(draft, session.overrides()), about(desk, draft)
    st.download_button(
        desk.words.say("Save the draft as a file"),
        data=lambda: model_file(own, said.told),
        file_name=model_file_name(said.scenario, own),
        mime="application/toml",
        key="save_model",
        on_click="ignore",
        icon=":material/download:",
    )


def show_link(desk: session.Desk, draft: Model) -> None:
    """The link of the draft with its copy button, or why it has none."""
    words = desk.words
    try:
        told = link_parameters(desk, draft)
    except UserError as refusal:
        st.caption(plain(words.say(refusal.message)))
        return
    st.code(address(told, st.context.url), language=None, wrap_lines=True)
    st.caption(words.say("Whoever opens it here sees this draft in a workspace of their own; yours stays as it is."))
