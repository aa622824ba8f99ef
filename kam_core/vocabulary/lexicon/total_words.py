"""Words of total rows and of the value columns of pivot tables, in the languages of common exports."""

TOTAL_WORDS = (
    "total", "totals", "sub total", "sub-total", "subtotal", "grand total", "grandtotal", "sum", "sum total",
    "overall total", "overall result", "report total", "grand totals", "result",
    "summe", "gesamt", "gesamtsumme", "gesamtergebnis", "zwischensumme", "endsumme", "teilsumme", "insgesamt",
    "teilergebnis", "ergebnis",
    "total général", "total general", "sous-total", "sous total", "totaux", "somme",
    "totale", "totale generale", "totale complessivo", "subtotale", "totali",
    "subtotal general", "suma total", "suma", "total geral", "soma", "totaal", "eindtotaal", "subtotaal",
    "algemeen totaal", "razem", "suma końcowa", "ogółem", "suma częściowa", "celkem", "součet", "mezisoučet",
    "összesen", "összeg", "végösszeg", "totalt", "totalsumma", "delsumma", "summa", "sammanlagt", "i alt", "yhteensä",
    "σύνολο", "γενικό σύνολο",
    "итого", "всего", "итог", "общий итог", "промежуточный итог", "всього", "разом", "підсумок",
    "toplam", "genel toplam", "ara toplam", "ukupno", "skupaj", "total general:",
    "الإجمالي", "المجموع", "إجمالي", "المجموع الكلي", "סה״כ", 'סה"כ', "tổng", "tổng cộng", "jumlah", "รวม",
    "合计", "小计", "总计", "累计", "本页合计", "总和", "共计", "总额",
    "合計", "小計", "總計", "総計", "総合計", "累計", "中計", "計",
    "합계", "소계", "총계", "총합계",
)  # fmt: skip
"""A row that begins with one of these alone is a total if its other cells agree."""

TOTAL_OF = ("for", "of", "from", "für", "von", "de", "du", "des", "pour", "per", "di", "van", "voor", "для", "по", "za")
"""Prepositions after the word for total: Total for Olm."""

PIVOT_VALUES = (
    "sum of", "total of", "summe von", "somme de", "suma de", "somma di", "soma de", "som van", "suma z",
    "сумма по полю", "求和项:", "求和项：", "加總 - ", "合計 / ", "합계 : ", "sum - ", "summe - ", "somme - ",
    "suma - ",
)  # fmt: skip
"""Prefixes of summed columns in pivot tables."""
