"""Words that classify an order line: sale, credit, or neither.

Each entry is one word or phrase, without accents and in lower case; a star at its end allows any ending (storn* is
Storno, Storniert, Stornorechnung). Chinese, Japanese and Korean words are found anywhere in a cell, others as whole
words. The longest entry that a cell contains counts.
"""

from __future__ import annotations

from enum import StrEnum


class LineKind(StrEnum):
    """The effect of a line on revenue."""

    SALE = "sale"
    CREDIT = "credit"
    LEFT_OUT = "left_out"
    UNCLEAR = "unclear"


SALES = (
    # English
    "sale", "sales", "sold", "sales order", "invoice", "inv", "bill", "billed", "invoiced", "order", "customer invoice",
    "tax invoice", "cash sale", "shipped", "partially shipped", "dispatched", "despatched", "delivered", "in transit", "in delivery",
    "out for delivery", "complete", "completed", "closed", "done", "fulfilled", "partially fulfilled", "unfulfilled",
    "partial", "resolved", "in process", "in progress", "processing", "processed", "on hold", "hold", "disputed",
    "backordered", "back ordered", "paid", "paid in full", "fully paid", "partially paid", "partly paid", "unpaid",
    "not paid", "overdue", "past due", "open", "new", "confirmed", "approved", "accepted", "active", "submitted",
    "posted", "released", "ready", "ready to ship", "picked", "packed", "item", "items", "product", "products", "goods",
    "service", "services", "line", "line item", "freight", "shipping", "delivery", "postage", "handling", "actual",
    "actuals", "revenue", "net revenue", "net sales", "gross sales", "sales revenue", "turnover", "charge",
    "debit note", "debit memo", "subscription", "renewal", "standard", "regular", "normal", "valid", "final", "booked",
    "settled", "success", "successful", "succeeded", "captured", "authorized", "authorised", "payment received", "sales receipt", "website payment", "express checkout payment", "mobile payment", "web accept payment received",
    "subscription payment", "accrec", "custinvc", "cashsale", "cash sale", "salesord", "out invoice", "si", "product sales", "item sales",
    "payment accepted", "shipping fee", "shipping cost*", "shipping charge*", "delivery fee", "delivery charge*",
    "freight cost*", "freight charge*", "handling fee", "vat invoice", "gst invoice", "payment complete", "payment completed", "awaiting shipment", "awaiting fulfillment",
    "awaiting pickup", "not cancelled", "not canceled", "uncancelled", "not returned", "no return", "ok",
    # German
    "rechnung*", "verkauf*", "umsatz*", "auftrag*", "lieferung", "geliefert", "ausgeliefert", "zugestellt", "teilgeliefert", "versandt", "versendet",
    "verschickt", "abgeschlossen", "erledigt", "bezahlt", "teilbezahlt", "unbezahlt", "offen", "uberfallig",
    "bestatigt", "in bearbeitung", "gebucht", "freigegeben", "fakturiert", "berechnet", "ware", "artikel", "fracht",
    "versand", "versandkosten", "dienstleistung", "ist", "lastschrift", "nicht storniert",
    # French
    "facture*", "vente", "ventes", "commande*", "livre", "livree", "livraison", "expedie*", "termine*", "paye*",
    "regle", "reglee", "impaye*", "en cours", "en attente d expedition", "valide*", "confirme*", "solde", "soldee",
    "cloture*", "reel", "realise*", "port", "frais de port", "article*", "produit*", "non annule*",
    # Spanish
    "factura*", "venta*", "pedido*", "entregad*", "enviad*", "completad*", "pagad*", "cobrad*", "pendiente de cobro",
    "en proceso", "confirmad*", "cerrad*", "envio", "flete", "producto*", "servicio*", "emitid*",
    # Italian
    "fattura", "fatture", "fattura immediata", "fattura differita", "vendita", "vendite", "ordine", "ordini",
    "consegnat*", "spedit*", "completat*", "pagat*", "evas*", "in corso", "in lavorazione", "confermat*", "chius*",
    "spedizione", "trasporto", "prodotto", "servizio", "consuntivo", "emess*",
    # Portuguese
    "fatura*", "venda*", "encomenda*", "entregue", "expedid*", "concluid*", "pago", "paga", "nota fiscal", "em aberto",
    "em andamento", "confirmado", "confirmada", "frete", "produto*", "servico*", "realizado", "faturad*",
    # Dutch
    "factuur", "facturen", "verkoop*", "geleverd", "verzonden", "afgerond", "betaald", "openstaand", "bevestigd",
    "gefactureerd", "in behandeling", "voltooid", "vracht", "dienst", "werkelijk",
    # Polish
    "faktura", "faktura vat", "faktura sprzedazy", "fv", "fs", "sprzedaz*", "zamowieni*", "zrealizowan*", "wyslan*",
    "dostarczon*", "oplacon*", "zaplacon*", "zakonczon*", "w realizacji", "potwierdzon*", "towar", "usluga", "przesylka",
    # Russian
    "счет", "счет фактура", "продажа", "продажи", "реализация", "заказ", "доставлен*", "отгружен*", "выполнен*",
    "завершен*", "оплачен*", "в работе", "в обработке", "подтвержден*", "проведен*", "товар", "услуга", "доставка", "факт",
    "новый", "открыт*", "закрыт*",
    # Turkish
    "fatura", "satis", "satis faturasi", "siparis", "tamamland*", "teslim edild*", "sevk edild*", "gonderild*", "kargolandi",
    "kargoya verildi", "kargo", "odendi", "onayland*", "faturalandi", "isleniyor", "hazirlaniyor", "acik", "kapali", "urun", "hizmet",
    "gerceklesen",
    # Chinese, both scripts
    "销售", "銷售", "销售出库", "銷售出庫", "销售发票", "出库", "出庫", "发货", "發貨", "已发货", "已發貨", "部分发货",
    "待发货", "待發貨", "配送中", "运输中", "運輸中", "已签收", "已簽收", "已送达", "已送達", "已完成", "完成", "完结",
    "完成交易", "交易成功", "交易完成", "成交", "已收货", "已收貨", "待收货", "已付款", "已付", "已支付", "支付成功",
    "已收款", "已结算", "已結算", "已开票", "已開票", "已审核", "已審核", "审核通过", "已确认", "已確認", "已关账",
    "处理中", "處理中", "进行中", "進行中", "执行中", "生效", "已生效", "有效", "正常", "正常订单", "蓝字", "藍字", "蓝票",
    "蓝", "已评价", "已关闭(完成)", "已结案", "结案", "赊销", "现销", "零售", "批发", "实际", "實際", "订单", "訂單",
    "发票", "發票", "应收", "商品", "运费", "運費", "配送费", "快递费", "服务", "服務", "收入", "营业收入", "未取消", "未作废", "未退货",
    "部分收款", "挂起", "暂停发货", "已出货", "出货", "部分出货", "待出货", "已出库", "已配送", "已交货", "交货", "已入账", "销货", "销货单", "已核准", "核准", "买家已付款", "卖家已发货", "等待买家付款确认",
    # Japanese
    "収入", "売上", "掛売", "現売", "現金売上", "出荷", "出荷済", "納品", "納品済", "完了", "発送済", "発送", "請求", "請求済", "入金済", "受注",
    "確定", "処理中", "通常", "黒伝", "黒", "実績", "送料", "配達完了",
    # Korean
    "매출", "판매", "출고", "배송중", "배송완료", "배송 완료", "완료", "결제완료", "결제 완료", "구매확정", "주문", "정상", "처리중", "청구",
    "확정", "입금완료", "실적", "배송비",
)  # fmt: skip

