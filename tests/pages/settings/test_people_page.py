"""Who is here, what their role lets them do on the screen, and how an administrator changes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.locale.language import Language
from kam_core.scoring.model.model import Model
from kam_core.services.access import LEAST, AccessError, Action
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.actor import ROLES, Actor, Role
from pages.settings.backup import backup_bytes
from pages.settings.people import role_rows
from pages.shell import actor as who
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import APP, SECONDS, colleague, kept, move_in, said
from tests.pages.data.test_data_page import ORDERS, bring
from tests.pages.panels.test_override_form import orders
from tests.services.write_actions import everything, nothing_written
from tests.store.sample_content import by

HOME = "12/account"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move_in(monkeypatch, tmp_path)


def opened(
    page: str = "settings", section: str = "people", data_set_id: str | None = None, person: str = "", account: str = ""
) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace("a-test-reader", dataset=data_set_id, view={"language": "en"})
    app.session_state["settings_section"] = section
    if person:
        app.session_state["person"] = colleague(person).id
    app.run()
    if account:
        app.query_params["account"] = account
    app.switch_page(f"pages/{page}/page.py").run()
    assert not app.exception
    return app


def choose_name(app: AppTest, name: str) -> AppTest:
    """Through the button at the top of the page."""
    (field,) = [one for one in app.text_input if one.key and one.key.startswith("person_new_name")]
    field.set_value(name).run()
    assert not app.exception
    return app


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def told(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*app.error, *app.success, *app.info, *app.toast)).replace("\\", "")


def role_of(name: str) -> Role:
    found = open_store().people.named(name)
    assert found is not None
    return found.role


def test_the_first_to_give_a_name_is_administrator_and_is_told_so() -> None:
    app = choose_name(opened("overview"), "Ada")
    assert "Ada is the first here, and therefore administrator." in told(app)
    assert "Ada (administrator)" in said(app)
    assert role_of("Ada") is Role.ADMINISTRATOR


def test_a_name_that_nobody_knows_comes_in_as_viewer_and_hears_who_can_change_that() -> None:
    choose_name(opened("overview"), "Ada")
    app = choose_name(opened("overview"), "Lee")
    assert "Lee is new here, and therefore viewer. Ada can change the role (Settings, People)." in told(app)
    assert "Lee (viewer)" in said(app)


def test_who_is_not_the_one_who_was_here_chooses_another_name() -> None:
    colleague("Bo", Role.MANAGER)
    app = opened("overview", person="Ada")
    (field,) = [one for one in app.selectbox if one.key and one.key.startswith("person_choice")]
    field.select("Bo").run()
    assert "Bo (manager)" in said(app)


def test_a_browser_that_is_known_is_not_asked_again_and_another_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(who, "browser_id", lambda: "chrome")
    choose_name(opened("overview"), "Ada")
    assert "Ada (administrator)" in said(opened("overview"))
    monkeypatch.setattr(who, "browser_id", lambda: "firefox")
    assert "Ada (administrator)" not in said(opened("overview"))


def test_a_person_begins_with_the_page_that_is_set_for_them_and_may_go_on_to_any_other() -> None:
    ada = colleague("Ada")
    open_store().people.change(
        ada, by("Ada"), name="Ada", role=ada.role, owners=ada.owners, start_screen="concentration"
    )
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["person"] = ada.id
    app.session_state["workspace"] = Workspace("a-test-reader", view={"language": "en"})
    app.run()
    assert "How much rests on how few?" in said(app)
    app.switch_page("pages/overview/page.py").run()
    assert "How do our key accounts stand?" in said(app)


def test_the_name_is_asked_for_once_and_stands_in_the_form_afterwards() -> None:
    app = opened("settings", "models")
    assert [one.key for one in app.text_input if one.key == "who_settings"] == ["who_settings"]
    choose_name(app, "Ada")
    assert "as Ada (administrator)" in said(app)
    assert [one.key for one in app.text_input if one.key == "who_settings"] == []


def test_what_was_typed_stays_where_the_role_does_not_allow_it() -> None:
    choose_name(opened("overview"), "Ada")
    data_set_id = kept(orders())
    app = opened("account", data_set_id=data_set_id, account="C1")
    (words,) = app.text_area
    words.set_value("founding customer").run()
    app.text_input(key="override_who_C1").set_value("Lee")
    click(app, "override_keep_C1")
    assert "Lee has the role viewer; “Set a tier by hand” needs the role manager" in told(app)
    assert app.text_area[0].value == "founding customer"
    assert open_store().overrides.all(data_set_id) == []


def test_an_administrator_makes_somebody_a_manager_who_publishes_then() -> None:
    choose_name(opened("overview"), "Ada")
    lee = choose_name(opened("what_if"), "Lee")
    assert lee.button(key="publish_now").disabled
    page = opened("settings", "people", person="Ada")
    page.selectbox(key="which_person_en").select(colleague("Lee").id).run()
    page.selectbox(key=f"person_role_{colleague('Lee').id}").select(Role.MANAGER).run()
    click(page, "change_person")
    assert role_of("Lee") is Role.MANAGER
    assert "Lee is changed." in told(page)
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


def test_who_changes_a_person_over_another_change_is_told_and_keeps_what_was_typed() -> None:
    page = opened(person="Ada")
    lee = colleague("Lee", Role.VIEWER)
    page.run()
    page.selectbox(key="which_person_en").select(lee.id).run()
    page.text_input(key=f"person_name_{lee.id}").set_value("Lee Wang").run()
    open_store().people.change(lee, by("Bo"), name="Lee", role=Role.MANAGER, owners=(), start_screen=None)
    click(page, "change_person")
    assert "changed by Bo" in told(page)
    assert page.text_input(key=f"person_name_{lee.id}").value == "Lee Wang"
    assert role_of("Lee") is Role.MANAGER


def test_a_name_that_an_earlier_version_kept_is_proposed_and_decides_nothing_by_itself() -> None:
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


def test_the_table_of_roles_shows_who_may_do_what() -> None:
    rows = {row["action"]: row for row in role_rows(Language("en")).to_dicts()}
    assert [rows["Publish a model"][role] for role in ROLES] == ["–", "–", "✓", "✓"]
    assert [rows["Save scenarios"][role] for role in ROLES] == ["–", "✓", "✓", "✓"]


# One button of each action: where it is, and its key.
def _publishing(app: AppTest) -> str:
    (note,) = [one for one in app.text_area if one.key and one.key.startswith("publish_note")]
    note.set_value("why")
    return "publish_now"


def _taking_back(app: AppTest) -> str:
    (reason,) = [one for one in app.text_input if one.key and one.key.startswith("take_back_why")]
    reason.set_value("wrong")
    return "take_back"


def _adding(app: AppTest) -> str:
    app.text_input(key="person_name_new").set_value("Di")
    return "add_person"


SCREENS: tuple[tuple[Action, str, str, Callable[[AppTest], str]], ...] = (
    (Action.PUBLISH, "what_if", "", _publishing),
    (Action.SCENARIO, "settings", "models", lambda _: "take_version"),
    (Action.TAKE_BACK, "settings", "models", _taking_back),
    (Action.UNDO_IMPORT, "settings", "imports", lambda _: "undo_last"),
    (Action.REMEMBER_COLUMNS, "settings", "columns", lambda _: "forget_columns"),
    (Action.ARCHIVE, "settings", "books", lambda _: "archive_book"),
    (Action.SETTINGS, "settings", "definition", lambda _: "definition_read"),
    (Action.PEOPLE, "settings", "people", _adding),
)


@pytest.mark.parametrize(
    ("action", "page", "section", "fill"), [pytest.param(*one, id=f"{one[0]} on {one[1]} {one[2]}") for one in SCREENS]
)
def test_a_button_without_the_right_is_off_and_a_click_from_a_page_drawn_before_writes_nothing(
    action: Action, page: str, section: str, fill: Callable[[AppTest], str], tmp_path: Path, demo: Model
) -> None:
    store, data_set_id = open_store(), kept(orders())
    store.models.publish(
        data_set_id=data_set_id, home=HOME, name="R", document=demo.to_toml(), note="n", by=by("Ada"), expected=None
    )
    store.mappings.remember("a|b", {"fields": {"amount": "a"}, "table": None}, by("Ada"))
    store.settings.put("definition", {"version": 2, "unread": [data_set_id]}, expected=0, by=by("Ada"))
    colleague("Ada")
    app = opened(page, section, data_set_id, person="Lee")
    key = fill(app)
    assert not app.button(key=key).disabled
    below = ROLES[ROLES.index(LEAST[action]) - 1]
    lower("Lee", below)
    before = decided(tmp_path)
    click(app, key)
    assert decided(tmp_path) == before
    assert app.button(key=key).disabled


def decided(folder: Path) -> dict[str, object]:
    """Everything but the workspaces, where drafts and views are, which need no right."""
    return {
        name: rows for name, rows in everything(open_store(), folder).items() if name not in ("workspaces", "files")
    }


@pytest.mark.parametrize("key", ["override_keep_C1", "override_withdraw_C1"])
def test_who_may_no_longer_set_tiers_changes_none(key: str, tmp_path: Path) -> None:
    store, data_set_id = open_store(), kept(orders())
    store.overrides.set(data_set_id=data_set_id, account_id="C1", tier="S", reason="flagship", until=None, by=by("Ada"))
    colleague("Ada")
    app = opened("account", data_set_id=data_set_id, person="Lee", account="C1")
    app.text_area[0].set_value("good friends").run()
    lower("Lee", Role.ACCOUNT_MANAGER)
    before = decided(tmp_path)
    click(app, key)
    assert decided(tmp_path) == before
    assert app.text_area[0].value == "good friends"


def test_who_may_no_longer_import_takes_nothing_over_and_the_files_wait(tmp_path: Path) -> None:
    colleague("Ada")
    app = bring(opened("data", person="Lee"), ("orders.csv", ORDERS.encode()))
    assert not app.button(key="use_data").disabled
    lower("Lee", Role.ACCOUNT_MANAGER)
    before = decided(tmp_path)
    click(app, "use_data")
    assert decided(tmp_path) == before
    assert "Lee has the role account manager; “Import files” needs the role manager" in told(app)
    assert app.button(key="use_data").disabled


def lower(name: str, role: Role) -> None:
    """Give a person another role, as an administrator elsewhere does."""
    open_store().people.change(colleague(name), by("Ada"), name=name, role=role, owners=(), start_screen=None)


def test_a_backup_is_written_for_administrators_only(tmp_path: Path) -> None:
    page = opened("settings", "books", person="Ada")
    assert [one.disabled for one in page.get("download_button") if one.label == "Save a backup"] == [False]
    with (
        nothing_written(open_store(), tmp_path),
        pytest.raises(AccessError, match="needs the role administrator"),
    ):
        backup_bytes(Actor("Lee", Role.MANAGER))


def test_an_account_outside_of_what_somebody_may_read_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Roles read everything today; a narrowed scope must already hold on the account page and in the lists."""
    from kam_core.services.access import Scope

    data_set_id = kept(orders())
    monkeypatch.setattr("pages.shell.page_context.reading_scope", lambda _: Scope(frozenset({"nobody"})))
    app = opened("account", data_set_id=data_set_id, account="C1")
    assert "No account has the id C1" in told(app)
