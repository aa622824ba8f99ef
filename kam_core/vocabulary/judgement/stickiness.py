"""Judged criteria of stickiness: overall, and its three layers (domain: judged criteria)."""

from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.message import N_

STICKINESS = (
    JudgedCriterion(
        "stickiness",
        N_("Stickiness"),
        ("bindung", "黏性", "粘性", "客户黏性", "客户粘性"),
        head=N_("Stickiness"),
        question=N_("How hard would it be for {account} to leave us?"),
        anchors=(
            N_("Could leave today"),
            N_("Could leave within weeks"),
            N_("Leaving takes some effort"),
            N_("Leaving would be costly"),
            N_("Leaving is hardly possible"),
        ),
    ),
    JudgedCriterion(
        "service_experience",
        N_("Service experience"),
        ("service", "serviceerlebnis", "服务体验", "服务感受"),
        head=N_("Service"),
        question=N_("How good is our service in the eyes of {account}?"),
        anchors=(
            N_("Our service drives them away"),
            N_("Worse than our rivals'"),
            N_("As good as our rivals'"),
            N_("Better than our rivals'"),
            N_("They stay for our service"),
        ),
    ),
    JudgedCriterion(
        "product_strength",
        N_("Product strength"),
        ("product", "produktstaerke", "产品力", "产品实力", "产品竞争力"),
        head=N_("Product"),
        question=N_("How strong are our products at {account}?"),
        anchors=(
            N_("Being replaced"),
            N_("Easily replaced"),
            N_("One of several suppliers"),
            N_("The preferred product"),
            N_("Built into their operations"),
        ),
    ),
    JudgedCriterion(
        "strategic_cultural_match",
        N_("Strategic and cultural match"),
        (
            "strategic and cultural match",
            "strategy and culture",
            "cultural match",
            "战略与文化契合",
            "战略文化匹配",
            "文化契合",
        ),
        head=N_("Culture"),
        question=N_("Do our strategy and culture match those of {account}?"),
        anchors=(
            N_("Values collide"),
            N_("Little in common"),
            N_("Some goals in common"),
            N_("Same goals, similar style"),
            N_("Plan the future together"),
        ),
    ),
)
LAYER_WEIGHTS = {"service_experience": 0.20, "product_strength": 0.35, "strategic_cultural_match": 0.45}
"""Weights of the three layers in the index of switching cost (domain: judged criteria)."""
