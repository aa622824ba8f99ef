"""Settings screen: next steps, latest decision, column mappings, storage and backup."""

from pathlib import Path

import pytest

from kam_core.store.backup.backup import read_manifest
from kam_core.vocabulary.message import Message
from pages.settings.backup import backup_bytes
from pages.settings.data_sets import database_kind
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import page_text
from tests.pages.settings.settings_page import ENGLISH, MORNING, click, messages, opened, table, version
from tests.store.sample_content import by


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("section", ["models", "overrides", "imports", "log", "columns", "books"])
def test_every_section_of_an_empty_home_shows_the_next_step(section: str, language: str) -> None:
    page = opened(section, language=language)
    hints = {
        "models": "Publish a draft under Rules",
        "overrides": "choose an account below",
        "imports": "Upload your own files on the Data page",
        "log": "No entries yet",
        "columns": "No saved column mappings yet",
        "books": "you are viewing the demo data",
    }
    if language == "en":
        assert hints[section] in page_text(page)
        assert "No decisions yet" in page_text(page)


def test_the_first_sentence_says_who_did_what_last() -> None:
    version(1, 20.0)
    assert "Kim, 2026-03-03 07:30 UTC – Model published: “Model 1 v1”" in page_text(opened("models"))


def test_remembered_columns_are_seen_and_forgotten() -> None:
    previous_sentence = {"fields": {"amount": "金额", "date": "日期", "margin": ""}, "table": "transactions"}
    open_store().mappings.remember("abc", previous_sentence, by("Lee", MORNING))
    page = opened("columns")
    row = table(page, "columns").row(0, named=True)
    assert row == {
        "table": "Orders",
        "columns": "Amount ← 金额, Date ← 日期",
        "who": "Lee",
        "at": "2026-03-02 07:30 UTC",
    }
    click(page, "forget_columns")
    assert "No saved column mappings yet" in page_text(page)
    assert open_store().mappings.all() == {}


def test_the_page_shows_where_everything_is_stored(tmp_path: Path) -> None:
    text = page_text(opened("books"))
    assert str(tmp_path) in text
    assert "SQLite (file in this folder)" in text
    assert "Saving works" in text


def test_a_database_on_a_server_is_named() -> None:
    assert "PostgreSQL (set by KAM_DATABASE_URL)" in ENGLISH.say(database_kind(on_server=True))


def test_where_nothing_can_be_saved_the_page_says_why_and_shows_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    version(1, 20.0)
    why = Message("Nothing can be saved: the database is read-only. Ask its owner for write access.")
    monkeypatch.setattr(open_store().database, "recheck", lambda: why)
    page = opened("models")
    assert "the database is read-only" in messages(page)
    assert page.button(key="take_version").disabled
    assert table(page, "status")["status"].to_list() == ["published"]


def test_a_backup_can_be_downloaded_and_contains_the_store(tmp_path: Path) -> None:
    page = opened("books")
    assert "Save a backup" in [button.label for button in page.get("download_button")]
    file = tmp_path / "taken.backup"
    file.write_bytes(backup_bytes(by("Kim").actor))
    assert read_manifest(file).rows["workspaces"] == 0
