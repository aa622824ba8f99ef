"""Judgements by people: assessments from 1 to 5, and how an account buys."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared_columns import account

ASSESSMENTS = Table(
    "assessments",
    N_("Assessments"),
    N_("rated criteria: influence, strategic fit and stickiness"),
    (
        account(),
        Field(
            "criterion", Kind.TEXT, N_("Criterion"),
            (
                "criterion", "criteria", "indicator", "dimension", "assessment criterion", "rated item",
                "aspect", "factor", "kriterium", "指标", "评价指标", "评估指标", "评分项", "评估项", "评价项目", "维度", "评价维度",
                "评分标准",
            ),
            required=True,
        ),
        Field(
            "score", Kind.NUMBER, N_("Score"),
            (
                "score", "rating", "points", "grade", "mark", "assessment", "assessment score", "bewertung",
                "评分", "得分", "分数", "打分", "评估分", "评价分数", "评估得分", "分值",
            ),
            required=True, low=1, high=5,
            help=N_("1 = lowest, 5 = highest."),
        ),
        Field(
            "assessed_on", Kind.DATE, N_("Assessed on"),
            (
                "assessed on", "date", "assessment date", "rated on", "rating date", "scored on",
                "evaluated on", "datum", "评估日期", "评价日期", "评分日期", "打分日期", "评估时间", "日期",
            ),
            past_only=True,
        ),
        Field(
            "assessor", Kind.TEXT, N_("Assessor"),
            (
                "assessor", "rater", "assessed by", "rated by", "evaluator", "reviewer", "scored by",
                "bewertet von", "评估人", "评价人", "评分人", "打分人", "评委", "评审人",
            ),
        ),
        Field(
            "evidence", Kind.TEXT, N_("Evidence"),
            (
                "evidence", "reason", "justification", "rationale", "proof", "comment", "basis",
                "begruendung", "依据", "评估依据", "理由", "证据", "说明", "评分依据", "评价依据", "备注",
            ),
            help=N_("What you saw or heard that supports this score."),
        ),
    ),
)  # fmt: skip

BUYING = Table(
    "buying",
    N_("Buying"),
    N_("how the customer buys each product family, for the qualification checks"),
    (
        account(),
        Field(
            "product_family", Kind.TEXT, N_("Product family"),
            (
                "product family", "product line", "product group", "product category", "category", "family",
                "produktgruppe", "warengruppe", "产品线", "产品系列", "产品类别", "产品大类", "产品族", "品类", "产品分类", "商品类别",
            ),
            required=True,
        ),
        Field(
            "purchasing", Kind.CHOICE, N_("Purchasing"),
            (
                "purchasing", "purchasing mode", "purchasing type", "buying mode", "buying type",
                "procurement", "procurement type", "sourcing", "einkauf", "采购方式", "采购模式", "采购类型", "购买方式",
                "采购形式", "采购组织", "采购集中度",
            ),
            choices=(
                ("central", ("centralised", "centralized", "集中", "集中采购", "集采")),
                ("dispersed", ("decentralised", "decentralized", "local", "分散", "分散采购")),
            ),
        ),
        Field(
            "product_fit", Kind.NUMBER, N_("Product fit"),
            (
                "product fit", "fit", "fit score", "product match", "suitability", "match", "solution fit",
                "passung", "产品匹配度", "匹配度", "产品适配度", "契合度", "产品契合度", "适配度", "匹配评分",
            ),
            low=1, high=5,
            help=N_("1 = poor fit, 5 = full fit."),
        ),
    ),
)  # fmt: skip
