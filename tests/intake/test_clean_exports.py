"""Clean exports: imported unchanged, without findings."""

import itertools
import random

import pytest

from kam_core.intake import Choices, load
from tests.intake.handwritten_files import lines, text

HEADERS = [
    ("Order No", "Customer", "Order Date", "Amount"),
    ("Invoice Number", "Customer Name", "Invoice Date", "Net Amount"),
    ("Rechnungsnummer", "Kunde", "Rechnungsdatum", "Nettobetrag"),
    ("Numero facture", "Nom client", "Date facture", "Montant HT"),
    ("订单号", "客户名称", "下单日期", "销售额"),
    ("单据编号", "购货单位", "日期", "不含税金额"),
    ("Document No", "Sold-to party", "Posting Date", "Net Value"),
    ("Order ID", "Client", "Date", "Revenue"),
    ("受注番号", "得意先名", "受注日", "売上金額"),
    ("Numer faktury", "Nazwa klienta", "Data wystawienia", "Kwota netto"),
]
MORE = [
    {},
    {"Status": ("Shipped", "Delivered", "In Process")},
    {"Order Type": ("Web", "Phone", "Branch"), "Channel": ("Retail", "Online", "Partner")},
    {"Payment Method": ("Cash", "Credit Card", "Transfer"), "Ship Mode": ("Standard", "Express", "Second Class")},
    {"Region": ("North", "South", "East"), "Segment": ("Corporate", "Consumer", "Home Office")},
    {"Product": ("Chair", "Desk", "Lamp"), "Quantity": ("1", "2", "3"), "Sales Rep": ("Ada", "Ben", "Cyd")},
    {"Tax": ("19.00", "1.90", "7.60"), "Currency": ("EUR", "EUR", "EUR")},
    {"Priority": ("High", "Low", "Medium"), "Returned": ("No", "No", "No"), "Note": ("", "call first", "")},
    {"Type": ("Invoice", "Invoice", "Invoice"), "Discount": ("0.1", "0", "0.2")},
    {"Category": ("Furniture", "Technology", "Supplies"), "Order Priority": ("Normal", "Critical", "Normal")},
]
BUYERS = (
    "Ashfold Ltd",
    "Berrow & Co",
    "Cawdor plc",
    "Dunmore",
    "Total Solutions GmbH",
    "Void Studio",
    "Test Valley Farm",
)


def plain_file(number: int) -> tuple[str, list[tuple[str, str, float]]]:
    """A file without anything odd, and its lines: a header set, some columns more, a delimiter, a way to write days."""
    chance = random.Random(number)
    header, more = HEADERS[number % len(HEADERS)], MORE[(number * 7) % len(MORE)]
    mark = ";" if "Rechnungsnummer" in header else ","
    rows, expected = [mark.join([*header, *more])], []
    for line in range(1, 25):
        buyer, day = chance.choice(BUYERS), f"2025-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        amount = chance.randint(1_000, 999_999) / 100
        written = f"{amount:.2f}".replace(".", ",") if mark == ";" else f"{amount:.2f}"
        cells = [f"A-{number}-{line}", buyer, day, written, *(values[line % 3] for values in more.values())]
        rows.append(mark.join(cells))
        expected.append((buyer, day, amount))
    return "\n".join(rows) + "\n", expected


@pytest.mark.parametrize("number", range(20))
def test_a_plain_export_is_read_without_findings(number: int) -> None:
    content, expected = plain_file(number)
    intake = load([text("export.csv", content)], Choices())
    assert [(one.severity, str(one.message)) for one in intake.notes if one.severity != "note"] == []
    read = [(buyer, day, round(float(str(amount)), 2)) for buyer, day, amount in lines(intake)]
    assert sorted(read) == sorted(expected)


def test_the_plain_exports_differ_in_headers_and_neighbouring_columns() -> None:
    pairs = {(number % len(HEADERS), (number * 7) % len(MORE)) for number in range(20)}
    assert {one for one, _ in pairs} == set(range(len(HEADERS)))
    assert len(pairs) >= 10
    assert {other for _, other in pairs} == set(range(len(MORE))), list(itertools.islice(pairs, 3))
