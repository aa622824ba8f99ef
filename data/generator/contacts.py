"""Contacts: buying committees of the larger accounts and of every account with a story."""

import datetime

from data.generator.account_totals import AccountTotals
from data.generator.accounts import Account
from data.generator.characters import BLOCKED_DEAL, CHARACTERS
from data.generator.csv_rows import Row
from data.generator.date_range import LAST_DAY, days_before_end
from data.generator.people import person
from data.generator.seeded_random import Draw

# role: title and department in Chinese and in English, influence, how often they back us.
_ROLES: dict[str, tuple[str, str, str, str, int]] = {
    "executive": ("总经理", "管理层", "Managing director", "Board", 5),
    "economic buyer": ("采购总监", "采购部", "Head of procurement", "Procurement", 5),
    "manager": ("生产经理", "生产部", "Plant manager", "Operations", 4),
    "technical buyer": ("质量主管", "质量部", "Quality lead", "Quality", 4),
    "user": ("实验员", "实验室", "Laboratory engineer", "Laboratory", 2),
    "coach": ("项目主管", "工程部", "Project lead", "Engineering", 3),
}
_WINS = (
    ("fewer night shifts", "减少夜班"), ("a promotion after the new line", "新产线投产后晋升"),
    ("recognition by the board", "获得管理层认可"), ("a paper at the congress", "在学术会议发表论文"),
    ("less trouble with audits", "审核更省心"), ("a budget that holds", "预算不超支"),
)  # fmt: skip


def contact_rows(accounts: list[Account], totals: AccountTotals) -> list[Row]:
    """About seven hundred people."""
    draw = Draw("contacts")
    large = set(totals.largest(165))
    rows = []
    for account in accounts:
        if account.id in large or account.id in CHARACTERS or not account.buys:
            rows += _committee(draw, account)
    return rows


def with_touches(contacts: list[Row], touches: list[Row]) -> list[Row]:
    """The people with the day of their last contact: the last touch that names them; an earlier meeting may be older
    than the touches, but nobody was met after the last touch with the account."""
    of_account: dict[str, datetime.date] = {}
    of_person: dict[tuple[str, str | None], datetime.date] = {}
    for touch in sorted(touches, key=lambda row: row["date"]):
        of_account[touch["account"]] = of_person[touch["account"], touch["contact"]] = touch["date"]
    rows = []
    for row in contacts:
        met, last = row["last_contact"], of_account.get(row["account"], datetime.date.min)
        days = [met if met is not None and met <= last else None, of_person.get((row["account"], row["name"]))]
        rows.append(row | {"last_contact": max((day for day in days if day is not None), default=None)})
    return rows


def _committee(draw: Draw, account: Account) -> list[Row]:
    if account.id == BLOCKED_DEAL:
        roles = list(_ROLES)
    else:
        others = [role for role in _ROLES if role not in ("user", "executive")]
        roles = [*draw.some(("executive", "user"), draw.whole(1, 2)), *draw.some(others, draw.whole(1, 3))]
        roles.sort(key=list(_ROLES).index)
    rows: list[Row] = []
    for role in roles:
        name = person(draw, account.abroad)
        while any(row["name"] == name for row in rows):
            name = person(draw, account.abroad)
        title_zh, place_zh, title_en, place_en, influence = _ROLES[role]
        support = draw.weighted(((-2, 4), (-1, 14), (0, 30), (1, 34), (2, 18)))
        win_en, win_zh = draw.pick(_WINS)
        quiet = draw.whole(3, 240)
        row: Row = {
            "account": account.id,
            "name": name,
            "title": title_en if account.abroad else title_zh,
            "department": place_en if account.abroad else place_zh,
            "role": role,
            "influence": max(1, min(5, influence + draw.whole(-1, 1))),
            "support": 2 if role == "coach" else support,
            "personal_win": (win_en if account.abroad else win_zh) if draw.chance(0.4) else None,
            "last_contact": days_before_end(quiet) if draw.chance(0.85) else None,
            "reports_to": rows[0]["name"] if rows and draw.chance(0.7) else None,
            "confirmed": draw.chance(0.6),
        }
        if account.id == BLOCKED_DEAL:
            row |= _blocked(role)
        rows.append(row)
    return rows


def _blocked(role: str) -> Row:
    """The deal that a technical buyer blocks: everybody else is at least neutral."""
    if role == "technical buyer":
        return {"influence": 5, "support": -2, "confirmed": True, "last_contact": LAST_DAY.replace(day=8),
                "personal_win": "沿用现有供应商的仪器,无需重新验证"}  # fmt: skip
    return {"support": 2 if role == "coach" else 1, "confirmed": True}
