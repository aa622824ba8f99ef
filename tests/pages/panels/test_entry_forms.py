"""Entry forms: position, permissions, and the name field."""

from pathlib import Path

import pytest

from kam_core.services import entries
from kam_core.store.data_sets import DEMO
from kam_core.vocabulary.actor import Role
from pages.shell.cache import dataset_cache
from pages.shell.cache.store_cache import open_store
from tests.pages.account.test_touches_and_plan import ACCOUNT, AS_OF, COLLEAGUE, current_rows, log_a_touch, press
from tests.pages.app_session import colleague, enter, page_text, signed


def test_somebody_new_who_marks_an_action_done_gives_a_name_and_it_is_done_at_the_next_click(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "account", {"account": ACCOUNT, "tab": "plan"})
    press(page, "Mark done")
    assert "Enter your name first" in page.error[-1].value
    # The Enter key or a click elsewhere draws the page anew: the name is still there.
    page.text_input(key="entry_who_plan").set_value("Kim").run()
    press(page, "Mark done")
    assert "marked as done." in page_text(page)
    (entry,) = open_store().entries.of_data_set(DEMO, "plan")
    assert (entry.actor, dict(entry.fields)) == ("Kim", {"status": "done"})
    assert not [one for one in page.text_input if one.key == "entry_who_plan"]


def test_a_change_is_made_in_the_place_of_its_touch_and_not_at_the_head_of_the_list(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = signed(enter(monkeypatch, tmp_path, "account", {"account": ACCOUNT, "tab": "voice"}), "", "Li Na").run()
    log_a_touch(page)
    rows = sorted(current_rows("touches"), key=lambda row: str(row.values["date"]), reverse=True)
    page.button(key=f"touch_{rows[2].target}_edit").click().run()
    drawn = [one.key for one in page.button if one.key and one.key.startswith(("touch_", "entry_touches_save"))]
    (save,) = [place for place, key in enumerate(drawn) if key.startswith("entry_touches_save")]
    above = {key.removesuffix("_edit") for key in drawn[:save] if key.endswith("_edit")}
    assert above == {f"touch_{rows[0].row_id}", f"touch_{rows[1].target}"}
    assert f"touch_{rows[2].target}_edit" not in drawn


def test_a_viewer_sees_the_missing_permission_before_filling_in_the_form(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "account", {"account": ACCOUNT})
    page.session_state["person"] = colleague("Mia", Role.VIEWER).id
    page.button(key="touches_add").click().run()
    assert [one.value.replace("\\", "") for one in page.warning] == [
        "Requires the role account manager; your role is viewer."
    ]
    page.session_state["person"] = colleague("Li Na", Role.MANAGER).id
    assert not page.run().warning


def test_the_download_of_touches_says_where_typed_ones_are_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "data")
    notice = "Edit them on the account's page."
    touch = {"account": ACCOUNT, "date": "2026-09-30", "kind": "visit"}
    entries.enter(open_store(), DEMO, dataset_cache.dataset(None), "touches", touch, COLLEAGUE, working_day=AS_OF)
    tables = next(one for one in page.selectbox if str(one.key).startswith("table_file"))
    assert notice not in page_text(page.run())
    tables.set_value("touches").run()
    assert notice in page_text(page)
