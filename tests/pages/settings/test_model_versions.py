"""Model versions of the settings screen: list, comparison, going back to one, and archiving."""

import pytest

from kam_core.scoring.model.model import Model, rebuilt
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import context_pills, page_text
from tests.pages.settings.settings_page import MORNING, NEXT_DAY, built_in, click, messages, opened, table, version
from tests.store.sample_content import by


def test_versions_are_listed_with_state_window_who_when_and_why() -> None:
    version(2, 25.0, "Lee", expected=version(1, 20.0))
    rows = table(opened("models"), "status").select("number", "status", "home", "who", "at", "note").rows()
    assert rows == [
        ("2", "published", "12 months, by account", "Lee", "2026-03-04 07:30 UTC", "because 2"),
        ("1", "archived", "12 months, by account", "Kim", "2026-03-03 07:30 UTC", "because 1"),
    ]


def test_any_two_versions_are_set_side_by_side() -> None:
    version(2, 25.0, expected=version(1, 20.0))
    page = opened("models")
    assert "- Weight of Revenue: 20 → **25**" in page_text(page)
    page.selectbox(key="compare_0_demo_en").select_index(0).run()
    assert "No differences" in page_text(page)


def test_an_old_version_is_taken_as_draft_and_can_be_published_again() -> None:
    version(2, 25.0, expected=version(1, 20.0))
    page = opened("models")
    page.selectbox(key="version_demo_en").select_index(1).run()
    click(page, "take_version")
    assert "Your draft now uses this version" in messages(page)
    page.switch_page("pages/rules/simulate/page.py").run().toggle(key="plain_levers").set_value(True).run()
    assert float(page.session_state["lever_w_revenue"]) == 20
    assert table(opened("models"), "status")["status"].to_list() == ["draft", "published", "archived"]
    page.switch_page("pages/rules/decide/page.py").run()
    page.text_area[0].set_value("back to the old one")
    page.button(key="publish_now").click().run()
    assert not page.exception
    states = [(one.number, one.status) for one in open_store().models.versions("demo")]
    assert states == [(3, "published"), (2, "archived"), (1, "archived")]


@pytest.mark.parametrize("begun_anew", ["reset_draft", "take_preset"])
def test_a_draft_that_was_taken_and_then_begun_anew_is_not_what_is_published(begun_anew: str) -> None:
    version(2, 25.0, expected=version(1, 20.0))
    page = click(opened("models"), "take_version")
    page.switch_page("pages/rules/simulate/page.py").run()
    page.selectbox(key="start_from").select("growth").run()
    click(page, begun_anew)
    page.switch_page("pages/rules/decide/page.py").run()
    page.text_area[0].set_value("as it was")
    click(page, "publish_now")
    states = [(one.number, one.status) for one in open_store().models.versions("demo")]
    assert states == [(4, "published"), (3, "draft"), (2, "archived"), (1, "archived")]


def test_a_version_that_this_app_cannot_read_is_reported_and_the_pages_work() -> None:
    version(1, 20.0)
    open_store().models.publish(
        data_set_id="demo", home="12/account", name="Tomorrow", document="version = 9", note="x",
        by=by("Kim", NEXT_DAY), expected=open_store().models.versions("demo")[0].id,
    )  # fmt: skip
    page = opened("models")
    assert "model of version 9" in messages(page)
    assert table(page, "status")["name"].to_list() == ["Tomorrow", "Model 1"]
    click(page, "take_version")
    assert len(open_store().models.versions("demo")) == 2


def test_a_version_of_another_home_view_is_taken_as_draft_in_the_view_in_use() -> None:
    model = rebuilt(built_in().with_weights({"revenue": 33.0}), home="24/group")
    open_store().models.publish(
        data_set_id="demo", home="24/group", name="Long", document=model.to_toml(), note="x", by=by("Kim", MORNING),
        expected=None,
    )  # fmt: skip
    page = opened("models")
    assert table(page, "status")["home"].to_list() == ["24 months, by group"]
    click(page, "take_version")
    assert context_pills(page)[1] == "12 months to 2026-09-30"
    assert "ranges from 24 months, by group" in page_text(page)
    draft = Model.from_toml(page.session_state["workspace"].drafts["demo"])
    assert (draft.home, draft.criterion("revenue").weight) == ("24/group", 33.0)


def test_a_draft_is_archived_and_a_published_version_is_not_offered_for_it() -> None:
    version(1, 20.0)
    page = opened("models")
    assert "archive_version" not in [one.key for one in page.button]
    click(page, "take_version")
    page.selectbox(key="version_demo_en").select_index(0).run()
    click(page, "archive_version")
    assert table(page, "status")["status"].to_list() == ["archived", "published"]


def test_nobody_decides_without_a_name() -> None:
    version(1, 20.0)
    page = opened("models", who="")
    click(page, "take_version")
    assert "Enter your name first" in messages(page)
    assert len(open_store().models.versions("demo")) == 1
