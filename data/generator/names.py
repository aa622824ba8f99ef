"""Invented company names; brand words are made up."""

from data.generator.seeded_random import Draw

_HEADS = "霁砚槿桓澹珩翀赭岫浣澍瓒昱笙珑潆暄屿菡铎峤缃榕骁琤"
_TAILS = "川岳原汀野陌禾澜洲衡湾峦溪坪泽"
_ENGLISH_HEADS = (
    "Alder", "Bracken", "Corvid", "Dunmere", "Ember", "Fable", "Gannet", "Harrow", "Ivel", "Juniper", "Kestrel",
    "Larkin", "Mallow", "Nettle", "Osier", "Pewter", "Quill", "Rowan", "Sedge", "Teasel", "Umber", "Veldt",
    "Whin", "Yarrow",
)  # fmt: skip
_ENGLISH_TAILS = ("quay", "holt", "mere", "stow", "wick", "ridge", "combe", "garth", "haven", "lund")

CITIES = {
    "East China": ("上海", "苏州", "杭州", "南京", "合肥", "宁波", "无锡"),
    "North China": ("北京", "天津", "石家庄", "太原", "济南"),
    "South China": ("深圳", "广州", "东莞", "佛山", "厦门"),
    "Central China": ("武汉", "长沙", "郑州", "南昌"),
    "Southwest China": ("成都", "重庆", "昆明", "贵阳"),
    "Northwest China": ("西安", "兰州", "乌鲁木齐"),
    "Northeast China": ("沈阳", "大连", "长春", "哈尔滨"),
    "EMEA": ("GmbH", "Ltd", "SAS", "AB", "BV", "SpA"),
    "Americas": ("Inc.", "LLC", "Corp.", "SA de CV"),
    "APAC": ("Pty Ltd", "KK", "Pte Ltd", "Sdn Bhd"),
}
"""Cities at home; abroad the legal forms, which tell the place as well."""

INDUSTRIES: dict[str, tuple[str, str]] = {
    "Healthcare": ("医疗", "Medical"),
    "Automotive": ("汽车部件", "Automotive"),
    "Semiconductor": ("半导体", "Semiconductor"),
    "Aerospace": ("航空装备", "Aerospace"),
    "Research": ("科学仪器", "Research"),
    "Pharma": ("生物制药", "Pharma"),
    "Food": ("食品检测", "Foods"),
    "Energy": ("新能源", "Energy"),
    "Electronics": ("电子科技", "Electronics"),
    "Machinery": ("精密机械", "Machinery"),
}
"""What the industry is called in a Chinese and in an English company name."""

ABROAD = ("EMEA", "Americas", "APAC")


def brands(draw: Draw) -> tuple[list[str], list[str]]:
    """All coined brand words, Chinese and English, in an order drawn once: no two companies share one."""
    chinese = [head + tail for head in _HEADS for tail in _TAILS]
    english = [head + tail for head in _ENGLISH_HEADS for tail in _ENGLISH_TAILS]
    return draw.some(chinese, len(chinese)), draw.some(english, len(english))


def company(draw: Draw, brand: str, industry: str, region: str) -> str:
    """The full name of a company of that brand in that region."""
    chinese, english = INDUSTRIES[industry]
    place = draw.pick(CITIES[region])
    if region in ABROAD:
        return f"{brand} {english} {place}"
    if industry == "Healthcare" and draw.chance(0.45):
        return f"{place}{brand}医院"
    if industry == "Research" and draw.chance(0.5):
        return f"{place}{brand}研究院"
    return f"{brand}{chinese}({place})有限公司"
