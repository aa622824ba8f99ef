"""Several currencies: found wherever they stand, converted by dated rates or asked about, never added up unasked."""

import polars as pl
import pytest

from kam_core.intake import Choices, Intake, OpenQuestionError, load, summarise_files, tables_of
from kam_core.vocabulary.message import UserError
from tests.intake.handwritten_files import lines, sentences, text

HEADER = "account,date,amount,margin,currency"
ROWS = (
    "A,2024-03-31,1000.00,100.00,USD",
    "A,2024-04-01,1000.00,100.00,USD",
    "B,2024-04-15,50000,5000,JPY",
    "C,2024-05-02,80.00,8.00,EUR",
)
RATES = "currency,date,rate\nUSD,2024-01-01,0.92\nUSD,2024-04-01,0.935\nJPY,2024-04-10,0.0061\nEUR,2024-01-01,1\n"


def several(*rows: str, rates: str | None = RATES, **choices: object) -> Intake:
    files = [text("sales.csv", "\n".join([HEADER, *(rows or ROWS)]))]
    if rates is not None:
        files.append(text("fx.csv", rates))
    return load(files, Choices(**choices))  # type: ignore[arg-type]


def question(*rows: str, **choices: object) -> OpenQuestionError:
    with pytest.raises(OpenQuestionError) as asked:
        several(*rows, **choices)
    return asked.value


def test_each_line_is_converted_by_the_last_rate_on_or_before_its_day() -> None:
    intake = several(currency="EUR")
    assert lines(intake) == [
        ("A", "2024-03-31", 920.0),  # 1000 × 0.92
        ("A", "2024-04-01", 935.0),  # 1000 × 0.935, the rate of that very day
        ("B", "2024-04-15", 305.0),  # 50000 × 0.0061
        ("C", "2024-05-02", 80.0),
    ]
    assert intake.dataset.lines["margin"].to_list() == [920_000, 935_000, 305_000, 80_000]
    assert intake.dataset.currency == "EUR"
    assert sentences(intake, "converted") == [
        "sales.csv: 3 rows in JPY, USD were converted to EUR at the rate of the day."
    ]
    assert not {found.severity for found in intake.notes} & {"warn", "reject", "ask"}


def test_the_reporting_currency_is_the_one_whose_rate_is_one_or_that_has_none() -> None:
    assert several().dataset.currency == "EUR"
    assert several(rates=RATES.replace("EUR,2024-01-01,1\n", "")).dataset.currency == "EUR"


@pytest.mark.parametrize(
    ("amount", "rate", "converted"),
    [
        ("0.0001", "0.5", 0),  # half a ten-thousandth goes to the even neighbour
        ("0.0003", "0.5", 2),
        ("-0.0001", "0.5", 0),
        ("-0.0003", "0.5", -2),
        ("0.0003", "0.51", 2),
        ("899999999999.9999", "0.0061", 54_900_000_000_000),
        ("1", "0.000038512", 0),
        ("1000000", "0.000038512", 385_120),
    ],
)
def test_amounts_convert_exactly_and_round_half_to_even(amount: str, rate: str, converted: int) -> None:
    intake = several(
        f"A,2024-02-01,{amount},,VND", "B,2024-02-01,1,,EUR", rates=f"币种,日期,汇率\nVND,2024-01-01,{rate}\n"
    )
    assert intake.dataset.lines["amount"].to_list()[0] == converted


@pytest.mark.parametrize(
    "rates",
    [
        "Currency,Month,Exchange rate\nUSD,2024-01,0.92\n",
        "币种,月份,汇率,单位\n美元,2024-01,92,100\n",
        "From,To,Date,Rate\nUSD,EUR,2024-01-01,0.92\n",
        "Währung;Gültig ab;Kurs\nUSD;01.01.2024;0,92\n",
    ],
)
def test_rates_may_be_by_month_for_a_hundred_units_or_named_by_both_currencies(rates: str) -> None:
    intake = several("A,2024-02-01,1000,,USD", "B,2024-02-01,1,,EUR", rates=rates)
    assert lines(intake)[0] == ("A", "2024-02-01", 920.0)
    assert intake.dataset.currency == "EUR"


