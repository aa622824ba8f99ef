"""Headers of order line columns in exports of ERP, accounting and shop systems.

Without accents, and without words such as de, du, della: a header is compared without both. A number is "nr" here: No.,
N°, Nº, №, Number, Numero, Nummer and Номер are the same word.
"""

from __future__ import annotations

from kam_core.vocabulary.tables.account_headers import ACCOUNT_CODES
from kam_core.vocabulary.tables.account_headers import ACCOUNT_NAMES as CUSTOMER_NAMES

DATES = (
    "ord date", "inv date", "so date", "bill date", "txn date", "trans date", "trx date", "sales order date", "invoiced date", "date of sale", "date of invoice", "date of order", "date ordered", "date invoiced", "date issued", "issue date", "date sold", "tax date",
    "voucher date", "gl date", "accounting date", "fiscal date", "entry date", "order created", "order creation date", "order created at", "order created date", "order date time", "order placed date", "payment date time", "purchase date time", "sale date time",
    "sales record date", "sold date", "paid on date", "created utc", "created date utc", "transaction creation date", "order purchase timestamp", "bldat", "erdat", "prsdt", "docdate", "ship confirm date",
    "re datum", "rg datum", "rechn datum", "auftr datum", "best datum", "beleg datum", "auftragsdat", "rechnungsdat", "buchungsdatum", "fakturadatum", "faktura datum", "erfassungsdatum", "verkaufsdatum", "angelegt am", "bestellt am", "datum rechnung", "datum auftrag", "kaufdatum", "umsatzdatum", "buchungstag", "leistungsdatum", "bestellzeitpunkt", "auftragseingang",
    "date piece", "date document", "date vente", "date comptable", "date comptabilisation", "date facturation", "date creation commande", "date cde", "date ecriture", "date achat", "date emission",
    "fecha venta", "fecha documento", "fecha contable", "fecha contabilizacion", "fecha emision", "fecha facturacion", "fecha compra", "fecha registro", "fecha asiento", "fecha orden", "fecha creacion", "fecha operacion", "fec factura", "fec pedido",
    "data doc", "data ordine cliente", "data vendita", "data registrazione", "data emissione", "data acquisto", "data reg", "data creazione", "data documento fiscale", "dt documento",
    "data pedido", "data fatura", "data venda", "data emissao", "dt emissao", "data lancamento", "data encomenda", "data faturamento", "data compra", "data nota", "f2 emissao", "c5 emissao", "data faturacao",
    "factuur datum", "orderdat", "besteldatum", "verkoopdatum", "boekdatum", "boekingsdatum", "documentdatum", "transactiedatum", "aanmaakdatum", "datum factuur", "datum order", "invoerdatum",
    "data dokumentu", "data zlozenia", "data zakupu", "data ksiegowania", "data operacji", "data transakcji", "data utworzenia", "data zlecenia", "data wyst",
    "дата продаж", "дата реализации", "дата счета", "дата фактуры", "дата счета фактуры", "дата проводки", "дата отгрузки", "дата накладной", "дата операции", "дата создания", "дата оплаты заказа",
    "fis tarihi", "belge tarihi", "satis tarihi", "islem tarihi", "kayit tarihi", "evrak tarihi", "fatura tar", "fat tarihi", "siparis tar", "olusturma tarihi",
    "datum vystaveni", "datum objednavky", "datum faktury", "datum dokladu", "datum prodeje", "datum uskutecneni plneni", "duzp", "datum zdanitelneho plneni", "kelt", "szamla kelte", "teljesites datuma", "rendeles datuma", "data facturii", "data comenzii", "fakturadato", "ordredato", "bestillingsdato", "dato", "bogforingsdato", "bokforingsdatum", "laskun paivamaara", "tilauspaiva", "laskupvm", "paivamaara", "pvm", "tanggal", "tanggal faktur", "ngay", "ngay hoa don",
    "订单付款时间", "订单创建时间", "订单时间", "订单提交时间", "支付时间", "支付日期", "下单日", "发票日期", "发票时间", "销售时间", "销货日期", "出货日期", "出库日期", "发货日期", "入账日期", "记帐日期", "过账日期", "凭证日期", "单据时间", "录单日期", "开单日期", "开单时间", "开票时间", "销售单日期", "签约时间", "合同日期", "拍下时间", "订单成交时间", "交易创建时间", "营业日期", "帐款日期", "账款日期", "订货日期", "接单日期", "消费时间",
    "売上日付", "売上計上日", "計上日", "受注日付", "受注日時", "請求日付", "請求書日付", "注文日", "注文日時", "取引日", "取引日付", "発生日", "発行日", "伝票日", "納品日", "出荷日", "年月日", "購入日", "購入日時", "起票日", "販売日",
    "주문일시", "주문 일자", "판매일", "판매일자", "결제일", "결제일시", "결제일자", "전표일자", "전표일", "작성일자", "작성일", "발행일", "발행일자", "계산서일자", "거래일", "출고일", "출고일자", "날짜", "매출 일자", "등록일",
)  # fmt: skip

