"""Imports of the settings screen: row counts, undo, rejected rows."""

import polars as pl

from pages.settings.imports import rejected_bytes
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import context_pills
from tests.pages.settings.settings_page import click, imported, opened, table


def test_imports_are_listed_with_their_rows_and_what_they_changed() -> None:
    row = table(opened("imports", imported()), "files").row(0, named=True)
    assert (row["number"], row["at"], row["who"], row["files"]) == ("1", "2026-03-02 07:30 UTC", "Lee", "orders.csv")
    assert (row["read"], row["loaded"], row["left_out"], row["rejected"]) == ("122", "120", "1", "1")
    assert (row["new"], row["changed"], row["unchanged"], row["missing"]) == ("10", "0", "0", "0")
    assert row["undone"] is None


def test_the_last_import_is_undone_and_says_by_whom() -> None:
    data_set_id = imported()
    imported(13, data_set_id)
    page = opened("imports", data_set_id)
    assert context_pills(page)[1] == "12 months to 2024-12-31"
    click(page, "undo_last")
    assert context_pills(page)[1] == "12 months to 2024-11-30"
    assert "by Kim" in table(page, "files")["undone"].to_list()[0]
    assert "Undo import 1" in page.button(key="undo_last").label


def test_the_rejected_rows_of_an_import_are_a_file() -> None:
    bad = pl.DataFrame({"金额": ["=1+1"], "line": [7], "reason": ["not a number"]})
    data_set_id = imported(rejected=bad)
    page = opened("imports", data_set_id)
    assert "Rejected rows" in [one.label for one in page.get("download_button")]
    stored = open_store().imports.list(data_set_id)[0]
    assert rejected_bytes(stored.id).decode("utf-8-sig") == "金额,line,reason\n'=1+1,7,not a number\n"
