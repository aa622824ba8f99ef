"""What counts as a sale: status words, document types, flags, codes and refunds in the words of many systems."""

import pytest

from kam_core.intake import Choices, OpenQuestionError, load
from kam_core.intake.line_kinds.status_words import classify_cell
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from tests.intake.handwritten_files import lines, needs_shared, orders, sentences, shared, text

SALES = """
Despatched; Fully invoiced; Partially delivered; In Transit; Bezahlt; Ausgeliefert;
Geliefert; Expédiée; Terminé; Entregado; Consegnato; Concluído; Betaald;
Zrealizowane; Отгружен; Teslim edildi; 已签收; 已收款; 納品済; 배송완료; Fattura; Faktura
sprzedaży; 销售出库; Freight
"""
NO_SALES = """
Order was cancelled; VOIDED; Deleted by user; Storniert am Telefon; Abgelehnt;
Commande annulée; Devis; Anulado; Presupuesto; Annullata; Cancelada; Rascunho;
Geannuleerd; Offerte 2024; Anulowane przez klienta; Черновик; Отменён; İptal edildi;
Taslak; 已作废; 交易关闭; 報價單; 下書き; キャンセル済; 주문취소; 견적서; VAT 19%; Grand total; Sales tax;
Zahlungseingang; Règlement client; Provision; 手续费; Budget 2025; Forecast; Vorjahr;
数量; Units sold
"""
CREDITS = """
Sales credit note; CREDIT MEMO; Customer return; Rechnungskorrektur;
Gutschriftsanzeige; Avoir client; Note de crédit; Nota de crédito; Factura
rectificativa; Nota di credito; Devolução; Creditnota; Faktura korygująca; Возврат от
покупателя; Satıştan iade faturası; 红字发票; 销售退货单; 赤伝; 売上返品; 매출반품
"""
ASKED = """
Awaiting payment; Pending; Partially refunded; Teilweise erstattet; En attente de
paiement; Pendiente de pago; In attesa; Aguardando pagamento; Ожидает оплаты; Ödeme
bekleniyor; 待付款; 部分退款; 入金待ち; 결제대기
"""


def cells(answers: str) -> list[str]:
    return [cell.strip() for cell in answers.replace("\n", " ").split(";") if cell.strip()]


@pytest.mark.parametrize(
    ("words", "kind"),
    [(SALES, LineKind.SALE), (NO_SALES, LineKind.LEFT_OUT), (CREDITS, LineKind.CREDIT), (ASKED, LineKind.UNCLEAR)],
    ids=["sales", "no sales", "credits", "asked"],
)
def test_words_of_thirteen_languages_classify_lines(words: str, kind: LineKind) -> None:
    meanings = {cell: classify_cell(cell) for cell in cells(words)}
    assert {cell: one.kind if one else None for cell, one in meanings.items()} == dict.fromkeys(meanings, kind)


@pytest.mark.parametrize(
    "name", ["Corporate", "Home Office", "First Class", "Gold", "Nord", "批次A", "Ada Lovelace", "A1"]
)
def test_words_of_other_columns_do_not_classify_sales(name: str) -> None:
    assert classify_cell(name) is None


def amounts(rows: list[str], header: str, **choices: object) -> dict[str, float]:
    totals: dict[str, float] = {}
    for account, _, amount in lines(orders(*rows, header=header, **choices)):
        totals[str(account)] = totals.get(str(account), 0.0) + float(str(amount))
    return {account: total for account, total in totals.items() if total}


CASES = [
    ("a status that cancels is left out", "Kunde,Datum,Betrag,Auftragsstatus",
     ["Alm,2025-02-01,80,erledigt", "Alm,2025-02-02,500,storniert", "Bor,2025-02-03,7,Entwurf"], {"Alm": 80.0}),
    ("a document that takes back counts negative", "Cliente,Fecha,Importe,Tipo de documento",
     ["Alm,2025-02-01,80,Factura", "Alm,2025-02-02,30,Nota de crédito"], {"Alm": 50.0}),
    ("credits that carry a minus count as they stand", "customer,date,amount,doc type",
     ["Alm,2025-02-01,80,Invoice", "Alm,2025-02-02,-30,Credit note"], {"Alm": 50.0}),
    ("a cancelling document with a minus takes its sale back", "Kunde,Datum,Betrag,Belegart",
     ["Alm,2025-02-01,80,Rechnung", "Alm,2025-02-02,-80,Stornierung", "Bor,2025-02-03,9,Rechnung"], {"Bor": 9.0}),
    ("a returned line with a minus is the return itself", "customer,date,amount,status",
     ["Alm,2025-02-01,80,completed", "Alm,2025-02-02,-30,returned", "Bor,2025-02-03,-9,cancelled"], {"Alm": 50.0}),
    ("a returned order without a minus is left out", "customer,date,amount,status",
     ["Alm,2025-02-01,80,completed", "Alm,2025-02-02,30,returned"], {"Alm": 80.0}),
    ("a flag leaves lines out", "customer,date,amount,voided",
     ["Alm,2025-02-01,80,false", "Alm,2025-02-02,500,true"], {"Alm": 80.0}),
    ("a day of cancelling leaves lines out", "客户,日期,金额,取消时间",
     ["甲,2025-02-01,80,", "甲,2025-02-02,500,2025-02-03 10:00"], {"甲": 80.0}),
    ("a returned quantity with a price counts negative", "customer,date,quantity,price,transaction type",
     ["Alm,2025-02-01,4,20,Sale", "Alm,2025-02-02,1,20,Refund"], {"Alm": 60.0}),
    ("money given back is taken off", "customer,date,amount,Montant remboursé",
     ["Alm,2025-02-01,80,0", "Alm,2025-02-02,50,20"], {"Alm": 110.0}),
    ("money given back with tax takes off its share without tax", "customer,date,Net amount,VAT,Gross amount,Refunded",
     ["Alm,2025-02-01,100,20,120,60"], {"Alm": 50.0}),
    ("an order said to be refunded counts with what is left of it", "customer,date,amount,refund amount,payment status",
     ["Alm,2025-02-01,80,0,paid", "Alm,2025-02-02,50,20,partially refunded"], {"Alm": 110.0}),
    ("taxes and totals beside the lines are left out, freight is sold", "order id,customer,date,amount,line type",
     ["1,Alm,2025-02-01,80,Product", "1,Alm,2025-02-01,9,Freight", "1,Alm,2025-02-01,17,VAT 19%",
      "1,Alm,2025-02-01,106,Grand Total"], {"Alm": 89.0}),
    ("plans beside what was sold are left out", "client,date,montant,scénario",
     ["Alm,2025-02-01,80,Réel", "Alm,2025-02-01,500,Prévision"], {"Alm": 80.0}),
    ("codes of documents are known by their header", "customer,date,amount,docstatus",
     ["Alm,2025-02-01,80,1", "Alm,2025-02-02,500,2", "Alm,2025-02-02,70,0"], {"Alm": 80.0}),
    ("credits in a second column are taken off debits", "customer,date,Soll,Haben",
     ["Alm,2025-02-01,80,", "Alm,2025-02-02,,30"], {"Alm": 50.0}),
    ("how one pays says nothing", "customer,date,amount,payment method",
     ["Alm,2025-02-01,80,Credit", "Alm,2025-02-02,20,Cash"], {"Alm": 100.0}),
]  # fmt: skip


