"""Columns that several tables share."""

from kam_core.vocabulary.field import Field, Kind
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.account_headers import ACCOUNT_CODES, ACCOUNT_NAMES

ACCOUNT_SYNONYMS = (
    "account", "account id", "account no", "account number", "customer", "customer id", "customer no",
    "customer number", "customer code", "customer key", "client", "client id", "client no", "client code",
    "debtor", "debtor no", "sold to", "sold to party", "ship to customer", "bill to customer", "reseller",
    "reseller id", "reseller key", "dealer", "dealer id", "dealer code", "buyer", "buyer id", "partner id",
    "cust id", "cust no", "kunnr", "bp code", "card code", "kunde", "kundennummer", "kunden nr",
    "debitor", "client numero", "code client", "cliente", "codigo cliente", "codigo de cliente", "codice cliente", "codigo do cliente", "klant", "klantnummer",
    "klient", "kontrahent", "numer klienta", "nabywca", "клиент", "покупатель", "контрагент", "код клиента", "musteri", "musteri no", "musteri kodu", "cari", "cari kod",
    "得意先", "得意先コード", "顧客", "顧客コード", "顧客番号", "거래처", "거래처코드", "고객", "고객번호", "고객코드",
    "客户", "客户编号", "客户编码", "客户代码", "客户号", "客户id", "客户账号", "购货单位", "购货单位编码",
    "往来单位", "往来单位编码", "经销商", "经销商编号", "买方", "买方编号", "会员编号", "门店编号", "售达方",
    "用户编号", "单位编号",
    *ACCOUNT_CODES,
)  # fmt: skip

ACCOUNT_NAME_SYNONYMS = (
    "account name", "customer name", "client name", "company", "company name", "reseller name", "dealer name",
    "organisation", "organization", "organisation name", "business name", "buyer name", "debtor name",
    "sold to name", "card name", "name1", "kundenname", "firma", "nom client", "nom du client", "raison sociale", "nombre cliente", "nombre del cliente", "razon social", "nome cliente", "ragione sociale", "nome do cliente", "razao social",
    "klantnaam", "nazwa klienta", "наименование клиента", "название компании", "musteri adi", "cari unvan", "unvan", "得意先名", "顧客名", "会社名", "거래처명", "고객명", "회사명", "billing company",
    "客户名称", "客户名", "客户全称", "客户简称", "公司名称", "公司", "单位名称", "购货单位名称", "往来单位名称",
    "企业名称", "经销商名称", "买方名称", "购买方名称", "门店名称", "会员名称",
    *ACCOUNT_NAMES,
)  # fmt: skip

OWNER_SYNONYMS = (
    "owner", "account owner", "account manager", "key account manager", "kam", "sales rep", "salesperson",
    "sales person", "sales representative", "sales agent", "sales employee", "sales rep employee number",
    "employee key", "employee id", "rep", "rep id", "responsible", "relationship manager", "vertreter",
    "sachbearbeiter", "commercial",
    "负责人", "客户经理", "大客户经理", "销售", "销售员", "销售人员", "业务员", "业务代表", "销售代表",
    "业务经理", "跟进人", "归属人", "所属销售", "对接人",
    "salesperson code", "sales person name", "salesman", "salesman code", "seller name", "sales rep name", "sales consultant", "verkaeufer", "vertriebsmitarbeiter", "aussendienst", "kundenbetreuer", "betreuer",
    "vendeur", "representant", "charge affaires", "vendedor", "comercial", "agente", "commerciale", "venditore", "verkoper", "accountbeheerder", "handlowiec", "opiekun klienta", "przedstawiciel",
    "менеджер", "ответственный", "продавец", "satis temsilcisi", "satis elemani", "plasiyer", "obchodnik", "业务人员", "销售顾问", "跟单员", "销售业务员", "業務担当", "営業担当", "営業担当者", "担当者", "담당자", "영업담당", "영업사원",
)  # fmt: skip

MONTH_SYNONYMS = (
    "month", "period", "target month", "target period", "plan month", "planning period", "forecast month", "posting period",
    "monat", "mois", "月份", "月", "目标月份", "计划月份", "期间", "考核月份", "月度", "所属月份", "预测月份", "会计期间",
)  # fmt: skip

CURRENCY_SYNONYMS = (
    "currency", "currency code", "curr", "waers", "document currency", "transaction currency", "ccy", "iso currency",
    "waehrung", "währung", "devise", "monnaie", "moneda", "valuta", "invoice currency", "order currency",
    "currency symbol", "deal currency", "币种", "货币", "币别", "结算币种", "货币代码", "交易币种", "单据币种", "本位币", "结算货币", "原币",
    "通貨", "货币单位", "订单币种", "发票币种",
    "waerk", "currency id", "cur", "belegwaehrung", "auftragswaehrung", "rechnungswaehrung", "waehrungscode", "waehrungsschluessel", "code devise", "devise document", "divisa", "codigo divisa", "codice valuta", "divisa documento", "moeda", "codigo moeda", "munt", "valutacode",
    "waluta", "kod waluty", "waluta dokumentu", "валюта", "код валюты", "валюта документа", "doviz", "doviz cinsi", "doviz kodu", "para birimi", "doviz turu", "mena", "kod meny", "penznem", "deviza", "moneda documento", "币别代码", "币种名称", "交易货币", "帐款币别", "通貨コード", "取引通貨", "통화", "통화코드", "화폐",
)  # fmt: skip


def account(required: bool = True) -> Field:
    """The account of the row: an id or a name."""
    return Field("account", Kind.ID, N_("Account"), ACCOUNT_SYNONYMS, required)


def date(*more: str, later: tuple[str, ...] = (), required: bool = True, past_only: bool = True) -> Field:
    """The day of the row; `later`: words that count after the plain ones."""
    words = ("date", "day", "日期", "时间", "日", "datum", "fecha", "date day", "记录日期", "发生日期")
    return Field("date", Kind.DATE, N_("Date"), (*more, *words, *later), required, past_only=past_only)


def owner(required: bool = False) -> Field:
    """Our person in charge."""
    return Field("owner", Kind.TEXT, N_("Owner"), OWNER_SYNONYMS, required)


def currency() -> Field:
    """The currency of the row's money; blank: the reporting currency."""
    return Field("currency", Kind.CHOICE, N_("Currency"), CURRENCY_SYNONYMS)
