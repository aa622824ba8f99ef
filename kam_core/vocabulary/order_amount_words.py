"""Headers that say of an amount that it is the whole order's, in the languages of common exports."""

ORDER_AMOUNT_WORDS = (
    "order amount", "order total", "order total amount", "order value", "total order", "total order amount",
    "order net amount", "order net total", "order grand total", "order subtotal", "grand total", "order revenue",
    "invoice amount", "invoice total", "total invoice", "invoice value", "document total", "document amount",
    "doc total", "cart total", "basket total", "order price", "total paid", "amount paid",
    "auftragssumme", "auftragswert", "bestellsumme", "bestellwert", "rechnungsbetrag", "rechnungssumme", "belegsumme",
    "gesamtbetrag", "gesamtsumme", "montant commande", "total commande", "montant facture", "total facture",
    "importe pedido", "total pedido", "total factura", "totale ordine", "totale fattura", "ordertotaal",
    "wartość zamówienia", "сумма заказа", "сумма документа", "sipariş tutarı",
    "订单金额", "订单总额", "订单总金额", "整单金额", "单据金额", "发票金额", "合计金额", "订单实付金额",
    "注文金額", "注文合計",
    "주문금액", "주문총액",
)  # fmt: skip