@pytest.mark.parametrize(("header", "rows", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_form_of_line_kind_counts_as_a_person_would_count(
    header: str, rows: list[str], expected: dict[str, float]
) -> None:
    choices = {"mapping": {"amount": "Soll"}} if "Soll" in header else {}
    assert amounts(rows, header, **choices) == pytest.approx(expected)


OPEN = ["Alm,2025-02-01,80,Delivered", "Alm,2025-02-02,50,Awaiting payment", "Bor,2025-02-03,9,Klärfall"]


def test_ambiguous_words_are_asked_about_with_their_lines_and_money() -> None:
    with pytest.raises(OpenQuestionError) as asked:
        orders(*OPEN, header="customer,date,amount,status")
    assert asked.value.question == "line_kinds"
    message = str(asked.value)
    assert '"Awaiting payment": 1 line worth 50.00 (proposal: a sale)' in message
    assert '"Klärfall": 1 line worth 9.00 (proposal: a sale)' in message


def test_statuses_with_a_name_and_a_date_beside_their_word_are_known_however_many_there_are() -> None:
    rows = [
        f"Alm,2025-02-01,1,Delivered on 2025-02-{day:02d} by {who}" for day in range(1, 29) for who in ("A", "B", "C")
    ]
    rows += [f"Alm,2025-03-01,500,Cancelled by {who}" for who in ("Ada", "Ben")] + ["Alm,2025-03-01,2,Klärfall 17"]
    assert amounts(rows, "customer,date,amount,status") == {"Alm": 86.0}


def test_the_answer_takes_the_proposals_or_says_it_value_by_value() -> None:
    header = "customer,date,amount,status"
    taken = Choices().with_answers({"line_kinds": "proposed"}).line_kinds
    assert amounts(OPEN, header, line_kinds=taken) == {"Alm": 130.0, "Bor": 9.0}
    answers = Choices().with_answers({"line_kinds": "Awaiting payment:left_out; Klärfall:credit"}).line_kinds
    assert amounts(OPEN, header, line_kinds=answers) == {"Alm": 80.0, "Bor": -9.0}


def test_left_out_and_negative_lines_are_reported_with_their_money() -> None:
    rows = ["Alm,2025-02-01,80,Invoice", "Alm,2025-02-02,30,Credit note", "Bor,2025-02-02,12,Quotation"]
    intake = orders(*rows, header="customer,date,amount,document type")
    assert sentences(intake, "left_out") == [
        'orders.csv, document type: 1 line with "Quotation" worth 12.00 is excluded.'
    ]
    assert sentences(intake, "credit") == [
        'orders.csv, document type: 1 line with "Credit note" worth 30.00 is counted as negative.'
    ]


def test_an_order_cancelled_in_the_list_of_orders_takes_its_lines_with_it() -> None:
    heads = text("heads.csv", "order id,customer,date,status\n1,Alm,2025-02-01,Shipped\n2,Alm,2025-02-02,Storniert\n")
    items = text("items.csv", "order id,product,amount\n1,P,80\n2,P,500\n2,Q,70\n")
    assert [amount for *_, amount in lines(load([heads, items]))] == [80.0]


def test_only_the_chosen_statuses_are_left_out() -> None:
    rows = ["Alm,2025-02-01,80,Cancelled", "Alm,2025-02-02,50,Parked"]
    header = "customer,date,amount,status"
    assert amounts(rows, header, exclude_status=("parked",)) == {"Alm": 80.0}
    assert amounts(rows, header, exclude_status=()) == {"Alm": 130.0}


@needs_shared
def test_real_deals_know_won_and_lost_by_their_words() -> None:
    names = ("sales_pipeline.csv", "accounts.csv")
    intake = load([shared(f"crm_sales_opportunities/{name}") for name in names])
    status = intake.dataset.tables["opportunities"]["status"].value_counts().rows()
    assert dict(status)["won"] == 4238
    assert dict(status)["lost"] == 2473
