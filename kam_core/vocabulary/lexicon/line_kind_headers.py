"""Headers and codes of the columns that classify order lines as sales, credits or neither.

Headers are without accents, in lower case, words apart by one blank.
"""

from __future__ import annotations

from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.lexicon.spellings import NO, YES

STATUS_HEADERS = (
    "status", "order status", "line status", "state", "order state", "financial status", "payment status",
    "fulfillment status", "fulfilment status", "document status", "doc status", "invoice status", "sales status",
    "delivery status", "shipping status", "posting status", "approval status", "deal status", "transaction status", "statut",
    "etat", "statut commande", "statut facture", "auftragsstatus", "bestellstatus", "rechnungsstatus", "zahlungsstatus",
    "belegstatus", "zustand", "estado", "estado del pedido", "estado pedido", "estado factura", "situacion", "stato",
    "stato ordine", "stato documento", "situacao", "estado da encomenda", "orderstatus", "factuurstatus", "stan",
    "status zamowienia", "статус", "статус заказа", "состояние", "durum", "durumu", "stav", "stav objednavky", "siparis durumu", "fatura durumu",
    "状态", "狀態", "订单状态", "訂單狀態", "单据状态", "單據狀態", "交易状态", "交易狀態", "支付状态", "付款状态", "发货状态", "审核状态",
    "订单进度", "行状态", "状態", "状況", "ステータス", "受注状態", "注文状況", "상태", "주문상태", "주문 상태", "처리상태",
)  # fmt: skip
TYPE_HEADERS = (
    "type", "document type", "doc type", "transaction type", "trans type", "txn type", "line type", "item type", "row type",
    "record type", "entry type", "invoice type", "order type", "sales type", "voucher type", "posting type", "billing type",
    "sales document type", "document category", "kind", "document kind", "nature", "document", "line kind", "scenario", "version", "measure",
    "metric", "kpi", "value type", "data type", "indicator", "ledger", "amount type", "amount description", "charge type", "event type", "class",
    "category of document", "transaction kind", "posting key", "belegart", "vorgangsart", "buchungsart", "auftragsart",
    "rechnungsart", "fakturaart", "belegtyp", "positionstyp", "positionsart", "zeilentyp", "zeilenart", "art", "typ",
    "kennzahl", "szenario", "wertart", "vorgang", "type de document", "type de piece", "type piece", "nature piece",
    "type d ecriture", "type de ligne", "type ligne", "scenario budgetaire", "indicateur", "tipo", "tipo de documento", "tipo documento",
    "tipo doc", "tipo de factura", "tipo de linea", "tipo linea", "clase de documento", "escenario", "indicador", "tipo riga", "tipo di documento",
    "tipo fattura", "causale", "tipo de lancamento", "tipo de nota", "natureza da operacao", "documenttype", "soort", "soort document",
    "regeltype", "typ dokumentu", "rodzaj dokumentu", "rodzaj", "typ pozycji", "вид документа", "тип документа", "тип", "вид", "операция",
    "вид операции", "тип строки", "показатель", "сценарий", "belge turu", "belge tipi", "fis turu", "fatura turu", "fatura tipi", "islem turu", "satir turu", "tur", "tip",
    "单据类型", "單據類型", "单据类别", "类型", "類型", "业务类型", "業務類型", "交易类型", "交易類型", "订单类型", "訂單類型", "发票类型", "行类型", "销售类型",
    "凭证类型", "红蓝字", "紅藍字", "红蓝", "红蓝标识", "红蓝标志", "红蓝单", "单据性质", "业务性质", "收支类型", "出入库类型", "口径", "版本", "场景", "指标", "科目类型", "款项类型", "明细类型",
    "収支区分", "収支", "入出金区分", "伝票区分", "取引区分", "売上区分", "区分", "伝票種別", "種別", "種類", "赤黒区分", "赤黒", "指標", "シナリオ", "구분", "거래구분", "전표구분", "전표유형", "유형", "문서유형", "매출구분", "지표",
    "fkart", "auart", "blart", "vbtyp", "pstyv", "shkzg",
)  # fmt: skip

IGNORED_HEADERS = (
    "payment method", "payment type", "payment terms", "payment mode", "terms", "ship mode", "shipping method", "delivery method", "channel",
    "sales channel", "priority", "order priority", "zahlungsart", "zahlungsweise", "versandart", "mode de paiement", "mode de livraison",
    "forma de pago", "metodo di pagamento", "forma de pagamento", "betaalwijze", "sposob platnosci", "способ оплаты", "odeme sekli", "odeme yontemi",
    "支付方式", "付款方式", "结算方式", "结算类型", "发货方式", "配送方式", "渠道", "支払方法", "配送方法", "결제수단", "결제방법", "배송방법",
)  # fmt: skip
"""Columns of few words that look like kinds of lines and are not: Cash, Credit, Standard."""