CREDITS = (
    "credit", "credit note*", "credit memo*", "creditnote", "creditmemo", "customer credit note", "sales credit",
    "credit invoice", "refund receipt", "payment refund", "payment reversal", "accreccredit", "custcred", "cashrfnd", "out refund", "sc", "sales credit note", "return", "returns", "sales return", "customer return", "return order", "return invoice", "rma",
    "refund", "refunds", "refund receipt", "partial refund", "reversal", "reversing", "reversed", "adjustment credit",
    "negative invoice", "cn", "scn", "rebate", "bonus credit", "allowance",
    "gutschrift*", "stornorechnung*", "rechnungsstorno", "rechnungskorrektur*", "korrekturrechnung*", "retoure*",
    "rucksendung*", "ruckgabe", "rucklieferung", "ruckerstattung", "erstattung", "storno", "bonus",
    "avoir*", "facture d avoir", "note de credit", "retour", "retours", "retour client", "remboursement*", "ristourne",
    "extourne",
    "nota de credito", "notas de credito", "factura rectificativa", "rectificativa", "abono", "abonos", "devolucion*",
    "reembolso", "reembolsos",
    "nota di credito", "nota credito", "note di credito", "reso", "resi", "rimborso", "rimborsi", "storno fattura",
    "devolucao", "devolucoes", "estorno", "nota de devolucao",
    "creditnota*", "creditfactuur", "creditering", "retourzending", "terugbetaling", "retourorder",
    "korekta", "faktura korygujaca", "faktura korekta", "korygujaca", "fk", "nota kredytowa", "zwrot", "zwroty",
    "возврат*", "кредит нота", "кредитовое авизо", "корректировка", "корректировочн*", "сторно",
    "iade", "iade faturasi", "satis iade", "satistan iade", "alacak dekontu", "iadeler",
    "红字", "紅字", "红票", "红", "红冲", "紅沖", "冲红", "沖紅", "冲销", "沖銷", "销售退货", "銷售退貨", "退货", "退貨", "退款", "退回",
    "退货单", "退貨單", "退货入库", "贷项", "貸項", "贷项通知单", "折让", "折讓", "返利", "退换货",
    "返品", "返金", "赤伝", "赤", "値引", "値引き", "売上返品", "取消伝票", "貸方票",
    "반품", "환불", "매출반품", "매출취소", "대변전표", "수정세금계산서", "에누리",
)  # fmt: skip
"""Credit documents: their amount counts negative."""

