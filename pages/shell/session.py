"""Who is here and what they gave: data set, view, draft and language. Everything else is derived from it.

A reload is a new session for Streamlit, so all of this is kept in the workspace store under the id in the link.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

import polars as pl
import streamlit as st

from kam_core.entries.working_day import working_day
from kam_core.locale.language import LANGUAGES, Language, language_for
from kam_core.measures.account_totals import has_prior_window
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS, View, default_view
from kam_core.measures.view_key import view_key
from kam_core.scoring.model.model import Model, Override, with_overrides, without_overrides
from kam_core.scoring.model.proposed_bounds import uses_home_bounds
from kam_core.scoring.model.view_bounds import in_view
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.key_accounts import with_key
from kam_core.services.access import ALL, Scope, reading_scope
from kam_core.services.appraisal import preset_for
from kam_core.services.publishing import standing
from kam_core.services.recurring_window import recurring_window
from kam_core.store.data_sets import DEMO
from kam_core.store.model_versions import DRAFT, ModelVersion
from kam_core.store.published_tiers import Publication
from kam_core.store.save_errors import SaveError
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.entry import Entry
from kam_core.vocabulary.message import UserError
from kam_core.whatif.active_criteria import active
from pages.shell import cached, clock
from pages.shell.active_model import model_in_use
from pages.shell.actor import actor
from pages.shell.arrival import PERSONAL, arrived
from pages.shell.navigation import places
from pages.shell.view_choices import readable_choices
from pages.widgets.messages import show_refusal

LINK = "w"
COMPARE_MONTHS = 3
ALL_MONTHS = "all"
WORKING_DAY = "working_day"
"""The choice of another working day than the one that the clock and the data give."""
_STATE = "workspace"
_SEEN = "draft_seen"
_BASES = "bases"
"""Where the view keeps which published version each draft began from."""
_TAKEN, _TAKEN_AT = "taken", "taken_at"
"""Where the view keeps which scenario each draft is, and how often that had been saved when its editor read it."""
_NOTES = (_BASES, _TAKEN, _TAKEN_AT)


@dataclass(frozen=True)
class Desk:
    """What a page works with: the data in the chosen view, under the published model and the draft as seen in it."""

    words: Language
    dataset: Dataset
    view: View
    compare_months: int
    published: Model
    draft: Model
    version: ModelVersion | None = None
    """The published version as it is kept; None where the built-in model holds."""
    told: Publication | None = None
    """The publication whose tiers hold as of this date; None where nobody was told a tier yet, and in every view but
    the home view, to which published tiers belong."""
    data_set_id: str = DEMO
    scope: Scope = ALL
    """Which accounts the person who is here may read."""
    chosen_months: int | None = None
    """How far back to compare, where a person chose it."""
    working_day: datetime.date = datetime.date.min
    """The day by which today, care and overdue go."""

    def entries(self, table: str) -> tuple[Entry, ...]:
        """What people typed into a table, withdrawn entries among them."""
        return cached.entries(self.data_set_id, table)

    @property
    def version_id(self) -> str | None:
        """The id of the published version that this page shows."""
        return None if self.version is None else self.version.id

    @property
    def at_home(self) -> bool:
        """Whether this is the home view of the published model."""
        return self.view.key == self.published.home

    @property
    def uses_home_bounds(self) -> bool:
        """Whether the published model has no bounds for this view, so that those of its home view are used."""
        return uses_home_bounds(self.published, self.view.key)

    def frame_of(self, key: str) -> pl.DataFrame:
        """The account frame of another window and unit as of the same date."""
        view = self.view.seen_by(key)
        return cached.frame(self.dataset, view, cached.frame_key(self.dataset, view))

    def at_home_under(self, model: Model) -> Portfolio:
        """The accounts in the home view of a model as of the same date, near a cut in the tier last published."""
        view = self.view.seen_by(model.home)
        told = cached.store().published_tiers.last_published(data_set_id(), model.home, view.as_of)
        held = None if told is None else cached.held(told, view.as_of)
        return cached.portfolio_of(self.dataset, view, in_view(model, view.key), held)

    @property
    def earlier_view(self) -> View:
        """The view to compare with: the same window, some months before."""
        return self.view.earlier(self.compare_months)

    @property
    def portfolio(self) -> Portfolio:
        """The accounts under the published model."""
        return self.under(self.published)

    def under(self, model: Model) -> Portfolio:
        """The accounts of this view under a model, near a cut in the tier that they were last told."""
        return cached.portfolio_of(self.dataset, self.view, model, self.held)

    @property
    def held(self) -> cached.Held | None:
        """What every account was last told, for hysteresis."""
        return None if self.told is None else cached.held(self.told, self.view.as_of)

    @property
    def earlier(self) -> Portfolio:
        """The accounts at the earlier date under the same model and bounds; what was told since does not count."""
        return cached.portfolio_of(self.dataset, self.earlier_view, self.published)

    @property
    def key_view(self) -> View | None:
        """The view in which an account *was* key: as of the date chosen to compare with, else of the end of the window
        before. None with the window `all` and nothing chosen, and where the data do not reach back to it."""
        months = self.chosen_months or self.view.window_months
        start = self.dataset.first_month
        if months is None or start is None:
            return None
        then = self.view.earlier(months)
        return then if then.last_month >= start else None

    @property
    def key_before(self) -> pl.DataFrame:
        """The accounts that were key, by today's model at the earlier date or by what was published since."""
        return cached.key_before(self.dataset, self.view, self.key_view, self.published, self.data_set_id)

    @property
    def accounts(self) -> pl.DataFrame:
        """The accounts of the portfolio that may be read, with whether each is and was key."""
        return self.scope.rows(with_key(self.portfolio.accounts, self.key_before))

    @property
    def has_prior(self) -> bool:
        """Whether growth can be told."""
        return has_prior_window(self.dataset, self.view)

    @property
    def months(self) -> int:
        """Months in the window."""
        return self.view.months(self.dataset.first_month)

    @property
    def window_dates(self) -> tuple[datetime.date, datetime.date]:
        """First and last day of the window."""
        return self.view.window_dates(self.dataset.first_month)

    @property
    def prior_dates(self) -> dict[str, datetime.date]:
        """First and last day of the window before, by the names that sentences use."""
        start, end = self.view.earlier(self.months).window_dates(self.dataset.first_month)
        return {"prior_start": start, "prior_end": end}

    @property
    def changed(self) -> bool:
        """Whether the draft differs from the published model."""
        return self.draft != self.published