DATES_BY_CELLS = (
    "data", "data ora", "issued", "ordered", "invoiced", "purchased", "monat", "mois", "mes", "mese", "maand", "miesiac", "месяц", "ay", "mesic", "honap", "manad", "maned", "auftragsmonat", "buchungsmonat", "umsatzmonat", "rechnungsmonat", "mois facturation", "mes facturacion", "order month", "invoice month", "sales month",
    "buchungsperiode", "periode", "periodo", "okres", "donem", "売上月", "年月", "計上月", "売上年月", "請求月", "対象月", "月", "月度", "매출월", "년월", "월", "所属期", "销售月份", "年月份", "时点",
)  # fmt: skip
"""Headers that are the day of an order only where the cells below are days: Data is also Portuguese for anything."""

AMOUNTS = (
    "amt", "net amt", "line amt", "ext price", "ext amount", "extended total", "extended net amount", "amount net", "amount excl tax", "amount excl vat", "amount excluding vat", "amount before tax", "line amount excl vat", "net line amount", "net price total", "net line total", "line net amount", "line subtotal", "base amount", "net amount company currency",
    "net amount lcy", "untaxed amount", "untaxed total", "total untaxed", "total excl vat", "total ex vat", "total net", "sales value", "sales net", "sales revenue", "invoiced amount", "invoiced value", "billed amount", "billing value", "item subtotal", "item total", "lineitem total", "amount cents", "transaction amount", "amount captured",
    "wrbtr", "dmbtr", "kzwi1", "netwr vbap", "foreign amount", "docamount",
    "nettobetrag eur", "nettosumme", "summe netto", "betrag netto", "netto betrag", "netto wert", "wert netto", "positionswert", "positionsbetrag", "positionssumme", "nettopositionswert", "zeilenbetrag", "gesamt netto", "gesamtpreis netto", "gesamtnetto", "rechnungsbetrag netto", "erloes", "umsatz eur", "warenwert", "umsatzerloese", "nettoerloes", "fakturawert", "verkaufsbetrag", "rechnungswert",
    "total ht", "net ht", "prix total ht", "total ligne ht", "montant net", "montant net ht", "montant total ht", "mt ht", "mnt ht", "chiffre affaires ht", "ca ht", "ca net", "montant ligne", "valeur nette", "montant hors taxes", "total hors taxes",
    "total neto", "base imponible", "importe base", "importe linea", "neto", "total linea", "valor neto", "importe sin iva", "total sin iva", "importe venta", "ventas netas", "importe facturado", "monto neto", "ventas",
    "imponibile", "totale imponibile", "totale netto", "importo riga", "totale riga", "valore netto", "netto a pagare imponibile", "fatturato", "fatturato netto", "importo imponibile", "prezzo totale", "valore", "netto riga", "imp netto",
    "total liquido", "valor mercadoria", "valor faturado", "valor nf", "valor sem iva", "total sem iva", "valor produto", "vlr total", "vl total", "faturamento", "montante", "valor item", "d2 total", "total mercadoria",
    "bedrag excl btw", "totaal excl btw", "nettobedrag", "netto bedrag", "regelbedrag", "omzet", "netto omzet", "factuurbedrag excl btw", "regeltotaal", "verkoopbedrag", "bedrag in eur",
    "wartosc sprzedazy", "wartosc sprzedazy netto", "netto pln", "suma netto", "razem netto", "sprzedaz netto", "obrot", "obrot netto", "przychod", "wartosc pozycji", "netto wartosc", "kwota netto pln",
    "сумма продажи", "сумма без налога", "стоимость", "стоимость без ндс", "стоимость без налога", "выручка", "выручка без ндс", "оборот", "сумма руб", "сумма нетто", "итого без ндс", "сумма реализации", "сумма документа", "сумма регл",
    "net toplam", "satir tutari", "satis tutari", "kdv haric tutar", "kdvsiz tutar", "tutar tl", "net satis", "ciro", "satir net tutari", "mal bedeli", "matrah", "ara toplam net", "toplam tutar net", "toplam",
    "castka", "castka bez dph", "celkem bez dph", "zaklad dane", "cena celkem bez dph", "cena celkem", "trzba", "osszeg", "netto osszeg", "netto ertek", "valoare", "valoare neta", "belopp", "nettobelopp", "belob", "nettobelob", "belop", "nettobelop", "summa", "verollinen summa", "veroton summa", "jumlah harga", "thanh tien", "doanh thu",
    "买家实际支付金额", "买家实付金额", "实际支付金额", "实际付款金额", "实收款", "实付", "实付款", "支付金额", "交易金额", "商品总金额", "商品总价", "商品金额", "货款金额", "结算金额", "成交总额", "销售总额", "销售净额", "不含税销售额", "无税金额", "原币无税金额", "原币金额", "本币金额", "本币无税金额", "无税合计", "未税合计", "未税总额", "销货金额", "销货净额", "出货金额", "开票金额不含税", "净销售额", "销售额合计", "金额合计", "行金额", "明细金额", "订货金额", "业绩金额", "本币未税金额", "原币未税金额", "订单实际金额",
    "売上", "売上額", "売上金額(税抜)", "税抜金額", "税抜売上", "税抜売上金額", "税抜合計", "純売上高", "純売上額", "純売上金額", "注文金額", "販売金額", "取引金額", "明細金額", "本体金額", "小計金額", "金額(税抜)", "発生金額", "借方金額売上", "商品金額", "商品代金", "支払金額", "売上本体",
    "결제금액", "판매금액", "매출금액", "매출 금액", "판매액", "실결제금액", "실 결제금액", "총 결제금액", "총결제금액", "총 주문금액", "총주문금액", "상품금액", "정산금액", "거래금액", "공급가", "공급가 합계", "공급가액합계", "계산서금액", "순매출", "순매출액", "매출",
)  # fmt: skip

