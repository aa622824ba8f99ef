"""What the tables of the wizard do with what somebody changes in them."""

from kam_core.intake import Choices, Finding, OpenQuestionError, Upload, load
from kam_core.intake.findings import Place
from kam_core.intake.matching.mapping import NOT_USED
from kam_core.locale.language import Language
from kam_core.store.files.staged_uploads import StagedFile
from kam_core.vocabulary.message import Message
from kam_core.vocabulary.tables import TABLES
from pages.data.columns import said_anew
from pages.data.commit import default_name
from pages.data.findings import take_over
from pages.data.import_answers import Given
from pages.data.question import answers

TRANSACTIONS = TABLES["transactions"]


def test_a_column_that_is_said_to_be_another_field_takes_its_place() -> None:
    before = {"amount": "gross", "date": "when"}
    mapped = said_anew(before, ["gross", "net", "when"], TRANSACTIONS, {1: "amount"})
    assert mapped.fields["amount"] == "net"
    assert mapped.fields["date"] == "when"
    assert mapped.fields["margin"] == NOT_USED
    assert mapped.table == "transactions"


def test_a_column_that_is_said_to_be_nothing_is_not_used() -> None:
    mapped = said_anew({"amount": "gross", "date": "when"}, ["gross", "when"], TRANSACTIONS, {0: None})
    assert mapped.fields["amount"] == NOT_USED
    assert mapped.fields["date"] == "when"


def cell(line: int, name: str | None) -> Finding:
    return Finding("reject", "not_a_number", Place("a.csv", None, line, name), Message("bad"), "x")


def test_an_edited_cell_is_a_correction_and_a_ticked_row_is_dropped() -> None:
    given = Given()
    take_over({0: {"Cell": "100"}, 1: {"Drop": True}}, [cell(2, "amount"), cell(3, "amount")], given, "Cell", "Drop")
    assert given.fixes == {("a.csv", None, 2, "amount"): "100"}
    assert given.dropped == {("a.csv", None, 3)}


def test_what_was_typed_where_no_cell_is_wrong_is_told() -> None:
    given = Given()
    assert take_over({0: {"Cell": "100"}}, [cell(7, None)], given, "Cell", "Drop") == [7]
    assert given.fixes == {}


def test_what_was_given_reaches_the_import() -> None:
    given = Given(fixes={("a.csv", None, 2, "amount"): "100"}, dropped={("a.csv", None, 3)})
    text = b"customer,date,amount\nA,2024-01-01,1OO\nB,2024-01-01,x\n"
    choices = given.choices({})
    assert isinstance(choices, Choices)
    read = load([Upload("a.csv", text)], choices)
    assert read.dataset.lines["amount"].to_list() == [1_000_000]


def test_an_answer_can_be_taken_back() -> None:
    given = Given()
    given.answer("a.csv", "date_order", "dmy")
    assert given.files == {"a.csv": {"date_order": "dmy"}}
    given.answer("a.csv", "date_order", None)
    assert given.files == {"a.csv": {}}


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
    assert answers(several, words) == {
        "CHF": "Keep only CHF",
        "SEK": "Keep only SEK",
        "add": "Add up as they stand",
    }
    assert answers(OpenQuestionError("currency", "{currencies}", currencies="CHF, SEK"), words) == {
        "CHF": "CHF",
        "SEK": "SEK",
    }
    assert list(answers(OpenQuestionError("table", "?"), words).values()) == [
        "Orders",
        "Opportunities",
        "Payments",
        "Accounts",
    ]


def test_an_answer_on_currencies_and_returns_reaches_the_import() -> None:
    choices = Given(currencies="CHF", returns="subtract").choices({})
    assert (choices.currencies, choices.returns) == ("CHF", "subtract")
