"""Exchange rates to the reporting currency by day."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared_columns import date

RATES = Table(
    "rates",
    N_("Exchange rates"),
    N_("conversion of amounts in other currencies at the daily rate"),
    (
        Field(
            "currency", Kind.CHOICE, N_("Currency"),
            (
                "currency", "currency code", "from currency", "from", "source currency", "foreign currency", "iso code", "ccy",
                "curr", "waehrung", "währung", "devise", "moneda", "币种", "货币", "币别", "外币", "货币代码", "原币", "外币币种",
            ),
            required=True,
        ),
        date(
            "rate date", "valid from", "effective date", "as of", "month", "rate month", "exchange date", "quotation date", "gueltig ab", "gültig ab",
            "汇率日期", "生效日期", "起始日期", "日期", "牌价日期", "月份",
        ),
        Field(
            "rate", Kind.NUMBER, N_("Exchange rate"),
            (
                "rate", "exchange rate", "fx rate", "conversion rate", "rate to reporting currency", "mid rate", "fx",
                "kurs", "wechselkurs", "umrechnungskurs", "taux de change", "taux", "tipo de cambio", "汇率", "兑换率",
                "折算汇率", "记账汇率", "外汇汇率", "中间价", "换算率",
            ),
            required=True, low=1e-9,
        ),
        Field(
            "units", Kind.NUMBER, N_("Units"),
            (
                "units", "unit", "per", "per units", "unit of currency", "currency units", "ratio from", "quantity",
                "einheit", "einheiten", "unite", "单位", "外币单位", "单位数量", "每单位", "基数",
            ),
            low=1e-9,
        ),
        Field(
            "to", Kind.CHOICE, N_("Into currency"),
            (
                "to", "to currency", "target currency", "into", "into currency", "home currency", "base currency",
                "reporting currency", "zielwaehrung", "devise cible", "目标币种", "折算币种", "本位币", "兑换币种",
            ),
        ),
    ),
)  # fmt: skip
