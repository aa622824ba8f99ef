"""Values on their way between two processes: they arrive as they were, and nothing else ever does."""

import dataclasses
import datetime
import json
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from kam_core.intake import Choices, ColumnSummary, Counts, FileSummary, Finding, Intake, Place
from kam_core.sandbox.serialisation import MessageCodec, reachable_types
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Change, Message, Money, Points, PointsChange, Share, Term

DAY = datetime.date(2024, 2, 29)


def there_and_back(value: object, folder: Path) -> object:
    encoded = json.loads(json.dumps(MessageCodec(folder).encoded(value)))
    return MessageCodec(folder, Choices).decoded(encoded)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        -(2**53),
        0.1,
        float("inf"),
        "",
        "Müller & Söhne “甲” 𠮷 \u0000 \udcff",
        DAY,
        Path("/a/b"),
        (1, "two", (3.0, None)),
        frozenset({"a", "b"}),
        {"a": 1, 2: ("b",)},
        Money(-12_345),
        Share(0.25),
        Change(-0.5),
        Points(85.0),
        PointsChange(-1.5),
        Term("Account"),
        Message("{a} of {text} on {day}", a=3, text="x", day=DAY),
        Message("{place}: {money} in {term}", place=Message("{file}", file="a.csv"), money=Money(5), term=Term("Date")),
        Finding("warn", "twice", Place("a.csv", "S", 3, "金额"), Message("x"), "1,2OO"),
        ColumnSummary("金额", "num", "amount", 0.9, ("1", "2")),
        Counts("a.csv", None, "transactions", 5, 3, 1, 1),
        Choices(mapping={"amount": "金额"}, exclude_status=("void",), today=DAY, header="none"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_arrives_as_it_was(value: object, tmp_path: Path) -> None:
    arrived = there_and_back(value, tmp_path)
    assert arrived == value
    assert type(arrived) is type(value)


def test_a_frame_arrives_with_its_types_its_nulls_and_its_order(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "id": ["007", None, "=1+1"],
            "money": [1, None, -(2**62)],
            "share": [0.1, float("nan"), None],
            "day": [DAY, None, DAY],
            "tier": pl.Series(["B", "A", None], dtype=pl.Enum(["A", "B"])),
            "flag": [True, None, False],
        }
    )
    for one in (frame, frame.clear(), pl.DataFrame()):
        arrived = there_and_back(one, tmp_path)
        assert isinstance(arrived, pl.DataFrame)
        assert_frame_equal(arrived, one)


def test_every_class_that_an_intake_may_hold_can_travel_without_being_listed() -> None:
    known = reachable_types(Intake, Choices)
    assert {"Intake", "Dataset", "FileSummary", "ColumnSummary", "Finding", "Place", "Counts", "Choices"} <= set(known)
    assert known["Dataset"] is Dataset
    assert known["FileSummary"] is FileSummary
    assert all(dataclasses.is_dataclass(one) for one in known.values())


@dataclasses.dataclass
class Group:
    """A company with its parts."""

    parts: "tuple[Group, ...]"


def test_a_class_with_fields_of_its_own_kind_is_known_too() -> None:
    assert reachable_types(Group)["Group"] is Group


@pytest.mark.parametrize("value", [datetime.datetime(2024, 1, 1, 12), b"bytes", object(), pl.Series([1])])
def test_what_has_no_form_on_the_wire_is_not_sent(value: object, tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        MessageCodec(tmp_path).encoded(value)


@pytest.mark.parametrize(
    "encoded",
    [
        {"is": "Popen", "fields": {"args": ["rm"]}},
        {"is": "frame", "file": "../frame-0.parquet"},
        {"is": "frame", "file": "/etc/passwd"},
        {"is": "unheard"},
        {"any": "thing"},
        {"is": "mapping", "pairs": None},
    ],
    ids=str,
)
def test_an_answer_that_no_reader_of_ours_would_give_is_not_believed(encoded: object, tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        MessageCodec(tmp_path).decoded(encoded)
