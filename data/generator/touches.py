"""Visits, calls and greetings of the last two years."""

from data.generator.account_totals import AccountTotals
from data.generator.accounts import Account
from data.generator.characters import COOLING_KEY, NO_OWNER
from data.generator.csv_rows import Row
from data.generator.date_range import LAST_DAY, days_before_end
from data.generator.people import EVERY_OWNER, SPECIALISTS
from data.generator.seeded_random import Draw

TOUCHES = 1_500
_SALES = ("visit", "call", "video meeting", "demonstration")
_CARE = ("email", "greeting", "training", "service visit", "trade fair")
_CHANNELS = {
    "visit": "in person", "call": "phone", "video meeting": "online", "demonstration": "in person",
    "email": "email", "greeting": "phone", "training": "in person", "service visit": "in person",
    "trade fair": "in person",
}  # fmt: skip
_MINUTES = {"visit": (45, 150), "call": (5, 35), "video meeting": (20, 70), "demonstration": (60, 240),
            "email": (5, 15), "greeting": (5, 15), "training": (90, 360), "service visit": (60, 300),
            "trade fair": (15, 45)}  # fmt: skip
_NEXT = (("send the offer", "发送报价"), ("arrange a trial", "安排试用"), ("meet the plant manager", "拜访生产经理"),
         ("clarify the budget", "确认预算"), ("invite to the factory", "邀请参观工厂"))  # fmt: skip
_NOTES = (
    ("two ageing instruments in one laboratory", "检测设备老旧", "results differ between shifts", "班次之间结果不一致",
     "customers reject batches", "批次被客户退回", "one calibrated method for all lines", "各产线统一校准方法"),
    ("a new line starts next year", "明年新产线投产", "no capacity for inspection", "检测能力不足",
     "the start slips by a quarter", "投产将推迟一个季度", "inspection within the cycle time", "节拍内完成检测"),
    ("audits twice a year", "每年两次审核", "records are kept on paper", "记录仍为纸质",
     "a finding costs a licence", "一项不符合可能影响资质", "complete electronic records", "完整的电子记录"),
)  # fmt: skip


def touch_rows(accounts: list[Account], totals: AccountTotals, contacts: list[Row]) -> list[Row]:
    """About 1,500 contacts by date; larger accounts and prospects with more."""
    draw = Draw("touches")
    people: dict[str, list[str]] = {}
    for contact in contacts:
        people.setdefault(contact["account"], []).append(contact["name"])
    large = {key: place for place, key in enumerate(totals.largest(len(totals.ever)))}
    weights = [(a, 60 if large.get(a.id, 999) < 40 else 22 if large.get(a.id, 999) < 120
                else 12 if not a.buys else 5 if a.course != "ended" else 1) for a in accounts]  # fmt: skip
    rows = []
    for _ in range(TOUCHES):
        account = draw.weighted(weights)
        row = _touch(draw, account, people.get(account.id, []))
        # The key account that cools down has been left alone as well.
        if account.id == COOLING_KEY and row["date"] > days_before_end(95):
            continue
        rows.append(row)
    return sorted(rows, key=lambda row: (row["date"], row["account"], row["kind"], row["minutes"]))


def _touch(draw: Draw, account: Account, people: list[str]) -> Row:
    selling = draw.chance(0.55)
    kind = draw.pick(_SALES if selling else _CARE)
    first = max(days_before_end(730), account.first_order) if account.buys else days_before_end(300)
    last = min(LAST_DAY, account.last_purchase)
    ours = account.owner
    if account.id == NO_OWNER or draw.chance(0.12):
        ours = draw.pick([name for name, _, _ in SPECIALISTS] + list(EVERY_OWNER[:3]))
    step = draw.weighted((("opening", 3), ("investigating", 5), ("demonstrating", 3), ("obtaining commitment", 3)))
    outcome = draw.weighted((("order", 2), ("advance", 4), ("continuation", 6), ("no sale", 1)))
    low, high = _MINUTES[kind]
    notes = draw.pick(_NOTES)
    shown = 0 if account.abroad else 1
    deep = selling and draw.chance(0.18)
    return {
        "account": account.id,
        "date": draw.workday(min(first, last), last),
        "kind": kind,
        "contact": draw.pick(people) if people and draw.chance(0.9) else None,
        "channel": _CHANNELS[kind],
        "direction": "in" if draw.chance(0.25) else "out",
        "minutes": draw.whole(low // 5, high // 5) * 5,
        "owner": ours,
        "call_step": step if selling else None,
        "outcome": outcome if selling else None,
        "next_step": draw.pick(_NEXT)[shown] if selling and draw.chance(0.4) else None,
        "situation": notes[0 + shown] if deep else None,
        "problem": notes[2 + shown] if deep else None,
        "implication": notes[4 + shown] if deep else None,
        "need_payoff": notes[6 + shown] if deep else None,
    }