ORDER_NUMBERS = (
    "order ref", "order reference", "order code", "order name", "order nbr", "ord nr", "order key", "sales order id", "sales order ref", "so", "so id", "so ref", "ordernr", "invoice id", "invoice ref", "invoice reference", "invoice code", "inv nr", "inv", "document ref", "document id", "document reference", "docnum", "doc num", "doc entry", "bill number",
    "billing document", "billing doc", "billing document nr", "sales document", "sales doc", "sales document nr", "journal nr", "txn id", "trx id", "transaction nr", "transaction ref", "sale id", "sales id", "sales nr", "sales record number", "amazon order id", "merchant order id", "order increment id", "increment id", "checkout id", "charge id",
    "aubel", "belnr", "vbelv", "xblnr", "invoice name", "move name",
    "re nr", "rg nr", "rechn nr", "rechnungs id", "rechnung", "auftr nr", "auftrag", "auftrags id", "auftragsbeleg", "best nr", "bestell nr", "bestellung", "bestell id", "beleg nr", "bel nr", "belegnr", "belegfeld 1", "faktura", "fakturanummer", "faktura nr", "fakturabeleg", "verkaufsbeleg", "verkaufsbelegnummer", "vorgangsnummer", "vorgangs nr", "kundenauftrag", "buchungsnummer", "bon nr", "kassenbon", "ab nr", "transaktionsnummer", "transaktionscode", "bestellreferenz",
    "nr commande", "commande", "nr cde", "cde", "code commande", "ref commande", "reference commande", "id commande", "bon commande", "nr bc", "facture", "nr facture", "ref facture", "reference facture", "id facture", "nr piece", "piece", "numero piece", "ref piece", "nr document", "nr vente", "nr ecriture", "identifiant commande",
    "nr factura", "factura", "num factura", "id factura", "serie factura", "nr pedido", "num pedido", "id pedido", "ref pedido", "referencia pedido", "orden", "nr orden", "orden compra", "nr documento", "num documento", "numero venta", "nr venta", "folio", "comprobante", "nr comprobante", "nr asiento", "codigo pedido",
    "nr ordine", "ordine", "ordine cliente", "num ordine", "id ordine", "rif ordine", "riferimento ordine", "nr fattura", "fattura", "num fattura", "num doc", "nr doc", "riferimento documento", "numero doc", "nr registrazione",
    "nr fatura", "fatura", "num pedido venda", "pedido venda", "nr nota fiscal", "nota fiscal", "nf", "nr nf", "nfe", "nr nfe", "nr encomenda", "encomenda", "nr venda", "venda", "id venda", "documento fiscal", "nr titulo", "c5 num", "f2 doc", "d2 doc", "codigo venda", "nr nota",
    "order nr klant", "bestelnummer", "bestelling", "verkooporder", "verkoopordernummer", "verkoopnummer", "factuur", "factuurnr", "factuur nr", "boekstuk", "boekstuknummer", "documentnummer", "transactienummer", "bonnummer",
    "zamowienie", "nr zlecenia", "numer zlecenia", "id zamowienia", "faktura vat", "nr dokumentu", "numer dokumentu", "nr dok", "nr fv", "nr transakcji", "nr paragonu", "numer pelny", "numer obcy", "sygnatura",
    "заказ покупателя", "номер счета", "счет", "номер счета фактуры", "счет фактура", "номер реализации", "номер накладной", "накладная", "документ продажи", "документ реализации", "реализация", "ид заказа", "id заказа", "код заказа", "номер сделки", "номер чека", "чек", "регистратор", "номер фактуры", "сделка",
    "fis no", "fis numarasi", "belge no", "belge numarasi", "evrak no", "evrak numarasi", "evrak seri sira", "siparis", "siparis nr", "siparis kodu", "siparis id", "fatura", "fatura numarasi", "fatura nr", "islem no", "fat no",
    "cislo dokladu", "doklad", "cislo faktury", "faktury cislo", "cislo objednavky", "objednavka", "variabilni symbol", "szamlaszam", "szamla szam", "rendelesszam", "bizonylatszam", "nr comanda", "comanda", "nr factura client", "fakturanr", "ordrenr", "ordrenummer", "ordre", "bilagsnr", "bilag", "fakturanummer", "verifikationsnummer", "tilausnumero", "laskun numero", "laskunumero", "tilaus", "no faktur", "no pesanan", "nomor faktur", "nomor pesanan", "so hoa don", "ma don hang",
    "主订单编号", "子订单编号", "订单序号", "订单流水号", "订单单号", "平台订单号", "线上订单号", "原始单号", "店铺订单号", "外部订单号", "商户订单号", "支付单号", "交易单号", "交易编号", "交易订单号", "交易流水号", "销售单号", "销售单", "销售单编号", "销售单据号", "销售订单", "销售订单编号", "销货单号", "销货单", "出库单号", "出库单", "出库单编号", "出货单号", "发货单号", "发货单", "发票", "发票编号", "发票代码号码", "单据", "单据代号", "票据号", "票号", "订货单号", "订货编号", "客户订单", "小票号", "业务单号", "订单代号", "结账单号", "单别单号",
    "売上番号", "売上伝票番号", "売上no", "売上id", "伝票no", "伝票", "受注no", "受注id", "受注伝票番号", "注文no", "注文id", "注文", "オーダー番号", "請求書番号", "請求no", "請求書no", "取引番号", "取引no", "取引id", "納品書番号", "管理番号", "仕訳番号", "決済番号", "ご注文番号",
    "주문 번호", "주문id", "주문코드", "상품주문번호", "전표 번호", "전표no", "전표", "판매번호", "판매전표번호", "매출번호", "매출전표번호", "거래번호", "거래 번호", "송장번호", "인보이스번호", "세금계산서번호", "승인번호", "문서번호", "관리번호", "결제번호", "일자 번호", "일자-no",
)  # fmt: skip

