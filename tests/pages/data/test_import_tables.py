"""Editable tables of the import wizard: column mappings, corrections, dropped rows."""

from kam_core.intake import Choices, Finding, OpenQuestionError, Upload, load
from kam_core.intake.findings import Place
from kam_core.intake.matching.mapping import NOT_USED
from kam_core.locale.language import Language
from kam_core.store.files.staged_uploads import StagedFile
from kam_core.vocabulary.message import Message
from kam_core.vocabulary.tables import TABLES
from pages.data.column_matching import changed_mapping
from pages.data.findings import apply_edits
from pages.data.import_answers import ImportAnswers
from pages.data.question import answer_labels
from pages.data.target import default_name

TRANSACTIONS = TABLES["transactions"]


def test_a_column_that_is_set_to_another_field_replaces_its_column() -> None:
    before = {"amount": "gross", "date": "when"}
    mapped = changed_mapping(before, ["gross", "net", "when"], TRANSACTIONS, {1: "amount"})
    assert mapped.fields["amount"] == "net"
    assert mapped.fields["date"] == "when"
    assert mapped.fields["margin"] == NOT_USED
    assert mapped.table == "transactions"


def test_a_column_that_is_set_to_no_field_is_not_used() -> None:
    mapped = changed_mapping({"amount": "gross", "date": "when"}, ["gross", "when"], TRANSACTIONS, {0: None})
    assert mapped.fields["amount"] == NOT_USED
    assert mapped.fields["date"] == "when"


def cell(line: int, name: str | None) -> Finding:
    return Finding("reject", "not_a_number", Place("a.csv", None, line, name), Message("bad"), "x")


def test_an_edited_cell_is_a_correction_and_a_ticked_row_is_dropped() -> None:
    answers = ImportAnswers()
    apply_edits(
        {0: {"Cell": "100"}, 1: {"Drop": True}}, [cell(2, "amount"), cell(3, "amount")], answers, "Cell", "Drop"
    )
    assert answers.fixes == {("a.csv", None, 2, "amount"): "100"}
    assert answers.dropped == {("a.csv", None, 3)}


def test_an_edit_without_a_single_wrong_cell_is_reported() -> None:
    answers = ImportAnswers()
    assert apply_edits({0: {"Cell": "100"}}, [cell(7, None)], answers, "Cell", "Drop") == [7]
    assert answers.fixes == {}


def test_what_was_given_reaches_the_import() -> None:
    answers = ImportAnswers(fixes={("a.csv", None, 2, "amount"): "100"}, dropped={("a.csv", None, 3)})
    text = b"customer,date,amount\nA,2024-01-01,1OO\nB,2024-01-01,x\n"
    choices = answers.choices({})
    assert isinstance(choices, Choices)
    read = load([Upload("a.csv", text)], choices)
    assert read.dataset.lines["amount"].to_list() == [1_000_000]


def test_an_answer_can_be_taken_back() -> None:
    answers = ImportAnswers()
    answers.set_file_answer("a.csv", "date_order", "dmy")
    assert answers.files == {"a.csv": {"date_order": "dmy"}}
    answers.set_file_answer("a.csv", "date_order", None)
    assert answers.files == {"a.csv": {}}


def test_a_data_set_is_called_like_its_first_file() -> None:
    assert default_name([StagedFile("C:\\exports\\订单 2024.csv", 1, "0")]) == "订单 2024"
    assert default_name([StagedFile(".csv", 1, "0")]) == ".csv"
    long = default_name([StagedFile("x" * 200 + ".csv", 1, "0")])
    assert long == "x" * 80
    # Whatever is proposed can be taken over: the number has to fit into the same 80 characters.
    assert default_name([StagedFile("x" * 200 + ".csv", 1, "0")], [long]) == "x" * 74 + " (2)"
    assert default_name([StagedFile("a\x1b[31m\nb.csv", 1, "0")]) == "a [31m b"


def test_each_question_of_currencies_and_tables_has_its_buttons() -> None:
    words = Language("en")
    several = OpenQuestionError("currencies", "{currencies}", currencies="CHF, SEK")
    assert answer_labels(several, words) == {
        "CHF": "Keep only CHF",
        "SEK": "Keep only SEK",
        "add": "Add up without conversion",
    }
    assert answer_labels(OpenQuestionError("currency", "{currencies}", currencies="CHF, SEK"), words) == {
        "CHF": "CHF",
        "SEK": "SEK",
    }
    assert list(answer_labels(OpenQuestionError("table", "?"), words).values()) == [
        "Orders",
        "Opportunities",
        "Payments",
        "Accounts",
    ]


def test_an_answer_on_currencies_and_returns_reaches_the_import() -> None:
    choices = ImportAnswers(currencies="CHF", returns="subtract").choices({})
    assert (choices.currencies, choices.returns) == ("CHF", "subtract")
