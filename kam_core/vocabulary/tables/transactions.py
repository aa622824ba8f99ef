"""Order lines: who bought what, when and for how much."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables import transaction_headers
from kam_core.vocabulary.tables.shared_columns import ACCOUNT_NAME_SYNONYMS, account, currency, date, owner

TRANSACTIONS = Table(
    "transactions",
    N_("Orders"),
    N_("revenue, margin, growth, purchase frequency and the Pareto curve"),
    (
        account(),
        date(
            "order date", "orderdate", "invoice date", "posting date", "document date", "booking date",
            "sales date", "sale date", "transaction date", "billing date", "doc date", "purchase date",
            "audat", "budat", "fkdat", "bestelldatum", "rechnungsdatum", "belegdatum", "auftragsdatum",
            "date commande", "date facture", "date de commande", "date de facture", "fecha", "fecha pedido", "fecha de pedido", "fecha factura", "fecha de factura",
            "data ordine", "data fattura", "data documento", "data do pedido", "data da fatura", "data de emissao", "orderdatum", "factuurdatum", "data zamowienia",
            "data faktury", "data wystawienia", "data sprzedazy", "дата", "дата заказа", "дата продажи", "дата документа", "tarih", "siparis tarihi", "fatura tarihi",
            "受注日", "売上日", "請求日", "伝票日付", "日付", "주문일", "주문일자", "매출일", "매출일자", "거래일자", "일자", "period", "month",
            "created at", "ordered at", "order placed", "placed at", "placed on", "purchased at", "processed at", "paid at", "sold on", "posted date",
            "订单日期", "下单日期", "下单时间", "销售日期", "开票日期", "单据日期", "成交日期", "交易日期",
            "交易时间", "记账日期", "制单日期", "订购日期", "付款时间", "业务日期", "月份", "期间",
            later=transaction_headers.DATES,
        ),
        Field(
            "amount", Kind.MONEY, N_("Amount"),
            (
                "amount", "importe", "importe neto", "monto", "importo", "importo netto", "valor", "valor liquido", "bedrag", "kwota", "kwota netto", "wartosc", "wartosc netto", "сумма",
                "сумма без ндс", "tutar", "net tutar", "売上金額", "売上高", "金額", "매출액", "금액", "공급가액", "sales amount", "salesamount", "revenue", "sales", "net amount", "net sales",
                "line amount", "line total", "turnover", "net value", "net revenue", "order amount",
                "invoice amount", "extended price", "extended amount", "netwr", "total", "total amount",
                "total price", "value", "umsatz", "betrag", "nettobetrag", "netto", "nettowert", "nettoumsatz", "umsatz netto", "net", "net total", "gesamtbetrag", "montant",
                "montant ht", "chiffre affaires",
                "金额", "销售额", "销售金额", "成交额", "成交金额", "订单金额", "订单总额", "含税金额", "价税合计",
                "未税金额", "不含税金额", "营业额", "收入", "销售收入", "实付金额", "应付金额", "总价", "总金额",
                "净额", "开票金额", "业绩", "货款",
                *transaction_headers.AMOUNTS,
            ),
            required=True,
        ),
        Field(
            "order_id", Kind.ID, N_("Order"),
            (
                "order id", "order", "order no", "order number", "ordernumber", "sales order", "sales order number",
                "sales order no", "so number", "so no", "invoice", "invoice no", "invoice number", "document no",
                "document number", "doc no", "doc number", "bill no", "vbeln", "transaction id", "receipt no",
                "numero de pedido", "numero pedido", "pedido", "numero factura", "numero de factura", "numero ordine", "numero fattura", "numero documento", "numero do pedido",
                "numero da fatura", "ordernummer", "factuurnummer", "numer zamowienia", "nr zamowienia", "numer faktury", "nr faktury", "номер заказа", "номер документа", "заказ",
                "siparis no", "siparis numarasi", "fatura no", "受注番号", "伝票番号", "注文番号", "請求番号", "주문번호", "전표번호", "계산서번호",
                "auftragsnummer", "bestellnummer", "rechnungsnummer", "belegnummer", "numero commande",
                "订单", "订单号", "订单编号", "订单id", "单号", "单据号", "单据编号", "销售订单号", "合同号",
                "合同编号", "发票号", "发票号码", "流水号", "交易号",
                *transaction_headers.ORDER_NUMBERS,
            ),
        ),
        Field(
            "account_name", Kind.TEXT, N_("Account name"), (*ACCOUNT_NAME_SYNONYMS, *transaction_headers.ACCOUNT_NAMES),
        ),
        Field(
            "product", Kind.ID, N_("Product"),
            (
                "product", "product id", "product code", "productcode", "product key", "product no",
                "product number", "item", "item no", "item number", "item code", "sku", "article",
                "article no", "material", "material no", "matnr", "part no", "part number", "stock code",
                "artikel", "artikelnummer", "reference",
                "产品", "产品id", "产品编号", "产品编码", "产品代码", "商品", "商品编号", "商品编码", "商品id",
                "物料", "物料编码", "物料号", "货号", "存货编码", "规格型号", "型号", "料号",
                *transaction_headers.PRODUCTS,
            ),
        ),
        Field(
            "product_name", Kind.TEXT, N_("Product name"),
            (
                "product name", "item name", "article name", "description", "item description",
                "product description", "material description", "material text", "artikelbezeichnung",
                "designation", "title",
                "产品名称", "商品名称", "物料名称", "存货名称", "品名", "货物名称", "商品", "产品描述", "商品标题",
                *transaction_headers.PRODUCT_NAMES,
            ),
        ),
        Field(
            "product_family", Kind.TEXT, N_("Product family"),
            (
                "product family", "product line", "productline", "product group", "product category",
                "category", "item category", "item group", "material group", "matkl", "family",
                "english product category name", "product type", "series", "product series", "segment product", "warengruppe",
                "produktgruppe",
                "产品线", "产品类别", "产品大类", "产品系列", "类别", "品类", "商品类别", "大类", "物料组", "产品族",
                "商品分类", "产品分类", "存货分类",
            ),
        ),
        Field(
            "quantity", Kind.NUMBER, N_("Quantity"),
            (
                "quantity", "qty", "lineitem quantity", "line quantity", "item quantity", "cantidad", "quantita", "quantidade", "aantal", "ilosc", "количество",
                "miktar", "adet", "数量(個)", "個数", "수량", "order quantity", "orderquantity", "quantity ordered", "quantityordered",
                "order qty", "units", "units sold", "pieces", "pcs", "volume", "sales quantity",
                "invoiced quantity", "shipped qty", "kwmeng", "menge", "anzahl", "stueck", "quantite",
                "数量", "销售数量", "订购数量", "件数", "销量", "订单数量", "开票数量", "出库数量", "台数", "购买数量",
                *transaction_headers.QUANTITIES,
            ),
        ),
        Field(
            "price", Kind.NUMBER, N_("Unit price"),
            (
                "price", "lineitem price", "item price", "line price", "precio", "precio unitario", "prezzo", "prezzo unitario", "preco", "preco unitario",
                "prijs", "stukprijs", "cena", "cena jednostkowa", "цена", "birim fiyat", "fiyat", "単価", "단가", "unit price", "unitprice", "price each", "priceeach", "sales price", "selling price",
                "net price", "price per unit", "rate", "netpr", "einzelpreis", "stueckpreis", "prix unitaire",
                "prix",
                "单价", "价格", "售价", "销售单价", "含税单价", "不含税单价", "成交价", "产品单价", "商品单价",
                "实际单价", "单位价格",
                *transaction_headers.PRICES,
            ),
        ),
        Field(
            "discount", Kind.SHARE, N_("Discount"),
            (
                "discount", "discount rate", "discount percent", "discount pct", "disc", "rebate", "rebate rate",
                "unit price discount", "unit price discount pct", "rabatt", "remise", "descuento", "dto", "sconto", "desconto", "korting", "rabat",
                "скидка", "iskonto", "indirim", "sleva", "割引", "値引", "할인", "折讓",
                "折扣", "折扣率", "优惠率", "让利率", "折让率", "折扣比例", "优惠比例", "返利率", "扣率", "打折",
                *transaction_headers.DISCOUNTS,
            ),
            low=-1, high=1,
        ),
        Field(
            "list_amount", Kind.MONEY, N_("List amount"),
            (
                "list amount", "gross amount", "gross sales", "amount before discount", "list value",
                "gross value", "extended list price", "original amount", "undiscounted amount", "bruttobetrag",
                "原价金额", "折前金额", "标价金额", "原始金额", "优惠前金额", "吊牌金额", "应收金额", "目录价金额",
                "折扣前金额", "原价合计",
            ),
        ),
        Field(
            "list_price", Kind.NUMBER, N_("List price"),
            (
                "list price", "msrp", "rrp", "catalog price", "catalogue price", "standard price", "gross price",
                "recommended price", "listenpreis", "prix catalogue",
                "标价", "目录价", "吊牌价", "原价", "建议零售价", "市场价", "指导价", "牌价", "零售价", "挂牌价",
            ),
        ),
        Field(
            "price_unit", Kind.NUMBER, N_("Price unit"),
            (
                "price unit", "price per", "pricing unit", "price quantity", "per quantity", "price basis", "per units", "preiseinheit", "preis pro menge",
                "unite de prix", "unidad de precio", "unita di prezzo", "prijseenheid", "jednostka ceny", "kpein", "peinh",
                "价格单位", "计价数量", "计价单位数量", "价格基数", "每价格单位", "价格数量", "单价基数", "計價單位", "価格単位", "단가기준수량",
            ),
            low=0,
        ),
        Field(
            "discount_amount", Kind.MONEY, N_("Discount amount"),
            (
                "discount amount", "discount value", "discount total", "line discount amount", "amount of discount", "total discount",
                "discounts", "rabattbetrag", "nachlassbetrag", "montant remise", "montant de la remise", "importe descuento",
                "importo sconto", "valor desconto", "kortingsbedrag", "kwota rabatu", "сумма скидки", "indirim tutari",
                "折扣金额", "折扣额", "优惠金额", "优惠额", "折让金额", "让利金额", "减免金额", "折扣總額", "値引額", "割引額", "할인금액",
            ),
        ),
        Field(
            "margin", Kind.MONEY, N_("Margin"),
            (
                "margin", "gross margin", "profit", "gross profit", "margin amount", "contribution",
                "contribution margin", "earnings", "deckungsbeitrag", "marge", "rohertrag", "gp",
                "利润", "毛利", "毛利额", "利润额", "销售毛利", "毛利润", "边际贡献", "贡献毛利", "净利润", "盈利",
            ),
        ),
        Field(
            "goods_cost", Kind.MONEY, N_("Cost of goods"),
            (
                "goods cost", "cost", "cost of goods", "cost of goods sold", "cogs", "total product cost",
                "totalproductcost", "total cost", "line cost", "cost amount", "cost value", "wareneinsatz",
                "cout total",
                "成本", "成本额", "成本金额", "销售成本", "总成本", "商品成本", "产品成本", "主营业务成本", "货物成本",
                "进货成本", "采购成本",
            ),
        ),
        Field(
            "unit_cost", Kind.NUMBER, N_("Unit cost"),
            (
                "unit cost", "standard cost", "standardcost", "buy price", "buyprice", "purchase price",
                "cost price", "cost per unit", "unit product cost", "einkaufspreis", "einstandspreis",
                "prix achat",
                "单位成本", "成本价", "成本单价", "进价", "进货价", "采购价", "采购单价", "标准成本", "单件成本", "购进价",
            ),
        ),
        Field(
            "status", Kind.TEXT, N_("Status"),
            (
                "status", "order status", "line status", "state of order", "document status", "delivery status",
                "sales status", "fulfilment status", "fulfillment status", "order state", "auftragsstatus",
                "statut",
                "状态", "订单状态", "单据状态", "交易状态", "订单进度", "发货状态", "审核状态", "行状态", "合同状态",
                "处理状态",
                *transaction_headers.STATUSES,
            ),
        ),
        owner(),
        Field(
            "region", Kind.TEXT, N_("Region"),
            ("region", "sales region", "territory", "sales territory", "area", "country", "country region",
             "country or region", "market", "zone", "gebiet",
             "区域", "地区", "大区", "销售区域", "销售大区", "片区", "国家", "国家地区", "所属区域", "地域"),
        ),
        Field(
            "industry", Kind.TEXT, N_("Industry"),
            ("industry", "sector", "business type", "customer segment", "segment", "customer type", "vertical",
             "customer group", "branche", "trade",
             "行业", "细分", "所属行业", "客户类型", "客户分类", "客户行业", "行业类别", "客户性质", "细分市场", "行业分类"),
        ),
        currency(),
    ),
    computed=(("amount", ("quantity", "price")),),
    rate_date_columns=("date",),
)  # fmt: skip