CANCELLED_FLAGS = (
    "cancelled", "canceled", "is cancelled", "is canceled", "cancelled flag", "cancel", "cancel flag", "cancellation", "void", "voided", "is void",
    "is voided", "deleted", "is deleted", "deletion flag", "invalid", "is invalid", "test", "is test", "test order", "is test order", "draft", "is draft",
    "rejected", "is rejected", "reversed", "is reversed", "storniert", "storno", "stornokennzeichen", "geloscht", "ungultig", "annule", "annulee", "est annule",
    "supprime", "anulado", "anulada", "cancelado", "cancelada", "annullato", "annullata", "stornato", "geannuleerd", "vervallen", "anulowane", "anulowany", "anulowana",
    "отменен", "отменена", "отменено", "аннулирован", "удален", "iptal", "iptal edildi", "iptal mi", "是否取消", "是否作废", "是否作廢", "已取消", "已作废", "作废", "作废标志", "取消标志", "是否删除",
    "是否测试", "是否草稿", "キャンセル", "取消", "取消フラグ", "削除フラグ", "취소", "취소여부", "삭제여부",
)  # fmt: skip
CREDIT_FLAGS = (
    "is return", "return flag", "is credit", "is credit note", "is credit memo", "credit note", "credit memo", "credit", "is refund", "gutschrift", "ist gutschrift", "retoure", "avoir",
    "est avoir", "abono", "nota de credito", "nota di credito", "creditnota", "korekta", "возврат", "iade", "iade mi", "是否退货", "是否退貨", "是否红字", "红字", "是否红冲", "退货", "退貨",
    "返品", "返品フラグ", "赤伝", "반품", "반품여부",
)  # fmt: skip
AMBIGUOUS_FLAGS = (
    "returned", "is returned", "refunded", "is refunded", "zuruckgesendet", "erstattet", "retourne", "rembourse", "devuelto", "reembolsado", "reso", "rimborsato", "devolvido",
    "geretourneerd", "zwrocone", "возвращен", "iade edildi", "已退货", "已退款", "是否退款", "返品済", "返金済", "환불", "환불여부",
)  # fmt: skip
CANCELLED_MOMENTS = (
    "cancelled at", "canceled at", "cancelled on", "canceled on", "cancelled date", "canceled date", "cancel date", "cancellation date", "cancelled time", "cancel reason", "cancellation reason",
    "voided at", "void date", "voided on", "deleted at", "deleted on", "storniert am", "stornodatum", "storno datum", "stornogrund", "date annulation", "date d annulation", "annule le", "motif annulation",
    "fecha de anulacion", "fecha anulacion", "fecha cancelacion", "fecha de cancelacion", "data annullamento", "data storno", "data de cancelamento", "data cancelamento", "annuleringsdatum", "geannuleerd op", "data anulowania",
    "дата отмены", "iptal tarihi", "取消时间", "取消日期", "作废时间", "作废日期", "取消原因", "作废原因", "キャンセル日", "取消日", "취소일", "취소일자", "취소일시",
)  # fmt: skip
"""A filled cell means that the line was cancelled."""

YES_WORDS = (
    *YES, "j", "o", "si", "s", "sim", "tak", "да", "evet", "e", "wahr", "vrai", "vero", "はい", "有り", "예",
)  # fmt: skip
NO_WORDS = (
    *NO, "", "-", "nee", "nao", "nie", "нет", "hayir", "h", "falsch", "faux", "falso", "无", "いいえ", "無", "아니오",
)  # fmt: skip
"""Spellings of yes and no in flag columns, in addition to those of our own tables."""