@contextmanager
def refusals_said() -> Iterator[None]:
    """Whatever is refused within and by nobody else is said on the page, which ends there."""
    try:
        yield
    except UserError as refusal:
        # In the browser's language: the choice of another one may be what cannot be read.
        show_refusal(refusal.message, Language(language_for(st.context.locale)))


def enter() -> None:
    """Find the workspace that the link names, or begin one; called once per run, at the door."""
    # Without its store nothing can be shown: what is wrong with it is said first.
    cached.store()
    asked = st.query_params.get(LINK)
    held: Workspace | None = st.session_state.get(_STATE)
    if held is None or (asked and asked != held.id):
        st.session_state[_STATE] = arrived(asked, held)
    else:
        refresh()
    st.query_params[LINK] = workspace().id


def refresh() -> None:
    """Take over what another window with the same link has saved meanwhile."""
    kept = cached.store().workspaces.find(workspace().id)
    if kept is not None and kept.version > workspace().version:
        st.session_state[_STATE] = kept


def workspace() -> Workspace:
    """What this person gave so far."""
    if _STATE not in st.session_state:
        # The first request after a start may run a page file by itself: Streamlit takes pages/ for its own until
        # st.navigation has been called once. Call it, and run again through the door.
        st.navigation(places(str), position="hidden")
        st.rerun()
    found: Workspace = st.session_state[_STATE]
    return found


def keep(change: Callable[[Workspace], Workspace]) -> None:
    """Change the workspace and save it at once; made again on the newer one where another window was faster.

    Where nothing can be saved the change holds for this session, and the header says why it will not last.
    """
    store, now = cached.store().workspaces, clock.now()
    saved = None
    while saved is None:
        try:
            saved = store.save(change(workspace()), now)
        except SaveError as refusal:
            st.session_state["refusal"] = refusal.message
            saved = change(workspace())
        if saved is None:
            # Whatever is kept now is what to build on; where nothing is (another home, an older copy), begin it anew.
            st.session_state[_STATE] = store.find(workspace().id) or replace(workspace(), version=0)
    st.session_state[_STATE] = saved


def keep_view(**choices: Any) -> None:
    """Change some of the view's choices (as-of date, window, unit, language …)."""
    keep(lambda found: replace(found, view={**(found.view or {}), **choices}))


