"""Judged criteria of an account's market: five forces (Porter 1979) and market growth; 5 is favourable to it."""

from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.message import N_

ENVIRONMENT = (
    JudgedCriterion(
        "rivalry", N_("Rivalry in their market"), ("competition", "rivalitaet", "现有竞争", "同业竞争", "行业竞争")
    ),
    JudgedCriterion(
        "new_entrants", N_("Threat of new entrants"), ("entrants", "neue wettbewerber", "新进入者", "潜在进入者")
    ),
    JudgedCriterion(
        "substitutes", N_("Threat of substitutes"), ("substitution", "ersatzprodukte", "替代品", "替代威胁")
    ),
    JudgedCriterion(
        "supplier_power",
        N_("Power of their suppliers"),
        ("suppliers", "lieferantenmacht", "供应商议价能力", "供方力量"),
    ),
    JudgedCriterion(
        "buyer_power", N_("Power of their customers"), ("buyers", "abnehmermacht", "买方议价能力", "下游议价能力")
    ),
    JudgedCriterion("market_growth", N_("Growth of their market"), ("growth", "marktwachstum", "市场增长", "行业增长")),
)