ACCOUNT_NAMES = (
    "contact name",
    "kontaktname",
    "nom contact",
    "nombre contacto",
    "ship name",
    "client contact",
    "shopper name",
    "recipient name on invoice",
)
"""Names of customers in orders; in lists of accounts these are people."""

PRODUCTS = (
    "product ref", "product reference", "item id", "item ref", "item reference", "item key", "article id", "article number", "article code", "material number", "material code", "part", "part code", "part nr", "stock item", "stock id", "stock nr", "lineitem sku", "seller sku", "merchant sku", "asin", "ean", "gtin", "upc", "barcode", "product sku", "item sku", "internal reference", "default code", "itemcode", "inventory id", "product variant id", "variant sku", "style number", "model", "model nr", "custom label", "custom label sku",
    "art nr", "artnr", "artikel nr", "artikelnr", "artikelcode", "artikel id", "artikelkennung", "sachnummer", "materialnummer", "produktnummer", "produkt nr", "produktcode", "produkt", "produkt id", "ware", "teilenummer", "bestellartikel", "warennummer", "leistung",
    "code article", "ref article", "reference article", "reference produit", "ref produit", "code produit", "article reference", "produit", "id produit", "sku produit",
    "codigo articulo", "cod articulo", "articulo", "ref articulo", "referencia", "referencia articulo", "codigo producto", "cod producto", "producto", "id producto", "codigo material",
    "codice articolo", "cod articolo", "cod art", "articolo", "codice prodotto", "cod prodotto", "prodotto", "codice art", "codice materiale", "id prodotto",
    "codigo produto", "cod produto", "produto", "codigo artigo", "artigo", "ref artigo", "codigo item", "b1 cod", "d2 cod", "referencia produto", "id produto",
    "artikel code", "productcode", "product nummer", "productnummer", "artikelnummer leverancier", "itemcode artikel",
    "kod towaru", "towar", "symbol towaru", "indeks", "indeks towaru", "kod produktu", "produkt kod", "kod art", "indeks materialowy",
    "код товара", "код номенклатуры", "номенклатура", "артикул", "товар", "код продукта", "продукт", "ид товара", "id товара", "номер товара", "артикул товара",
    "stok kodu", "urun kodu", "malzeme kodu", "urun", "stok no", "malzeme", "stok", "hizmet kodu", "barkod", "urun id",
    "kod zbozi", "zbozi", "cislo zbozi", "kod produktu cz", "cikkszam", "termek", "termekkod", "cod produs", "produs", "varenr", "varenummer", "artikelnummer se", "tuotenumero", "tuotekoodi", "tuote", "kode barang", "ma hang", "ma san pham",
    "产品代号", "产品料号", "产品型号", "产品货号", "商品货号", "商品代码", "商品sku", "sku编码", "sku编号", "sku id", "商家编码", "商品条码", "条码", "条形码", "商品型号", "品号", "品项编号", "料品编码", "料品编号", "料件编号", "物料编号", "物料代码", "存货代码", "存货编号", "存货", "货品编号", "货品编码", "货品代码", "货品", "款号", "商品编号sku", "外部商品编码", "规格编码", "宝贝id", "宝贝编码",
    "商品コード", "商品cd", "商品番号", "商品no", "商品id", "品番", "品目コード", "品目番号", "品目cd", "製品コード", "製品番号", "製品", "型番", "部品番号", "jan", "janコード", "品目", "商品管理番号",
    "품목코드", "품목번호", "품번", "상품코드", "상품번호", "상품id", "제품코드", "제품번호", "자재코드", "자재번호", "모델명코드", "품목", "상품", "제품", "바코드", "옵션코드",
)  # fmt: skip

