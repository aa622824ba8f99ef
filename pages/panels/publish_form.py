"""Publish form: name, reason and author of a new model version; detects versions published meanwhile."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.measures.view_key import view_label
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.overrides import without_overrides
from kam_core.scoring.model.proposed_bounds import uses_home_bounds, with_proposed_bounds
from kam_core.services.access import Action
from kam_core.services.publishing import note_text, publish
from kam_core.vocabulary.actor import actor_name
from kam_core.vocabulary.message import Message, UserError, moment
from pages.panels.name_field import ask_name
from pages.shell.active_model import default_model
from pages.shell.actor import by, denial_reason
from pages.shell.cache import model_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import current_overrides, data_set_id
from pages.shell.draft.editing import restart_draft
from pages.shell.draft.saved_draft import base_version, draft_revision, draft_scenario, draft_text, rebase_draft
from pages.shell.page_context import PageContext
from pages.shell.workspace import workspace
from pages.widgets.escape import plain
from pages.widgets.messages import post_success, show_error
from pages.widgets.model_differences import show_differences

LONGEST_NAME, LONGEST_NOTE = 80, 500
_REFUSED, _DECIDED = "publish_refused", "publish_decided"


def rerun_after_decision() -> None:
    """Draw the whole page again, with its header, after something was published or decided in the fragment."""
    if st.session_state.pop(_DECIDED, False):
        st.rerun()


def show_publish_form(context: PageContext, draft: Model) -> None:
    """Show the changed settings, then ask for name, reason and author; the button publishes the draft that is shown."""
    words, revision = context.words, draft_revision()
    if draft == context.published:
        # The form stays open or closed in the browser as long as its key is the same: a publication begins the draft
        # anew, and the form gets another key.
        with st.expander(words.say("Publish again on today's data"), key=f"publish_{revision}"):
            st.caption(words.say("The model stays the same; publishing it again records the tiers on today's data."))
            _show_fields(context, draft)
        return
    with st.expander(words.say("Changed settings"), key=f"publish_changes_{revision}"):
        show_differences(context.published, draft, words)
    _show_fields(context, draft)


def _show_fields(context: PageContext, draft: Model) -> None:
    words, revision = context.words, draft_revision()
    if uses_home_bounds(draft, context.view.key):
        st.caption(
            plain(
                words.say(
                    "Publishing adds ranges for {view}, proposed from its data; the ranges for {home} stay unchanged.",
                    view=view_label(context.view.key),
                    home=view_label(draft.home),
                )
            )
        )
    # Another draft brings another name: each revision has a field of its own.
    name, note, author = f"publish_name_{revision}", f"publish_note_{revision}", "publish_who"
    left, right = st.columns([2, 3])
    with left:
        st.text_input(words.say("Model name"), value=words.say(draft.name), key=name, max_chars=LONGEST_NAME)
        ask_name(author, words)
    with right:
        st.text_area(
            words.say("Reason"),
            key=note,
            max_chars=LONGEST_NOTE,
            height=120,
            placeholder=words.say("what was decided and why"),
        )
    denied = denial_reason(Action.PUBLISH, words)
    refused: Message | None = st.session_state.pop(_REFUSED, None)
    obstacle = refused or open_store().why_read_only
    if obstacle is not None:
        # Beside the button: the form may be longer than the screen, and a message at its top or below the button
        # would not be seen.
        show_error(obstacle, words)
    st.button(
        words.say("Publish"),
        key="publish_now",
        type="primary",
        disabled=open_store().why_read_only is not None or denied is not None,
        help=denied,
        on_click=_publish,
        args=(context, draft, base_version(context.version_id), name, note, author),
    )


def _publish(context: PageContext, draft: Model, expected: str | None, name: str, note: str, author: str) -> None:
    """Publish the draft with bounds for the view of the page, and its tiers in the home view; a refused draft stays."""
    try:
        model = with_proposed_bounds(draft, context.view.key, context.frame_of(context.view.key), context.frame_of)
        version = publish(
            open_store(),
            context.home_portfolio(model),
            data_set_id=data_set_id(),
            name=_model_name(str(st.session_state[name] or ""), draft, context.words),
            note=str(st.session_state[note] or ""),
            by=by(author),
            expected=expected,
            dataset=None if workspace().dataset is None else context.dataset.content_id,
            overrides=current_overrides(),
            draft=draft_scenario(),
        )
    except UserError as error:
        st.session_state[_REFUSED] = error.message
        return
    post_success(Message("Published: “{name} v{number}”.", name=context.words.say(version.name), number=version.number))
    st.session_state[_DECIDED] = True
    restart_draft(None, context)


def _model_name(typed: str, draft: Model, words: Language) -> str:
    """Name to publish under; a built-in name that was left as it is stays one, so that each reader sees it in their
    own language."""
    return draft.name if typed == words.say(draft.name) else typed


def show_newer(context: PageContext, draft: Model) -> None:
    """Show that another version was published than the one that the draft began from; nothing is lost."""
    if draft_text() is None:
        return
    words, base_id = context.words, base_version(context.version_id)
    newer = open_store().models.published(data_set_id())
    if newer is None and base_id is not None:
        _show_withdrawn_base(base_id, words)
    if newer is None or newer.id == base_id:
        return
    message = Message(
        "While you were editing, {by} published “{name} v{number}” at {at}: “{note}”. Your draft is saved. "
        "Compare both and decide again.",
        name=words.say(newer.name),
        number=newer.number,
        by=actor_name(newer.published_by or newer.changed_by, words.say),
        at=moment(newer.published_at or newer.changed_at),
        note=note_text(newer.published_by, newer.note, words.say),
    )
    st.error(plain(words.say(message)))
    theirs, mine = model_cache.draft_model(newer.document), without_overrides(draft, current_overrides())
    with st.expander(words.say("Their changes")):
        show_differences(_base_model(context, base_id), theirs, words)
    with st.expander(words.say("Theirs → your draft")):
        show_differences(theirs, mine, words)
    with st.container(horizontal=True):
        st.button(
            words.say("Continue with my draft"),
            key="draft_goes_on",
            help=words.say("Your draft will be compared with theirs and can be published."),
            on_click=_continue_draft,
            args=(newer.id,),
        )
        st.button(words.say("Use theirs"), key="draft_gives_way", on_click=_take_theirs, args=(context,))


def _show_withdrawn_base(base_id: str, words: Language) -> None:
    try:
        base = open_store().models.find(base_id)
    except UserError:
        # Another home, or an older copy of this one: the version is unknown here.
        return
    message = Message(
        "Your draft is based on “{name} v{number}”, which {by} archived at {at}. The model proposed from the "
        "data now applies. Your draft is saved.",
        name=words.say(base.name),
        number=base.number,
        by=base.archived_by or base.changed_by,
        at=moment(base.archived_at or base.changed_at),
    )
    st.error(plain(words.say(message)))
    st.button(
        words.say("Continue with my draft"),
        key="draft_goes_on",
        help=words.say("Your draft will be compared with the current model and can be published."),
        on_click=_continue_draft,
        args=(None,),
    )


def _base_model(context: PageContext, version_id: str | None) -> Model:
    if version_id is not None:
        return model_cache.draft_model(open_store().models.find(version_id).document)
    return default_model(data_set_id(), context.dataset)


def _continue_draft(newer: str | None) -> None:
    rebase_draft(newer)
    st.session_state[_DECIDED] = True


def _take_theirs(context: PageContext) -> None:
    restart_draft(None, context)
    st.session_state[_DECIDED] = True
