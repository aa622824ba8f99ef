"""Words in headers of money columns: net or gross, per line or per order, or no money at all.

In lower case and without accents; Chinese, Japanese and Korean words are found anywhere in a header, others as whole
words or, with a star, as the beginning of one.
"""

from __future__ import annotations

NOUNS = (
    "amount", "amounts", "amt", "value", "revenue", "sales", "turnover", "total", "totals", "sum", "price total", "extended price",
    "extended amount", "sales amount", "sales value", "worth", "money", "proceeds", "income", "billing", "billings", "charge", "charges", "spend", "netwr", "dmbtr", "wrbtr",
    "betrag", "betrage", "wert", "umsatz", "summe", "gesamt", "gesamtbetrag", "gesamtpreis", "gesamtsumme", "gesamtwert", "erlos", "erlose", "rechnungsbetrag",
    "auftragswert", "positionswert", "positionsbetrag", "zeilenbetrag", "warenwert", "endbetrag", "verkaufsbetrag",
    "montant", "valeur", "chiffre d affaires", "ca", "somme", "prix total", "total ligne",
    "importe", "valor", "monto", "ventas", "facturacion", "suma", "importe total", "base imponible", "base",
    "importo", "valore", "fatturato", "valore netto", "totale", "ammontare", "imponibile", "ricavo", "ricavi", "vendite",
    "montante", "faturamento", "faturacao", "receita", "vendas", "quantia", "preco total",
    "bedrag", "waarde", "omzet", "totaal", "totaalbedrag", "orderbedrag", "factuurbedrag", "regelbedrag",
    "kwota", "wartosc", "obrot", "przychod", "sprzedaz", "razem", "do zaplaty",
    "сумма", "стоимость", "выручка", "оборот", "итого", "всего",
    "tutar", "tutari", "ciro", "toplam", "bedel", "hasilat", "satis tutari",
    "金额", "金額", "销售额", "銷售額", "总额", "總額", "额", "額", "货款", "价款", "价税", "收入", "买家实际支付金额", "买家实付金额", "支付金额", "付款金额", "营业额", "总价", "總價", "实收", "实付", "款",
    "売上", "売上高", "合計", "小計", "税抜", "税込", "代金", "金额合计", "금액", "매출", "매출액", "결제금액", "주문금액", "판매금액", "합계", "공급가액", "공급가", "총액",
)  # fmt: skip
"""Nouns for the money of a line or an order."""