PRODUCT_NAMES = (
    "item title", "lineitem name", "line description", "line item description", "item text", "product title", "article description", "stock description", "part description", "material name", "arktx", "maktx", "short text", "item name sku", "item label", "product service", "product or service", "memo description",
    "artikelname", "artikelbeschreibung", "artikel bezeichnung", "artikeltext", "materialbezeichnung", "materialkurztext", "produktname", "produktbezeichnung", "positionstext", "bezeichnung", "warenbezeichnung", "leistungsbezeichnung", "artikelbez", "art bezeichnung",
    "designation article", "libelle article", "nom produit", "libelle produit", "description article", "nom article", "designation produit", "description produit",
    "descripcion articulo", "nombre articulo", "nombre producto", "descripcion producto", "denominacion articulo",
    "descrizione articolo", "nome prodotto", "descrizione prodotto", "descr articolo", "nome articolo", "descrizione art",
    "descricao produto", "nome produto", "descricao artigo", "descricao item", "designacao", "d2 descri", "nome artigo",
    "artikelomschrijving", "productnaam", "productomschrijving", "naam artikel", "artikelnaam",
    "nazwa towaru", "nazwa produktu", "nazwa artykulu", "opis towaru", "nazwa asortymentu", "nazwa uslugi",
    "наименование товара", "название товара", "наименование номенклатуры", "наименование продукта", "номенклатура наименование", "название продукта",
    "stok adi", "urun adi", "malzeme adi", "stok aciklamasi", "malzeme aciklamasi", "urun aciklamasi", "urun ismi", "stok ismi",
    "nazev zbozi", "nazev produktu", "nazev polozky", "popis zbozi", "termek neve", "termeknev", "megnevezes", "denumire produs", "varenavn", "varetekst", "artikelnamn", "benamning", "tuotenimi", "nama barang", "ten hang", "ten san pham",
    "宝贝标题", "宝贝名称", "货品名称", "货名", "商品全名", "商品名", "产品名", "物料描述", "存货名", "品名规格", "料品名称", "料件名称", "项目名称规格", "货物或应税劳务名称", "商品简称", "商品名称规格", "品项名称", "商品名称及规格",
    "商品名", "品目名", "品目名称", "製品名", "品名・規格", "商品名称", "アイテム名", "摘要商品",
    "품목명", "상품명", "제품명", "자재명", "품명", "품목 명", "품명 규격", "상품이름", "제품 이름",
)  # fmt: skip