def keep_draft(model: Model | None, at: Desk, anew: bool = False) -> None:
    """Keep the draft for the data set in use, as seen at home; None goes back to the published model.

    A draft remembers the published version that it began from; `anew` begins it from the one that the page shows.
    """
    name = data_set_id()
    text = {} if model is None else {name: without_overrides(model, overrides()).to_toml()}

    def change(found: Workspace) -> Workspace:
        drafts = {other: draft for other, draft in found.drafts.items() if other != name} | text
        noted = {what: {o: one for o, one in _noted(found, what).items() if o in drafts} for what in _NOTES}
        if anew or name not in found.drafts:
            noted[_BASES] |= {name: at.version_id} if text else {}
            noted[_TAKEN].pop(name, None)
            noted[_TAKEN_AT].pop(name, None)
        view = found.view
        for what in _NOTES:
            view = _noting(view, what, noted[what])
        return replace(found, drafts=drafts, view=view)

    keep(change)
    st.session_state[_SEEN] = (name, draft_text())


def began_from(at: Desk) -> str | None:
    """The id of the published version that the draft began from, None for the built-in model."""
    return _noted(workspace(), _BASES).get(data_set_id(), at.version_id)


def begin(found: Workspace) -> None:
    """Work in this workspace from now on; the address names it and nothing else."""
    st.session_state[_STATE] = found
    st.query_params.from_dict({LINK: found.id})


def draft_begins_from(version_id: str | None) -> None:
    """Let the draft count as begun from another published version: its author has seen that one."""
    _note(_BASES, version_id)


def take_as_draft(version: ModelVersion) -> None:
    """Go on from a version in the view in use: it is what will be published."""
    at = desk()
    restart_draft(preset_for(cached.draft_model(version.document), at.portfolio, at.frame_of), at)
    draft_is(version)


def draft_is(version: ModelVersion) -> None:
    """Let the draft in use count as this scenario, as it was read or saved just now."""
    _note(_TAKEN, version.id)
    _note(_TAKEN_AT, str(version.version))


def taken() -> ModelVersion | None:
    """The scenario that the draft in use is, as long as it is a draft; with the version number that its editor read,
    so that saving it tells whether somebody else did so meanwhile."""
    version_id = _noted(workspace(), _TAKEN).get(data_set_id())
    try:
        found = None if version_id is None else cached.store().models.find(version_id)
    except UserError:
        # Another home, or an older copy of this one: the draft is there, its scenario is not.
        return None
    if found is None or found.status != DRAFT:
        return None
    read = _noted(workspace(), _TAKEN_AT).get(data_set_id())
    return found if read is None else replace(found, version=int(read))


def _note(what: str, version_id: str | None) -> None:
    name = data_set_id()
    keep(lambda found: replace(found, view=_noting(found.view, what, {**_noted(found, what), name: version_id})))


def _noted(found: Workspace, what: str) -> dict[str, str | None]:
    return dict(readable_choices(found.view).get(what, {}))


def _noting(view: Mapping[str, Any] | None, what: str, versions: Mapping[str, str | None]) -> dict[str, Any]:
    rest = {name: value for name, value in (view or {}).items() if name != what}
    return {**rest, what: dict(versions)} if versions else rest


def current_draft() -> Model:
    """The draft as last kept; inside a fragment the desk of the page is older than it."""
    text = draft_text()
    if text is not None:
        # Asked for at every release of a lever: what else lies on a desk is not looked up for it. One that cannot be
        # read is said by the desk.
        with suppress(UserError):
            return with_overrides(cached.model_in(text, window_and_unit_in_use()), overrides())
    return desk().draft


def hold_draft(at: Desk, before: Model, draft: Model) -> None:
    """Keep the draft if a lever changed what it was before; one equal to the published model is none, unless it is a
    scenario."""
    if draft != before:
        keep_draft(None if draft == at.published and taken() is None else draft, at)


def restart_draft(model: Model | None, at: Desk) -> None:
    """Begin again from a model; the levers follow."""
    keep_draft(model, at, anew=True)
    st.session_state["draft_stamp"] = draft_stamp() + 1


def draft_stamp() -> int:
    """How often the draft began anew in this session; levers are set from the draft once for each."""
    return int(st.session_state.get("draft_stamp", 0))


def draft_text() -> str | None:
    """The draft of the data set in use as it is kept; None where there is none."""
    return workspace().drafts.get(data_set_id())


