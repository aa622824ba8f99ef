"""Why accounts left, as their owners wrote it down; some have not been asked yet."""

from datetime import timedelta

from data.generator.account_totals import AccountTotals
from data.generator.accounts import Account
from data.generator.csv_rows import Row
from data.generator.date_range import LAST_DAY
from data.generator.pipeline import COMPETITORS
from data.generator.seeded_random import Draw

_REASONS = (
    ("service", 8, ("Nobody called back after the complaint.", "投诉后没有人回电。")),
    ("price", 6, ("The offer was a tenth dearer than the rival's.", "报价比对手高一成。")),
    ("quality", 4, ("Results differed between two instruments.", "两台设备的结果不一致。")),
    ("lost person", 3, ("Our supporter in the laboratory retired.", "实验室里支持我们的人退休了。")),
    ("their business", 2, ("The plant was closed.", "工厂关闭。")),
    ("culture", 1, ("They expected a local service team.", "对方希望有本地服务团队。")),
)  # fmt: skip
_TO_A_RIVAL = {"service", "price", "quality", "culture"}
_COMPLAINED = {"交货": "service", "服务": "service", "质量": "quality", "校准": "quality", "delivery": "service",
               "service": "service", "quality": "quality", "calibration": "quality"}  # fmt: skip
ASKED = 0.65
"""Share of the accounts that left whose owner knows the reason."""


def defection_rows(accounts: list[Account], totals: AccountTotals, feedback: list[Row]) -> list[Row]:
    """One row for about two thirds of the accounts that left; who complained last names that as the reason."""
    draw = Draw("defections")
    words = {reason: texts for reason, _, texts in _REASONS}
    complaints = {row["account"]: row["topic"] for row in feedback if row["kind"] == "complaint"}
    rows = []
    for account in accounts:
        if account.course != "ended" or not draw.chance(ASKED):
            continue
        drawn = draw.weighted([(reason, weight) for reason, weight, _ in _REASONS])
        reason = _COMPLAINED.get(complaints.get(account.id, ""), drawn)
        rival = draw.pick(COMPETITORS)
        noticed = totals.last_purchase[account.id] + timedelta(days=draw.whole(60, 200))
        rows.append({
            "account": account.id,
            "date": min(noticed, LAST_DAY),
            "reason": reason,
            "to_whom": rival if reason in _TO_A_RIVAL else None,
            "note": words[reason][0 if account.abroad else 1] if draw.chance(0.7) else None,
        })  # fmt: skip
    return sorted(rows, key=lambda row: (row["date"], row["account"]))