QUANTITIES = (
    "order qty", "ordered qty", "ordered quantity", "qty ordered", "qty sold", "qty invoiced", "qty shipped", "quantity shipped", "quantity sold", "quantity invoiced", "quantity purchased", "billed quantity", "billed qty", "sales qty", "invoice quantity", "invoiced qty", "inv qty", "item qty", "shipped quantity", "delivered quantity", "qty delivered", "number of units", "unit quantity", "sold quantity", "units ordered", "fkimg", "lfimg", "zmeng", "orderqty", "line qty",
    "auftragsmenge", "bestellmenge", "bestellte menge", "fakturierte menge", "rechnungsmenge", "verkaufsmenge", "verkaufte menge", "liefermenge", "gelieferte menge", "stueckzahl", "positionsmenge", "abgesetzte menge", "mge",
    "qte", "qte commandee", "qte facturee", "qte livree", "quantite commandee", "quantite facturee", "quantite vendue", "quantite livree", "nb articles", "nr unites",
    "unidades", "cant", "cantidad pedida", "cantidad vendida", "cantidad facturada", "uds", "unidades vendidas", "cantidad servida",
    "qta", "quantita ordinata", "quantita venduta", "quantita fatturata", "pezzi", "nr pezzi", "qta ordinata", "qta venduta",
    "qtd", "qtde", "qtd vendida", "quantidade vendida", "quantidade faturada", "d2 quant", "qt", "quant",
    "aantal besteld", "besteld aantal", "aantal geleverd", "hoeveelheid", "aantal stuks", "aantal gefactureerd", "verkocht aantal",
    "ilosc sztuk", "szt", "ilosc zamowiona", "ilosc sprzedana", "ilosc zafakturowana",
    "кол во", "колво", "количество товара", "количество продано", "кол", "количество шт",
    "adet miktar", "miktari", "satis miktari", "siparis miktari", "mik", "fatura miktari", "sevk miktari",
    "mnozstvi", "pocet", "pocet kusu", "mennyiseg", "cantitate", "antal", "antall", "maara", "kpl", "jumlah", "kuantitas", "so luong",
    "数目", "购买件数", "商品数量", "宝贝总数量", "商品总数量", "订货数量", "销货数量", "出货数量", "发货数量", "实发数量", "主数量", "销售件数", "成交件数", "件数量", "开票量", "下单数量", "采购数量", "基本数量",
    "売上数量", "受注数量", "注文数量", "販売数量", "出荷数量", "納品数", "納品数量", "注文数", "個数", "販売数", "請求数量", "購入数", "購入数量",
    "주문수량", "판매수량", "매출수량", "출고수량", "주문 수량", "판매 수량", "개수", "구매수량", "납품수량",
)  # fmt: skip

