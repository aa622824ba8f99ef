"""The currency of a line: in a column of its own, in the cells of amounts, or in their header."""

import pytest

from kam_core.intake import OpenQuestionError, load
from tests.intake.handwritten_files import lines, orders, sentences, text


@pytest.mark.parametrize(
    ("cells", "currencies"),
    [
        (("CHF 100.50", "250 SEK"), "CHF, SEK"),
        (("100澳元", "200加元"), "AUD, CAD"),
        (("$1,250.00", "£75"), "GBP, USD"),
        (("US$ 5", "HK$ 7"), "HKD, USD"),
        (("zł 12,50", "kč 99,00"), "CZK, PLN"),
        (("20,000원", "3,000円"), "JPY, KRW"),
        (("₹ 1,00,000", "€ 12.00"), "EUR, INR"),
        (("￥100", "$20"), "USD, ¥"),
        (("￥100", "人民币300", "5美元"), "CNY, USD"),
        (("100元", "200美元"), "CNY, USD"),
        (("3万元", "2万欧元", "5块"), "CNY, EUR"),
    ],
)
def test_currencies_in_the_cells_of_amounts_are_seen(cells: tuple[str, ...], currencies: str) -> None:
    rows = "\n".join(f'A,2024-02-0{day},"{cell}"' for day, cell in enumerate(cells, 1))
    with pytest.raises(OpenQuestionError) as asked:
        load([text("cells.csv", f"account,date,amount\n{rows}\n")])
    assert asked.value.message.values["currencies"] == currencies


def test_cells_in_one_currency_are_read_and_it_is_that_of_the_data_set() -> None:
    intake = orders("A,2024-01-02,100 CHF", "B,2024-01-03,CHF 50", header="account,date,amount")
    assert [amount for *_, amount in lines(intake)] == [100.0, 50.0]
    assert intake.dataset.currency == "CHF"
    assert not {found.severity for found in intake.notes} & {"warn", "reject", "ask"}


def test_a_bare_number_among_cells_with_a_currency_is_warned_of() -> None:
    intake = orders("A,2024-01-02,100 CHF", "B,2024-01-03,7", header="account,date,amount")
    assert intake.records["transactions"]["currency"].to_list() == ["CHF", "CHF"]
    assert [found.severity for found in intake.notes if found.rule == "cell_currency"] == ["note", "warn"]


def test_a_cost_in_another_currency_than_its_amount_gives_no_margin() -> None:
    intake = orders("A,2024-01-02,€100,£80", "B,2024-01-03,€50,€20", header="account,date,amount,cost")
    assert intake.dataset.lines["margin"].to_list() == [None, 300_000]
    assert "1 cell has a different currency (GBP)" in sentences(intake, "other_currency")[0]


@pytest.mark.parametrize("header", ["Invoice currency", "Symbol", "Monnaie", "Unit of account", "结算单位"])
@pytest.mark.parametrize("codes", [("SEK", "PLN"), ("€", "£"), ("美元", "EUR")])
def test_a_currency_column_is_recognised_by_its_cells(header: str, codes: tuple[str, str]) -> None:
    rows = "".join(f"A,2024-02-0{day},5,{code}\n" for day, code in enumerate(codes, 1))
    with pytest.raises(OpenQuestionError) as asked:
        load([text("list.csv", f"account,date,amount,{header}\n{rows}")])
    assert asked.value.question == "currencies"


def test_yuan_by_several_names_is_one_currency() -> None:
    rows = ("A,2024-01-02,5,人民币", "B,2024-01-03,5,元", "C,2024-01-04,5,CNY", "D,2024-01-05,5,RMB")
    intake = orders(*rows, header="客户,日期,金额,币种")
    assert intake.dataset.currency == "CNY"
    assert not {found.severity for found in intake.notes} & {"warn", "reject", "ask"}


def test_cells_in_another_currency_than_their_header_says_are_believed_with_a_warning() -> None:
    intake = orders("A,2024-01-02,£5", "B,2024-01-03,£6", header="account,date,amount (USD)")
    assert intake.dataset.currency == "GBP"
    assert len(sentences(intake, "cell_currency")) == 2


def test_a_dollar_sign_means_the_dollars_of_the_currency_column() -> None:
    intake = orders("A,2024-01-02,$100,CAD", header="account,date,amount,currency")
    assert intake.dataset.currency == "CAD"


def test_amounts_in_the_currency_of_the_books_do_not_care_for_the_documents_currency() -> None:
    rows = ("A,2024-01-02,100,SEK", "B,2024-01-03,50,NOK")
    for header in ("Amount (base currency)", "本位币金额", "Betrag Hauswährung"):
        intake = orders(*rows, header=f"account,date,{header},currency", mapping={"amount": header})
        assert intake.dataset.lines["amount"].sum() == 1_500_000
        assert not {found.severity for found in intake.notes} & {"warn", "reject", "ask"}
