"""Seven checks and five signs of a key account (domain: qualification).

Three checks are about the account and can disqualify it; four are about us and are gaps to close.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kam_core.vocabulary.lexicon.spellings import fold_spelling
from kam_core.vocabulary.message import N_

PASS, FAIL, UNKNOWN = "pass", "fail", "unknown"
ANSWERS = (PASS, FAIL, UNKNOWN)
ABOUT_THEM, ABOUT_US, SIGN = "them", "us", "sign"


@dataclass(frozen=True, slots=True)
class Check:
    """A question about an account that is answered with pass, fail or unknown.

    about: `them` can disqualify an account; `us` is a gap of ours; `sign` speaks for it. words: other spellings in
    files, beside name and label.
    """

    name: str
    about: str
    label: str
    words: tuple[str, ...] = ()


PRODUCT_FIT, CENTRAL_PURCHASING, RECURRING = "product_fit", "central_purchasing", "recurring_purchasing"
SIZE_MATCH, KNOWN_INDUSTRY, TAILORED_SOLUTION, REFERENCES = (
    "size_match", "known_industry", "tailored_solution", "references",
)  # fmt: skip
ALL_CHECKS = (
    Check(
        PRODUCT_FIT, ABOUT_THEM, N_("Our products fit"),
        ("product fit", "fit", "产品匹配", "产品匹配度", "产品适配"),
    ),
    Check(
        CENTRAL_PURCHASING, ABOUT_THEM, N_("They buy centrally"),
        ("central purchasing", "centralised purchasing", "集中采购", "集采", "采购集中"),
    ),
    Check(
        RECURRING, ABOUT_THEM, N_("They buy again and again"),
        ("recurring purchasing", "recurring purchases", "repeat purchases", "重复购买", "持续采购", "重复采购"),
    ),
    Check(SIZE_MATCH, ABOUT_US, N_("We match their size"), ("size match", "size", "规模匹配", "体量匹配")),
    Check(
        KNOWN_INDUSTRY, ABOUT_US, N_("We know their industry"),
        ("known industry", "industry knowledge", "industry", "熟悉行业", "行业熟悉度", "了解行业"),
    ),
    Check(
        TAILORED_SOLUTION, ABOUT_US, N_("We have a tailored solution"),
        ("tailored solution", "solution", "定制方案", "定制化方案", "量身方案"),
    ),
    Check(
        REFERENCES, ABOUT_US, N_("We have references"),
        ("reference", "references", "成功案例", "参考案例", "标杆案例"),
    ),
    Check(
        "large_contract_orders", SIGN, N_("Large orders under a contract of one to two years"),
        ("large orders", "large orders with contract", "大额订单", "长期大单", "大单合同"),
    ),
    Check("strategic_project", SIGN, N_("Strategic project"), ("strategic", "project", "战略项目", "战略性项目")),
    Check(
        "influence", SIGN, N_("Influence on our business or image"),
        ("influence on our business", "influence on our image", "影响力", "对我方的影响", "形象影响"),
    ),
    Check(
        "technology", SIGN, N_("Able to absorb and create technology"),
        ("absorbs technology", "technology ability", "技术能力", "技术消化与创造能力", "技术吸收能力"),
    ),
    Check(
        "market_strength", SIGN, N_("Strength in its market"),
        ("market position", "market power", "市场地位", "市场实力"),
    ),
)  # fmt: skip
CHECKS: Mapping[str, Check] = {check.name: check for check in ALL_CHECKS}
"""Name → check or sign, in the order of the screen."""
THEIR_CHECKS = tuple(check.name for check in ALL_CHECKS if check.about == ABOUT_THEM)
OUR_CHECKS = tuple(check.name for check in ALL_CHECKS if check.about == ABOUT_US)
SEVEN = (*THEIR_CHECKS, *OUR_CHECKS)
SIGNS = tuple(check.name for check in ALL_CHECKS if check.about == SIGN)
PER_FAMILY = (PRODUCT_FIT, CENTRAL_PURCHASING)
"""Checks that are answered per product family where families are known."""
CHECK_BY_SPELLING: Mapping[str, str] = {
    fold_spelling(word): check.name for check in ALL_CHECKS for word in (check.name, check.label, *check.words)
}
