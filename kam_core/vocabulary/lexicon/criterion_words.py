"""Synonyms of the judged criteria in several languages."""

from __future__ import annotations

from kam_core.vocabulary.lexicon.spellings import fold_spelling
from kam_core.vocabulary.measures import JUDGED, MEASURES

CRITERIA: dict[str, tuple[str, ...]] = {
    "brand_lighthouse": ("brand", "lighthouse", "reference customer", "leuchtturm", "品牌", "灯塔", "灯塔客户",
                         "品牌与灯塔效应"),
    "referrals": ("referral", "refers others", "empfehlungen", "推荐", "转介绍", "口碑推荐", "转介绍（评估）"),
    "innovation": ("innovative", "joint innovation", "innovationskraft", "创新", "创新能力", "共同创新"),
    "raises_our_standard": ("raises our standards", "raises the bar", "提升标准", "提升我方标准", "带动我方提升"),
    "mutual_dependence": ("dependence", "interdependence", "gegenseitige abhaengigkeit", "门当户对", "相互依赖",
                          "互相依赖"),
    "fit": ("strategic fit", "passung", "匹配", "匹配度", "战略匹配"),
    "environment": ("market environment", "umfeld", "环境", "外部环境", "经营环境"),
    "management_quality": ("management", "quality of management", "managementqualitaet", "管理质量", "管理水平",
                           "管理能力"),
    "stickiness": ("loyalty", "bindung", "黏性", "粘性", "客户黏性", "客户粘性"),
    "meets_our_management": ("management meets ours", "top management meets ours", "高层会面", "高层互访",
                             "对方高层愿与我方高层会面"),
    "compensates_loss": ("compensates losses", "compensates a loss", "补偿损失", "赔偿损失", "愿赔偿其造成的损失"),
}  # fmt: skip
"""Criterion → synonyms beside its own name and label."""


CRITERION_BY_SPELLING: dict[str, str] = {
    fold_spelling(word): name for name in JUDGED for word in (name, MEASURES[name].label, *CRITERIA.get(name, ()))
}
"""Spelling → criterion."""
