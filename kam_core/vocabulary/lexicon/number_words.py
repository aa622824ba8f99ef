"""Words in amounts by language: currencies, thousands and millions, quantities, Chinese numerals."""

from __future__ import annotations

CURRENCY_WORDS = (
    "人民币 美元 美金 欧元 英镑 日元 日圆 港元 港币 港幣 新台币 新臺幣 台币 臺幣 韩元 "
    "瑞士法郎 澳元 加元 新加坡元 卢布 卢比 泰铢 "
    "rmb cnh yuan renminbi euro euros dollar dollars pound pounds sterling yen won franken franc francs sfr fr tl lira "
    "zł zl złotych kč kc kr kronor kroner руб рублей р грн лв лева rs rupees rp ft lei leu дин дин. din km dh dhs sr "
    "ريال درهم دينار ليرة جنيه r rm bs nt us us$ hk$ nt$ a$ c$ s$ r$ mx$ mex$ au$ ca$ cad$ nz$ sg$ rd$ cl$ co$ ar$ "
    "元 圆 圓 块 円 원"
)
"""Names and abbreviations of currencies beside an amount, ISO codes left out."""
AMOUNT_ENDINGS = "整 正"
"""Words that end an amount in Chinese."""

MAGNITUDES: dict[str, float] = {
    "k": 1e3, "tsd": 1e3, "tys": 1e3, "тыс": 1e3, "thousand": 1e3, "thousands": 1e3, "tausend": 1e3, "mille": 1e3,
    "bin": 1e3, "천": 1e3, "만": 1e4, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5,
    "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "mln": 1e6, "mill": 1e6, "млн": 1e6, "million": 1e6, "millions": 1e6,
    "millionen": 1e6, "millones": 1e6, "milioni": 1e6, "milyon": 1e6, "crore": 1e7, "crores": 1e7, "억": 1e8,
    "b": 1e9, "bn": 1e9, "mrd": 1e9, "mld": 1e9, "billion": 1e9, "billions": 1e9, "milliarden": 1e9, "млрд": 1e9,
    "milyar": 1e9,
}  # fmt: skip
"""Words behind an amount of money → factor; behind a count, m may be metres."""
CRORE = "cr"
"""Ten million behind rupees, a credit elsewhere."""
RUPEES = "₹ rs inr rupees"
CREDIT_WORDS, DEBIT_WORDS = "cr credit", "dr debit"

QUANTITY_UNITS = (
    "个 件 台 套 只 箱 人 名 天 日 次 吨 公斤 千克 斤 克 米 盒 包 瓶 张 本 支 双 小时 个月 "
    "pcs pc pce pieces piece ea each unit units stk stück stuck st qty days day d weeks hrs hr hours hour h min "
    "kg kgs g mg t to tons tonnes lb lbs oz l ltr liter litre liters litres ml hl km cm m2 m3 m² m³ sqm cbm "
    "box boxes ctn cartons pallets pairs sets шт кг szt ks db adet uds und"
)
"""Units of counts and weights, which mark a number as no money."""

NUMERALS = dict(
    zip(
        "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖两兩貳參陸弌弍",
        [0, 0, *range(1, 10), *range(1, 10), 2, 2, 2, 3, 6, 1, 2],
        strict=True,
    )
)
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
YUAN_FRACTIONS = {"角": 10, "毛": 10, "分": 100}
"""A tenth and a hundredth of a yuan."""
FORMAL_NUMERALS = "壹贰叁肆伍陆柒捌玖貳參陸弌弍"
YUAN_WORDS = "元圆圓块"