NOT_SOLD = (
    "cancel*", "order cancelled", "order canceled", "void*", "annul*", "deleted", "delete", "trash", "trashed",
    "removed", "rejected", "reject", "refused", "declined", "denied", "failed", "failure", "error", "payment error",
    "payment failed", "expired", "lapsed", "abandoned", "withdrawn", "aborted", "invalid", "inactive order", "lost",
    "no sale", "not sold", "draft", "drafts", "quotation*", "quote*", "quoted", "offer", "offers", "estimate*",
    "proposal", "proforma", "pro forma", "pro forma invoice", "rfq", "inquiry", "enquiry", "cart", "basket", "template",
    "test", "test order", "testing", "dummy", "sample", "samples", "demo order", "free sample", "spam", "fraud",
    "suspected fraud", "chargeback", "charge back", "charged back", "refunded", "fully refunded", "canceled refunded",
    "returned", "returned to sender", "fully returned", "restocked", "merged", "duplicate", "superseded", "replaced",
    "storniert*", "stornierung", "abgebrochen", "abgelehnt", "verworfen", "geloscht", "entwurf", "angebot*",
    "kostenvoranschlag", "proformarechnung", "testbestellung", "musterlieferung", "muster", "fehlgeschlagen",
    "abgelaufen", "erstattet", "zuruckerstattet", "retourniert", "zuruckgesendet", "verloren", "ungultig",
    "annule*", "annulation", "brouillon", "devis", "refuse", "refusee", "rejete*", "echoue*", "echec", "expire",
    "expiree", "abandonne*", "supprime*", "rembourse", "remboursee", "retourne", "retournee", "perdu", "perdue",
    "echantillon*", "facture proforma",
    "anulad*", "cancelad*", "borrador", "presupuesto*", "cotizacion*", "oferta", "rechazad*", "fallid*", "caducad*",
    "vencid* sin pago", "eliminad*", "reembolsad*", "devuelt*", "perdid*", "muestra*", "anulacion", "prueba",
    "annullat*", "annullamento", "stornat*", "bozza", "preventivo*", "preventivi", "offerta", "rifiutat*", "respint*",
    "fallit*", "scadut* senza pagamento", "eliminat*", "rimborsat*", "campione", "campioni", "pers*",
    "cancelamento", "rascunho", "orcamento*", "proposta", "recusad*", "rejeitad*", "falhad*", "falhou", "expirad*",
    "devolvid*", "amostra*", "perdida",
    "geannuleerd*", "annulering", "concept", "offerte*", "afgewezen", "geweigerd", "mislukt", "verlopen", "verwijderd",
    "terugbetaald", "geretourneerd", "proefzending", "monster",
    "anulowan*", "anulowanie", "szkic", "robocz*", "oferta handlowa", "odrzucon*", "wygasl*", "usuniet*", "zwrocon*",
    "proforma faktura", "nieudan*", "probka",
    "отмен*", "аннулирован*", "черновик", "коммерческое предложение", "предложение", "отклонен*", "не оплачен и отменен",
    "удален*", "просрочен и отменен", "возвращен*", "ошибка", "образец", "тест",
    "iptal*", "taslak", "teklif*", "reddedild*", "basarisiz", "suresi doldu", "silindi", "iade edildi", "numune",
    "proforma fatura",
    "已取消", "取消", "订单取消", "訂單取消", "交易取消", "作废", "作廢", "已作废", "已作廢", "废除", "交易关闭", "交易關閉", "已撤销", "已撤銷",
    "撤销", "撤單", "已撤单", "撤单", "已退款", "退款成功", "退款完成", "全额退款", "全額退款", "已退货", "已退貨", "退货成功", "退货完成", "已删除",
    "已刪除", "删除", "草稿", "暂存", "报价", "報價", "报价单", "報價單", "估价", "询价", "驳回", "已驳回", "駁回", "已拒绝", "拒绝",
    "拒收", "审核不通过", "审批拒绝", "支付失败", "交易失败", "失败", "失敗", "已失效", "失效", "无效", "無效", "已过期", "过期", "超时关闭",
    "测试", "測試", "样品", "樣品", "赠品测试", "流单", "丢单", "输单", "已关闭(取消)", "形式发票", "购物车", "弃单",
    "キャンセル*", "取消済", "取消", "破棄", "下書き", "下書", "見積", "見積書", "失注", "却下", "拒否", "失敗", "期限切れ", "無効", "削除",
    "返品済", "返金済", "サンプル", "テスト",
    "취소", "취소완료", "주문취소", "취소됨", "무효", "임시저장", "임시", "초안", "견적", "견적서", "거절", "반려", "실패", "만료", "삭제",
    "반품완료", "환불완료", "샘플", "테스트",
)  # fmt: skip
"""Sales that did not happen or were reversed: the line is left out."""

