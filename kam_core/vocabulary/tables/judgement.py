"""What people judge: assessments from 1 to 5, and how an account buys."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared import account

ASSESSMENTS = Table(
    "assessments",
    N_("Assessments"),
    N_("judged criteria: influence, strategic fit and stickiness"),
    (
        account(),
        Field("criterion", Kind.TEXT, N_("Criterion"), ("criterion", "criteria", "指标", "评价指标"), True),
        Field("score", Kind.NUMBER, N_("Score"), ("score", "rating", "评分", "得分"), True, low=1, high=5),
        Field("assessed_on", Kind.DATE, N_("Assessed on"), ("assessed on", "date", "评估日期")),
        Field("assessor", Kind.TEXT, N_("Assessor"), ("assessor", "评估人")),
        Field("evidence", Kind.TEXT, N_("Evidence"), ("evidence", "依据")),
    ),
)

BUYING = Table(
    "buying",
    N_("Buying"),
    N_("how each product family is bought, for the qualification checks"),
    (
        account(),
        Field("product_family", Kind.TEXT, N_("Product family"), ("product family", "产品线"), True),
        Field(
            "purchasing", Kind.CHOICE, N_("Purchasing"), ("purchasing", "采购方式"),
            choices=(("central", ("集中", "集中采购")), ("dispersed", ("分散", "分散采购"))),
        ),
        Field("product_fit", Kind.NUMBER, N_("Product fit"), ("product fit", "产品匹配度"), low=1, high=5),
    ),
)  # fmt: skip