def levers_of(at: Desk) -> str:
    """What the levers were set from: the data, the view in which the draft is seen, and how often it began anew."""
    return f"{at.dataset.content_id} {data_set_id()}/{at.view.key} {draft_stamp()}"


def changed_elsewhere() -> bool:
    """Whether another window with the same link has changed the draft since this one saw it; its draft then holds."""
    refresh()
    name, kept = data_set_id(), draft_text()
    known_name, known = st.session_state.get(_SEEN, (None, None))
    st.session_state[_SEEN] = (name, kept)
    if known_name != name or known == kept:
        return False
    st.session_state["draft_stamp"] = draft_stamp() + 1
    return True


def active_criteria(at: Desk, model: Model) -> dict[str, bool]:
    """Which criteria of a model have data here, by name."""
    return active(at.portfolio, model)


def use_data_set(data_set_id: str | None) -> None:
    """Work with a data set from now on; None is the demo. Drafts of other data sets are kept."""
    choices = {name: value for name, value in choices_made().items() if name in (*PERSONAL, *_NOTES)}
    keep(lambda found: replace(found, dataset=data_set_id, view=choices))


def data_set_id() -> str:
    """The id of the data set in use, as models and overrides name it."""
    return workspace().dataset or DEMO


def window_and_unit_in_use() -> str:
    """The key of the view in use: what a model has bounds for."""
    return view_key(_window(), choices_made().get("unit", "account"))


def choices_made() -> Mapping[str, Any]:
    """The choices that were made by hand, by name."""
    return readable_choices(workspace().view)


def language() -> Language:
    """The reader's language: chosen by hand, else by the browser."""
    code = choices_made().get("language")
    return Language(code if code in LANGUAGES else language_for(st.context.locale))


def desk() -> Desk:
    """Everything that a page needs, from what the person gave. Refuses a data set that cannot be opened."""
    data = dataset_in_use()
    view = _view(data)
    decided = overrides()
    version, model = model_in_use(data_set_id(), data, language())
    published = draft = with_overrides(in_view(model, view.key), decided)
    text = draft_text()
    if text is not None:
        try:
            draft = with_overrides(cached.model_in(text, view.key), decided)
        except UserError as refusal:
            st.session_state["refusal"] = refusal.message
    at_home = view.key == published.home
    return Desk(
        words=language().with_currency(data.currency),
        dataset=data,
        view=view,
        compare_months=int(choices_made().get("compare", COMPARE_MONTHS)),
        working_day=_working_day(data, view),
        chosen_months=None if "compare" not in choices_made() else int(choices_made()["compare"]),
        data_set_id=data_set_id(),
        scope=reading_scope(actor()),
        published=published,
        draft=draft,
        version=version,
        told=cached.store().published_tiers.last_published(data_set_id(), view.key, view.as_of) if at_home else None,
    )


def dataset_in_use() -> Dataset:
    """The data set in use. Refuses one that cannot be opened: other data in its place would be taken for its own."""
    chosen = workspace().dataset
    if chosen is None:
        return cached.with_entries(cached.dataset(None), DEMO)
    found = cached.store().data_sets.find(chosen)
    if found is None or found.head is None:
        raise UserError("This data set is no longer there. Load the file again on the data page.")
    # A data set can be renamed; its snapshots keep the name under which they were imported.
    return cached.with_entries(replace(cached.dataset(found.head), name=found.name), data_set_id())


def overrides() -> tuple[Override, ...]:
    """The tier overrides that stand for the data set in use, also those that have expired by now."""
    return standing(cached.store(), data_set_id())


def _view(data: Dataset) -> View:
    choices, window = choices_made(), _window()
    default = default_view(data, window, clock.today())
    given = choices.get("as_of")
    as_of = datetime.date.fromisoformat(given) if given else default.as_of
    recurring = recurring_window(cached.store(), data_set_id()).months
    return View(as_of, window, choices.get("unit", "account"), recurring)


def _working_day(data: Dataset, view: View) -> datetime.date:
    """Set by hand, or from the clock and the data; the demo's is always the as-of date."""
    if data_set_id() == DEMO:
        return view.as_of
    chosen = choices_made().get(WORKING_DAY)
    if chosen:
        return datetime.date.fromisoformat(chosen)
    return working_day(clock.today(), view.as_of, data.last_day, cached.last_typed(data_set_id(), data))


def _window() -> int | None:
    chosen = choices_made().get("window", DEFAULT_WINDOW_MONTHS)
    return None if chosen in (None, ALL_MONTHS) else int(chosen)