NOT_REVENUE = (
    "accpay", "accpaycredit", "custpymt", "in invoice", "in refund", "vendbill", "vendcred", "sr", "pi", "pc", "payment", "payments", "customer payment", "receipt", "receipts", "cash receipt", "deposit", "prepayment",
    "down payment", "advance payment", "payout", "transfer", "bank transfer", "journal", "journal entry", "opening balance",
    "closing balance", "balance", "balance forward", "bad debt", "write off", "writeoff", "exchange difference",
    "tax", "taxes", "sales tax", "vat", "gst", "hst", "pst", "duty", "withholding tax",
    "total", "totals", "order total", "grand total", "subtotal", "sub total", "invoice total", "sum",
    "fee", "fees", "commission", "commissions", "marketplace fee", "transaction fee", "service fee", "selling fee", "referral fee",
    "purchase", "purchase order", "purchase invoice", "supplier invoice", "vendor bill", "expense", "expenses", "cost",
    "costs", "cogs", "cost of goods sold", "cost of sales", "margin", "gross margin", "profit", "gross profit",
    "budget", "budgeted", "plan", "planned", "forecast", "forecasted", "target", "targets", "quota", "prior year", "previous year",
    "last year", "py", "ly", "fc", "rolling forecast",
    "支出", "units", "unit", "quantity", "qty", "volume", "pieces", "pcs", "weight", "kg", "orders count", "number of orders",
    "count", "headcount", "price", "list price", "stock", "inventory", "internal transfer", "stock transfer",
    "zahlung*", "zahlungseingang", "anzahlung", "abschlagszahlung", "steuer", "mehrwertsteuer", "umsatzsteuer", "mwst", "ust",
    "summe", "gesamtsumme", "gesamt", "zwischensumme", "gebuhr*", "provision", "kosten", "aufwand", "einkauf", "bestellung an lieferant", "plan ist",
    "soll", "prognose", "vorjahr", "menge", "stuck", "stuckzahl", "absatz", "saldo", "saldovortrag", "umbuchung", "ziel", "planung",
    "deckungsbeitrag", "rohertrag", "gewicht",
    "paiement*", "reglement*", "encaissement*", "acompte*", "tva", "taxe", "taxes", "total general", "sous total",
    "frais bancaires", "commission bancaire", "achat", "achats", "cout", "couts", "marge", "prevision*", "previsionnel*", "objectif*",
    "annee precedente", "quantite*", "poids", "a nouveau", "report a nouveau",
    "pago de cliente", "cobro", "cobros", "pago recibido", "anticipo*", "iva", "impuesto*", "total general", "comision*",
    "compra", "compras", "coste", "costes", "costo", "costos", "margen", "prevision", "previsto", "objetivo*", "ano anterior",
    "cantidad", "unidades", "peso",
    "pagamento", "pagamenti", "incasso", "incassi", "acconto", "imposta", "totale", "subtotale", "commissione", "commissioni", "acquisto", "acquisti",
    "costi", "margine", "previsione", "obiettivo", "anno precedente", "quantita", "pezzi",
    "recebimento", "adiantamento", "imposto*", "comissao", "custo", "custos", "margem", "previsao", "meta", "orcado", "ano passado",
    "quantidade", "unidade",
    "betaling*", "aanbetaling", "btw", "belasting", "totaal", "subtotaal", "provisie", "inkoop", "begroting", "prognose", "vorig jaar",
    "aantal", "stuks", "gewicht kg", "marge bedrag",
    "platnosc", "platnosci", "wplata", "wplaty", "zaliczka", "podatek", "razem", "suma", "prowizja", "zakup", "koszt", "koszty",
    "budzet", "prognoza", "rok poprzedni", "ilosc", "sztuki", "szt", "marza", "cel",
    "оплата", "платеж*", "поступление", "аванс", "ндс", "налог", "итого", "всего", "комиссия", "закупка", "себестоимость", "бюджет", "план",
    "прогноз", "прошлый год", "количество", "штук", "шт", "вес", "маржа", "цель",
    "odeme*", "tahsilat*", "avans", "kdv", "vergi", "toplam", "ara toplam", "komisyon", "alis", "satin alma", "maliyet", "butce", "tahmin",
    "hedef", "gecen yil", "onceki yil", "miktar", "adet", "agirlik", "kar",
    "收款", "收款单", "付款", "付款单", "回款", "预收", "預收", "预收款", "定金", "转账", "轉帳", "税", "税额", "稅額", "增值税", "增值稅", "消费税",
    "合计", "合計", "小计", "小計", "总计", "總計", "手续费", "手續費", "佣金", "平台服务费", "服务费扣款", "采购", "採購", "进货", "成本", "毛利", "利润",
    "预算", "預算", "计划", "計劃", "预测", "預測", "目标", "目標", "上年", "去年", "同期", "数量", "數量", "件数", "重量", "期初", "期初余额", "余额", "调拨", "盘点",
    "支出", "費用", "费用", "経費", "出金", "入金", "支払", "消費税", "税金", "手数料", "仕入", "原価", "粗利", "予算", "計画", "予測", "前年", "個数", "繰越", "残高",
    "입금", "수금", "지급", "부가세", "세금", "합계", "소계", "총계", "수수료", "매입", "원가", "이익", "예산", "계획", "예측", "목표", "전년", "수량", "잔액", "이월",
)  # fmt: skip
"""Lines of another measure or document: taxes, totals, payments, plans, units."""

