"""Answers of people to the checks and signs of a key account; much is left open on purpose."""

from data.generator.account_totals import AccountTotals
from data.generator.accounts import Account
from data.generator.characters import LIGHTHOUSE, LOSS_MAKER, ONE_ORDER, WHALE
from data.generator.csv_rows import Row
from data.generator.date_range import LAST_DAY, days_before_end
from data.generator.people import EVERY_OWNER
from data.generator.seeded_random import Draw

ANSWERED = 38
SIGNED = 22
PLANTS_BUY_ALONE = "A042"
"""An A account that a person's answer disqualifies."""
FRAMEWORK_SIGNED = "A166"
"""An account that buys dispersed by the data and centrally by a person's answer."""
# check: what passes and what fails, in English and in Chinese.
_ABOUT_US = {
    "size_match": (("our service covers all their sites", "我方服务覆盖其全部工厂"),
                   ("their plants need more engineers than we have", "其工厂所需工程师超出我方能力")),
    "known_industry": (("four projects in this industry", "该行业已有四个项目"),
                       ("their rules of approval are new to us", "不熟悉其行业准入规定")),
    "tailored_solution": (("line integration adapted for them", "已为其定制产线集成方案"),
                          ("catalogue products only so far", "目前只有标准产品")),
    "references": (("two reference visits took place", "已安排两次标杆客户参观"),
                   ("they ask for a reference of their size", "要求提供同等规模的案例")),
}  # fmt: skip
_SIGNS = {
    "large_contract_orders": ("orders are called off a contract", "按合同分批下单"),
    "strategic_project": ("named in their five-year plan", "列入其五年规划"),
    "influence": ("speaks at the industry congress", "在行业大会上作报告"),
    "technology": ("own development team of twenty", "自有二十人研发团队"),
    "market_strength": ("among the first three of its market", "所在市场前三"),
}  # fmt: skip
_AGAIN = ("orders every month under a framework", "框架协议下每月下单")
_FIXED = (
    (ONE_ORDER, "recurring_purchasing", "unknown", None, "建厂项目已交付,二期尚未立项"),
    (PLANTS_BUY_ALONE, "central_purchasing", "fail", None, "五个工厂各自采购,集团没有框架协议"),
    (FRAMEWORK_SIGNED, "central_purchasing", "pass", "Imaging", "年初起由集团统一签订框架协议"),
    (WHALE, "product_fit", "pass", "Spectroscopy", "三条产线已完成验证"),
    (WHALE, "strategic_project", "pass", None, "列入其五年规划"),
    (LOSS_MAKER, "central_purchasing", "pass", "Spectroscopy", "集团采购中心统一招标"),
    ("A015", "product_fit", "pass", "Sensors", "去年替换了竞争对手的传感器"),
    ("A120", "product_fit", "unknown", "Metrology", None),
    ("A008", "product_fit", "unknown", "Spectroscopy", None),
    (LIGHTHOUSE, "influence", "pass", None, "在行业大会上作报告"),
    (LIGHTHOUSE, "references", "pass", None, "已接待六家医院参观"),
)


def check_rows(accounts: list[Account], totals: AccountTotals) -> list[Row]:
    """Answers for about forty accounts, signs for about half of them."""
    draw = Draw("checks")
    largest = totals.largest(ANSWERED)
    signed = set(draw.some(largest, SIGNED)) - {ONE_ORDER} | {WHALE, LIGHTHOUSE}
    chosen = {*largest, *(key for key, *_ in _FIXED)}
    rows: list[Row] = []
    for account in accounts:
        if account.id not in chosen:
            continue
        fixed = [_row(draw, account, *rest) for key, *rest in _FIXED if key == account.id]
        taken = {row["check"] for row in fixed}
        drawn = _about_us(draw, account) + _again(draw, account)
        drawn += _signs(draw, account) if account.id in signed else []
        rows += fixed + [row for row in drawn if row["check"] not in taken]
    return rows


def _about_us(draw: Draw, account: Account) -> list[Row]:
    rows = []
    for check in draw.some(tuple(_ABOUT_US), draw.whole(1, 4)):
        answer = draw.weighted((("pass", 6), ("fail", 1), ("unknown", 3)))
        words = None if answer == "unknown" else _ABOUT_US[check][0 if answer == "pass" else 1]
        rows.append(_row(draw, account, check, answer, None, _words(account, words)))
    return sorted(rows, key=lambda row: list(_ABOUT_US).index(row["check"]))


def _again(draw: Draw, account: Account) -> list[Row]:
    """Whether they buy again and again: yes where the owner knows it of a regular buyer, else open."""
    asked, regular = draw.chance(0.4), account.gap_days <= 45 and account.course in ("steady", "growing")
    answer = "pass" if regular else "unknown"
    row = _row(draw, account, "recurring_purchasing", answer, None, _words(account, _AGAIN) if regular else None)
    return [row] if asked else []


def _signs(draw: Draw, account: Account) -> list[Row]:
    signs = draw.some(tuple(_SIGNS), draw.whole(1, 3))
    rows = []
    for sign in sorted(signs, key=list(_SIGNS).index):
        answer = draw.weighted((("pass", 5), ("fail", 1), ("unknown", 2)))
        words = _words(account, _SIGNS[sign]) if answer == "pass" else None
        rows.append(_row(draw, account, sign, answer, None, words))
    return rows


def _words(account: Account, words: tuple[str, str] | None) -> str | None:
    return None if words is None else words[0 if account.abroad else 1]


def _row(draw: Draw, account: Account, check: str, answer: str, family: str | None, evidence: str | None) -> Row:
    return {
        "account": account.id, "check": check, "answer": answer, "product_family": family, "evidence": evidence,
        "answered_by": account.owner or draw.pick(EVERY_OWNER),
        "answered_on": draw.workday(days_before_end(240), LAST_DAY),
    }  # fmt: skip
