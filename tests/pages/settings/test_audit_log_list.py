"""Audit log of the settings screen: filter, files, and the check for changes."""

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from kam_core.reports.audit_list import audit_list
from pages.settings.audit_log import Filter, entries, log_bytes
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import page_text
from tests.pages.settings.settings_page import (
    ENGLISH,
    EVENING,
    MORNING,
    NEXT_DAY,
    click,
    messages,
    opened,
    override,
    table,
)
from tests.store.sample_content import by


def log_of_three() -> None:
    settings = open_store().settings
    settings.put("colour", "green", expected=0, by=by("Kim", MORNING))
    settings.put("shape", "=round", expected=0, by=by("Lee", EVENING))
    settings.put("colour", "blue", expected=1, by=by("Lee", NEXT_DAY))


def numbers(chosen: Filter) -> list[int]:
    return [entry.seq for entry in entries(chosen, ENGLISH)]


def test_the_log_is_filtered_by_who_what_day_and_words() -> None:
    log_of_three()
    override("A002")
    assert numbers(Filter()) == [4, 3, 2, 1]
    assert numbers(Filter(who="Lee")) == [4, 3, 2]
    assert numbers(Filter(who="Lee", action="setting.put")) == [3, 2]
    assert numbers(Filter(text="COLOUR")) == [3, 1]
    assert numbers(Filter(text="flagship")) == [4]
    day = MORNING.date()
    assert numbers(Filter(since=day, until=day)) == [2, 1]
    assert numbers(Filter(since=NEXT_DAY.date())) == [3]


def test_the_page_shows_what_the_filter_lets_through_the_newest_first() -> None:
    log_of_three()
    page = opened("log")
    assert table(page, "about")["entry"].to_list() == ["3", "2", "1"]
    page.selectbox(key="log_who_en").select("Kim").run()
    assert table(page, "about").select("entry", "who", "action", "about").rows() == [
        ("1", "Kim", "Setting changed", "colour")
    ]
    page.text_input(key="log_text").set_value("nothing like it").run()
    assert "No entries match" in page_text(page)


def test_a_long_log_shows_its_newest_entries_and_the_files_hold_all() -> None:
    for number in range(205):
        open_store().settings.put("count", number, expected=number, by=by("Kim", MORNING))
    page = opened("log")
    assert table(page, "about")["entry"].to_list() == [str(number) for number in range(205, 5, -1)]
    assert "Latest 200; the downloads contain all matching entries." in page_text(page)
    assert log_bytes(Filter(), "csv", ENGLISH).count(b"setting.put") == 205


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_filtered_list_can_be_downloaded(form: str) -> None:
    log_of_three()
    content = log_bytes(Filter(who="Lee"), form, ENGLISH)
    read = (
        pl.read_csv(io.BytesIO(content)) if form == "csv" else fastexcel.read_excel(content).load_sheet(0).to_polars()
    )
    assert read["entry"].to_list() == [3, 2]
    assert read["who"].to_list() == ["Lee", "Lee"]
    assert read["at"].to_list() == ["2026-03-03 00:00:30 UTC", "2026-03-02 23:59:30 UTC"]
    assert read.columns == audit_list([]).columns
    labels = [one.label for one in opened("log").get("download_button")]
    assert f"Save as {form}" in labels


def test_an_unbroken_log_passes_the_check() -> None:
    log_of_three()
    assert "3 entries; the log is complete and unchanged." in messages(click(opened("log"), "verify_log"))


def test_a_row_that_somebody_changed_behind_the_app_is_found(tmp_path: Path) -> None:
    log_of_three()
    with closing(sqlite3.connect(tmp_path / "kam.sqlite")) as home, home:
        triggers = [name for (name,) in home.execute("select name from sqlite_master where type = 'trigger'")]
        assert triggers
        for name in triggers:
            home.execute(f'drop trigger "{name}"')
        home.execute("update audit set who = 'Nobody' where seq = 2")
    page = click(opened("log"), "verify_log")
    assert "entry 2 differs from the original" in messages(page)
    assert "unbroken" not in messages(page)
