"""Which column is the amount, and amounts of whole orders that stand on every line: counted as a person would."""

import pytest

from kam_core.intake import OpenQuestionError, load
from tests.intake.handwritten_files import lines, orders, sentences, text

RIVALS = [
    ("net before gross", "Kunde,Datum,Bruttosumme,MwSt,Nettosumme", "Alm,2025-01-02,119,19,100", 100.0),
    ("without tax in French", "Client,Date,Montant TTC,TVA,Montant HT", "Alm,2025-01-02,120,20,100", 100.0),
    ("without tax in Spanish", "Cliente,Fecha,Total con IVA,IVA,Base imponible", "Alm,2025-01-02,121,21,100", 100.0),
    ("without tax in Italian", "Cliente,Data,Totale IVA inclusa,Imponibile", "Alm,2025-01-02,122,100", 100.0),
    ("without tax in Polish", "Klient,Data,Wartość brutto,Wartość netto", "Alm,2025-01-02,123,100", 100.0),
    ("without tax in Turkish", "Müşteri,Tarih,KDV dahil tutar,KDV hariç tutar", "Alm,2025-01-02,120,100", 100.0),
    ("without tax in Japanese", "得意先,日付,税込金額,税抜金額", "甲,2025-01-02,110,100", 100.0),
    ("without tax in Chinese", "客户,日期,价税合计,不含税金额", "甲,2025-01-02,113,100", 100.0),
    ("a weight is no amount", "customer,date,Net weight (kg),Gross weight (kg),Invoice value",
     "Alm,2025-01-02,7,8,100", 100.0),
    ("the line before the order", "customer,date,Order total,Line amount", "Alm,2025-01-02,900,100", 100.0),
    ("what was sold before what a market pays out", "customer,date,Gross amount,Commission,Net amount",
     "Alm,2025-01-02,100,-15,85", 100.0),
    ("net of tax although delivery is paid", "customer,date,Net amount,Delivery fee,Total",
     "Alm,2025-01-02,100,9,109", 100.0),
    ("the one currency of the books", "customer,date,currency,Amount,Amount in CHF",
     "Alm,2025-01-02,JPY,16000,100", 100.0),
    ("thousands by the title", "Sales in thousands of EUR,,\ncustomer,date,revenue", "Alm,2025-01-02,0.1", 100.0),
]  # fmt: skip


@pytest.mark.parametrize(("header", "row", "amount"), [case[1:] for case in RIVALS], ids=[case[0] for case in RIVALS])
def test_the_amount_is_read_from_the_column_that_a_person_would_take(header: str, row: str, amount: float) -> None:
    # A second currency in the file, where one is named, must not matter to the column of the books.
    more = row.replace("JPY,16000,100", "USD,200,150") if "JPY" in row else row
    intake = orders(row, more, header=header)
    assert next(one for *_, one in lines(intake)) == pytest.approx(amount)


def test_the_rivals_and_the_choice_are_named_in_one_note() -> None:
    intake = orders("Alm,2025-01-02,119,19,100", header="Kunde,Datum,Brutto,MwSt,Netto")
    (message,) = sentences(intake, "rival_columns")
    assert message == 'orders.csv: amount is read from "Netto"; other possible columns: "Brutto".'


def test_who_buys_is_neither_the_ledger_account_nor_the_place_of_delivery() -> None:
    ledger = orders("8400,Alm,2025-01-02,5", "8400,Bor,2025-01-03,7", header="Account,Client,Date,Amount")
    assert [account for account, *_ in lines(ledger)] == ["Alm", "Bor"]
    places = orders("Hall 3,Alm,2025-01-02,5", header="Ship-to party,Sold-to party,Date,Amount")
    assert [account for account, *_ in lines(places)] == ["Alm"]


def total(rows: list[str], header: str, **choices: object) -> float:
    return sum(float(str(amount)) for *_, amount in lines(orders(*rows, header=header, **choices)))


REPEATED = ["1,Alm,2025-01-02,Chair,90", "1,Alm,2025-01-02,Desk,90", "2,Bor,2025-01-03,Lamp,40"]


