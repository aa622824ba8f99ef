"""Surveys, complaints, incidents, requests and praise of the last two years."""

from datetime import date, timedelta

from data.generator.account_totals import AccountTotals
from data.generator.accounts import Account
from data.generator.characters import COMPLAINT_STORM, ONE_ORDER
from data.generator.csv_rows import Row
from data.generator.date_range import LAST_DAY, days_before_end
from data.generator.seeded_random import Draw

SURVEYED = 200

_TEXTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "complaint": (
        ("delivery", "The delivery came two weeks late.", "交货晚了两周。"),
        ("calibration", "The certificate was missing.", "缺少校准证书。"),
        ("service", "Nobody called back for three days.", "三天没有人回电。"),
        ("quality", "The display fails after an hour.", "显示屏一小时后失灵。"),
        ("invoice", "The invoice names the wrong article.", "发票品名有误。"),
    ),
    "incident": (
        ("standstill", "The line stood still because of our sensor.", "传感器故障导致产线停机。"),
        ("safety", "A cover came loose during operation.", "设备运行时护罩松脱。"),
    ),
    "request": (
        ("training", "Please offer a course for new staff.", "希望为新员工提供培训。"),
        ("software", "We need an export to our system.", "需要与我们的系统对接导出。"),
        ("spare parts", "Keep spare parts nearer to us.", "希望就近备件。"),
    ),
    "praise": (
        ("service", "Your engineer solved it within the hour.", "工程师一小时内就解决了问题。"),
        ("quality", "The best repeatability that we have measured.", "重复性是我们测过最好的。"),
    ),
}
_CHINESE_TOPICS = {
    "delivery": "交货", "calibration": "校准", "service": "服务", "quality": "质量", "invoice": "发票",
    "standstill": "停机", "safety": "安全", "training": "培训", "software": "软件", "spare parts": "备件",
    "yearly survey": "年度调查",
}  # fmt: skip
_VOLUME = (("complaint", 88), ("incident", 18), ("request", 52), ("praise", 42))
_NPS = {1: (0, 3), 2: (2, 6), 3: (5, 8), 4: (7, 9), 5: (9, 10)}
_SURVEY_TEXT = {
    1: ("We are looking at other suppliers.", "我们正在考察其他供应商。"),
    2: ("Answers take too long.", "响应太慢。"),
    4: ("Reliable, a little expensive.", "可靠,但价格偏高。"),
    5: ("A partner that we recommend.", "值得推荐的合作伙伴。"),
}


def feedback_rows(accounts: list[Account], totals: AccountTotals, contacts: list[Row]) -> list[Row]:
    """All voices by date."""
    draw = Draw("feedback")
    people: dict[str, list[str]] = {}
    for contact in contacts:
        people.setdefault(contact["account"], []).append(contact["name"])
    known = {account.id: account for account in accounts}
    chosen = [*totals.largest(110), *draw.some(totals.largest(380)[110:], SURVEYED - 110)]
    asked = [known[key] for key in chosen if key not in (COMPLAINT_STORM, ONE_ORDER)]
    rows: list[Row] = []
    for account in asked:
        mood = draw.weighted(((2, 10), (3, 25), (4, 45), (5, 20)))
        if account.course in ("cooling", "ended", "shrinking"):
            mood = max(1, mood - draw.whole(0, 2))
        for _ in range(draw.whole(1, 4)):
            rows.append(_survey(draw, account, mood, people))
    for kind, count in _VOLUME:
        for _ in range(count):
            rows.append(_voice(draw, draw.pick(asked), kind, people))
    rows += _storm(draw, known[COMPLAINT_STORM], people)
    return sorted(rows, key=lambda row: (row["date"], row["account"], row["kind"], row["topic"], row["text"] or ""))


def _day(draw: Draw, account: Account) -> date:
    first = max(days_before_end(720), account.first_order)
    return draw.workday(min(first, account.last_purchase), account.last_purchase)


def _respondent(draw: Draw, account: Account, people: dict[str, list[str]]) -> str | None:
    names = people.get(account.id)
    return draw.pick(names) if names and draw.chance(0.8) else None


def _topic(account: Account, topic: str) -> str:
    """The topic in the language of the account, like everything it says."""
    return topic if account.abroad else _CHINESE_TOPICS[topic]


def _survey(draw: Draw, account: Account, mood: int, people: dict[str, list[str]]) -> Row:
    level = max(1, min(5, mood + draw.weighted(((-1, 2), (0, 6), (1, 2)))))
    low, high = _NPS[level]
    text = _SURVEY_TEXT.get(level)
    return {
        "account": account.id, "date": _day(draw, account), "kind": "survey", "satisfaction": level,
        "nps": draw.whole(low, high), "topic": _topic(account, "yearly survey"),
        "text": text[0 if account.abroad else 1] if text and draw.chance(0.3) else None,
        "respondent": _respondent(draw, account, people),
    }  # fmt: skip


def _voice(draw: Draw, account: Account, kind: str, people: dict[str, list[str]]) -> Row:
    topic, english, chinese = draw.pick(_TEXTS[kind])
    day = _day(draw, account)
    age = (LAST_DAY - day).days
    status = "closed" if age > 60 or draw.chance(0.4) else draw.pick(("open", "handled"))
    if kind == "complaint" and age > 60 and draw.chance(0.1):
        status = "open"  # forgotten ones are what an open list is for
    grave = {"complaint": draw.weighted(((1, 5), (2, 4), (3, 1))), "incident": 3}
    return {
        "account": account.id, "date": day, "kind": kind, "topic": _topic(account, topic), "severity": grave.get(kind),
        "text": english if account.abroad else chinese, "status": status,
        "closed_on": min(LAST_DAY, day + timedelta(days=draw.whole(1, 45))) if status == "closed" else None,
        "respondent": _respondent(draw, account, people),
    }  # fmt: skip


def _storm(draw: Draw, account: Account, people: dict[str, list[str]]) -> list[Row]:
    """Seven open complaints within the last 90 days and two surveys to match."""
    rows: list[Row] = []
    for place, days in enumerate((84, 71, 55, 40, 26, 13, 5)):
        topic, english, _ = _TEXTS["complaint"][place % 5]
        rows.append({
            "account": account.id, "date": days_before_end(days), "kind": "complaint", "topic": topic,
            "severity": 3 if place % 3 == 0 else 2, "text": english, "status": "open",
            "respondent": _respondent(draw, account, people),
        })  # fmt: skip
    for days, level in ((190, 2), (62, 1)):
        rows.append({
            "account": account.id, "date": days_before_end(days), "kind": "survey", "satisfaction": level,
            "nps": level, "topic": "yearly survey", "text": _SURVEY_TEXT[level][0],
            "respondent": _respondent(draw, account, people),
        })  # fmt: skip
    return rows
