"""The header rows of many systems: each column goes to its field, and nothing goes to a field that it is not."""

import pytest

from kam_core.intake import Choices, load
from kam_core.intake.headers import header_key, header_unit
from kam_core.intake.matching.columns import match_columns
from kam_core.vocabulary.tables import TABLES
from tests.intake.handwritten_files import text

SYSTEMS = {
    "SAP order items": ("VBELN|AUDAT|KUNNR|NAME1|MATNR|ARKTX|KWMENG|NETWR|WAERK",
                        "order_id date account account_name product product_name quantity amount currency"),
    "SAP in German": ("Verkaufsbeleg|Fakturadatum|Auftraggeber|"
                      "Materialnummer|Fakturierte Menge|Nettowert|Belegwährung",
                      "order_id date account product quantity amount currency"),
    "Business Central": ("Document No.|Posting Date|"
                         "Sell-to Customer No.|Sell-to Customer Name|Unit Price|Line Amount",
                         "order_id date account account_name price amount"),
    "NetSuite": ("Document Number|Date|Customer/Project: Name|Item|Quantity|Amount (Net)",
                 "order_id date account_name product quantity amount"),
    "Sage 100 in French": ("N° pièce|Date pièce|Code tiers|Intitulé tiers|"
                           "Référence article|Désignation article|Qté|PU HT|Montant HT",
                           "order_id date account account_name product product_name quantity price amount"),
    "Sage 100 in German": ("Beleg-Nr.|Belegdatum|Kd.-Nr.|Kunde|Art.-Nr.|Artikelbezeichnung|Menge|E-Preis|Netto",
                           "order_id date account account_name product product_name quantity price amount"),
    "Lexware": ("Rg.-Nr.|Rg.-Datum|Kundennr|Firma|Nettobetrag", "order_id date account account_name amount"),
    "DATEV": ("Belegfeld 1|Belegdatum|Debitorennummer|Umsatz", "order_id date account amount"),
    "Odoo": ("Number|Invoice Partner Display Name|Invoice Date|Untaxed Amount", "- account_name date amount"),
    "QuickBooks": ("Txn Date|Invoice #|Customer #|Customer|Product/Service|Qty|Rate|Amount",
                   "date order_id account account_name product_name quantity price amount"),
    "Exact": ("Factuurnr.|Factuurdatum|Debiteurnummer|Relatienaam|"
              "Artikelcode|Artikelomschrijving|Aantal|Bedrag excl. btw",
              "order_id date account account_name product product_name quantity -"),
    "Holded": ("Nº de factura|Fecha de la factura|Código de cliente|Nombre del cliente|Base imponible",
               "order_id date account account_name amount"),
    "Danea": ("N. doc.|Data doc.|Cod. cliente|Cliente|"
              "Cod. articolo|Descrizione articolo|Q.tà|Prezzo unitario|Imponibile",
              "order_id date account account_name product product_name - price amount"),
    "TOTVS": ("Nota Fiscal|Dt. Emissão|Cód. Cliente|Razão Social|Cód. Produto|Qtde|Vlr. Unitário|Vlr. Total",
              "order_id date account account_name product quantity price amount"),
    "Comarch": ("Numer dokumentu|Data wystawienia|Akronim kontrahenta|"
                "Nazwa kontrahenta|Kod towaru|Nazwa towaru|Ilość|Wartość netto",
                "order_id date account account_name product product_name quantity amount"),
    "1C": ("№ документа|Дата документа|Код контрагента|Контрагент|Номенклатура|Количество|Цена|Сумма без НДС",
           "order_id date account account_name product quantity price amount"),
    "Logo": ("Fiş No|Fiş Tarihi|Cari Hesap Kodu|Cari Hesap Ünvanı|"
             "Malzeme Kodu|Malzeme Açıklaması|Miktar|Birim Fiyat|Net Tutar",
             "order_id date account account_name product product_name quantity price amount"),
    "U8": ("销售发票号|开票日期|客户编码|客户简称|存货编码|存货名称|数量|无税单价|无税金额",
           "- date account account_name product product_name quantity price amount"),
    "K3": ("单据编号|单据日期|客户代码|客户名称|物料编码|物料描述|实发数量|价税合计",
           "order_id date account account_name product product_name quantity amount"),
    "Digiwin": ("銷貨單號|銷貨日期|客戶代號|客戶簡稱|品號|品名|銷貨數量|單價|未稅金額",
                "order_id date account account_name product product_name quantity price amount"),
    "Kanjo Bugyo": ("伝票No|売上日付|得意先コード|得意先名|商品コード|商品名|数量|単価|税抜金額",
                    "order_id date account account_name product product_name quantity price amount"),
    "freee": ("取引日|取引先|管理番号|金額", "date account order_id amount"),
    "Ecount": ("전표번호|판매일자|거래처코드|거래처명|품목코드|품목명|수량|단가|공급가액",
               "order_id date account account_name product product_name quantity price amount"),
    "Taobao": ("订单编号|买家会员名|订单付款时间|商家编码|宝贝标题|购买数量|买家实际支付金额",
               "order_id account date product product_name quantity amount"),
    "JD": ("订单号|下单账号|下单时间|商品编号|商品名称|订购数量|结算金额",
           "order_id account date product product_name quantity amount"),
    "WooCommerce in Spanish": ("Número de pedido|Fecha del pedido|Cliente|Estado del pedido|Importe",
                               "order_id date account status amount"),
    "Amazon": ("amazon-order-id|purchase-date|buyer-name|sku|product-name|quantity|currency|item-price",
               "order_id date account_name product product_name quantity currency price"),
    "Magento": ("Increment ID|Created At|Customer Name|Status", "order_id date account_name status"),
    "Pohoda": ("Číslo dokladu|Datum vystavení|Odběratel|Částka bez DPH", "order_id date account amount"),
}  # fmt: skip
"""System → its header row → the field of each column; "-" where none is due here."""


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_header_row_of_a_system_leads_to_our_fields(system: str) -> None:
    row, expected = SYSTEMS[system]
    headers = row.split("|")
    column_of = {name: match.column for name, match in match_columns(headers, TABLES["transactions"], {}).items()}
    for header, name in zip(headers, expected.split(), strict=True):
        if name != "-":
            assert column_of.get(name) == headers.index(header), header