PRICES = (
    "net unit price", "unit price excl vat", "unit net price", "unit sales price", "unit amount", "unit selling price", "price unit net", "sale price", "sales unit price", "unit cost price sold", "rate per unit", "item unit price", "price per item", "price per piece", "lineitem unit price", "net price per unit",
    "verkaufspreis", "vk preis", "vk", "vk netto", "nettopreis", "e preis", "epreis", "einzelpreis netto", "preis", "preis pro stueck", "preis je einheit", "preis je stueck", "stueckpreis netto", "einzelpreis eur", "artikelpreis", "vk preis netto",
    "pu", "pu ht", "prix unitaire ht", "prix vente", "prix vente ht", "prix net", "prix unitaire net", "pu net", "prix ht",
    "precio venta", "precio neto", "precio unidad", "precio unit", "p unitario", "precio unitario neto", "precio ud",
    "prezzo vendita", "prezzo netto", "prezzo unit", "prezzo unitario netto", "pr unitario", "prezzo cad",
    "preco venda", "valor unitario", "vlr unitario", "vl unitario", "preco liquido", "preco unit", "d2 prcven", "p unit",
    "verkoopprijs", "prijs per stuk", "eenheidsprijs", "nettoprijs", "prijs per eenheid", "stuksprijs",
    "cena netto", "cena sprzedazy", "cena jedn", "cena jednostkowa netto", "cena sprzedazy netto", "cena j",
    "цена за единицу", "цена продажи", "цена без ндс", "цена за шт", "цена единицы",
    "birim fiyati", "satis fiyati", "net fiyat", "birim fiyat net", "fiyati", "net birim fiyat",
    "cena za kus", "jednotkova cena", "cena mj", "cena bez dph", "egysegar", "netto egysegar", "pret", "pret unitar", "enhetspris", "pris", "stykpris", "enhetspris netto", "a pris", "yksikkohinta", "hinta", "harga", "harga satuan", "don gia",
    "无税单价", "未税单价", "原币单价", "原币无税单价", "本币单价", "销货单价", "净单价", "销价", "成交单价", "实付单价", "订货单价", "商品价格", "宝贝单价", "折后单价", "折后价", "单价不含税", "结算单价",
    "売上単価", "受注単価", "販売単価", "税抜単価", "販売価格", "売価", "本体価格", "商品単価", "価格", "本体単価", "納品単価",
    "판매단가", "판매가", "판매가격", "매출단가", "공급단가", "개당가격", "상품가격", "단위가격", "주문단가",
)  # fmt: skip

