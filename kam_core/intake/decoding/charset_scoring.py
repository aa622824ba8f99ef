"""Score how plausible decoded text is, to choose between encodings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from kam_core.intake.headers import count_known_headers, known_header_keys

FREQUENT_SIMPLIFIED = (
    "公司有限科技集团股份实业贸易商行厂店电子机械食品软件服务工程材料信息网络医药化工能源建筑汽车物流传媒文化教育金属"
    "北京上海广州深圳天津重庆江苏浙江山东河南四川湖北湖南福建安徽河北辽宁陕西云南中国华东南西北新大小天地人和"
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢"
    "的一是在不了有为这年月日元万亿单价数量金额合计客户名称编号日期状态完成已取消备注甲乙丙丁测试示例"
)
FREQUENT_TRADITIONAL = (
    "公司有限科技集團股份實業貿易商行廠店電子機械食品軟體服務工程材料資訊網路醫藥化工能源建築汽車物流傳媒文化教育"
    "台北高雄中南新竹香港九龍灣市縣區路號樓國華東西大小天地人和王李張劉陳楊黃趙吳周徐孫馬朱胡林郭何高羅鄭梁謝宋唐許鄧"
    "的一是在不了為這年月日元萬億單價數量金額合計客戶名稱編號日期狀態完成已取消備註聯絡人銷售訂單範例測試行業空值"
)
FREQUENT_JAPANESE = (
    "株式会社有限商事工業電機製作所販売産業物流食品建設東京大阪名古屋横浜福岡札幌京都神戸顧客番号名前売上金額日付年月担当者"
    "部門業種合計数量単価円本社支店営業田中山川高木村佐藤鈴橋伊渡辺林小大野上井松一二三北南西新"
)
FREQUENT_KOREAN = (
    "주식회사상사전자기계식품산업무역물류건설서울부산대구인천광주울산경기고객번호이름매출금액날짜담당자업종합계수량단가원"
    "김이박최정강조윤장임한오신권황안송류홍의가을는에로다지사시도리하나라마바아자차영수민성진현우경동국일제테스트명거래처"
)
CHINESE_IN_KOREAN = frozenset("年月日株")
"""Chinese characters still used in Korean files."""
PUNCTUATION = frozenset("，。、；：？！（）《》【】「」『』“”‘’…—～·￥％＋－＝／　０１２３４５６７８９．①②③℃㎡★☆※→〇")
LOWER = frozenset("àáâãäåæçèéêëìíîïñòóôöøùúûüßœ")
RARE_LOWER = frozenset("ðõþýÿšž")
UPPER = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ")
RARE_UPPER = frozenset("ÐÝÞŠŽŸ")
SIGNS = frozenset("€£¥§°–—‘’“”„«»…®©™ªº·´²³½¼¿¡×µ\u00a0")
WESTERN_RUN = re.compile(r"[^\x00-\x7f]+")
MOST_RUNS = 10_000
"""Runs of non-ASCII letters that are scored one by one."""
RARELY = 0.15
"""Deduction for encodings that are rarely used today."""
CUTS = re.compile(r"[,;\t|^，；]")
HEAD_LINES = 30


@lru_cache(maxsize=1)
def _simplified() -> frozenset[str]:
    words = (letter for word in known_header_keys() for letter in word if letter > "\x7f")
    return frozenset(FREQUENT_SIMPLIFIED) | frozenset(words)


TRADITIONAL, JAPANESE, KOREAN = (
    frozenset(letters) for letters in (FREQUENT_TRADITIONAL, FREQUENT_JAPANESE, FREQUENT_KOREAN)
)


def _lead(letter: str, codec: str) -> int:
    """The first byte of a letter in a two-byte encoding; 0 for others."""
    try:
        raw = letter.encode(codec)
    except UnicodeEncodeError:
        return 0
    return raw[0] if len(raw) == 2 else 0


@lru_cache(maxsize=50_000)
def _chinese(letter: str) -> float:
    if letter in _simplified():
        return 1.5
    if letter in PUNCTUATION:
        return 0.5
    lead = _lead(letter, "gb2312")
    if 0xB0 <= lead <= 0xD7:
        return 1.0
    if lead >= 0xD8:
        return 0.2
    if letter in TRADITIONAL:
        return 0.3
    return -0.7 if "\u3400" <= letter <= "\u9fff" or letter > "\uffff" else -1.0


@lru_cache(maxsize=50_000)
def _taiwanese(letter: str) -> float:
    if letter in TRADITIONAL:
        return 1.5
    if letter in PUNCTUATION:
        return 0.5
    lead = _lead(letter, "big5")
    if 0xA4 <= lead <= 0xC6:
        return 1.0
    return -0.2 if lead >= 0xC9 else -0.7 if "\u3400" <= letter <= "\u9fff" or letter > "\uffff" else -1.0


@lru_cache(maxsize=50_000)
def _japanese(letter: str) -> float:
    if "\u3041" <= letter <= "\u30fe":
        return 1.2
    if letter in JAPANESE:
        return 1.5
    if letter in PUNCTUATION:
        return 0.5
    if "\uff61" <= letter <= "\uff9f":
        return -0.7
    lead = _lead(letter, "cp932")
    return 0.8 if 0x88 <= lead <= 0x97 else -0.3 if 0x98 <= lead <= 0xEA else -1.0


@lru_cache(maxsize=50_000)
def _korean(letter: str) -> float:
    if letter in KOREAN:
        return 1.5
    if letter in CHINESE_IN_KOREAN:
        return 1.0
    if letter in PUNCTUATION:
        return 0.5
    lead = _lead(letter, "euc_kr")
    return 0.9 if 0xB0 <= lead <= 0xC8 and "\uac00" <= letter <= "\ud7a3" else -0.7


def _by_letter(weight: Callable[[str], float]) -> Callable[[str], float]:
    def plausible(text: str) -> float:
        wide = {letter: times for letter, times in Counter(text).items() if letter > "\x7f"}
        return sum(weight(letter) * times for letter, times in wide.items()) / max(1, sum(wide.values()))

    return plausible


def _western(text: str) -> float:
    """Score Western text: accented letters inside words count for it, long runs and signs between letters against."""
    total = seen = 0.0
    for number, run in enumerate(WESTERN_RUN.finditer(text)):
        if number > MOST_RUNS:
            break
        letters = run.group()
        before = text[run.start() - 1 : run.start()]
        after = text[run.end() : run.end() + 1]
        seen += len(letters)
        if len(letters) > 2:
            total -= len(letters)
            continue
        for letter in letters:
            total += _accent(letter, before, after)
    return total / max(1.0, seen)


def _accent(letter: str, before: str, after: str) -> float:
    inside = before.isalpha() or after.isalpha()
    if letter in LOWER or letter in RARE_LOWER:
        return (1.2 if letter in LOWER else 0.8) if inside else 0.3
    if letter in UPPER or letter in RARE_UPPER:
        return -1.0 if before.islower() else 0.0 if not inside else 1.0 if letter in UPPER else 0.5
    if letter in SIGNS:
        return -0.5 if before.isalpha() and after.isalpha() and letter not in "’·" else 0.3
    return -1.0


def _cyrillic(text: str) -> float:
    total = seen = 0.0
    for number, run in enumerate(WESTERN_RUN.finditer(text)):
        if number > MOST_RUNS:
            break
        word = run.group()
        seen += len(word)
        alone = not (text[run.start() - 1 : run.start()].isalpha() or text[run.end() : run.end() + 1].isalpha())
        russian = alone and all("А" <= letter <= "я" or letter in "Ёё№" for letter in word)
        total += len(word) * (1.2 if russian and (word[1:].islower() or word.isupper()) else -1.0)
    return total / max(1.0, seen)


def _macintosh(text: str) -> float:
    return _western(text) - RARELY


PLAUSIBLE: dict[str, Callable[[str], float]] = {
    "gb18030": _by_letter(_chinese),
    "big5hkscs": _by_letter(_taiwanese),
    "cp932": _by_letter(_japanese),
    "cp949": _by_letter(_korean),
    "cp1252": _western,
    "cp850": _western,
    "cp1251": _cyrillic,
    "mac_roman": _macintosh,
}
"""Encoding → score function, from about −1 to 1.5."""


def plausibility(text: str, encoding: str) -> float:
    """Score how plausible a text is for an encoding; known headers count as well."""
    score = PLAUSIBLE[encoding](text)
    hits = 0
    for line in text[:20_000].splitlines()[:HEAD_LINES]:
        cells = [cell.strip().strip('"') for cell in CUTS.split(line)]
        hits = max(hits, count_known_headers([cell for cell in cells if not cell.isascii()]))
    return score + 0.3 * min(hits, 3)