UNSETTLED = (
    "sc", "sr", "sa",
    "pending payment", "payment pending", "awaiting payment", "waiting for payment", "pending", "awaiting approval",
    "pending approval", "pending review", "awaiting confirmation", "in review", "under review", "unconfirmed",
    "partially refunded", "partly refunded", "partially returned", "partially cancelled", "partially canceled", "partial return",
    "partially reversed", "exchanged", "exchange", "replacement", "consignment", "adjustment", "correction", "write down",
    "zahlung ausstehend", "warten auf zahlung", "ausstehend", "teilweise erstattet", "teilstorniert", "teilweise storniert",
    "in prufung", "korrektur", "en attente", "en attente de paiement", "attente paiement", "partiellement rembourse*",
    "pendiente", "pendiente de pago", "pago pendiente", "parcialmente reembolsad*", "in attesa", "in attesa di pagamento",
    "parzialmente rimborsat*", "pendente", "aguardando pagamento", "parcialmente devolvid*", "in afwachting",
    "wacht op betaling", "gedeeltelijk terugbetaald", "oczekujac*", "oczekuje na platnosc", "czesciowo zwrocon*",
    "ожидает оплаты", "ожидани*", "частично возвращен*", "odeme bekl*", "beklemede", "beklem*", "kismen iade*", "onay bekl*",
    "待付款", "待支付", "未付款", "待审核", "待審核", "未审核", "未審核", "审核中", "待确认", "未确认", "部分退款", "部分退貨", "部分退货", "退款中", "退货中",
    "退款申请", "申请退款", "换货", "換貨", "补发", "寄售", "調整", "调整", "待处理", "入金待ち", "承認待ち", "保留", "一部返金", "一部返品", "交換",
    "입금대기", "결제대기", "승인대기", "보류", "부분환불", "부분취소", "교환",
)  # fmt: skip
"""Ambiguous words: the person is asked, with a sale as the proposal."""

