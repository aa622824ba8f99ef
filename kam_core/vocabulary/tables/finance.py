"""Monthly figures without an account: forecasts and control totals of finance."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared_columns import MONTH_SYNONYMS, owner

NOTE = Field(
    "note", Kind.TEXT, N_("Note"),
    (
        "note", "notes", "remark", "remarks", "comment", "comments", "bemerkung", "notiz", "commentaire", "备注", "说明",
        "注释", "备注说明",
    ),
)  # fmt: skip


def month() -> Field:
    """The month of the row, by its first day."""
    return Field("month", Kind.DATE, N_("Month"), MONTH_SYNONYMS, required=True)


FORECASTS = Table(
    "forecasts",
    N_("Forecasts"),
    N_("commitments by owner and actual results"),
    (
        owner(required=True),
        month(),
        Field(
            "commit", Kind.MONEY, N_("Commit"),
            (
                "commit", "committed", "commit amount", "commit forecast", "forecast", "forecast amount", "commitment",
                "zusage", "prognose", "prevision", "承诺", "承诺金额", "承诺预测", "预测", "预测金额", "承诺业绩",
            ),
            required=True,
        ),
        Field(
            "best_case", Kind.MONEY, N_("Best case"),
            (
                "best case", "upside", "best", "best case amount", "stretch", "optimistic", "best case forecast",
                "bestfall", "meilleur cas", "最好情况", "乐观预测", "最佳情况", "乐观金额", "冲刺金额",
            ),
        ),
        NOTE,
    ),
)  # fmt: skip

CONTROL_TOTALS = Table(
    "control_totals",
    N_("Control totals"),
    N_("monthly figures booked by finance, compared with ours"),
    (
        month(),
        Field(
            "revenue", Kind.MONEY, N_("Booked revenue"),
            (
                "revenue", "booked revenue", "revenue as booked", "finance revenue", "ledger revenue", "reported revenue",
                "gl revenue", "umsatz laut buchhaltung", "gebuchter umsatz", "chiffre d'affaires comptable", "账面收入",
                "财务收入", "入账收入", "财务口径收入", "账面销售额",
            ),
            required=True,
        ),
        Field(
            "margin", Kind.MONEY, N_("Booked margin"),
            (
                "margin", "booked margin", "finance margin", "ledger margin", "reported margin", "gross profit as booked",
                "gl margin", "gebuchte marge", "marge comptable", "账面毛利", "财务毛利", "入账毛利", "财务口径毛利",
            ),
        ),
        Field(
            "closed", Kind.FLAG, N_("Month closed"),
            (
                "closed", "month closed", "is closed", "period closed", "books closed", "closed period", "abgeschlossen",
                "cloture", "已结账", "是否结账", "已关账", "结账", "是否关账",
            ),
        ),
    ),
    distinctive_headers=(
        "booked revenue", "revenue as booked", "finance revenue", "ledger revenue", "reported revenue", "gl revenue",
        "month closed", "period closed", "books closed", "umsatz laut buchhaltung", "gebuchter umsatz",
        "chiffre d'affaires comptable", "账面收入", "财务收入", "入账收入", "财务口径收入", "账面销售额", "是否结账", "已结账",
    ),
)  # fmt: skip
