"""Opportunities, needs and planned actions of accounts."""

from datetime import date, timedelta

from data.generator.account_totals import AccountTotals
from data.generator.accounts import Account
from data.generator.characters import BLOCKED_DEAL, NO_OWNER
from data.generator.csv_rows import Row, percent, round_to
from data.generator.date_range import LAST_DAY, days_before_end
from data.generator.people import EVERY_OWNER
from data.generator.products import Product, catalogue
from data.generator.seeded_random import Draw

STAGES = ("identify", "qualify", "develop need", "prove", "negotiate", "close")
# Live projects per stage: one short of the usual minimum at "prove", so that the funnel has a gap.
_OPEN = {"identify": 17, "qualify": 13, "develop need": 11, "prove": 3, "negotiate": 9, "close": 6}
_WON, _LOST = 52, 38
_CHANCE = {"identify": 10, "qualify": 20, "develop need": 35, "prove": 50, "negotiate": 70, "close": 90}
COMPETITORS = ("Brightmeter", "Optalis", "Sinovance Labs", "衡测科技", "Tessera Instruments")
TOO_LATE = "late to the tender"
"""Reason of losses that only deals can have that were entered with the tender."""
_REASONS = (("price", 5), ("product gap", 3), ("no budget", 3), (TOO_LATE, 4), ("relationship", 2))
_ENTRIES = (("before need", 3), ("after approval", 4), ("after tender", 3))
_CLOSED_ENTRIES = {
    "won": {"before need": 24, "after approval": 20, "after tender": 8},
    "lost": {"before need": 8, "after approval": 14, "after tender": 16},
}
"""Status → deals by entry: three of four that we entered before the need was known were won, one of three tenders."""


def opportunity_rows(accounts: list[Account], totals: AccountTotals) -> list[Row]:
    """About 150 opportunities by the day they were created."""
    draw = Draw("opportunities")
    offered = [product for product in catalogue() if product.list_price > 20_000]
    prospects = [account for account in accounts if not account.buys]
    large = set(totals.largest(120))
    buyers = [account for account in accounts if account.id in large and account.course != "ended"]
    wanted = [("open", stage) for stage, count in _OPEN.items() for _ in range(count)]
    rows = []
    for place, (status, stage) in enumerate(wanted):
        # Every prospect has something going on; the rest are existing accounts.
        account = prospects[place] if place < len(prospects) else draw.pick(buyers)
        rows.append(_deal(draw, account, status, stage, offered))
    for _ in range(_WON):
        rows.append(_deal(draw, draw.pick(buyers), "won", "close", offered))
    for _ in range(_LOST):
        account = draw.pick(prospects) if draw.chance(0.2) else draw.pick(buyers)
        stage = draw.weighted((("qualify", 2), ("develop need", 2), ("prove", 3), ("negotiate", 4)))
        rows.append(_deal(draw, account, "lost", stage, offered))
    for status, entries in _CLOSED_ENTRIES.items():
        _enter([row for row in rows if row["status"] == status], entries)
    blocked = next(account for account in accounts if account.id == BLOCKED_DEAL)
    rows.append({
        "account": blocked.id, "name": "全自动核酸提取产线", "stage": "prove", "status": "open", "amount": 8_600_000,
        "created": date(2026, 2, 11), "expected_close": date(2026, 12, 18), "probability": percent(45),
        "owner": blocked.owner, "product": "LS-130", "entry": "after approval", "competitor": "Brightmeter",
    })  # fmt: skip
    rows.sort(key=lambda row: (row["created"], row["account"], row["name"], row["amount"]))
    for number, row in enumerate(rows, start=1):
        row["id"] = f"OP{number:04d}"
    return rows


def _enter(deals: list[Row], entries: dict[str, int]) -> None:
    """Set when we entered each deal, so that every entry comes up so often; who came late came with the tender."""
    draw = Draw(f"entries of {deals[0]['status']}")
    late = [deal for deal in deals if deal.get("loss_reason") == TOO_LATE]
    others = [deal for deal in deals if deal.get("loss_reason") != TOO_LATE]
    kinds = [entry for entry in reversed(entries) for _ in range(entries[entry])]
    for deal, entry in zip([*late, *draw.some(others, len(others))], kinds, strict=True):
        deal["entry"] = entry


