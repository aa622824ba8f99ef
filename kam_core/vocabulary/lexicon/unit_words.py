"""Units in titles of reports: amounts in thousands, ten thousands or millions."""

from __future__ import annotations

TITLE_UNITS: tuple[tuple[str, float], ...] = (
    (r"单位\s*[:：]?\s*(?:人民币|美元|欧元|港元|日元)?\s*万(?:元|美元|欧元)?|單位\s*[:：]?\s*萬(?:元)?|万元|萬元", 1e4),
    (r"单位\s*[:：]?\s*千(?:元|美元|欧元)?|單位\s*[:：]?\s*千元|千元|千円|천원", 1e3),
    (r"百万元|百萬元|百万円|백만원", 1e6),
    (r"亿元|億元|億円|억원", 1e8),
    (r"\bin\s+(?:(?:us|eur|usd|gbp|chf)\s+)?thousands?\b|\bthousands?\s+of\b|\bin\s+(?:\$|€|£|usd|eur|gbp|chf)?\s*'?000s?\b"
     r"|\((?:\$|€|£)?\s*(?:'|’)?000s?\)|\bteur\b|\btusd\b|\btchf\b|\bin\s+t€|\bk€|\bin\s+k(?:eur|usd)\b|\btsd\.?|\btausend\b"
     r"|\bmilliers?\b|\ben\s+k€|\bmiles\s+de\b|\bmigliaia\b|\bmilhares\b|\bduizend(?:en|tallen)?\b|\btys\.?|\bтыс\.?|\bbin\s+(?:tl|₺|euro)\b", 1e3),
    (r"\bin\s+(?:(?:us|eur|usd|gbp|chf)\s+)?millions?\b|\bmillions?\s+(?:of|d['’e])|\bmio\.?|\bmillionen\b|\bmillones\b|\bmilioni\b"
     r"|\bmilh(?:ões|oes)\b|\bmiljoen(?:en)?\b|\bmln\b|\bмлн\.?|\bmilyon\b|\bm€|\bin\s+m(?:eur|usd)\b", 1e6),
)  # fmt: skip
"""Pattern → factor; the first match in a title counts."""

TITLE_MARKS = (
    r"单位|單位|\bunit|\bamounts?\b|\bvalues?\b|\bfigures?\b|\ball\b|\bsales\b|\brevenue\b|\bbetr(?:a|ä)ge?\b|\bangaben\b|\bwerte?\b|\bumsatz|\bmontants?\b"
    r"|\bchiffres\b|\bimportes?\b|\bvalor(?:es|i)?\b|\bimporti\b|\bbedragen\b|\bkwoty\b|\bсумм|\bв\s+тыс|\btutar|金额|金額|金額単位|금액|단위"
)
"""Words that a title needs beside a unit: without them "5 Mio. Kunden" would multiply."""