def test_the_amount_of_an_order_on_each_of_its_lines_counts_once() -> None:
    assert total(REPEATED, "order no,customer,date,item,Invoice amount") == 130.0
    priced = [
        "1,Alm,2025-01-02,2,30,95", "1,Alm,2025-01-02,3,10,95", "2,Bor,2025-01-03,1,40,40",
    ]  # fmt: skip
    assert total(priced, "order no,customer,date,quantity,unit price,Total") == 135.0


def test_lines_that_cost_the_same_by_chance_are_added_up() -> None:
    same = ["1,Alm,2025-01-02,2,45,90", "1,Alm,2025-01-02,3,30,90", "2,Bor,2025-01-03,1,40,40"]
    assert total(same, "order no,customer,date,quantity,unit price,Total") == 220.0
    one = orders(*REPEATED, header="order no,customer,date,item,Total")
    assert sum(float(str(amount)) for *_, amount in lines(one)) == 220.0
    assert [found.severity for found in one.notes if found.rule == "order_amount"] == ["warn"]


def test_ambiguous_totals_are_asked_about_and_the_answer_applied() -> None:
    rows = [
        *REPEATED,
        "3,Cor,2025-01-04,Sofa,70",
        "3,Cor,2025-01-04,Rug,70",
        "4,Dun,2025-01-05,Bed,60",
        "4,Dun,2025-01-05,Cot,60",
    ]
    header = "order no,customer,date,item,amount"
    with pytest.raises(OpenQuestionError) as asked:
        orders(*rows, header=header)
    assert asked.value.question == "order_amount"
    assert total(rows, header, order_amount="once") == 260.0
    assert total(rows, header, order_amount="each") == 480.0


def test_lines_take_precedence_over_totals_and_a_difference_is_a_warning() -> None:
    heads = text(
        "heads.csv", "order no,customer,date,total\n1,Alm,2025-01-02,95\n2,Bor,2025-01-03,40\n3,Cor,2025-01-04,8\n"
    )
    items = text("items.csv", "order no,item,line amount\n1,Chair,60\n1,Desk,30\n2,Lamp,40\n")
    intake = load([heads, items])
    assert sorted(float(str(amount)) for *_, amount in lines(intake)) == [8.0, 30.0, 40.0, 60.0]
    (message,) = [str(found.message) for found in intake.notes if found.severity == "warn"]
    assert "the totals of 1 order are 5.00 higher than its lines" in message


def test_a_negative_quantity_makes_the_amount_negative() -> None:
    rows = ["Alm,2025-01-02,3,30,90", "Alm,2025-01-03,-1,30,30"]
    intake = orders(*rows, header="customer,date,quantity,unit price,amount")
    assert [amount for *_, amount in lines(intake)] == [90.0, -30.0]
    assert len(sentences(intake, "sign")) == 1


DISCOUNTS = [
    ("a price for a hundred", "customer,date,quantity,price,price unit", "Alm,2025-01-02,500,12,100", {}, 60.0),
    ("amount off", "customer,date,quantity,price,discount amount", "Alm,2025-01-02,4,10,5", {}, 35.0),
    ("money off by its currency", "Cliente,Fecha,Cantidad,Precio,Descuento (€)", "Alm,2025-01-02,4,10,5", {}, 35.0),
    ("nine tenths paid", "客户,日期,数量,单价,折扣", "甲,2025-01-02,4,10,9折", {}, 36.0),
    ("said to be what is paid", "客户,日期,数量,单价,折扣", "甲,2025-01-02,4,10,0.9", {"discount": "paid"}, 36.0),
    ("said to be taken off", "客户,日期,数量,单价,折扣", "甲,2025-01-02,4,10,0.9", {"discount": "share"}, 4.0),
]


@pytest.mark.parametrize(
    ("header", "row", "choices", "amount"), [case[1:] for case in DISCOUNTS], ids=[case[0] for case in DISCOUNTS]
)
def test_prices_and_discounts_give_the_amount_that_was_paid(
    header: str, row: str, choices: dict[str, str], amount: float
) -> None:
    assert total([row], header, **choices) == pytest.approx(amount)


def test_a_discount_of_nine_tenths_in_chinese_is_asked_about() -> None:
    with pytest.raises(OpenQuestionError) as asked:
        orders("甲,2025-01-02,4,10,0.9", header="客户,日期,数量,单价,折扣")
    assert asked.value.question == "discount"
