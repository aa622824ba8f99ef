"""A workspace belongs to its browser: its link shows another one the same view, and nothing of the person."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.scoring.model.model import Model
from kam_core.store.files.staged_uploads import StagedUploads
from kam_core.store.workspace import Workspace
from pages.shell.cache.store_cache import open_store
from tests.datasets import dataset
from tests.pages.app_session import arrive, link_of, save_data_set
from tests.pages.shell.test_shared_draft import LINES, refused

KIM, LEE = "a" * 32, "b" * 32
NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
LOOKED_AT = {"as_of": "2026-06-30", "window": 24, "unit": "group", "compare": 6}


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    return Browser(monkeypatch)


class Browser:
    """In whose browser the next session is; nobody's where the app runs without its production entry."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def opens(self, whose: str | None, link: str | None = None) -> AppTest:
        self._patch.setattr("pages.shell.initial_workspace.browser_id", lambda: whose)
        return arrive(link)


def stored(whose: str | None, demo: Model, **more: object) -> Workspace:
    """A workspace of somebody who has decided under a name, with a draft."""
    given = {"who": "Kim Wu", "language": "en", **LOOKED_AT, **more}
    drafts = {"demo": demo.with_weights({"growth": 50.0}).to_toml()}
    saved = open_store().workspaces.save(Workspace("a-link-to-copy", None, drafts, given, browser=whose), NOW)
    assert saved is not None
    return saved


def in_use(app: AppTest) -> Workspace:
    assert not app.exception
    found = app.session_state["workspace"]
    assert link_of(app) == found.id
    assert open_store().workspaces.find(found.id) == found
    return found


def test_another_browser_sees_the_same_view_and_neither_name_nor_draft_nor_files(
    demo: Model, browser: Browser, tmp_path: Path
) -> None:
    kims = stored(KIM, demo)
    StagedUploads(tmp_path, kims.id).add("orders.csv", [b"secret"])
    lees = in_use(browser.opens(LEE, kims.id))
    assert lees.id != kims.id
    assert lees.view == LOOKED_AT
    assert (lees.drafts, lees.browser) == ({}, LEE)
    assert StagedUploads(tmp_path, lees.id).files() == ()
    assert open_store().workspaces.find(kims.id) == kims


def test_who_opens_a_link_of_another_browser_keeps_their_own_language_and_name(demo: Model, browser: Browser) -> None:
    kims = stored(KIM, demo)
    own = Workspace("of-lee-alone", view={"language": "zh", "who": "Lee", "window": 36}, browser=LEE)
    assert open_store().workspaces.save(own, NOW) is not None
    assert in_use(browser.opens(LEE, kims.id)).view == {**LOOKED_AT, "language": "zh", "who": "Lee"}


def test_the_data_set_of_a_link_is_the_data_set_of_its_copy(demo: Model, browser: Browser) -> None:
    data_set_id = save_data_set(dataset(LINES))
    theirs = Workspace("a-link-to-copy", data_set_id, view={}, browser=KIM)
    assert open_store().workspaces.save(theirs, NOW) is not None
    assert in_use(browser.opens(LEE, theirs.id)).dataset == data_set_id


def test_two_windows_of_one_browser_share_a_workspace(demo: Model, browser: Browser) -> None:
    first = browser.opens(KIM)
    second = browser.opens(KIM, link_of(first))
    assert in_use(second) == in_use(first)


def test_a_reload_after_the_first_page_finds_the_same_workspace(demo: Model, browser: Browser) -> None:
    for whose in (KIM, None):
        first = in_use(browser.opens(whose))
        assert in_use(browser.opens(whose, first.id)) == first


@pytest.mark.parametrize("whose", [KIM, None])
def test_nobody_chooses_the_id_of_a_workspace(demo: Model, browser: Browser, whose: str | None) -> None:
    app = browser.opens(whose, "my-own-choice")
    assert in_use(app).id != "my-own-choice"
    assert open_store().workspaces.find("my-own-choice") is None
    # Nor while one works: the workspace in use stays.
    before = link_of(app)
    app.query_params["w"] = "my-own-choice"
    app.run()
    assert in_use(app).id == before
    assert refused(app) == ""


def test_a_workspace_without_a_browser_belongs_to_the_first_one_that_opens_it(demo: Model, browser: Browser) -> None:
    older = stored(None, demo)
    kims = in_use(browser.opens(KIM, older.id))
    assert (kims.id, kims.drafts, kims.view) == (older.id, older.drafts, older.view)
    lees = in_use(browser.opens(LEE, older.id))
    assert (lees.id != older.id, lees.drafts) == (True, {})


def test_without_the_production_entry_a_link_finds_its_workspace_as_long_as_no_browser_owns_it(
    demo: Model, browser: Browser
) -> None:
    anybodys = stored(None, demo)
    assert in_use(browser.opens(None, anybodys.id)) == anybodys
    browser.opens(KIM, anybodys.id)
    assert in_use(browser.opens(None, anybodys.id)).drafts == {}
