"""Marks of a second round of judging: how accounts buy, what keeps them, and how they think of us.

They come after the first assessments and leave the score alone: where a mark is the sum of parts, the parts are as old
as the mark itself, and an account without that mark has too few of them.
"""

from datetime import date, timedelta

from data.generator.account_totals import AccountTotals
from data.generator.accounts import Account
from data.generator.characters import (
    BLOCKED_DEAL,
    COMPLAINT_STORM,
    COOLING_KEY,
    LIGHTHOUSE,
    LOSS_MAKER,
    NO_OWNER,
    QUARTERLY,
    THIN_MARGIN,
    WHALE,
)  # fmt: skip
from data.generator.csv_rows import Row
from data.generator.date_range import LAST_DAY, days_before_end
from data.generator.people import EVERY_OWNER
from data.generator.seeded_random import Draw

YEAR_BEFORE = date(2025, 9, 30)
JUDGED = 110
PROFILED = 25
"""Accounts with a profile of their market and their company."""
SPONSOR = "吴建平"
"""The second assessor: executive sponsor, who sees some accounts otherwise than their owners."""
BUYING = ("price_sensitivity", "openness_to_joint_work", "appetite_for_advice", "bargaining_power", "focus")
# Type of buyer: lowest and highest mark for each criterion of buying.
_TYPES = {
    "strategic": ((1, 3), (4, 5), (3, 5), (3, 5), (4, 5)),
    "consultative": ((2, 3), (2, 3), (4, 5), (2, 4), (3, 5)),
    "transactional": ((4, 5), (1, 2), (1, 2), (3, 5), (1, 3)),
    "undecided": ((2, 3), (2, 3), (2, 3), (2, 4), (2, 4)),
}
_TYPE_OF = {WHALE: "strategic", LIGHTHOUSE: "strategic", COOLING_KEY: "strategic", BLOCKED_DEAL: "consultative",
            LOSS_MAKER: "transactional", THIN_MARGIN: "transactional"}  # fmt: skip
_AS_EQUALS = (("strategic", 5), ("consultative", 2), ("transactional", 1), ("undecided", 1))
"""How often an account is of a type where its management meets ours and would compensate a loss."""
_ELSE = (("strategic", 1), ("consultative", 4), ("transactional", 3), ("undecided", 3))
LAYERS = ("service_experience", "product_strength", "strategic_cultural_match")
RELATIONSHIP = ("recognition", "relationship_satisfaction", "trust", "loyalty")
ENVIRONMENT = ("rivalry", "new_entrants", "substitutes", "supplier_power", "buyer_power", "market_growth")
ENTERPRISE = ("strategy_clarity", "vision", "finances", "opportunism")
_CONTROL_POINTS = {
    "service_experience": (("calibration on their site within a day", "一天内到现场校准"),
                           ("our engineer has a desk in their plant", "我方工程师常驻其工厂")),
    "product_strength": (("dedicated interface to their line control", "与其产线控制系统的专用接口"),
                         ("spare parts that only we supply", "独家备件")),
    "strategic_cultural_match": (("joint roadmap signed for three years", "已签三年联合路线图"),
                                 ("only supplier qualified for their process", "其工艺认证的唯一供应商")),
}  # fmt: skip
_FIXED = {
    LIGHTHOUSE: dict(zip((*LAYERS, *RELATIONSHIP), (5, 5, 4, 5, 5, 5, 4), strict=True)),
    WHALE: dict(zip((*RELATIONSHIP, "market_strength", "credit"), (5, 4, 4, 5, 5, 5), strict=True)),
    COMPLAINT_STORM: dict(zip(RELATIONSHIP, (2, 1, 2, 2), strict=True)),
    COOLING_KEY: dict(zip(RELATIONSHIP, (4, 3, 3, 2), strict=True)),
    LOSS_MAKER: dict(zip((*RELATIONSHIP, "credit"), (3, 3, 2, 1, 1), strict=True)),
    THIN_MARGIN: {"credit": 2},
}
_SEEN_OTHERWISE = (
    (WHALE, "trust"), (THIN_MARGIN, "focus"), (COOLING_KEY, "loyalty"), (NO_OWNER, "recognition"),
    (BLOCKED_DEAL, "bargaining_power"), (QUARTERLY, "appetite_for_advice"),
)  # fmt: skip


def judgement_rows(accounts: list[Account], totals: AccountTotals, assessed: list[Row]) -> list[Row]:
    """The marks of the largest accounts and some characters, after those of the first assessments."""
    draw = Draw("judgements")
    chosen = {*totals.largest(JUDGED), *_TYPE_OF, *_FIXED}
    first: dict[str, dict[str, Row]] = {}
    for row in assessed:
        first.setdefault(row["account"], {})[row["criterion"]] = row
    judged = [account for account in accounts if account.id in chosen]
    with_market = [account.id for account in judged if "environment" in first.get(account.id, {})]
    profiled = set(draw.some(with_market, PROFILED - 2)) | {WHALE, LOSS_MAKER}
    rows: list[Row] = []
    for account in judged:
        rows += _account_rows(draw, account, first.get(account.id, {}), account.id in profiled)
    return rows + _seen_otherwise(rows)


