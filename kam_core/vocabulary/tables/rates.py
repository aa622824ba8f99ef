"""What one unit of another currency is worth in the reporting currency, and from which day on."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared import date

RATES = Table(
    "rates",
    N_("Exchange rates"),
    N_("amounts in other currencies, converted by the rate of their day"),
    (
        Field(
            "currency", Kind.CHOICE, N_("Currency"),
            (
                "currency", "currency code", "from currency", "source currency", "foreign currency", "iso code", "ccy",
                "curr", "waehrung", "devise", "moneda", "币种", "货币", "币别", "外币", "货币代码", "原币", "外币币种",
            ),
            required=True,
        ),
        date(
            "rate date", "valid from", "effective date", "from", "as of", "exchange date", "quotation date", "gueltig ab",
            "汇率日期", "生效日期", "起始日期", "日期", "牌价日期",
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
    ),
)  # fmt: skip