WORDS: dict[LineKind, tuple[tuple[str, ...], ...]] = {
    LineKind.LEFT_OUT: (NOT_SOLD, NOT_REVENUE),
    LineKind.CREDIT: (CREDITS,),
    LineKind.SALE: (SALES,),
    LineKind.UNCLEAR: (UNSETTLED,),
}

REFUND_STEMS = (
    "refund", "erstatt", "rembours", "reembols", "rimbors", "terugbetaal", "zwr[oó]c", "возвра", "iade", "退款", "返金", "환불",
)  # fmt: skip
"""Word stems for refunded money, as regular expressions."""

RETURN_STEMS = (
    *REFUND_STEMS, "return", "retour", "zuruckgesend", "devuelt", "devolvid", "退货", "退貨", "返品", "반품",
)  # fmt: skip
"""Word stems for returned goods or money, as regular expressions."""

REVERSALS = (
    "cancel*", "void*", "annul*", "storn*", "credit note*", "credit memo*", "gutschrift*", "avoir*", "anulad*", "cancelad*", "geannuleerd*",
    "anulowan*", "отмен*", "аннулирован*", "iptal*", "取消", "作废", "作廢", "红字", "紅字", "退货", "退貨", "退款", "キャンセル*", "返品", "취소", "반품", "환불",
)  # fmt: skip
"""Words clear enough to ask about in any column, such as remarks."""
