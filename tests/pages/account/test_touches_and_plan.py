"""Touches and the plan on the page of an account: entered, changed, done, withdrawn and brought back."""

import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.entries.entry_rows import EntryRow, rows
from kam_core.locale.language import Language
from kam_core.services import entries
from kam_core.store.data_sets import DEMO
from kam_core.vocabulary.actor import Actor, By, Role
from kam_core.vocabulary.tables import TABLES
from pages.panels.entry import grid
from pages.shell.cache import dataset_cache
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import colleague, demo_rows, enter, page_text, signed

ACCOUNT = "A001"
AS_OF = datetime.date(2026, 9, 30)
"""The demo's working day."""
COLLEAGUE = By(Actor("Wang Fang", Role.ADMINISTRATOR), datetime.datetime(2026, 11, 2, 9, 30, tzinfo=datetime.UTC))


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AppTest:
    """The tab with the touches."""
    app = enter(monkeypatch, tmp_path, "account", {"account": ACCOUNT, "tab": "voice"})
    return signed(app, "", "Li Na").run()


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AppTest:
    app = enter(monkeypatch, tmp_path, "account", {"account": ACCOUNT, "tab": "plan"})
    return signed(app, "", "Li Na").run()


def current_rows(table: str) -> list[EntryRow]:
    found = open_store().entries.of_data_set(DEMO, table)
    return list(rows(dataset_cache.dataset(None), found, table, ACCOUNT))


def field(page: AppTest, table: str, name: str, kind: str = "text_input") -> object:
    """The widget of a column in the form that is open."""
    return next(one for one in getattr(page, kind) if one.key and one.key.startswith(f"entry_{table}_{name}_"))


def press(page: AppTest, label: str, place: int = 0) -> AppTest:
    return [one for one in page.button if one.label == label][place].click().run()


def log_a_touch(page: AppTest) -> AppTest:
    press(page, "Note a contact")
    field(page, "touches", "kind", "selectbox").set_value("visit")  # type: ignore[attr-defined]
    field(page, "touches", "next_step").set_value("Send the offer *today*")  # type: ignore[attr-defined]
    return press(page, "Save")


def test_a_touch_is_logged_with_the_working_day_and_listed_first(page: AppTest) -> None:
    log_a_touch(page)
    assert not page.exception
    newest = max(current_rows("touches"), key=lambda row: str(row.values["date"]))
    assert newest.values["date"] == AS_OF.isoformat()
    assert (newest.values["kind"], newest.values["next_step"], newest.actor) == (
        "visit", "Send the offer *today*", "Li Na",
    )  # fmt: skip
    assert "Next step: Send the offer *today*" in page_text(page)
    assert "entered by Li Na" in page_text(page)


def test_what_was_logged_is_there_after_a_reload_and_can_be_undone(page: AppTest) -> None:
    before = len(current_rows("touches"))
    log_a_touch(page)
    assert len(current_rows("touches")) == before + 1
    press(page, "Undo")
    assert len(current_rows("touches")) == before
    assert "Send the offer" not in page_text(page)


def test_a_wrong_value_shows_an_error_at_its_field_and_the_rest_stays(page: AppTest) -> None:
    press(page, "Note a contact")
    field(page, "touches", "next_step").set_value("Send the offer")  # type: ignore[attr-defined]
    field(page, "touches", "date", "date_input").set_value(datetime.date(2026, 10, 5))  # type: ignore[attr-defined]
    before = len(current_rows("touches"))
    press(page, "Save")
    assert "2026-10-05 is after the working day 2026-09-30" in page_text(page)
    assert "This is required." in page_text(page), "the kind was not chosen"
    assert field(page, "touches", "next_step").value == "Send the offer"  # type: ignore[attr-defined]
    assert len(current_rows("touches")) == before
    field(page, "touches", "date", "date_input").set_value(AS_OF)  # type: ignore[attr-defined]
    field(page, "touches", "kind", "selectbox").set_value("visit")  # type: ignore[attr-defined]
    press(page, "Save")
    assert len(current_rows("touches")) == before + 1


def add_an_action(page: AppTest, due: datetime.date) -> AppTest:
    press(page, "Add an action")
    field(page, "plan", "heading", "selectbox").set_value("affinity")  # type: ignore[attr-defined]
    field(page, "plan", "action").set_value("Visit the new plant")  # type: ignore[attr-defined]
    field(page, "plan", "due", "date_input").set_value(due)  # type: ignore[attr-defined]
    return press(page, "Save")


def mine() -> EntryRow:
    return next(row for row in current_rows("plan") if row.values["action"] == "Visit the new plant")


