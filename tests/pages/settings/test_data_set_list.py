"""Data sets of the settings screen: rename, archive, restore."""

from kam_core.services.rules.documents import document
from kam_core.services.rules.fiscal_year import FISCAL_YEAR
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import context_pills
from tests.pages.settings.settings_page import MORNING, click, imported, messages, opened, table
from tests.store.sample_content import by


def test_a_data_set_is_renamed_archived_and_restored() -> None:
    data_set_id = imported()
    page = opened("books", data_set_id)
    field = next(one for one in page.text_input if one.key and one.key.startswith("book_name"))
    field.set_value("South").run()
    click(page, "rename_book")
    assert table(page, "imports").select("name", "state", "imports").rows() == [("South", "in use", "1")]
    click(page, "archive_book")
    assert store_cache.data_sets() == {}
    assert table(page, "imports")["state"].to_list() == ["archived"]
    click(page, "restore_book")
    assert [one.name for one in store_cache.data_sets().values()] == ["South"]


def test_a_data_set_is_not_renamed_to_what_moves_a_cursor() -> None:
    data_set_id = imported()
    before = store_cache.data_sets()[data_set_id].name
    page = opened("books", data_set_id)
    field = next(one for one in page.text_input if one.key and one.key.startswith("book_name"))
    field.set_value("South\x1b[31m").run()
    click(page, "rename_book")
    assert "a line break or control character" in messages(page)
    assert store_cache.data_sets()[data_set_id].name == before


def test_two_who_rename_a_data_set_do_not_overwrite_each_other() -> None:
    data_set_id = imported()
    page = opened("books", data_set_id)
    page.text_input(key=f"book_name_{data_set_id}").set_value("South").run()
    stored = open_store().data_sets.find(data_set_id)
    assert stored is not None
    open_store().data_sets.rename(stored, "West", by("Lee", MORNING))
    click(page, "rename_book")
    assert "Lee changed this at 2026-03-02 07:30 UTC" in messages(page)
    assert table(page, "imports")["name"].to_list() == ["West"]
    assert page.text_input(key=f"book_name_{data_set_id}").value == "South"
    click(page.run(), "rename_book")
    assert table(page, "imports")["name"].to_list() == ["South"]
    assert context_pills(page)[0] == "South"


def test_a_data_set_whose_imports_were_undone_says_that_it_is_empty() -> None:
    data_set_id = imported()
    open_store().imports.undo(open_store().imports.list(data_set_id)[0].id, by("Kim", MORNING))
    page = opened("books")
    assert table(page, "imports")["state"].to_list() == ["empty (imports undone)"]
    assert "restore_book" not in [one.key for one in page.button]


def test_the_month_in_which_the_fiscal_year_starts_is_chosen_for_a_data_set() -> None:
    data_set_id = imported()
    page = opened("books", data_set_id)
    page.selectbox(key=f"fiscal_year_{data_set_id}_0").set_value(4).run()
    click(page, f"set_fiscal_year_{data_set_id}")
    assert "The fiscal year now starts in April." in messages(page)
    assert document(open_store(), data_set_id, FISCAL_YEAR).value.first_month == 4
