"""Today in a session: the list, Done with its Undo, roles, the owner's own rows, and the files."""

import datetime
import io
from pathlib import Path

import fastexcel
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.locale.language import Language
from kam_core.reports.attention_table import attention_table, reader_table
from kam_core.services import entries
from kam_core.store.data_sets import DEMO
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.actor import Role
from pages.shell.cache import dataset_cache
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import blocks, colleague, enter, listed, move_in, open_screen, page_text, signed
from tests.store.sample_content import by

OWNER = "周敏"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AppTest:
    app = enter(monkeypatch, tmp_path, "today", owner=OWNER)
    return signed(app, "", "Li Na").run()


def rows(page: AppTest) -> list[str]:
    """The ids of the accounts in the rows, in their order."""
    keys = [str(getattr(block.proto, "id", "")) for block in blocks(page.main)]
    return [key.rpartition("today_row_")[2] for key in keys if "today_row_" in key]


def button(page: AppTest, key: str) -> object:
    return next(one for one in page.button if one.key == key)


def finish(page: AppTest, account: str, result: str) -> AppTest:
    page.session_state[f"today_done_{account}"] = True
    page.run()
    next(one for one in page.text_area if one.key == f"today_result_{account}").set_value(result)
    return button(page, f"today_save_done_{account}").click().run()  # type: ignore[attr-defined,no-any-return]


def test_the_first_row_is_the_one_to_start_with_and_other_owners_have_none(page: AppTest) -> None:
    assert not page.exception
    shown = rows(page)
    owners = {row["account_id"]: row["owner"] for row in _accounts()}
    assert len(shown) == 7
    assert {owners[one] for one in shown} == {OWNER}
    names = {row["account_id"]: row["name"] for row in _accounts()}
    assert f"Start with {names[shown[0]]}." in page_text(page)


def _accounts() -> list[dict[str, str]]:
    return dataset_cache.demo().accounts.to_dicts()


def test_done_asks_the_result_strikes_the_row_and_undo_brings_it_back(page: AppTest) -> None:
    first, second = rows(page)[:2]
    finish(page, first, "Called, order in *October*")
    assert not page.exception
    assert rows(page)[:2] == [first, second]
    assert "Done: Called, order in *October*" in page_text(page)
    entries = open_store().entries.of_data_set(DEMO, "alerts")
    assert [(one.fields["state"], one.fields["result"], one.actor) for one in entries] == [
        ("done", "Called, order in *October*", "Li Na")
    ]
    button(page, f"today_undo_{first}").click().run()  # type: ignore[attr-defined]
    assert "Done:" not in page_text(page)
    assert all(not one.is_active for one in open_store().entries.of_data_set(DEMO))


def test_a_finished_account_is_gone_at_the_next_visit(page: AppTest) -> None:
    first = rows(page)[0]
    finish(page, first, "paid")
    open_screen(page, "accounts")
    open_screen(page, "today")
    assert first not in rows(page)


def test_a_second_editor_reads_who_was_faster(page: AppTest) -> None:
    first = rows(page)[0]
    other = AppTest.from_file(page._script_path, default_timeout=60)
    other.session_state["workspace"] = page.session_state["workspace"]
    other.run()
    open_screen(signed(other, "", "Wang Fang"), "today")
    other.session_state[f"today_done_{first}"] = True
    other.run()
    finish(page, first, "paid")
    save = button(other, f"today_save_done_{first}").click().run()  # type: ignore[attr-defined]
    assert any("Li Na" in str(error.value) and "while you were editing" in str(error.value) for error in save.error)
    assert len({one.row_id for one in open_store().entries.of_data_set(DEMO, "alerts")}) == 1


def test_an_account_of_another_owner_stands_below_the_list_of_who_it_was_assigned_to(page: AppTest) -> None:
    """Northmarch, A002, belongs to Anna Keller and needs attention: its payment is 81 days late."""
    given = {"account": "A002", "kind": "late payment", "raised_on": "2026-09-30", "state": "open", "owner": OWNER}
    day = datetime.date(2026, 9, 30)
    entries.enter(open_store(), DEMO, dataset_cache.demo(), "alerts", given, by(), working_day=day)
    page.run()
    assert not page.exception
    assert "A002" not in rows(page)
    assert listed(page, "today_assigned")["account_id"] == ["A002"]


def test_a_viewer_sees_the_list_without_buttons(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    app = enter(monkeypatch, tmp_path, "today", owner=OWNER)
    colleague("Ada")
    app.session_state["person"] = colleague("Vi", Role.VIEWER).id
    app.run()
    assert len(rows(app)) == 7
    assert not [block for block in blocks(app.main) if "today_done_" in str(getattr(block.proto, "id", ""))]


def test_the_table_for_people_says_groups_and_flags_in_words() -> None:
    readable, columns = reader_table(attention_table([]), Language("en").say)
    assert readable.is_empty()
    assert [one.label for one in columns][:4] == ["Tier", "Account", "When", "Why"]


def files() -> None:
    """The whole list as CSV and as a workbook; run as a page."""
    import streamlit as st

    from pages.panels.attention import attention_list
    from pages.shell.page_context import page_context
    from pages.shell.workspace import enter_workspace
    from pages.today.files import attention_file

    enter_workspace()
    context = page_context()
    found = attention_list(context)
    st.session_state["stake"] = sum(one.stake for one in found.entries)
    st.session_state["files"] = [attention_file(found, context, form)() for form in ("csv", "xlsx")]


@pytest.mark.parametrize(("language", "stake", "why"), [("en", "Revenue at stake", "Why"), ("zh", "涉及收入", "原因")])
def test_the_files_hold_the_whole_list_with_all_reasons_in_the_readers_language(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str, stake: str, why: str
) -> None:
    move_in(monkeypatch, tmp_path)
    app = AppTest.from_function(files, default_timeout=60)
    app.session_state["workspace"] = Workspace("a-test-reader", view={"owner": OWNER, "language": language})
    app.run()
    assert not app.exception
    text, book = app.session_state["files"]
    read = [pl.read_csv(io.BytesIO(text)), fastexcel.read_excel(book).load_sheet(0).to_polars()]
    for table in read:
        assert table[stake].sum() == pytest.approx(app.session_state["stake"] / 10_000, abs=table.height)
        assert table[why].null_count() == 0
    assert read[0].height == read[1].height