def test_an_action_is_added_is_overdue_on_the_working_day_and_is_done_with_one_click(plan: AppTest) -> None:
    add_an_action(plan, AS_OF - datetime.timedelta(days=12))
    assert not plan.exception
    assert mine().values["status"] == "open"
    assert "overdue by 12 days" in page_text(plan)
    plan.button(key=f"plan_{mine().row_id}_done").click().run()
    assert mine().values["status"] == "done"
    assert "“Visit the new plant” marked as done." in page_text(plan)
    assert "overdue by 12 days" not in page_text(plan)
    press(plan, "Undo")
    assert mine().values["status"] == "open"


def test_an_action_that_was_withdrawn_comes_back_by_undo(plan: AppTest) -> None:
    add_an_action(plan, AS_OF)
    plan.button(key=f"plan_{mine().row_id}_withdraw").click().run()
    assert "Visit the new plant" not in page_text(plan)
    press(plan, "Undo")
    assert "Visit the new plant" in page_text(plan)


def test_a_change_of_an_imported_action_sends_only_what_was_changed(plan: AppTest) -> None:
    (done, *_) = [row for row in demo_rows("plan") if row["account"] == ACCOUNT and row["status"] != "done"]
    row = next(row for row in current_rows("plan") if row.values["action"] == done["action"])
    plan.button(key=f"plan_{row.target}_edit").click().run()
    field(plan, "plan", "goal").set_value("All signatures known")  # type: ignore[attr-defined]
    press(plan, "Save")
    (entry,) = open_store().entries.of_data_set(DEMO, "plan")
    assert dict(entry.fields) == {"goal": "All signatures known"}
    assert "changed by Li Na" in page_text(plan)
    changed = next(row for row in current_rows("plan") if row.values["action"] == done["action"])
    plan.button(key=f"plan_{changed.row_id}_withdraw").click().run()
    assert next(row for row in current_rows("plan") if row.values["action"] == done["action"]) == row


@pytest.mark.parametrize(("choice", "goal"), [("Use mine", "Mine"), ("Keep theirs", "Theirs")])
def test_the_second_editor_sees_both_values_and_decides(plan: AppTest, choice: str, goal: str) -> None:
    add_an_action(plan, AS_OF)
    row = mine()
    plan.button(key=f"plan_{row.row_id}_edit").click().run()
    field(plan, "plan", "goal").set_value("Mine")  # type: ignore[attr-defined]
    entries.change(
        open_store(), DEMO, dataset_cache.dataset(None), row, {"goal": "Theirs"}, COLLEAGUE, working_day=AS_OF
    )
    press(plan, "Save")
    assert "Wang Fang changed this at 2026-11-02 09:30 UTC" in plan.warning[-1].value.replace("\\", "")
    assert "Goal: their value **Theirs**, your value **Mine**" in page_text(plan)
    press(plan, choice)
    assert mine().values["goal"] == goal
    assert "theirs **Theirs**" not in page_text(plan)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("tab", "button", "sentence"),
    [("voice", "touches_add", "No visits, calls or emails yet."), ("plan", "plan_add", "No actions yet.")],
)
def test_an_account_without_touches_and_plan_says_so_and_offers_to_fill_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tab: str, button: str, sentence: str, language: str
) -> None:
    there = {row["account"] for table in ("touches", "plan") for row in demo_rows(table)}
    empty = next(row["account"] for row in demo_rows("accounts") if row["account"] not in there)
    page = enter(monkeypatch, tmp_path, "account", {"account": empty, "tab": tab}, language=language)
    assert not page.exception
    if language == "en":
        assert sentence in page_text(page)
    page.button(key=button).click().run()
    assert not page.exception
    assert [one for one in page.button if str(one.key).startswith("entry_") and "_save_" in str(one.key)]


def test_the_plan_as_a_table_saves_each_edit_and_names_what_is_refused(
    plan: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_an_action(plan, AS_OF)
    plan.toggle(key="plan_as_table").set_value(True).run()
    assert not plan.exception
    row = mine()
    context = SimpleNamespace(
        data_set=DEMO, dataset=dataset_cache.dataset(None), words=Language("zh"), working_day=AS_OF
    )
    monkeypatch.setattr(grid, "by", lambda: COLLEAGUE)
    edits = {1: {"heading": "竞争", "due": "2026-12-24"}, 0: {"goal": "Signed"}}
    saved, refused = grid.saved_edits([current_rows("plan")[0], row], edits, context)  # type: ignore[arg-type]
    assert (len(saved), refused) == (2, [])
    assert (mine().values["heading"], mine().values["due"]) == ("competition", "2026-12-24")
    # The row is now another one than the table shows: nothing is overwritten.
    _, refused = grid.saved_edits([row], {0: {"action": "Stay at home"}}, context)  # type: ignore[arg-type]
    assert [(one.field.name, one.value) for one in refused] == [("action", "Stay at home")]
    assert "Wang Fang changed this at" in str(refused[0].reason)
    _, refused = grid.saved_edits([mine()], {0: {"action": None}}, context)  # type: ignore[arg-type]
    assert str(refused[0].reason) == "This is required."


def test_the_table_shows_days_as_days_and_choices_in_the_readers_words(plan: AppTest) -> None:
    add_an_action(plan, AS_OF)
    fields = [TABLES["plan"].field(name) for name in ("heading", "due", "target_number")]
    frame = grid.grid_frame(TABLES["plan"], [mine()], fields, Language("en"))
    assert frame.rows() == [("Affinity", AS_OF, None)]


def test_somebody_new_gives_a_name_in_the_form_and_what_was_typed_stays_until_they_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "account", {"account": ACCOUNT, "tab": "voice"})
    log_a_touch(page)
    assert "Enter your name first" in page.error[-1].value
    assert field(page, "touches", "next_step").value == "Send the offer *today*"  # type: ignore[attr-defined]
    field(page, "touches", "who").set_value("Kim")  # type: ignore[attr-defined]
    press(page, "Save")
    assert "entered by Kim" in page_text(page)


