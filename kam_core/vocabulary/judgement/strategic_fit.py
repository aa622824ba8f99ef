"""Judged criteria of strategic fit: whether the two companies suit each other."""

from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.message import N_

STRATEGIC_FIT = (
    JudgedCriterion(
        "mutual_dependence",
        N_("Mutual dependence"),
        ("dependence", "interdependence", "gegenseitige abhaengigkeit", "门当户对", "相互依赖", "互相依赖"),
    ),
    JudgedCriterion("fit", N_("Fit"), ("strategic fit", "passung", "匹配", "匹配度", "战略匹配")),
    JudgedCriterion(
        "environment",
        N_("Environment"),
        ("market environment", "umfeld", "环境", "外部环境", "经营环境"),
    ),
    JudgedCriterion(
        "meets_our_management",
        N_("Their top management meets ours"),
        ("management meets ours", "top management meets ours", "高层会面", "高层互访", "对方高层愿与我方高层会面"),
    ),
    JudgedCriterion(
        "compensates_loss",
        N_("Would compensate a loss they caused"),
        ("compensates losses", "compensates a loss", "补偿损失", "赔偿损失", "愿赔偿其造成的损失"),
    ),
)
