"""Judged criteria of how an account buys; the value type follows from them (domain: judged criteria)."""

from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.message import N_

BUYING = (
    JudgedCriterion(
        "bargaining_power",
        N_("Bargaining power"),
        ("negotiating power", "verhandlungsmacht", "议价能力", "谈判能力"),
        reversed=True,
    ),
    JudgedCriterion("focus", N_("Focus of purchasing"), ("purchasing focus", "fokus", "采购集中度", "采购专注度")),
    JudgedCriterion(
        "price_sensitivity",
        N_("Price sensitivity"),
        ("price sensitive", "preissensibilitaet", "价格敏感度", "价格敏感"),
        reversed=True,
    ),
    JudgedCriterion(
        "openness_to_joint_work",
        N_("Openness to joint work"),
        ("openness", "openness to joint working", "offenheit", "合作开放度", "协同意愿", "合作意愿"),
    ),
    JudgedCriterion(
        "appetite_for_advice",
        N_("Appetite for advice"),
        ("advice", "wants advice", "beratungsbedarf", "咨询需求", "顾问需求"),
    ),
)