def test_an_account_manager_enters_on_own_accounts_only_and_keeps_what_was_typed(page: AppTest) -> None:
    signed(page, "", "")
    page.session_state["person"] = colleague("Somebody Else", Role.ACCOUNT_MANAGER).id
    log_a_touch(page)
    owner = next(row["owner"] for row in demo_rows("accounts") if row["account"] == ACCOUNT)
    assert f"This account belongs to {owner}" in page.error[-1].value.replace("\\", "")
    assert field(page, "touches", "next_step").value == "Send the offer *today*"  # type: ignore[attr-defined]
    page.session_state["person"] = colleague(owner, Role.ACCOUNT_MANAGER).id
    press(page, "Save")
    assert f"entered by {owner}" in page_text(page)


def test_in_groups_a_touch_goes_to_the_head_unless_another_member_is_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    accounts = {row["account"]: row for row in demo_rows("accounts")}
    by_name = {row["name"]: row["account"] for row in accounts.values()}
    member = next(row for row in accounts.values() if row["parent"])
    head = member["parent"] if member["parent"] in accounts else by_name[member["parent"]]
    page = enter(monkeypatch, tmp_path, "account", {"account": head}, unit="group")
    signed(page, "", "Li Na").run()
    press(page, "Note a contact")
    assert not page.exception
    assert field(page, "touches", "account", "selectbox").value == head  # type: ignore[attr-defined]
    field(page, "touches", "account", "selectbox").set_value(member["account"])  # type: ignore[attr-defined]
    field(page, "touches", "kind", "selectbox").set_value("visit")  # type: ignore[attr-defined]
    press(page, "Save")
    (entry,) = open_store().entries.of_data_set(DEMO, "touches")
    assert entry.fields["account"] == member["account"]


def test_in_groups_a_change_of_a_members_row_that_somebody_else_changed_shows_both_versions(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    accounts = {row["account"]: row for row in demo_rows("accounts")}
    by_name = {row["name"]: row["account"] for row in accounts.values()}
    member = next(row for row in accounts.values() if row["parent"])
    head = member["parent"] if member["parent"] in accounts else by_name[member["parent"]]
    page = enter(monkeypatch, tmp_path, "account", {"account": head, "tab": "plan"}, unit="group")
    signed(page, "", "Li Na")
    data, action = dataset_cache.dataset(None), {"account": member["account"], "heading": "affinity", "action": "Visit"}
    typed = entries.enter(open_store(), DEMO, data, "plan", action, COLLEAGUE, working_day=AS_OF)
    page.run()
    page.button(key=f"plan_{typed.row_id}_edit").click().run()
    field(page, "plan", "goal").set_value("Mine")  # type: ignore[attr-defined]
    (row,) = rows(data, open_store().entries.of_data_set(DEMO, "plan"), "plan", member["account"])[-1:]
    entries.change(open_store(), DEMO, data, row, {"goal": "Theirs"}, COLLEAGUE, working_day=AS_OF)
    press(page, "Save")
    assert "Goal: their value **Theirs**, your value **Mine**" in page_text(page)
    press(page, "Use mine")
    assert "Goal: Mine" in page_text(page)


def test_two_who_mark_the_same_action_done_need_not_choose(plan: AppTest) -> None:
    add_an_action(plan, AS_OF)
    row = mine()
    entries.change(
        open_store(), DEMO, dataset_cache.dataset(None), row, {"status": "done"}, COLLEAGUE, working_day=AS_OF
    )
    plan.button(key=f"plan_{row.row_id}_done").click().run()
    assert "A001 · Affinity · Visit the new plant" in page_text(plan)
    assert "Wang Fang entered the same values at 2026-11-02 09:30 UTC." in page_text(plan)
    assert "Use mine" not in [one.label for one in plan.button]
    press(plan, "Keep theirs")
    assert mine().actor == "Wang Fang"
