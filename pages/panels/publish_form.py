"""Publishing the draft: name, reason and who; and what is said to somebody whom another was faster than."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.measures.view_key import view_label
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.overrides import without_overrides
from kam_core.scoring.model.proposed_bounds import completed, uses_home_bounds
from kam_core.services.access import Action
from kam_core.services.publishing import publish
from kam_core.vocabulary.message import Message, UserError, moment
from pages.panels.name_field import ask_who
from pages.shell.active_model import built_in
from pages.shell.actor import by, why_not
from pages.shell.cache import model_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import current_overrides, data_set_id
from pages.shell.draft.editing import restart_draft
from pages.shell.draft.saved_draft import base_version, draft_revision, draft_scenario, draft_text, rebase_draft
from pages.shell.page_context import PageContext
from pages.shell.workspace import workspace
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.messages import post_success, show_error
from pages.widgets.model_differences import show_differences

LONGEST_NAME, LONGEST_NOTE = 80, 500
_REFUSED, _DECIDED = "publish_refused", "publish_decided"


def rerun_after_decision() -> None:
    """Draw the whole page again, header and all, once something was published or decided in the fragment."""
    if st.session_state.pop(_DECIDED, False):
        st.rerun()


def publish_action(context: PageContext, draft: Model) -> None:
    """What changes, then name, reason and who; the button publishes the draft that is shown."""
    words, stamp = context.words, draft_revision()
    # A popover stays as it is in the browser, open or closed, as long as it is the same one: once the draft began anew,
    # as it does with a publication, this is another one.
    with st.container(key="publish", width="content"), st.popover(words.say("Publish…"), key=f"publish_{stamp}"):
        if draft == context.published:
            st.caption(
                words.say("Your draft is the published model. Publishing it again keeps the tiers of today's data.")
            )
        else:
            show_heading(words.say("What changes against the published model"))
            show_differences(context.published, draft, words)
        if uses_home_bounds(draft, context.view.key):
            st.caption(
                plain(
                    words.say(
                        "Publishing adds ranges for {view}, proposed from its data, to those of {home}.",
                        view=view_label(context.view.key),
                        home=view_label(draft.home),
                    )
                )
            )
        # Another draft brings another name: a field of its own for each time that it begins anew.
        name, note, who = f"publish_name_{stamp}", f"publish_note_{stamp}", "publish_who"
        st.text_input(words.say("Name of the model"), value=words.say(draft.name), key=name, max_chars=LONGEST_NAME)
        st.text_area(
            words.say("Why?"),
            key=note,
            max_chars=LONGEST_NOTE,
            height=80,
            placeholder=words.say("what was decided, and for what"),
        )
        ask_who(who, words)
        denied = why_not(Action.PUBLISH, words)
        refused: Message | None = st.session_state.pop(_REFUSED, None)
        unsaved = refused or open_store().why_read_only
        if unsaved is not None:
            # In the button's place, where the eye is: the form may be longer than the screen, so that what stands
            # below the button or at the top is out of sight.
            show_error(unsaved, words)
        st.button(
            words.say("Publish"),
            key="publish_now",
            type="primary",
            disabled=open_store().why_read_only is not None or denied is not None,
            help=denied,
            on_click=_publish,
            args=(context, draft, base_version(context.version_id), name, note, who),
        )


def _publish(context: PageContext, draft: Model, expected: str | None, name: str, note: str, who: str) -> None:
    """Publish what the page showed, with bounds for its view, and the tiers of the home view; the draft stays where
    that is refused."""
    try:
        model = completed(draft, context.view.key, context.portfolio.accounts, context.frame_of)
        done = publish(
            open_store(),
            context.home_portfolio(model),
            data_set_id=data_set_id(),
            name=str(st.session_state[name] or ""),
            note=str(st.session_state[note] or ""),
            by=by(who),
            expected=expected,
            dataset=None if workspace().dataset is None else context.dataset.content_id,
            overrides=current_overrides(),
            draft=draft_scenario(),
        )
    except UserError as error:
        st.session_state[_REFUSED] = error.message
        return
    post_success(Message("Published: “{name} v{number}”.", name=context.words.say(done.name), number=done.number))
    st.session_state[_DECIDED] = True
    restart_draft(None, context)


def show_newer(context: PageContext, draft: Model) -> None:
    """Tell somebody whose draft began from a version that is not the published one any more; nothing is lost."""
    if draft_text() is None:
        return
    words, began = context.words, base_version(context.version_id)
    newer = open_store().models.published(data_set_id())
    if newer is None and began is not None:
        _show_taken_back(began, words)
    if newer is None or newer.id == began:
        return
    said = Message(
        "While you worked on your draft, “{name} v{number}” was published by {by} at {at}: “{note}”. "
        "Your draft is kept. Look at both and decide again.",
        name=words.say(newer.name),
        number=newer.number,
        by=newer.published_by or newer.changed_by,
        at=moment(newer.published_at or newer.changed_at),
        note=newer.note,
    )
    st.error(plain(words.say(said)))
    theirs, mine = model_cache.draft_model(newer.document), without_overrides(draft, current_overrides())
    with st.expander(words.say("What they changed")):
        show_differences(_began(context, began), theirs, words)
    with st.expander(words.say("Theirs → your draft")):
        show_differences(theirs, mine, words)
    with st.container(horizontal=True):
        st.button(
            words.say("Go on with my draft"),
            key="draft_goes_on",
            help=words.say("From now on it is compared with theirs, and can be published."),
            on_click=_go_on,
            args=(newer.id,),
        )
        st.button(words.say("Take theirs"), key="draft_gives_way", on_click=_give_way, args=(context,))


def _show_taken_back(began: str, words: Language) -> None:
    try:
        gone = open_store().models.find(began)
    except UserError:
        # Another home, or an older copy of this one: there is nothing to tell of it.
        return
    said = Message(
        "“{name} v{number}”, from which your draft began, was archived by {by} at {at}. The model proposed from the "
        "data holds. Your draft is kept.",
        name=words.say(gone.name),
        number=gone.number,
        by=gone.archived_by or gone.changed_by,
        at=moment(gone.archived_at or gone.changed_at),
    )
    st.error(plain(words.say(said)))
    st.button(
        words.say("Go on with my draft"),
        key="draft_goes_on",
        help=words.say("From now on it is compared with the model that holds, and can be published."),
        on_click=_go_on,
        args=(None,),
    )


def _began(context: PageContext, version_id: str | None) -> Model:
    if version_id is not None:
        return model_cache.draft_model(open_store().models.find(version_id).document)
    return built_in(data_set_id(), context.dataset)


def _go_on(newer: str | None) -> None:
    rebase_draft(newer)
    st.session_state[_DECIDED] = True


def _give_way(context: PageContext) -> None:
    restart_draft(None, context)
    st.session_state[_DECIDED] = True