def _account_rows(draw: Draw, account: Account, first: dict[str, Row], profiled: bool) -> list[Row]:
    known = next(iter(first.values()), None)
    day: date = known["assessed_on"] if known else draw.workday(days_before_end(300), LAST_DAY)
    assessor = known["assessor"] if known else account.owner or draw.pick(EVERY_OWNER)
    marks = _buying(draw, account, first) | _layers(draw, first) | _relationship(draw)
    market = draw.some(ENVIRONMENT, 6 if draw.chance(0.8) else 4)
    company = {name: draw.whole(2, 5) for name in ENTERPRISE}
    if profiled:
        marks |= {name: _near(draw, first["environment"]["score"]) for name in market} | company
    for name in ("market_strength", "credit"):
        if draw.chance(0.5):
            marks[name] = draw.whole(2, 5)
    fixed = _FIXED.get(account.id, {})
    marks |= fixed
    now = [_row(draw, account, name, score, day, assessor) for name, score in marks.items()]
    return _round_before(draw, now) + now


def _buying(draw: Draw, account: Account, first: dict[str, Row]) -> dict[str, int]:
    """How the account buys; now and then somebody left a question open."""
    asked = [first[name]["score"] for name in ("meets_our_management", "compensates_loss") if name in first]
    drawn = draw.weighted(_AS_EQUALS if len(asked) == 2 and min(asked) >= 4 else _ELSE)
    ranges = _TYPES[_TYPE_OF.get(account.id, drawn)]
    marks = {name: draw.whole(*bounds) for name, bounds in zip(BUYING, ranges, strict=True)}
    open_question = draw.pick(BUYING) if draw.chance(0.2) and account.id not in _TYPE_OF else None
    return {name: score for name, score in marks.items() if name != open_question}


def _layers(draw: Draw, first: dict[str, Row]) -> dict[str, int]:
    """Three layers near the mark for stickiness; without that mark only two, which make no index."""
    given = first.get("stickiness")
    level = given["score"] if given else draw.whole(2, 4)
    marks = {name: _near(draw, level) for name in LAYERS}
    return marks if given else {name: marks[name] for name in LAYERS[:2]}


def _relationship(draw: Draw) -> dict[str, int]:
    level, judged = draw.whole(2, 4), draw.chance(0.8)
    marks = {name: _near(draw, level) for name in RELATIONSHIP}
    return marks if judged else {}


def _near(draw: Draw, level: int) -> int:
    return max(1, min(5, level + draw.weighted(((-1, 1), (0, 2), (1, 1)))))


def _round_before(draw: Draw, now: list[Row]) -> list[Row]:
    """Older marks of the layers for some accounts, so that stickiness has a trend.

    They are of October 2025, or of a year before where the present marks are older than that. None lies between a mark
    for stickiness and the last day of the year before, at which tiers are compared.
    """
    has_older, back, autumn = (
        draw.chance(0.6),
        draw.whole(350, 380),
        draw.workday(date(2025, 10, 8), date(2025, 10, 31)),
    )
    recent: date = now[0]["assessed_on"]
    if not has_older or YEAR_BEFORE < recent < date(2026, 4, 1):
        return []
    day = autumn if recent > YEAR_BEFORE else recent - timedelta(days=back)
    moves = ((-1, 3), (0, 3), (1, 2))
    return [
        row | {"score": max(1, min(5, row["score"] + draw.weighted(moves))), "assessed_on": day, "evidence": None}
        for row in now if row["criterion"] in LAYERS
    ]  # fmt: skip


def _row(draw: Draw, account: Account, criterion: str, score: int, day: date, assessor: str) -> Row:
    words = draw.pick(_CONTROL_POINTS.get(criterion, _CONTROL_POINTS["product_strength"]))[0 if account.abroad else 1]
    shown = draw.chance(0.6) and criterion in _CONTROL_POINTS and score >= 4
    return {
        "account": account.id, "criterion": criterion, "score": score, "assessed_on": day, "assessor": assessor,
        "evidence": words if shown else None,
    }  # fmt: skip


def _seen_otherwise(rows: list[Row]) -> list[Row]:
    """The marks of the sponsor on the same day, two points from those of the owner."""
    latest = {(row["account"], row["criterion"]): row for row in rows}
    found = [latest[key] for key in _SEEN_OTHERWISE]
    return [
        row | {"score": row["score"] + (2 if row["score"] <= 2 else -2), "assessor": SPONSOR, "evidence": None}
        for row in found
    ]
