"""Split company names into own words, legal form, place and rank within a group.

Two spellings of one name agree in all of these; two companies of one family differ in at least one.
"""

from __future__ import annotations

import polars as pl

LEGAL_FORMS: dict[str, tuple[str, ...]] = {
    "ltd": ("ltd", "limited", "co ltd", "coltd", "co limited", "company ltd", "company limited"),
    "pte ltd": ("pte ltd", "pte limited"),
    "pty ltd": ("pty ltd", "pty limited", "proprietary limited"),
    "pvt ltd": ("pvt ltd", "private limited", "private ltd", "pvt limited"),
    "plc": ("plc", "public limited company"),
    "inc": ("inc", "incorporated", "co inc"),
    "corp": ("corp", "corporation"),
    "llc": ("llc", "l l c"),
    "llp": ("llp", "l l p"),
    "gmbh & co kg": ("gmbh co kg", "gmbh co kgaa", "gmbh u co kg"),
    "gmbh": ("gmbh", "mbh", "gesellschaft mbh", "ges m b h", "g m b h"),
    "ag": ("ag", "aktiengesellschaft", "a g"),
    "kg": ("kg", "co kg"),
    "ohg": ("ohg",),
    "ug": ("ug",),
    "se": ("se",),
    "e k": ("e k", "ek"),
    "sa": ("sa", "s a"),
    "sas": ("sas", "s a s"),
    "sarl": ("sarl", "s a r l"),
    "srl": ("srl", "s r l"),
    "spa": ("spa", "s p a"),
    "sl": ("sl", "s l"),
    "bv": ("bv", "b v"),
    "nv": ("nv", "n v"),
    "ab": ("ab",),
    "as": ("as", "a s", "asa"),
    "aps": ("aps",),
    "oy": ("oy", "oyj"),
    "kk": ("株式会社", "(株)", "k k"),
    "yk": ("有限会社", "(有)"),
    "kr": ("주식회사", "(주)"),
    "cn": ("股份有限公司", "有限责任公司", "有限公司", "股份公司", "責任有限公司", "有限責任公司", "股份有限責任公司"),
}  # fmt: skip
"""Legal form → its spellings. A company turns from 有限 to 股份有限 and stays the same; a GmbH is never the AG."""

WEAK_FORMS = ("& co", "co", "company", "公司", "and company", "und co")
"""Endings without a legal form."""

RANKS = (
    "子公司", "分公司", "分店", "分行", "支行", "分厂", "分部", "办事处", "门店", "营业部", "事业部", "集团", "控股",
    "集團", "辦事處", "branch", "subsidiary", "division", "holding", "holdings", "group", "gruppe", "filiale",
)  # fmt: skip
"""Words that distinguish parts of a group."""

CITIES_WORDS = (
    "北京 上海 天津 重庆 广州 深圳 杭州 南京 苏州 无锡 常州 宁波 温州 绍兴 嘉兴 金华 台州 成都 "
    "武汉 西安 郑州 长沙 南昌 合肥 福州 厦门 泉州 济南 青岛 烟台 潍坊 沈阳 大连 长春 哈尔滨 石家庄 "
    "太原 呼和浩特 兰州 西宁 银川 乌鲁木齐 昆明 贵阳 南宁 海口 三亚 佛山 东莞 珠海 中山 惠州 汕头 "
    "江门 徐州 南通 扬州 盐城 镇江 泰州 芜湖 洛阳 宜昌 襄阳 株洲 唐山 保定 邯郸 威海 临沂 淄博 "
    "柳州 桂林 绵阳 拉萨 香港 澳门 台北 高雄 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 "
    "山东 河南 湖北 湖南 广东 广西 海南 四川 贵州 云南 陕西 甘肃 青海 宁夏 新疆 西藏 内蒙古 台湾 "
    "中国 "
)
CITIES = tuple(CITIES_WORDS.split())
"""Places at the beginning or in brackets of Chinese company names."""

REGION_WORDS = (
    "china germany deutschland france italy italia spain espana portugal austria switzerland schweiz "
    "netherlands holland belgium luxembourg denmark sweden norway finland iceland ireland britain uk "
    "england scotland wales poland czechia hungary romania bulgaria greece turkey russia ukraine serbia "
    "croatia slovakia slovenia estonia latvia lithuania usa america canada mexico brazil argentina chile "
    "peru colombia india pakistan bangladesh japan korea taiwan singapore malaysia thailand vietnam "
    "indonesia philippines australia israel egypt morocco nigeria kenya iran iraq europe asia africa emea "
    "apac north south east west northern southern eastern western central beijing shanghai guangzhou "
    "shenzhen hongkong tokyo osaka seoul london paris berlin munich hamburg vienna zurich geneva madrid "
    "barcelona milan rome amsterdam brussels stockholm oslo copenhagen helsinki dublin warsaw prague "
    "moscow dubai mumbai delhi sydney melbourne toronto boston chicago houston dallas denver atlanta "
)
REGIONS = tuple(REGION_WORDS.split())
"""Places and directions in Latin letters: two names that differ in one are two companies."""

