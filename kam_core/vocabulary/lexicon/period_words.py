"""Headers of columns that hold a part of a date, and words for quarters."""

YEAR_WORDS = (
    "year", "fiscal year", "calendar year", "order year", "sales year", "invoice year", "yyyy", "jahr",
    "geschäftsjahr", "année", "annee", "exercice", "año", "ano", "anno", "jaar", "rok", "år", "год", "рік", "yıl",
    "年", "年份", "年度", "会计年度", "연도", "년",
)  # fmt: skip
MONTH_WORDS = (
    "month", "fiscal month", "calendar month", "order month", "sales month", "invoice month", "month no",
    "month number", "month name", "mm", "monat", "mois", "mes", "mês", "mese", "maand", "miesiąc", "miesiac", "měsíc",
    "månad", "måned", "месяц", "місяць", "ay", "period", "posting period", "periode", "月", "月份", "会计期间", "期间",
    "월",
)  # fmt: skip
QUARTER_WORDS = (
    "quarter", "fiscal quarter", "qtr", "quartal", "trimestre", "kwartaal", "kwartał", "квартал", "çeyrek", "季度",
    "四半期",
    "분기",
)  # fmt: skip
DAY_WORDS = (
    "day",
    "day of month",
    "dd",
    "tag",
    "jour",
    "día",
    "dia",
    "giorno",
    "dag",
    "dzień",
    "день",
    "gün",
    "日",
    "일",
)
QUARTER = (
    r"(?:第?([1-4一二三四])季度?|(?:q|qtr|quarter|quartal|trimestre|trim|t)\s*[.\-]?\s*([1-4])|"
    r"([1-4])\s*(?:q|qtr|quartal))"
)
"""A quarter in a header, its number in one of the groups."""