CODES: dict[str, dict[str, LineKind]] = {
    "docstatus": {"0": LineKind.LEFT_OUT, "1": LineKind.SALE, "2": LineKind.LEFT_OUT},
    "fkart": {
        "f1": LineKind.SALE, "f2": LineKind.SALE, "l2": LineKind.SALE, "f5": LineKind.LEFT_OUT, "f8": LineKind.LEFT_OUT,
        "re": LineKind.CREDIT, "g2": LineKind.CREDIT, "s1": LineKind.CREDIT, "s2": LineKind.SALE, "b1": LineKind.CREDIT,
    },
    "auart": {
        "or": LineKind.SALE, "ta": LineKind.SALE, "so": LineKind.SALE, "dr": LineKind.SALE, "l2": LineKind.SALE,
        "re": LineKind.CREDIT, "cr": LineKind.CREDIT, "g2": LineKind.CREDIT, "qt": LineKind.LEFT_OUT, "in": LineKind.LEFT_OUT,
    },
    "belegart": {
        "rv": LineKind.SALE, "dr": LineKind.SALE, "dg": LineKind.CREDIT, "dz": LineKind.LEFT_OUT, "da": LineKind.UNCLEAR,
        "ab": LineKind.UNCLEAR, "sa": LineKind.UNCLEAR,
    },
    "blart": {
        "rv": LineKind.SALE, "dr": LineKind.SALE, "dg": LineKind.CREDIT, "dz": LineKind.LEFT_OUT, "da": LineKind.UNCLEAR,
        "ab": LineKind.UNCLEAR, "sa": LineKind.UNCLEAR,
    },
    "vbtyp": {
        "m": LineKind.SALE, "p": LineKind.SALE, "o": LineKind.CREDIT, "n": LineKind.CREDIT, "s": LineKind.SALE,
        "u": LineKind.LEFT_OUT, "c": LineKind.SALE, "h": LineKind.CREDIT, "k": LineKind.CREDIT, "b": LineKind.LEFT_OUT,
    },
}  # fmt: skip
"""Header → code → kind, for codes that have no meaning without their header (ERPNext; SAP SD and FI)."""

SIDE_HEADERS = (
    "shkzg", "s h", "soll haben", "debit credit", "debit credit indicator", "dr cr", "d c", "dc", "drcr", "debit or credit", "sens", "debit credit flag", "debe haber", "dare avere",
    "d a", "debet credit", "wn ma", "дебет кредит", "borc alacak", "b a", "借贷", "借貸", "借贷方向", "借贷标志", "方向", "貸借", "貸借区分", "차대", "차대구분",
)  # fmt: skip
DEBIT_SIDES = (
    "s",
    "d",
    "dr",
    "soll",
    "debit",
    "debet",
    "debe",
    "dare",
    "wn",
    "дебет",
    "borc",
    "b",
    "借",
    "借方",
    "차변",
)
CREDIT_SIDES = (
    "h",
    "c",
    "cr",
    "haben",
    "credit",
    "haber",
    "avere",
    "ma",
    "кредит",
    "alacak",
    "a",
    "贷",
    "貸",
    "贷方",
    "貸方",
    "대변",
)
"""Columns that separate debits, which are sales in a customer's account, from credits."""

SIGN_HEADERS = (
    "sign", "plus minus", "positive negative", "vorzeichen", "vz", "signe", "signo", "segno", "sinal", "teken", "znak", "знак", "isaret", "符号", "符號", "正负", "正負", "正负号", "符号位", "증감", "부호",
)  # fmt: skip
RAW_SIGN_HEADERS = ("+/-", "±", "+ / -", "-/+", "+-")
PLUS_SIGNS = ("+", "＋", "1", "+1", "plus", "positive", "pos", "p", "正")
MINUS_SIGNS = ("-", "−", "–", "－", "-1", "minus", "negative", "neg", "n", "负", "負")
"""A sign in a column of its own."""

REFUNDED_AMOUNTS = (
    "refunded amount", "amount refunded", "refund amount", "refunded", "refund", "total refunded", "refunds", "refund total", "returned amount", "return amount", "returns amount", "amount returned",
    "credited amount", "amount credited", "erstattungsbetrag", "erstatteter betrag", "erstattet", "ruckerstattung", "retourenwert", "montant rembourse", "montant du remboursement", "rembourse",
    "importe reembolsado", "importe devuelto", "reembolso", "importo rimborsato", "rimborsato", "valor reembolsado", "valor devolvido", "terugbetaald bedrag", "terugbetaald", "kwota zwrotu", "zwrocona kwota",
    "сумма возврата", "возвращено", "iade tutari", "iade edilen tutar", "退款金额", "退款金額", "已退款金额", "退货金额", "退貨金額", "已退金额", "返金額", "返品額", "返品金額", "환불금액", "환불액", "반품금액",
)  # fmt: skip
"""Refunded money, in a column of its own beside the amount."""

DEBIT_COLUMNS = (
    "debit", "debits", "debit amount", "amount debit", "dr", "soll", "sollbetrag", "betrag soll", "debe", "dare", "importo dare", "debet", "wn", "kwota wn", "дебет", "borc", "borc tutari",
    "借方", "借方金额", "借方发生额", "借方本位币", "借方金額", "차변", "차변금액",
)  # fmt: skip
CREDIT_COLUMNS = (
    "credit", "credits", "credit amount", "amount credit", "cr", "haben", "habenbetrag", "betrag haben", "haber", "avere", "importo avere", "credit bedrag", "ma", "kwota ma", "кредит", "alacak", "alacak tutari",
    "贷方", "贷方金额", "贷方发生额", "贷方本位币", "貸方", "貸方金額", "대변", "대변금액",
)  # fmt: skip
"""The two sides of a ledger, each in a column of its own."""