@pytest.mark.parametrize(
    "header",
    ["No. fattura", "N° fattura", "Nº fattura",
     "№ fattura", "Nr. fattura", "N. fattura", "Numero fattura", "N.º fattura"],
)  # fmt: skip
def test_number_is_one_word_however_it_is_written(header: str) -> None:
    assert header_key(header) == header_key("Nr fattura")


@pytest.mark.parametrize("header", ["amount_cents", "amount cents", "amountCents", "Amount in cents", "price_pence"])
def test_cents_behind_the_header_are_its_unit(header: str) -> None:
    assert header_unit(header) is not None
    assert header_unit(header)[1] == 0.01  # type: ignore[index]
    assert header_unit("discount per cent") is None or header_key("discount per cent") != header_key("discount")


def test_a_column_data_is_the_day_only_where_its_cells_are_days() -> None:
    days = text("vendite.csv", "Cliente,Data,Importo\nFrantoio Verde,2024-03-09,120.50\nMulino Alto,2024-03-21,80\n")
    assert load([days]).dataset.lines["day"].null_count() == 0
    words = text("vendite.csv", "Cliente,Data,Data ordine,Importo\nFrantoio Verde,urgente,2024-03-09,120.50\n")
    lines = load([words], Choices()).dataset.lines
    assert lines.height == 1


def test_a_code_is_the_account_and_the_bare_word_its_name() -> None:
    for headers in (["Client", "Code client"], ["Клиент", "Код клиента"], ["客戶", "客戶代號"], ["Kunde", "Kd.-Nr."]):
        found = match_columns(headers, TABLES["transactions"], {})
        assert (found["account_name"].column, found["account"].column) == (0, 1)
