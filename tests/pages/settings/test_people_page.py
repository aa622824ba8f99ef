"""People: sign-in, roles, start pages, and the form of the settings screen."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.store.workspace import Workspace
from kam_core.vocabulary.actor import Role
from pages.shell import actor as who
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import APP, SECONDS, colleague, page_text, save_data_set
from tests.pages.panels.test_override_form import orders
from tests.pages.settings.people_page import choose_name, click, messages, opened, role_of
from tests.store.sample_content import by


def test_the_first_person_becomes_administrator_and_sees_it() -> None:
    app = choose_name(opened("results"), "Ada")
    assert "Ada is the first person and was added as administrator." in messages(app)
    assert "Ada (administrator)" in page_text(app)
    assert role_of("Ada") is Role.ADMINISTRATOR


def test_a_name_that_nobody_knows_comes_in_as_viewer_and_hears_who_can_change_that() -> None:
    choose_name(opened("results"), "Ada")
    app = choose_name(opened("results"), "Lee")
    assert "Lee was added as viewer. Ada can change the role (Settings, People)." in messages(app)
    assert "Lee (viewer)" in page_text(app)


def test_another_person_at_the_same_browser_chooses_their_name() -> None:
    colleague("Bo", Role.MANAGER)
    app = opened("results", person="Ada")
    (field,) = [one for one in app.selectbox if one.key and one.key.startswith("person_choice")]
    field.select("Bo").run()
    assert "Bo (manager)" in page_text(app)


def test_a_browser_that_is_known_is_not_asked_again_and_another_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(who, "browser_id", lambda: "chrome")
    choose_name(opened("results"), "Ada")
    assert "Ada (administrator)" in page_text(opened("results"))
    monkeypatch.setattr(who, "browser_id", lambda: "firefox")
    assert "Ada (administrator)" not in page_text(opened("results"))


def test_a_person_begins_with_the_page_that_is_set_for_them_and_may_go_on_to_any_other() -> None:
    ada = colleague("Ada")
    open_store().people.change(
        ada, by("Ada"), name="Ada", role=ada.role, owners=ada.owners, start_screen="concentration"
    )
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["person"] = ada.id
    app.session_state["workspace"] = Workspace("a-test-reader", view={"language": "en"})
    app.run()
    assert "How dependent are we on a few customers?" in page_text(app)
    app.switch_page("pages/business/results/page.py").run()
    assert "How do our key accounts stand?" in page_text(app)


def test_the_name_is_asked_for_once_and_shown_in_the_form_afterwards() -> None:
    app = opened("settings", "models")
    assert [one.key for one in app.text_input if one.key == "who_settings"] == ["who_settings"]
    choose_name(app, "Ada")
    assert "as Ada (administrator)" in page_text(app)
    assert [one.key for one in app.text_input if one.key == "who_settings"] == []


def test_what_was_typed_stays_where_the_role_does_not_allow_it() -> None:
    choose_name(opened("results"), "Ada")
    data_set_id = save_data_set(orders())
    app = opened("account", data_set_id=data_set_id, account="C1")
    (words,) = app.text_area
    words.set_value("founding customer").run()
    app.text_input(key="override_who_C1").set_value("Lee")
    click(app, "override_save_C1")
    assert "Lee has the role viewer; “Set a manual tier” requires the role manager" in messages(app)
    assert app.text_area[0].value == "founding customer"
    assert open_store().overrides.all(data_set_id) == []


def test_an_administrator_makes_somebody_a_manager_who_publishes_then() -> None:
    choose_name(opened("results"), "Ada")
    lee = choose_name(opened("decide"), "Lee")
    assert lee.button(key="publish_now").disabled
    page = opened("settings", "people", person="Ada")
    page.selectbox(key="which_person_en").select(colleague("Lee").id).run()
    page.selectbox(key=f"person_role_{colleague('Lee').id}").select(Role.MANAGER).run()
    click(page, "change_person")
    assert role_of("Lee") is Role.MANAGER
    assert "Lee saved." in messages(page)
    lee.run()
    assert not lee.button(key="publish_now").disabled
    (note,) = [one for one in lee.text_area if one.key and one.key.startswith("publish_note")]
    note.set_value("the board decided")
    click(lee, "publish_now")
    found = open_store().models.published("demo")
    assert found is not None
    assert found.published_by == "Lee"


def test_a_person_is_added_with_the_owners_they_stand_for() -> None:
    page = opened(person="Ada")
    page.text_input(key="person_name_new").set_value("Bo")
    page.selectbox(key="person_role_new").select(Role.ACCOUNT_MANAGER)
    page.multiselect(key="person_owners_new").set_value([page.multiselect(key="person_owners_new").options[0]])
    click(page, "add_person")
    made = open_store().people.named("bo")
    assert made is not None
    assert (made.role, len(made.owners), made.created_by) == (Role.ACCOUNT_MANAGER, 1, "Ada")
    assert page.text_input(key="person_name_new").value == ""


def test_a_conflicting_change_of_a_person_shows_an_error_and_keeps_the_typed_values() -> None:
    page = opened(person="Ada")
    lee = colleague("Lee", Role.VIEWER)
    page.run()
    page.selectbox(key="which_person_en").select(lee.id).run()
    page.text_input(key=f"person_name_{lee.id}").set_value("Lee Wang").run()
    open_store().people.change(lee, by("Bo"), name="Lee", role=Role.MANAGER, owners=(), start_screen=None)
    click(page, "change_person")
    assert "Bo changed this at" in messages(page)
    assert page.text_input(key=f"person_name_{lee.id}").value == "Lee Wang"
    assert role_of("Lee") is Role.MANAGER


def test_a_name_stored_by_an_earlier_version_is_proposed_and_decides_nothing_by_itself() -> None:
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace("a-test-reader", view={"who": "Kim"})
    app.session_state["settings_section"] = "models"
    app.run()
    app.switch_page("pages/settings/page.py").run()
    assert app.text_input(key="who_settings").value == "Kim"
    assert open_store().people.all() == []


def test_an_archived_person_is_asked_for_the_name_again() -> None:
    app = opened("settings", "models", person="Lee")
    colleague("Ada")
    open_store().people.archive(colleague("Lee"), by("Ada"))
    app.run()
    assert [one.key for one in app.text_input if one.key == "who_settings"] == ["who_settings"]
