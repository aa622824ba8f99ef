"""Judged criteria of influence: what an account brings through others."""

from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.message import N_

INFLUENCE = (
    JudgedCriterion(
        "brand_lighthouse",
        N_("Brand and lighthouse effect"),
        ("brand", "lighthouse", "reference customer", "leuchtturm", "品牌", "灯塔", "灯塔客户", "品牌与灯塔效应"),
    ),
    JudgedCriterion(
        "referrals",
        N_("Referrals, judged"),
        ("referral", "refers others", "empfehlungen", "推荐", "转介绍", "口碑推荐", "转介绍（评估）"),
    ),
    JudgedCriterion(
        "innovation",
        N_("Innovation"),
        ("innovative", "joint innovation", "innovationskraft", "创新", "创新能力", "共同创新"),
    ),
    JudgedCriterion(
        "raises_our_standard",
        N_("Raises our standard"),
        ("raises our standards", "raises the bar", "提升标准", "提升我方标准", "带动我方提升"),
    ),
    JudgedCriterion(
        "market_strength",
        N_("Strength in its market"),
        ("market position", "market power", "marktstellung", "市场地位", "市场实力", "市场竞争力"),
    ),
    JudgedCriterion(
        "credit",
        N_("Creditworthiness"),
        ("creditworthiness", "credit standing", "credit rating", "bonitaet", "信用", "资信", "信用状况", "信用评级"),
    ),
)
