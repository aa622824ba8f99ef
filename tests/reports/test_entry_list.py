"""The list of entries names rows and values as the screen does, in both languages."""

import datetime
from pathlib import Path

import pytest

from kam_core.locale.language import Language
from kam_core.reports.entry_list import entry_list
from kam_core.store.entries import NewEntry
from kam_core.store.store import Store
from tests.store.sample_content import by

NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
TOUCH = {"account": "A1", "date": "2026-01-01", "direction": "out", "kind": "visit", "channel": "in person"}
ACTION = {"account": "A1", "action": "Visit the plant", "heading": "affinity", "status": "done"}


@pytest.mark.parametrize(
    ("language", "touch", "action"),
    [("en", ("A1 · 2026-01-01 · visit", "Outgoing"), ("A1 · Affinity · Visit the plant", "Status: done")),
     ("zh", ("A1 · 2026-01-01 · visit", "我方主动"), ("A1 · 亲和 · Visit the plant", "状态: 完成"))],
)  # fmt: skip
def test_a_row_is_named_by_its_key_and_choices_stand_in_the_readers_words(
    tmp_path: Path, language: str, touch: tuple[str, str], action: tuple[str, str]
) -> None:
    store = Store.open(tmp_path)
    entries = [
        store.entries.add(NewEntry("north", table, fields), by("Kim", NOW))
        for table, fields in (("touches", TOUCH), ("plan", ACTION))
    ]
    store.close()
    newest, oldest = entry_list(entries, {}, Language(language).say).select("row", "said").rows()
    for (row, entry), (key, part) in ((oldest, touch), (newest, action)):
        assert row == key
        assert part in entry


def test_an_entry_of_which_later_ones_say_everything_else_is_replaced(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    first = store.entries.add(NewEntry("north", "plan", ACTION), by("Kim", NOW))
    row, seen = first.row_id, first.id
    for fields in ({"status": "open"}, {"status": "done", "goal": "two visits"}):
        seen = store.entries.add(NewEntry("north", "plan", fields, row_id=row, expected=seen), by("Lee", NOW)).id
    found = entry_list(store.entries.of_data_set("north"), {})["state"].to_list()
    assert found == ["in force", "replaced", "in force"]
    store.entries.withdraw(seen, by("Lee", NOW))
    assert entry_list(store.entries.of_data_set("north"), {})["state"].to_list() == [
        "withdrawn",
        "in force",
        "in force",
    ]
    store.close()
