"""Judged criteria of stickiness: overall, and its three layers (domain: judged criteria)."""

from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.message import N_

STICKINESS = (
    JudgedCriterion("stickiness", N_("Stickiness"), ("bindung", "黏性", "粘性", "客户黏性", "客户粘性")),
    JudgedCriterion(
        "service_experience",
        N_("Service experience"),
        ("service", "serviceerlebnis", "服务体验", "服务感受"),
    ),
    JudgedCriterion(
        "product_strength",
        N_("Product strength"),
        ("product", "produktstaerke", "产品力", "产品实力", "产品竞争力"),
    ),
    JudgedCriterion(
        "strategic_cultural_match",
        N_("Strategic and cultural match"),
        ("strategic and cultural match", "strategy and culture", "cultural match", "战略与文化契合", "战略文化匹配",
         "文化契合"),
    ),
)  # fmt: skip
LAYER_WEIGHTS = {"service_experience": 0.20, "product_strength": 0.35, "strategic_cultural_match": 0.45}
"""Weights of the three layers in the index of switching cost (domain: judged criteria)."""
