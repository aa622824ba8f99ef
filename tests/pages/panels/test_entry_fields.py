"""The fields of a form, made from the vocabulary: of every table, in both languages."""

import datetime

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.locale.languages import LANGUAGES
from kam_core.vocabulary.tables import TABLES


def drawn(table_name: str, code: str, filled: bool) -> None:
    """Every field of a table on a page, empty or filled with the example of its template."""
    import datetime

    import streamlit as st

    from kam_core.entries.values import checked
    from kam_core.intake.checking.example_rows import example_row
    from kam_core.locale.language import Language
    from kam_core.vocabulary.tables import TABLES
    from pages.panels.entry.fields import Cell, is_changed, show_cell, typed_value

    table, words = TABLES[table_name], Language(code, "CNY")
    shown = {name: value for name, value in example_row(table).items() if value is not None}
    values = checked(table, shown, working_day=datetime.date(2030, 1, 1), new=False) if filled else {}
    cells = [Cell(table, field, f"cell_{field.name}", values.get(field.name)) for field in table.fields]
    for cell in cells:
        show_cell(cell, words)
    st.session_state["changed"] = [cell.field.name for cell in cells if is_changed(cell, words)]
    read = {cell.field.name: typed_value(cell, words) for cell in cells}
    st.session_state["stored"] = (
        checked(table, read, working_day=datetime.date(2030, 1, 1), new=False) if filled else {}
    )
    st.session_state["values"] = values


@pytest.mark.parametrize(
    ("name", "code"),
    [
        # One language a table, in turn.
        (name, tuple(LANGUAGES)[place % len(LANGUAGES)])
        for place, name in enumerate(TABLES)
        if name != "transactions"
    ],
)
def test_an_untouched_form_changes_nothing_and_has_the_stored_values(name: str, code: str) -> None:
    page = AppTest.from_function(drawn, args=(name, code, True)).run()
    assert not page.exception
    assert page.session_state["changed"] == []
    stored = {column: value for column, value in page.session_state["stored"].items() if value is not None}
    assert stored == page.session_state["values"]


@pytest.mark.parametrize("name", [name for name in TABLES if name != "transactions"])
def test_an_empty_form_says_nothing(name: str) -> None:
    page = AppTest.from_function(drawn, args=(name, "en", False)).run()
    assert not page.exception
    assert page.session_state["changed"] == []


def test_only_what_was_changed_is_a_change_and_a_required_field_is_marked() -> None:
    page = AppTest.from_function(drawn, args=("feedback", "en", True)).run()
    page.text_input(key="cell_topic").set_value("price").run()
    assert page.session_state["changed"] == ["topic"]
    labels = [one.label for one in page.date_input]
    assert "Date \\*" in labels
    assert "Closed on" in labels


def test_a_moment_without_its_time_is_a_change_that_will_be_refused() -> None:
    page = AppTest.from_function(drawn, args=("feedback", "en", False)).run()
    page.date_input(key="cell_received_at").set_value(datetime.date(2026, 9, 30)).run()
    assert page.session_state["changed"] == ["received_at"]