NET = (
    "net", "netto*", "neto", "net of tax", "untaxed", "excl", "exclusive", "excluding", "ex vat", "ex tax", "ex gst", "exc", "without tax", "without vat", "before tax", "pre tax", "pretax", "tax excluded", "taxable", "subtotal", "sub total",
    "ohne mwst", "ohne ust", "ohne steuer", "exkl", "zzgl", "hors taxe", "hors taxes", "hors tva", "ht", "hors tax", "sin iva", "sin impuestos", "subtotal sin",
    "base imponible", "imponibile", "senza iva", "iva esclusa", "escl", "esclusa", "escluso", "netta", "sem iva", "sem imposto", "liquido", "liquida", "excl btw", "exclusief", "zonder btw", "bez vat", "bez dph", "bez podatku", "netta",
    "без ндс", "без налога", "нетто", "kdv haric", "kdvsiz", "haric", "matrah",
    "不含税", "不含稅", "无税", "無稅", "未税", "未稅", "免税", "税前", "净", "淨", "税抜", "税別", "本体", "공급가액", "공급가", "부가세별도", "세전", "과세표준",
)  # fmt: skip
GROSS = (
    "gross", "brutto*", "bruto", "incl", "inclusive", "including", "inc", "inc vat", "inc tax", "incl vat", "with tax", "with vat", "after tax", "tax included", "taxes included", "grand total", "total due", "amount due", "payable",
    "inkl", "mit mwst", "einschl", "ttc", "toutes taxes", "taxes comprises", "avec tva", "con iva", "con impuestos", "iva incluido", "iva inclusa", "iva compresa", "ivato", "lordo", "lorda", "com iva", "com imposto", "bruta", "incl btw", "inclusief", "met btw",
    "z vat", "z podatkiem", "с ндс", "с налогом", "брутто", "kdv dahil", "kdvli", "dahil", "genel toplam",
    "含税", "含稅", "价税合计", "價稅合計", "价税", "税后", "应付", "税込", "税込み", "총액", "부가세포함", "합계금액",
)  # fmt: skip
TAX = (
    "tax", "taxes", "vat", "gst", "hst", "pst", "duty", "mwst", "ust", "mehrwertsteuer", "umsatzsteuer", "steuer", "steuerbetrag", "tva", "taxe", "iva", "impuesto", "impuestos", "igv", "imposta", "imposto", "impostos", "icms", "btw", "btw bedrag", "belasting", "vat kwota",
    "podatek", "podatku", "dph", "ндс", "налог", "kdv", "vergi", "税额", "稅額", "税金", "增值税", "增值稅", "消費税", "消费税", "税率", "부가세", "세액", "부가가치세", "moms",
)  # fmt: skip
NO_MONEY = (
    "kg", "kgs", "lb", "lbs", "g", "gram", "grams", "ton", "tons", "tonne", "tonnes", "t", "oz", "weight", "gewicht", "poids", "peso", "waga", "вес", "masse", "mass", "agirlik", "重量", "公斤", "吨", "噸", "千克", "净重", "毛重", "중량", "무게",
    "m", "m2", "m3", "cbm", "sqm", "l", "liter", "litre", "litres", "volume", "volumen", "体积", "體積", "부피", "hours", "hrs", "days", "minutes", "stunden", "tage", "heures", "horas", "ore", "小时", "天数",
    "qty", "quantity", "quantities", "pcs", "pieces", "units", "unit", "count", "number", "menge", "stuck", "stuckzahl", "anzahl", "quantite", "cantidad", "unidades", "quantita", "quantidade", "aantal", "stuks", "ilosc", "sztuk", "количество", "кол во", "miktar", "adet",
    "数量", "數量", "件数", "件數", "个数", "箱数", "個数", "点数", "수량", "개수", "percent", "percentage", "pct", "rate", "ratio", "share", "quote", "anteil", "taux", "tasa", "tipo", "stawka", "ставка", "oran", "比例", "占比", "率", "비율", "율",
)  # fmt: skip
"""Weights, volumes, times, pieces and rates."""
OTHER_MONEY = (
    "discount", "rabatt", "remise", "descuento", "sconto", "desconto", "korting", "rabat", "скидка", "indirim", "iskonto", "折扣", "优惠", "優惠", "割引", "値引", "할인",
    "shipping", "freight", "postage", "versand", "fracht", "frais de port", "envio", "spedizione", "frete", "verzending", "wysylka", "доставка", "kargo", "运费", "運費", "送料", "배송비",
    "fee", "fees", "commission", "provision", "gebuhr", "comision", "commissione", "comissao", "provisie", "prowizja", "комиссия", "komisyon", "佣金", "手续费", "手数料", "수수료",
    "paid", "balance", "outstanding", "open", "due", "refund*", "returned", "credited", "deposit", "bezahlt", "offen", "saldo", "paye", "solde", "reste", "pagado", "pendiente", "pagato", "residuo", "pago", "betaald", "zaplacono", "оплачено", "долг", "odenen", "kalan", "已付", "未付", "余额", "餘額", "定金", "退款", "入金", "残高", "잔액", "미수",
    "cost", "costs", "margin", "profit", "kosten", "marge", "gewinn", "cout", "costo", "coste", "margen", "custo", "margine", "koszt", "marza", "себестоимость", "маржа", "прибыль", "maliyet", "kar", "成本", "利润", "毛利", "原価", "粗利", "원가", "이익",
    "budget", "plan", "target", "forecast", "quota", "ziel", "objectif", "objetivo", "obiettivo", "meta", "cel", "план", "hedef", "butce", "预算", "目标", "计划", "予算", "目標", "예산", "목표",
    "list price", "msrp", "list", "listenpreis", "catalogue", "定价", "标价", "原价", "吊牌", "定価", "정가", "limit", "credit limit", "额度", "额度上限", "deposit amount", "tip", "tips", "wallet", "loyalty", "points", "积分", "bonus",
)  # fmt: skip
"""Money that is no revenue of the line."""
FEES = (
    "fee", "fees", "selling fees", "fba fees", "commission", "commissions", "provision", "provisionen", "gebuhr", "gebuhren", "frais", "comision", "comisiones", "commissione", "commissioni", "comissao", "taxa", "provisie",
    "prowizja", "комиссия", "komisyon", "佣金", "手续费", "手續費", "平台服务费", "手数料", "수수료",
)  # fmt: skip
"""Fees that a marketplace or a payment service deducts from a sale."""
LINE_LEVEL = (
    "line", "lines", "lineitem", "item", "items", "position", "pos", "row", "detail", "positions*", "zeilen*", "ligne", "article", "linea", "partida", "riga", "linha", "regel", "regelbedrag", "pozycja", "pozycji", "строка", "строки", "позиция", "позиции", "satir", "kalem", "行", "明细", "明細", "单行", "品目", "행", "품목",
)  # fmt: skip
ORDER_LEVEL = (
    "order", "invoice", "document", "doc", "bill", "grand", "header", "total", "subtotal", "sub total", "auftrags*", "rechnungs*", "beleg*", "bestell*", "gesamt*", "commande", "facture", "pedido", "factura", "documento", "ordine", "fattura", "encomenda", "fatura", "factuur*", "order*", "zamowienia", "faktury",
    "заказа", "заказ", "счета", "siparis", "订单", "訂單", "单据", "發票", "发票", "合同", "总", "總", "受注", "請求", "伝票", "주문", "청구",
)  # fmt: skip
OF_ORDERS = (
    "order", "orders", "invoice", "document", "doc", "bill", "auftrags*", "rechnungs*", "beleg*", "bestell*", "commande", "facture", "pedido", "factura", "documento", "ordine", "fattura", "encomenda", "fatura", "factuur*", "order*",
    "zamowienia", "faktury", "заказа", "заказ", "счета", "siparis", "订单", "訂單", "单据", "單據", "发票", "發票", "合同", "受注", "請求", "伝票", "주문", "청구",
)  # fmt: skip
"""Words that mark the amount of a whole order beyond doubt."""
SHIPPING = (
    "shipping", "delivery", "freight", "postage", "handling", "versand*", "fracht*", "port", "livraison", "transport", "envio", "flete", "gastos de envio", "spedizione", "trasporto", "frete", "verzend*", "vracht*", "wysylk*", "dostaw*",
    "доставк*", "kargo", "nakliye", "运费", "運費", "快递", "配送", "送料", "運賃", "배송", "운임",
)  # fmt: skip
"""Fees that the customer pays: not deducted from a sale."""
IN_OWN_CURRENCY = (
    "lcy", "dmbtr", "company currency", "local currency", "base currency", "home currency", "reporting currency", "functional currency", "group currency", "accounting currency", "converted", "lc", "loc curr", "hauswahrung", "in hauswahrung", "hw", "basiswahrung", "landeswahrung", "devise societe", "monnaie locale", "moneda local", "moneda base", "moneda de la empresa", "valuta locale", "valuta di conto", "moeda local", "lokale valuta", "basisvaluta",
    "waluta firmy", "w pln", "в валюте учета", "yerel para", "yerel para birimi", "本位币", "本位幣", "本币", "本幣", "折人民币", "折合", "記帳通貨", "基準通貨", "円換算", "원화", "원화금액",
)  # fmt: skip
"""Words for the reporting currency of the books."""
IN_DOCUMENT_CURRENCY = (
    "fcy", "wrbtr", "document currency", "doc currency", "doc curr", "transaction currency", "foreign currency", "original currency", "dc", "fc", "fremdwahrung", "belegwahrung", "devise", "moneda extranjera", "divisa", "valuta estera", "waluta obca", "в валюте", "doviz", "doviz tutari", "原币", "原幣", "外币", "外幣", "外貨", "외화",
)  # fmt: skip
FILLERS = (
    "in", "of", "the", "a", "and", "de", "du", "des", "la", "le", "del", "della", "di", "da", "do", "dos", "von", "der", "die", "das", "w", "z", "в", "за", "od", "for", "per", "to", "for the", "customer", "sum of", "total of", "summe von", "somme de", "suma de", "somma di", "soma de", "som van", "сумма по",
    "order", "invoice", "sales", "document", "doc", "line", "item", "curr", "currency", "position", "pos", "billed", "invoiced", "bill", "product", "vat", "tax", "taxes",
)  # fmt: skip
"""Words beside the noun without meaning for money."""
PIVOT_PREFIXES = (
    "sum of",
    "summe von",
    "somme de",
    "suma de",
    "somma di",
    "soma de",
    "som van",
    "求和项",
    "求和項",
    "合计项",
    "合計 /",
    "合計/",
    "합계",
)
"""Prefixes of summed columns in pivot tables."""
LEDGER_ACCOUNTS = (
    "account", "account no", "account number", "account code", "account name", "gl account", "g l account", "ledger account", "konto", "kontonummer", "sachkonto", "compte", "compte general", "numero de compte", "cuenta", "cuenta contable", "conto", "conto contabile", "conta", "conta contabil",
    "rekening", "grootboekrekening", "konto ksiegowe", "счет", "hesap", "hesap kodu", "科目", "会计科目", "會計科目", "科目编码", "科目名称", "勘定科目", "계정", "계정과목",
)  # fmt: skip
"""Headers of accounts of the general ledger, which are customers only where nothing else is."""
CUSTOMER_STEMS = (
    "customer", "client", "kunde", "kunden", "debitor", "debtor", "buyer", "sold to", "cliente", "klant", "klient", "клиент", "покупатель", "musteri", "客户", "客戶", "购货单位", "得意先", "顧客", "거래처", "고객",
)  # fmt: skip
SHIP_TO = (
    "ship to*", "shipto*", "deliver to*", "delivery customer", "delivery account", "delivery address", "consignee", "warenempfanger", "lieferempfanger", "lieferadresse", "livre a", "destinataire", "entregar a", "destinatario", "destinazione", "afleveradres", "odbiorca", "грузополучатель", "teslim*", "sevk*", "收货方", "收貨方", "收货单位", "送达方", "收货客户", "納品先", "届け先", "납품처", "배송지",
)  # fmt: skip
"""Recipients of the goods, which may differ from the buyer."""
