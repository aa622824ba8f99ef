"""What accounts cost and what was planned: costs, value plan and targets."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared import account, date, owner

ACCOUNT_COSTS = Table(
    "account_costs",
    N_("Account costs"),
    N_("cost to win and to serve, and the return on an account"),
    (
        account(),
        date("cost date", "费用日期"),
        Field("amount", Kind.MONEY, N_("Amount"), ("amount", "cost", "expense", "费用", "金额"), True),
        Field(
            "kind", Kind.CHOICE, N_("Kind"), ("kind", "type", "费用类型", "类型"),
            choices=(("win", ("开发",)), ("serve", ("服务",)), ("discount", ("折扣",)), ("other", ("其他",))),
        ),
    ),
)  # fmt: skip

VALUE_PLAN = Table(
    "value_plan",
    N_("Value plan"),
    N_("the planned value return curve"),
    (
        account(),
        Field("year", Kind.COUNT, N_("Year"), ("year", "年份", "年度"), True),
        Field("revenue", Kind.MONEY, N_("Revenue"), ("revenue", "planned revenue", "计划收入")),
        Field("margin", Kind.MONEY, N_("Margin"), ("margin", "planned margin", "计划毛利")),
        Field("cost", Kind.MONEY, N_("Cost"), ("cost", "planned cost", "计划成本")),
    ),
)

TARGETS = Table(
    "targets",
    N_("Targets"),
    N_("plan against actual, by owner or account"),
    (
        account(required=False),
        owner(),
        Field("month", Kind.DATE, N_("Month"), ("month", "period", "月份"), True),
        Field("amount", Kind.MONEY, N_("Amount"), ("amount", "target", "quota", "目标", "指标金额"), True),
        Field(
            "measure", Kind.CHOICE, N_("Measure"), ("measure", "kpi", "口径"),
            choices=(("revenue", ("收入",)), ("margin", ("毛利",))),
        ),
    ),
)  # fmt: skip