def test_rates_into_another_currency_than_the_reporting_one_are_not_used_and_reported() -> None:
    rates = "From,To,Date,Rate\nUSD,CHF,2024-01-01,0.88\nUSD,EUR,2024-01-01,0.92\n"
    intake = several("A,2024-02-01,1000,,USD", "B,2024-02-01,1,,EUR", rates=rates, currency="EUR")
    assert lines(intake)[0][2] == 920.0
    assert len(sentences(intake, "other_rates")) == 1


def test_new_rates_convert_earlier_lines_again_and_it_is_reported() -> None:
    before = several(currency="EUR")
    again = load([text("new.csv", "currency,date,rate\nUSD,2024-04-01,0.95\n")], Choices(), before.records)
    assert lines(again)[1] == ("A", "2024-04-01", 950.0)
    assert again.dataset.currency == "EUR"
    assert sentences(again, "rates_changed") == [
        "new.csv: with the new exchange rates, 1 row of earlier files changes from 2,240.00 to 2,255.00."
    ]
    assert again.records["transactions"]["amount"].to_list()[0] == 10_000_000


def test_later_rates_bring_back_lines_left_out_before() -> None:
    euros_only = several(rates=None, currencies="EUR")
    assert lines(euros_only) == [("C", "2024-05-02", 80.0)]
    later = load([text("fx.csv", RATES)], Choices(), euros_only.records)
    assert later.dataset.lines["amount"].sum() == 22_400_000


def test_a_line_before_the_first_rate_is_a_question() -> None:
    asked = question("A,2023-12-31,5,,USD", "B,2024-01-05,5,,EUR", currency="EUR")
    assert asked.question == "currencies"
    assert "1 row in USD from 2023-12-31 has no exchange rate on or before its date" in str(asked)


def test_several_currencies_without_rates_are_a_question() -> None:
    asked = question(rates=None)
    assert (asked.question, asked.message.values["currencies"]) == ("currencies", "EUR, JPY, USD")


def test_the_summary_of_a_file_asks_the_same_question() -> None:
    sales, rates = text("sales.csv", "\n".join([HEADER, *ROWS])), text("fx.csv", RATES)
    (one,) = summarise_files([sales])
    assert [(found.severity, found.rule) for found in one.findings] == [("ask", "currencies")]
    assert summarise_files([sales, rates])[0].findings == ()
    assert [found.severity for found in summarise_files([sales], Choices(currencies="EUR"))[0].findings] == []


def test_one_currency_may_be_selected_and_the_others_are_counted_with_their_money() -> None:
    intake = several(rates=None, currencies="USD")
    assert (intake.dataset.lines["amount"].sum(), intake.dataset.currency) == (20_000_000, "USD")
    assert sentences(intake, "currency_left_out") == [
        "sales.csv: 1 row in JPY worth 50,000.00 is excluded because only USD is kept.",
        "sales.csv: 1 row in EUR worth 80.00 is excluded because only USD is kept.",
    ]
    assert [(one.read, one.loaded, one.left_out) for one in intake.counts] == [(4, 2, 2)]


def test_adding_up_currencies_is_possible_by_choice_and_remembered_with_the_data_set() -> None:
    intake = several(rates=None, currencies="add")
    assert (intake.dataset.lines["amount"].sum(), intake.dataset.currency) == (520_800_000, None)
    assert len(sentences(intake, "currencies")) == 1
    more = load([text("june.csv", f"{HEADER}\nD,2024-06-01,7,,USD\n")], Choices(), intake.records)
    assert more.dataset.lines["amount"].sum() == 520_870_000


def test_a_currency_without_lines_cannot_be_selected() -> None:
    with pytest.raises(UserError, match="No order line is in GBP"):
        several(rates=None, currencies="GBP")


def test_rows_without_a_currency_beside_others_are_asked_about_until_the_reporting_currency_is_known() -> None:
    rows = ("A,2024-02-01,5,,USD", "B,2024-02-02,7,,")
    asked = question(*rows, rates=None)
    assert asked.question == "currency"
    intake = several(*rows, rates=None, currency="USD")
    assert intake.dataset.lines["amount"].sum() == 120_000
    assert sentences(intake, "no_currency") == ["sales.csv: 1 row has no currency and is read as USD."]
    converted = several(*rows, currency="EUR")
    assert converted.dataset.lines["amount"].to_list() == [46_000, 70_000]


