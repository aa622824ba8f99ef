"""The currency of amounts: in a column of its own, in a header, or nowhere."""

import pytest

from kam_core.intake.headers import header_currency, header_unit
from tests.intake.handwritten_files import lines, orders, sentences


@pytest.mark.parametrize(
    ("header", "currency"),
    [
        ("Net amount (EUR)", "EUR"),
        ("amount (USD)", "USD"),
        ("Amount [gbp]", "GBP"),
        ("Umsatz in EUR", "EUR"),
        ("Umsatz in €", "EUR"),
        ("Net sales SEK", "SEK"),
        ("Turnover_CHF", "CHF"),
        ("Montant £", "GBP"),
        ("price per pen", None),
        ("Amount Net", None),
        ("Umsatz (TEUR)", "EUR"),
        ("销售额(人民币)", "CNY"),
        ("销售额（人民币）", "CNY"),
        ("金额(RMB)", "CNY"),
        ("金额(万美元)", "USD"),
        ("金额(万USD)", "USD"),
        ("Amount ($)", "USD"),
        ("Amount (HK$)", "HKD"),
        ("Amount (£)", "GBP"),
        # Yuan and yen share a sign, and 元 is said of every currency.
        ("金额(元)", None),
        ("金额(万元)", None),
        ("金额(￥)", None),
        ("金额(¥)", None),
        # Words that hold the letters of a code, and two currencies at once.
        ("Amount (neurology)", None),
        ("Amount (all)", None),
        ("Amount (EUR/USD)", None),
        ("Margin in total", None),
        ("EUR", None),
    ],
)
def test_a_currency_is_named_by_a_whole_word_in_brackets_or_after_in(header: str, currency: str | None) -> None:
    assert header_currency(header) == currency


@pytest.mark.parametrize(
    ("header", "currency"),
    [("Net amount (EUR)", "EUR"), ("amount (USD)", "USD"), ("Umsatz in EUR", "EUR"), ("销售额(人民币)", "CNY")],
)
def test_the_header_gives_the_currency_of_the_rows_and_it_is_reported(header: str, currency: str) -> None:
    intake = orders("A,2024-01-02,5", header=f"account,date,{header}")
    assert lines(intake) == [("A", "2024-01-02", 5.0)]
    assert intake.dataset.currency == currency
    assert intake.records["transactions"]["currency"].to_list() == [currency]
    assert sentences(intake, "header_currency") == [
        f"orders.csv, {header}: the header says {currency}; it is used as the currency of the rows."
    ]


def test_a_computed_amount_has_the_currency_of_its_price() -> None:
    assert orders("A,2024-01-02,2,5", header="account,date,quantity,unit price (EUR)").dataset.currency == "EUR"


def test_a_column_of_currencies_goes_before_the_header() -> None:
    intake = orders("A,2024-01-02,5,USD", header="account,date,amount (EUR),currency")
    assert intake.dataset.currency == "USD"
    assert sentences(intake, "header_currency") == []


def test_a_chosen_currency_applies_where_the_file_names_none() -> None:
    silent = orders("A,2024-01-02,5", header="account,date,amount", currency="CNY")
    assert silent.records["transactions"]["currency"].to_list() == ["CNY"]


def test_a_column_in_another_currency_than_the_amounts_is_not_used_and_reported() -> None:
    intake = orders("A,2024-01-02,5,1", header="account,date,amount (USD),margin (EUR)")
    assert sentences(intake, "other_currency") == [
        "orders.csv, margin (EUR): this column is in EUR but the amounts are in USD, so it is not used. "
        "Use one currency for both."
    ]
    assert intake.dataset.lines["margin"].to_list() == [None]


def test_a_header_in_thousands_or_cents_is_not_taken_for_one_in_units() -> None:
    assert lines(orders("A,2024-01-02,5", header="Kunde,Datum,Umsatz in k€")) == [("A", "2024-01-02", 5_000.0)]
    assert lines(orders("A,2024-01-02,1999", header="Client,Date,Montant (centimes)")) == [("A", "2024-01-02", 19.99)]
    assert lines(orders("甲,2024-01-02,3亿", header="客户,日期,金额(万元)")) == [("甲", "2024-01-02", 3e8)]


def test_a_unit_beside_a_currency_still_multiplies() -> None:
    assert header_unit("金额(万美元)") == ("万美元", 1e4)
    assert header_unit("金额(万USD)") == ("万usd", 1e4)
    assert header_unit("Umsatz (TEUR)") == ("teur", 1e3)
    intake = orders("A,2024-01-02,1.5", header="客户,日期,金额(人民币万元)")
    assert lines(intake) == [("A", "2024-01-02", 15_000.0)]
    assert intake.dataset.currency == "CNY"
