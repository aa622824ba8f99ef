"""What a person types is kept exactly, or refused with a sentence at the column that is wrong."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam_core.entries.plain_values import plain, stored
from kam_core.entries.values import EntryError, checked
from kam_core.vocabulary.entry import Plain
from kam_core.vocabulary.field import Field, Kind
from kam_core.vocabulary.tables import TABLES

WORKING_DAY = datetime.date(2026, 9, 30)


def one(table: str, field: str, value: object) -> object:
    """The JSON value of a change of one column."""
    return checked(TABLES[table], {field: value}, working_day=WORKING_DAY, new=False)[field]


def faults(table: str, values: dict[str, object], new: bool = False) -> dict[str, str]:
    with pytest.raises(EntryError) as refused:
        checked(TABLES[table], values, working_day=WORKING_DAY, new=new)
    return {name: str(fault) for name, fault in refused.value.fields.items()}


@pytest.mark.parametrize(
    ("table", "field", "typed", "expected"),
    [
        ("touches", "kind", "  visit ", "visit"),
        ("touches", "situation", "first line \r\nsecond\u202e line", "first line\nsecond  line"),
        ("touches", "date", datetime.date(2026, 9, 30), "2026-09-30"),
        ("touches", "date", "2026/9/3", "2026-09-03"),
        ("touches", "date", "2026年9月3日", "2026-09-03"),
        ("touches", "date", "２０２６－０９－０３", "2026-09-03"),
        ("touches", "minutes", 45, 45),
        ("touches", "minutes", "1,200", 1200),
        ("touches", "minutes", 45.0, 45),
        ("touches", "direction", "呼入", "in"),
        ("touches", "call_step", "Obtaining_Commitment", "obtaining commitment"),
        ("touches", "outcome", "", None),
        ("feedback", "received_at", datetime.datetime(2026, 9, 30, 14, 5, 59), "2026-09-30T14:05"),
        ("feedback", "received_at", "2026/9/30 2:05 PM", "2026-09-30T14:05"),
        ("feedback", "received_at", "2026年9月30日 下午2:05", "2026-09-30T14:05"),
        ("feedback", "satisfaction", "一般满意", 4.0),
        ("exchange", "given_value", "1,234.5", "1234.5000"),
        ("exchange", "given_value", Decimal("0.00005"), "0.0000"),
        ("exchange", "given_value", 0.1, "0.1000"),
        ("exchange", "given_value", "¥1.2万", "12000.0000"),
        ("exchange", "given_value", "(30)", "-30.0000"),
        ("exchange", "given_value", "12,5", "12.5000"),
        ("needs", "probability", "25%", 0.25),
        ("needs", "probability", 0.25, 0.25),
        ("needs", "people_known", "是", True),
        ("needs", "people_known", "no", False),
        ("contacts", "support", "−2", -2.0),
        ("contacts", "phone", "0042", "0042"),
        ("targets", "month", "2026-09", "2026-09-01"),
        ("targets", "currency", "cny", "CNY"),
    ],
)
def test_a_value_is_kept_as_it_is_meant(table: str, field: str, typed: object, expected: object) -> None:
    found = one(table, field, typed)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("table", "field", "typed", "message"),
    [
        ("touches", "date", "soon", "soon is not a date. Write it as 2026-09-30."),
        ("touches", "date", "2026-02-30", "is not a date"),
        ("touches", "date", "03/04/2026", "is not a date"),
        ("touches", "date", "2026-10-01", "2026-10-01 is after the working day 2026-09-30"),
        ("touches", "date", None, "This is required."),
        ("touches", "minutes", 4.5, "4.5 is not a whole number."),
        ("touches", "minutes", -1, "-1 is less than 0."),
        ("touches", "minutes", True, "True is not a number."),
        ("touches", "direction", "sideways", "sideways is not an allowed value: in, out."),
        ("touches", "next_step", "x" * 5001, "5,001 characters"),
        ("touches", "next_step", 4.5, "4.5 is not text."),
        ("feedback", "received_at", "2026-09-30", "is not a date with a time"),
        ("feedback", "received_at", "2026-10-01 00:00", "is after the working day"),
        ("feedback", "satisfaction", 6, "6 is outside 1 to 5."),
        ("exchange", "given_value", "a lot", "a lot is not a number."),
        ("exchange", "given_value", float("nan"), "is not a number"),
        ("exchange", "given_value", 1e15, "too large"),
        ("needs", "probability", 25, "25 is outside 0 to 1."),
        ("needs", "people_known", "perhaps", "perhaps is not yes or no."),
        ("targets", "currency", "yuan", "yuan is not a currency code"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_the_reason(
    table: str, field: str, typed: object, message: str
) -> None:
    assert message in faults(table, {field: typed})[field]


def test_every_wrong_column_is_reported_and_the_unknown_ones_name_those_that_there_are() -> None:
    messages = faults("plan", {"account": "A1", "heading": "magic", "due": "soon", "colour": "red"}, new=True)
    assert list(messages) == ["heading", "action", "due", "colour"]
    assert messages["action"] == "This is required."
    assert "Columns: account, heading, action" in messages["colour"]


def test_the_whole_sentence_names_each_column() -> None:
    with pytest.raises(EntryError) as refused:
        checked(TABLES["touches"], {"date": "soon", "minutes": "x"}, working_day=WORKING_DAY, new=False)
    assert "Date: soon is not a date. Write it as 2026-09-30. Minutes: x is not a number." in str(refused.value)


def test_what_is_planned_may_lie_ahead() -> None:
    assert one("plan", "due", "2027-01-31") == "2027-01-31"


def test_a_new_row_holds_what_is_filled_and_a_change_also_what_is_emptied() -> None:
    row = {"account": "A1", "date": "2026-09-01", "kind": "visit", "outcome": "", "minutes": None}
    new = checked(TABLES["touches"], row, working_day=WORKING_DAY, new=True)
    assert new == {"account": "A1", "date": "2026-09-01", "kind": "visit"}
    change = checked(TABLES["touches"], {"outcome": ""}, working_day=WORKING_DAY, new=False)
    assert change == {"outcome": None}


@pytest.mark.parametrize(
    ("kind", "json", "in_frames"),
    [
        (Kind.DATE, "1970-01-02", 1), (Kind.MOMENT, "1970-01-01T01:05", 65), (Kind.MONEY, "1.5000", 15_000),
        (Kind.MONEY, "-0.0001", -1), (Kind.NUMBER, 1.5, 1.5), (Kind.COUNT, 3, 3), (Kind.FLAG, True, True),
        (Kind.TEXT, "text", "text"), (Kind.SHARE, 0.25, 0.25),
    ],
)  # fmt: skip
def test_frames_store_a_value_in_its_integer_form_and_give_it_back(kind: Kind, json: Plain, in_frames: Plain) -> None:
    field = Field("x", kind, "X")
    assert stored(field, json) == in_frames
    assert plain(field, in_frames) == json
    assert stored(field, None) is None
    assert plain(field, None) is None


@given(st.integers(-9 * 10**15, 9 * 10**15))
def test_every_amount_to_four_decimals_survives_being_kept(amount: int) -> None:
    field = TABLES["exchange"].field("given_value")
    text = plain(field, amount)
    assert stored(field, text) == amount
    assert one("exchange", "given_value", text) == text
