"""What each role may do on the screens: buttons, uploads, backups, and the accounts that may be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.locale.language import Language
from kam_core.scoring.model.model import Model
from kam_core.services.access import LEAST, AccessError, Action
from kam_core.vocabulary.actor import ROLES, Actor, Role
from pages.settings.backup import backup_bytes
from pages.settings.people import role_rows
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import colleague, save_data_set
from tests.pages.data.data_page import ORDERS, bring
from tests.pages.panels.test_override_form import orders
from tests.pages.settings.people_page import HOME, click, decided, lower, messages, opened
from tests.services.write_actions import nothing_written
from tests.store.sample_content import by


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
    (Action.PUBLISH, "decide", "", _publishing),
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
    store, data_set_id = open_store(), save_data_set(orders())
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


@pytest.mark.parametrize("key", ["override_save_C1", "override_withdraw_C1"])
def test_who_may_no_longer_set_tiers_changes_none(key: str, tmp_path: Path) -> None:
    store, data_set_id = open_store(), save_data_set(orders())
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
    assert "Lee has the role account manager; “Import files” requires the role manager" in messages(app)
    assert app.button(key="use_data").disabled


def test_a_backup_is_written_for_administrators_only(tmp_path: Path) -> None:
    page = opened("settings", "books", person="Ada")
    assert [one.disabled for one in page.get("download_button") if one.label == "Save a backup"] == [False]
    with (
        nothing_written(open_store(), tmp_path),
        pytest.raises(AccessError, match="requires the role administrator"),
    ):
        backup_bytes(Actor("Lee", Role.MANAGER))


def test_an_account_outside_of_what_somebody_may_read_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Roles read everything today; a narrowed scope must already hold on the account page and in the lists."""
    from kam_core.services.access import Scope

    data_set_id = save_data_set(orders())
    monkeypatch.setattr("pages.shell.page_context.reading_scope", lambda _: Scope(frozenset({"nobody"})))
    app = opened("account", data_set_id=data_set_id, account="C1")
    assert "No account with the id C1" in messages(app)
