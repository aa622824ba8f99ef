"""Assessments of accounts on a scale of 1 to 5, and purchases by product family."""

from data.generator.account_totals import AccountTotals
from data.generator.accounts import Account
from data.generator.characters import BLOCKED_DEAL, COMPLAINT_STORM, LIGHTHOUSE, LOSS_MAKER, WHALE
from data.generator.csv_rows import Row
from data.generator.date_range import LAST_DAY, days_before_end
from data.generator.people import EVERY_OWNER
from data.generator.products import FAMILIES
from data.generator.seeded_random import Draw

ASSESSED = 150
BUYING = 60
CRITERIA = (
    "brand_lighthouse", "referrals", "innovation", "raises_our_standard", "mutual_dependence", "meets_our_management",
    "compensates_loss", "fit", "environment", "management_quality", "stickiness",
)  # fmt: skip
_FAMILIES_LISTED = ("Sensors", "Spectroscopy", "Imaging", "Life science", "Consumables", "Metrology")
"""The order of the families of one account; what is drawn for each depends on it."""
_EVIDENCE = (
    ("said so in the yearly review", "年度回顾中确认"), ("seen during the site visit", "现场拜访所见"),
    ("trade press", "行业媒体报道"), ("joint project in writing", "已签联合项目"),
)  # fmt: skip
_FIXED = {
    LIGHTHOUSE: {"brand_lighthouse": 5, "referrals": 5, "raises_our_standard": 5, "meets_our_management": 5,
                 "compensates_loss": 4, "mutual_dependence": 4},
    WHALE: {"meets_our_management": 5, "compensates_loss": 4, "mutual_dependence": 4, "innovation": 5, "fit": 5},
    LOSS_MAKER: {"meets_our_management": 2, "compensates_loss": 1, "mutual_dependence": 1},
    COMPLAINT_STORM: {"stickiness": 2, "fit": 2},
}  # fmt: skip


def assessment_rows(accounts: list[Account], totals: AccountTotals) -> list[Row]:
    """The largest accounts, every prospect and some characters; gaps on purpose."""
    draw = Draw("assessments")
    assessed = {*totals.largest(ASSESSED), *_FIXED}
    rows = []
    for account in accounts:
        if account.id not in assessed and account.buys:
            continue
        fixed = _FIXED.get(account.id, {})
        level = draw.weighted(((2, 2), (3, 5), (4, 3)))
        day = draw.workday(days_before_end(400), LAST_DAY)
        assessor = account.owner or draw.pick(EVERY_OWNER)
        missing = set(draw.some(CRITERIA, draw.weighted(((0, 4), (1, 3), (3, 2), (6, 1))))) - set(fixed)
        for criterion in CRITERIA:
            score = max(1, min(5, level + draw.weighted(((-2, 1), (-1, 3), (0, 4), (1, 3), (2, 1)))))
            if criterion in missing:
                continue
            words = draw.pick(_EVIDENCE)[0 if account.abroad else 1]
            rows.append({
                "account": account.id, "criterion": criterion, "score": fixed.get(criterion, score),
                "assessed_on": day, "assessor": assessor, "evidence": words if draw.chance(0.25) else None,
            })  # fmt: skip
    return rows


def buying_rows(accounts: list[Account], totals: AccountTotals) -> list[Row]:
    """One to three product families for sixty of the larger accounts; the blocked deal is bought centrally."""
    draw = Draw("buying")
    chosen = set(totals.largest(BUYING - 4)) | {account.id for account in accounts[-4:]}
    rows = [
        {
            "account": account.id, "product_family": family,
            "purchasing": "central" if draw.chance(0.7) else "dispersed",
            "product_fit": draw.weighted(((2, 1), (3, 3), (4, 4), (5, 2))),
        }
        for account in accounts if account.id in chosen
        for family in sorted(draw.some(FAMILIES, draw.whole(1, 3)), key=_FAMILIES_LISTED.index)
    ]  # fmt: skip
    place = next(index for index, row in enumerate(rows) if row["account"] == BLOCKED_DEAL)
    rows.insert(place + 1, {"account": BLOCKED_DEAL, "product_family": "Life science", "purchasing": "central",
                            "product_fit": 4})  # fmt: skip
    return rows