DISCOUNTS = (
    "disc pct", "disc percent", "line discount", "line discount percent", "line discount pct", "discount percentage", "trade discount percent", "customer discount percent", "nachlass prozent", "rabattsatz", "rabatt prozent", "rabatt pct", "nachlass in prozent",
    "taux remise", "remise pct", "pct remise", "remise en pct", "descuento pct", "dto pct", "porcentaje descuento", "pct descuento", "sconto pct", "percentuale sconto", "pct sconto", "perc sconto", "desconto pct", "percentual desconto", "perc desconto",
    "kortingspercentage", "korting pct", "korting percentage", "rabat procent", "rabat pct", "procent rabatu", "процент скидки", "скидка процент", "скидка pct", "iskonto orani", "indirim orani", "iskonto yuzdesi", "indirim yuzdesi", "sleva pct", "procento slevy",
    "折扣百分比", "折扣(%)", "折扣率(%)", "折让比例", "掛率", "割引率", "値引率", "値引き率", "할인율", "할인률",
)  # fmt: skip

STATUSES = (
    "order state name", "invoice status", "sales order status", "order fulfilment status", "transaction status", "status of order", "current state", "orderstatus", "billing status", "overall status", "gbstk", "gbsta", "docstatus",
    "auftrags status", "bestellstatus", "belegstatus", "rechnungsstatus", "gesamtstatus", "statut commande", "etat commande", "statut facture", "etat facture", "etat document", "estado pedido", "estado factura", "estado orden", "estado documento", "estado venta",
    "stato ordine", "stato documento", "stato fattura", "situacao pedido", "situacao", "status pedido", "estado encomenda", "estado documento venda", "status nota", "factuurstatus", "orderstatus nl", "status zamowienia", "stan zamowienia", "status dokumentu", "status faktury",
    "статус", "статус заказа", "состояние заказа", "статус документа", "статус оплаты заказа", "durumu", "siparis durumu", "fatura durumu", "siparis statusu", "belge durumu", "stav", "stav objednavky", "stav dokladu", "allapot", "rendeles allapota", "stare comanda",
    "订单交易状态", "订单当前状态", "单据当前状态", "销售单状态", "签核状态", "确认码", "确认状态", "出货状态", "结案状态", "受注状態", "受注ステータス", "注文ステータス", "注文状態", "注文状況", "ステータス", "状態", "出荷状況", "伝票状態", "주문상태", "주문 상태", "처리상태", "전표상태", "진행상태", "배송상태", "상태", "판매상태",
)  # fmt: skip

EXPORTED = frozenset(
    (
        *ACCOUNT_CODES, *CUSTOMER_NAMES, *ACCOUNT_NAMES, *DATES, *AMOUNTS, *ORDER_NUMBERS, *PRODUCTS, *PRODUCT_NAMES,
        *QUANTITIES, *PRICES, *DISCOUNTS, *STATUSES,
    )
)  # fmt: skip
"""Headers that systems write and people rarely type."""
