"""A row that says again what an earlier row has said is told with its money, and nothing is dropped."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kam_core.intake import Choices, Upload, load
from kam_core.intake.checking.duplicate_rows import find_repeated_rows, repeated_row_findings
from kam_core.intake.detected_sheets import DetectedSheet, detect_sheets
from kam_core.intake.findings import Finding
from kam_core.intake.joining.orders import join_orders
from kam_core.intake.line_kinds.line_classification import with_line_kinds
from kam_core.intake.matching.table_detection import TableMatch
from kam_core.intake.shaping.cell_corrections import RowDrop
from kam_core.intake.values.conventions import Conventions
from kam_core.intake.values.typed_rows import type_rows
from tests.datasets import money
from tests.intake.handwritten_files import needs_shared, shared, text


def findings_of(*uploads: Upload) -> list[Finding]:
    parts = []
    for source, upload in enumerate(uploads):
        (one, *_) = [one for one in detect_sheets(upload, Choices()) if isinstance(one, DetectedSheet)]
        assert isinstance(one.table_match, TableMatch)
        parts.append(with_line_kinds(type_rows(source, one.sheet, one.table_match, Conventions()), {}, None))
    orders = join_orders([rows for rows in parts if rows.table_match.table.name == "transactions"], ("cancelled",))
    return repeated_row_findings(parts, orders.lines)


def test_a_row_is_a_repeat_of_the_first_row_of_its_file_that_equals_it() -> None:
    frame = pl.DataFrame(
        {"source": [0, 0, 0, 0, 1], "line": [2, 3, 5, 9, 4], "a": ["x", "y", "x", "x", "x"], "b": [1, 1, 1, 1, 1]}
    )
    assert find_repeated_rows(frame).rows() == [(0, 5, 2), (0, 9, 2)]


def test_empty_cells_are_equal_to_empty_cells_and_to_nothing_else() -> None:
    frame = pl.DataFrame({"source": 0, "line": [2, 3, 4], "a": [None, "", None]}, schema_overrides={"source": pl.Int64})
    assert find_repeated_rows(frame).rows() == [(0, 4, 2)]


@given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from("ab"), st.sampled_from(["1", None])), max_size=12))
def test_without_the_repeats_every_row_of_a_file_occurs_once(rows: list[tuple[int, str, str | None]]) -> None:
    schema = {"source": pl.Int64, "a": pl.String, "b": pl.String}
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_row_index("line").cast({"line": pl.Int64})
    left = frame.join(find_repeated_rows(frame), on=["source", "line"], how="anti")
    assert not left.drop("line").is_duplicated().any()
    assert left.drop("line").unique().height == frame.drop("line").unique().height


HEADER = "order_id,account,date,product,amount,remark\n"


def test_a_repeated_order_line_is_a_warning_with_its_money() -> None:
    line = "A1,c,2024-01-02,p,10.5,\n"
    one, *each = findings_of(text("orders.csv", HEADER + line + "A1,c,2024-01-02,q,10.5,\n" + line + line))
    assert (one.severity, one.rule) == ("warn", "repeats")
    assert [(row.severity, row.rule, str(row.message)) for row in each] == [
        ("warn", "repeats", "orders.csv line 4: the row repeats line 2 in every column."),
        ("warn", "repeats", "orders.csv line 5: the row repeats line 2 in every column."),
    ]
    assert str(one.message).startswith("orders.csv: 2 rows worth 21.00 repeat an earlier row in every column, ")
    assert "the first in line 4 (same as line 2)" in str(one.message)


def test_a_repeat_can_be_dropped_by_its_line_and_many_are_reported_as_a_count() -> None:
    line = "A1,c,2024-01-02,p,10,\n"
    file = text("orders.csv", HEADER + line * 36)
    one, *each = findings_of(file)
    assert ": 35 rows worth 350.00" in str(one.message)
    assert [row.place.line for row in each] == list(range(3, 33))
    drops = tuple(RowDrop("orders.csv", None, row.place.line or 0) for row in each)
    left = load([file], Choices(dropped=drops))
    assert left.dataset.lines["amount"].to_list() == [money(10)] * 6


def test_lines_that_differ_in_a_column_that_is_none_of_our_fields_are_no_repeats() -> None:
    assert findings_of(text("orders.csv", HEADER + "A1,c,2024-01-02,p,10,a\nA1,c,2024-01-02,p,10,b\n")) == []


def test_the_same_purchase_twice_on_one_day_without_an_order_id_is_only_a_note() -> None:
    one, _ = findings_of(text("orders.csv", "account,date,amount\nc,2024-01-02,10\nc,2024-01-02,10\n"))
    assert (one.severity, one.rule) == ("note", "repeats")


def test_lines_of_cancelled_orders_do_not_count() -> None:
    line = "A1,c,2024-01-02,10,cancelled\n"
    assert (
        findings_of(text("orders.csv", "order_id,account,date,amount,status\nA2,c,2024-01-02,10,\n" + line + line))
        == []
    )


def test_the_same_row_in_two_files_is_another_matter() -> None:
    content = HEADER + "A1,c,2024-01-02,p,10,a\n"
    assert findings_of(text("one.csv", content), text("two.csv", content)) == []


@needs_shared
def test_real_order_lists_give_no_alarm_and_rows_that_differ_by_their_number_only_are_noted() -> None:
    assert findings_of(shared("classicmodels/orderdetails.csv"), shared("classicmodels/orders.csv")) == []
    assert findings_of(shared("adventureworks_resellers/FactResellerSales.csv")) == []
    assert findings_of(shared("crm_sales_opportunities/sales_pipeline.csv")) == []
    one, *each = findings_of(shared("cn_superstore_2023/示例 - 超市.xls"))
    # PROFILE.md: four lines that are duplicates of each other apart from the row id, which makes two repeats.
    assert (one.severity, one.rule) == ("note", "numbered_repeats")
    assert ": 2 rows repeat an earlier row except for the number in 行 ID" in str(one.message)
    assert [row.rule for row in each] == ["numbered_repeats"] * 2