def test_files_in_two_currencies_are_asked_about_whether_together_or_one_after_the_other() -> None:
    kroner = text("dk.csv", "account,date,amount (DKK)\nA,2024-01-02,5\n")
    francs = text("ch.csv", "account,date,amount (CHF)\nA,2024-01-03,5\n")
    with pytest.raises(OpenQuestionError, match="CHF, DKK"):
        load([kroner, francs])
    with pytest.raises(OpenQuestionError, match="CHF, DKK"):
        load([francs], Choices(), load([kroner]).records)


def test_other_tables_with_money_follow_the_currency_of_the_orders() -> None:
    deals = text("deals.csv", "opportunity,account,stage,amount,currency,created\nX,A,offer,100,USD,2024-04-02\n")
    sales = text("sales.csv", "account,date,amount,currency\nA,2024-02-01,5,EUR\n")
    with pytest.raises(OpenQuestionError, match="EUR, USD"):
        load([sales, deals])
    intake = load([sales, deals, text("fx.csv", RATES)])
    assert intake.dataset.tables["opportunities"].select("amount", "currency").rows() == [(935_000, "EUR")]


def test_tables_without_the_columns_of_money_or_days_are_converted_as_far_as_they_go() -> None:
    sales, rates = text("sales.csv", "account,date,amount\nA,2024-02-01,5\n"), text("fx.csv", RATES)
    bare = text("contracts.csv", "account,contract no,currency\nA,C-1,USD\nA,C-2,JPY\n")
    deals = text("deals.csv", "opportunity,account,stage,amount,currency\nX,A,offer,100,USD\n")
    frames = tables_of([sales, rates, bare, deals], Choices(currency="EUR")).frames
    assert frames["contracts"]["currency"].to_list() == ["USD", "JPY"]
    # A deal without a day has the last rate.
    assert frames["opportunities"]["amount"].to_list() == [93.5]
    with pytest.raises(OpenQuestionError):
        tables_of(
            [
                sales,
                text(
                    "priced.csv", "account,date,quantity,price,currency\nA,2024-02-01,1,5,USD\nA,2024-02-02,1,5,EUR\n"
                ),
            ],
            Choices(),
        )


def test_rates_imported_alone_apply_to_later_orders() -> None:
    rates = load([text("fx.csv", RATES)], Choices(currency="EUR"))
    assert rates.dataset.tables["rates"].height == 4
    later = load([text("sales.csv", "\n".join([HEADER, *ROWS]))], Choices(), rates.records)
    assert later.dataset.lines["amount"].sum() == 22_400_000


def test_rows_stored_before_a_table_had_a_currency_are_still_read() -> None:
    deals = text("deals.csv", "opportunity,account,stage,amount\nX,A,offer,100\n")
    before = load([text("sales.csv", "account,date,amount\nA,2024-02-01,5\n"), deals])
    old = dict(before.records) | {"opportunities": before.records["opportunities"].drop("currency", "tender_date")}
    later = load([text("more.csv", "opportunity,account,stage,amount\nY,A,offer,7\n", "opportunities")], Choices(), old)
    assert sorted(later.dataset.tables["opportunities"]["amount"]) == [70_000, 1_000_000]


def test_two_rates_of_one_day_are_a_warning_and_a_rate_of_zero_is_refused() -> None:
    twice = several(rates=RATES + "USD,2024-04-01,0.94\n")
    assert lines(twice)[1][2] == 940.0
    assert len(sentences(twice, "two_rates")) == 1
    zero = several(rates=RATES + "GBP,2024-04-01,0\n")
    assert zero.rejected["file"].to_list() == ["fx.csv"]


def test_tables_in_a_folder_have_the_original_amounts_beside_the_converted() -> None:
    files = [text("sales.csv", "\n".join([HEADER, *ROWS])), text("fx.csv", RATES)]
    frame = tables_of(files, Choices(currency="EUR")).frames["transactions"]
    shown = frame.select(pl.col("amount", "currency", "original_amount", "original_currency")).rows()
    assert shown[2] == (305.0, "EUR", 50_000.0, "JPY")
    assert shown[3] == (80.0, "EUR", 80.0, "EUR")