_SPELLED = {spelling: form for form, spellings in LEGAL_FORMS.items() for spelling in spellings}
_EAST = [spelling for spelling in _SPELLED if not spelling.isascii()]
_WEST = [spelling for spelling in _SPELLED if spelling.isascii()]


def _any_of(words: list[str] | tuple[str, ...]) -> str:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(word.replace("(", r"\(").replace(")", r"\)") for word in longest)


EAST_END, EAST_START = rf"(?:\s*)({_any_of(_EAST)})$", rf"^({_any_of(_EAST)})"
WEST_END = rf"\s({_any_of(_WEST)})$"
WEAK_END = rf"(?:\s(?:{_any_of([w for w in WEAK_FORMS if w.isascii()])})|公司)$"
RANK = rf"({_any_of(RANKS)})"
CITY_START = rf"^({_any_of(CITIES)})(?:市|省)?(\p{{Han}}{{4,}})$"
BRACKETED = r"[(\[【]([^()\[\]【】]*)[)\]】]"


def split_names(names: pl.Series) -> pl.DataFrame:
    """One row per name: `core` (the own words, parted by blanks), `key` (without blanks; null where none are left),
    `letters` (the key without digits), `digits`, `form`, `place` and `rank` ("" where the name has none).
    """
    text = pl.col("text")
    frame = pl.DataFrame({"text": names.cast(pl.String)}).with_columns(
        # Marks above Latin letters go; those of Japanese letters make other letters.
        text.str.normalize("NFKC").str.to_lowercase().str.replace_all("ß", "ss", literal=True)
        .str.normalize("NFKD").str.replace_all(r"[\x{0300}-\x{036f}]", "").str.normalize("NFC")
        .str.replace_all(r"\s+", " ").str.strip_chars()
    )  # fmt: skip
    frame = frame.with_columns(
        text.str.extract_all(r"\d+").list.join(" ").alias("digits"),
        text.str.extract_all(rf"\b{RANK}\b|{_any_of([w for w in RANKS if not w.isascii()])}").list.sort().list.join(" ")
        .alias("rank"),
        text.str.extract(EAST_START).alias("_east"),
    ).with_columns(
        text.str.replace(EAST_START, "").alias("text")
    ).with_columns(
        pl.coalesce("_east", text.str.extract(r"(\((?:株|有|주)\))$")).alias("_east"),
        text.str.replace(r"\((?:株|有|주)\)$", "").alias("text"),
    ).with_columns(
        text.str.extract(BRACKETED).fill_null("").str.replace_all(r"[^\p{L}\p{N}]", "").alias("place"),
        text.str.replace_all(BRACKETED, " ").str.replace_all(r"['’`´]", "")
        .str.replace_all(r"[^\p{L}\p{N}]+", " ").str.replace_all(r"\b(?:and|und|et)\b", " ")
        .str.replace_all(r" +", " ").str.strip_chars().alias("_bare"),
    )  # fmt: skip
    bare = pl.col("_bare")
    spelled = pl.coalesce("_east", bare.str.extract(EAST_END), (pl.lit(" ") + bare).str.extract(WEST_END))
    frame = frame.with_columns(spelled.replace_strict(_SPELLED, default="", return_dtype=pl.String()).alias("form"))
    core = (
        (pl.lit(" ") + bare).str.replace(WEST_END, "").str.replace(EAST_END, "").str.replace(WEAK_END, "")
        .str.replace(WEAK_END, "").str.strip_chars()
    )  # fmt: skip
    frame = frame.with_columns(pl.when(core == "").then(bare).otherwise(core).alias("core"))
    tail = pl.col("core").str.extract(CITY_START, 2)
    city = pl.col("core").str.extract(CITY_START, 1)
    moved = (pl.col("place") == "") & tail.is_not_null()
    frame = frame.with_columns(
        pl.when(moved).then(city).otherwise("place").str.replace(r"[市省]$", "").alias("place"),
        pl.when(moved).then(tail).otherwise("core").alias("core"),
    )
    key = pl.col("core").str.replace_all(" ", "", literal=True)
    return frame.select(
        "core",
        pl.when(key != "").then(key).alias("key"),
        key.str.replace_all(r"\d", "").alias("letters"),
        "digits",
        "form",
        "place",
        "rank",
    )