def _deal(draw: Draw, account: Account, status: str, stage: str, offered: list[Product]) -> Row:
    product = draw.pick(offered)
    size = draw.weighted(((1, 5), (2, 3), (4, 2), (8, 1)))
    entry = draw.weighted(_ENTRIES)
    row: Row = {
        "account": account.id,
        "name": f"{product.name} ×{size}" if not account.abroad else f"{product.code} ×{size}",
        "stage": stage,
        "status": status,
        "amount": round_to(product.list_price * size * draw.between(0.82, 0.97), 100),
        "owner": account.owner,
        "product": product.code,
        "entry": entry,
        "competitor": draw.pick(COMPETITORS) if draw.chance(0.45) else None,
    }
    if status == "open":
        created = draw.workday(days_before_end(60 + 45 * STAGES.index(stage)), days_before_end(6))
        slipped = draw.chance(0.12) and (LAST_DAY - created).days > 90
        expected = days_before_end(draw.whole(3, 60)) if slipped else LAST_DAY + timedelta(days=draw.whole(10, 270))
        return row | {"created": created, "expected_close": expected, "probability": percent(_CHANCE[stage])}
    closed = draw.workday(days_before_end(700), days_before_end(1))
    created = closed - timedelta(days=draw.whole(25, 210))
    row |= {"created": created, "closed": closed, "expected_close": closed + timedelta(days=draw.whole(-60, 20))}
    if status == "lost":
        row |= {"loss_reason": draw.weighted(_REASONS), "competitor": draw.pick(COMPETITORS)}
    return row


_NEEDS = (
    ("replace ageing instruments", "更新老旧设备"), ("inspection for a new line", "新产线检测能力"),
    ("yearly calibration of all sites", "全部厂区年度校准"), ("records that pass the audit", "满足审核的数据记录"),
    ("training for the laboratory", "实验室人员培训"), ("a second laboratory", "建设第二实验室"),
)  # fmt: skip


def need_rows(accounts: list[Account], totals: AccountTotals) -> list[Row]:
    """150 needs of prospects and larger accounts."""
    draw = Draw("needs")
    large = set(totals.largest(110))
    asked = [account for account in accounts if account.id in large or not account.buys]
    codes = [product.code for product in catalogue()]
    rows = []
    for place in range(150):
        account = asked[place] if place < len(asked) and place % 2 else draw.pick(asked)
        horizon = draw.weighted((("short", 4), ("medium", 4), ("long", 2)))
        base = max(account.yearly, 300_000.0)
        rows.append({
            "account": account.id, "horizon": horizon, "need": draw.pick(_NEEDS)[0 if account.abroad else 1],
            "value": round_to(base * draw.between(0.04, 0.4), 1_000), "probability": percent(draw.whole(2, 16) * 5),
            "decision_process_known": draw.chance(0.55), "people_known": draw.chance(0.65),
            "product": draw.pick(codes) if draw.chance(0.6) else None,
        })  # fmt: skip
    return sorted(rows, key=lambda row: (row["account"], row["horizon"], row["need"], row["value"]))


_ACTIONS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "understanding": (
        ("map the decision process", "know every signature", "梳理决策流程", "弄清每个签字环节"),
        ("visit the second plant", "see the new line", "拜访第二工厂", "了解新产线"),
    ),
    "competition": (
        ("side-by-side test", "prove repeatability", "对比测试", "证明重复性优势"),
        ("offer a trade-in", "replace the rival's unit", "以旧换新方案", "替换竞品设备"),
    ),
    "affinity": (
        ("executive dinner", "meet as equals", "高层互访", "建立对等关系"),
        ("joint paper at the congress", "shared success", "联合发表论文", "共同成果"),
    ),
    "management": (
        ("quarterly review", "agree on figures", "季度回顾会", "对齐数据"),
        ("one service number", "answers within four hours", "专属服务热线", "四小时内响应"),
    ),
}


def plan_rows(accounts: list[Account], totals: AccountTotals) -> list[Row]:
    """Sixty actions at the thirty largest accounts."""
    draw = Draw("plan")
    known = {account.id: account for account in accounts}
    rows = []
    for place, key in enumerate(totals.largest(30)):
        account = known[key]
        for heading in draw.some(list(_ACTIONS), 2):
            words = draw.pick(_ACTIONS[heading])
            action, goal = words[0:2] if account.abroad else words[2:4]
            status = draw.weighted((("done", 3), ("in progress", 4), ("open", 4)))
            due = draw.workday(days_before_end(200), days_before_end(5))
            if status != "done":
                due = LAST_DAY + timedelta(days=draw.whole(-30, 120))
            owner = account.owner or (None if key == NO_OWNER else EVERY_OWNER[place % len(EVERY_OWNER)])
            rows.append({
                "account": key, "heading": heading, "action": action, "goal": goal, "owner": owner, "due": due,
                "status": status,
                "our_benefit": "longer contract" if account.abroad else "延长合同",
                "their_benefit": ("fewer rejects" if account.abroad else "降低废品率") if draw.chance(0.8) else None,
                "result": ("agreed" if account.abroad else "已达成一致") if status == "done" else None,
            })  # fmt: skip
    return sorted(rows, key=lambda row: (row["account"], row["heading"], row["action"]))
