"""The five levels of satisfaction in words, as surveys offer them."""

from __future__ import annotations

SATISFACTION: tuple[tuple[float, tuple[str, ...]], ...] = (
    (5, ("very satisfied", "highly satisfied", "extremely satisfied", "completely satisfied", "very happy", "excellent",
         "高度满意", "非常满意", "很满意", "十分满意", "高度滿意", "非常滿意", "sehr zufrieden", "très satisfait",
         "tout à fait satisfait", "muy satisfecho", "molto soddisfatto", "muito satisfeito", "zeer tevreden",
         "とても満足", "非常に満足", "매우 만족", "очень доволен", "bardzo zadowolony", "çok memnun")),
    (4, ("fairly satisfied", "satisfied", "somewhat satisfied", "rather satisfied", "mostly satisfied", "happy", "good",
         "一般满意", "满意", "比较满意", "基本满意", "较满意", "一般滿意", "滿意", "zufrieden", "eher zufrieden", "satisfait",
         "plutôt satisfait", "satisfecho", "soddisfatto", "satisfeito", "tevreden", "満足", "やや満足", "만족", "доволен",
         "zadowolony", "memnun")),
    (3, ("no opinion", "neutral", "neither satisfied nor dissatisfied", "neither", "undecided", "indifferent", "okay", "ok",
         "无意见", "一般", "中立", "不确定", "無意見", "neutre", "weder noch", "teils teils", "keine meinung", "sans opinion",
         "ni satisfecho ni insatisfecho", "neutro", "neutraal", "どちらでもない", "普通", "보통", "нейтрально", "obojętny",
         "kararsız")),
    (2, ("somewhat dissatisfied", "dissatisfied", "fairly dissatisfied", "rather dissatisfied", "unsatisfied", "unhappy",
         "poor", "有些不满意", "不满意", "比较不满意", "不太满意", "有点不满意", "有些不滿意", "不滿意", "unzufrieden",
         "eher unzufrieden", "insatisfait", "plutôt insatisfait", "pas satisfait", "insatisfecho", "insoddisfatto",
         "insatisfeito", "ontevreden", "不満", "やや不満", "불만족", "불만", "недоволен", "niezadowolony", "memnun değil")),
    (1, ("very dissatisfied", "highly dissatisfied", "extremely dissatisfied", "completely dissatisfied", "very unhappy",
         "very poor", "极不满意", "非常不满意", "很不满意", "十分不满意", "極不滿意", "非常不滿意", "sehr unzufrieden",
         "très insatisfait", "pas du tout satisfait", "muy insatisfecho", "molto insoddisfatto", "muito insatisfeito",
         "zeer ontevreden", "とても不満", "非常に不満", "매우 불만족", "매우 불만", "очень недоволен",
         "bardzo niezadowolony", "hiç memnun değil")),
)  # fmt: skip
"""Level → the words for it."""
