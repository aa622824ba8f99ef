"""Account costs, value plan, strategic investments and targets."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared_columns import account, currency, date, owner

ACCOUNT_COSTS = Table(
    "account_costs",
    N_("Account costs"),
    N_("cost to win and serve, and account return"),
    (
        account(),
        date("cost date", "费用日期"),
        Field(
            "amount", Kind.MONEY, N_("Amount"),
            (
                "amount", "cost", "costs", "cost amount", "expense", "expenses", "spend", "amount spent",
                "kosten", "aufwand", "费用", "金额", "费用金额", "成本", "支出", "支出金额", "花费",
            ),
            required=True,
        ),
        Field(
            "kind", Kind.CHOICE, N_("Kind"),
            (
                "kind", "type", "cost type", "expense type", "cost category", "expense category",
                "kostenart", "category", "类别", "费用类型", "类型", "费用类别", "成本类型", "成本类别", "支出类型", "费用科目",
            ),
            choices=(
                ("win", ("acquire", "acquisition", "开发", "获客", "拓展")),
                ("serve", ("service", "服务", "维护")),
                ("discount", ("discounts", "rebate", "折扣", "返利")),
                ("other", ("others", "misc", "其他", "其它")),
            ),
        ),
        currency(),
    ),
    rate_date_columns=("date",),
)  # fmt: skip

VALUE_PLAN = Table(
    "value_plan",
    N_("Value plan"),
    N_("planned revenue and margin by year, for the value return curve"),
    (
        account(),
        Field(
            "year", Kind.COUNT, N_("Year"),
            (
                "year", "plan year", "planning year", "fiscal year", "calendar year", "jahr", "planjahr",
                "年份", "年度", "计划年度", "计划年份", "财年", "会计年度", "年",
            ),
            required=True,
        ),
        Field(
            "revenue", Kind.MONEY, N_("Revenue"),
            (
                "revenue", "planned revenue", "plan revenue", "revenue plan", "expected revenue", "sales",
                "planned sales", "umsatz", "planumsatz", "收入", "计划收入", "预计收入", "计划销售额", "预计销售额", "收入计划",
            ),
        ),
        Field(
            "margin", Kind.MONEY, N_("Margin"),
            (
                "margin", "planned margin", "plan margin", "expected margin", "gross margin",
                "planned profit", "profit", "deckungsbeitrag", "毛利", "计划毛利", "预计毛利", "计划利润", "预计利润", "利润",
            ),
        ),
        Field(
            "cost", Kind.MONEY, N_("Cost"),
            (
                "cost", "costs", "planned cost", "planned costs", "plan cost", "expected cost", "kosten",
                "plankosten", "成本", "计划成本", "预计成本", "计划费用", "预计费用", "费用",
            ),
        ),
    ),
)  # fmt: skip

INVEST = Table(
    "invest",
    N_("Accounts in development"),
    N_("accounts exempt from the gates on recurring purchases and revenue, for at most 24 months"),
    (
        account(),
        Field(
            "reason", Kind.TEXT, N_("Reason"),
            (
                "reason", "why", "justification", "rationale", "investment reason", "reason for investment", "purpose",
                "begruendung", "grund", "原因", "理由", "培育原因", "培育理由", "投入理由", "投入原因", "说明",
            ),
            required=True,
        ),
        Field(
            "until", Kind.DATE, N_("Valid until"),
            (
                "until", "valid until", "valid to", "end", "end date", "expires", "expiry", "expiry date", "invest until",
                "gueltig bis", "bis", "截止日期", "有效期至", "到期日", "培育截止", "培育到期", "至",
            ),
        ),
    ),
)  # fmt: skip

TARGETS = Table(
    "targets",
    N_("Targets"),
    N_("targets and actuals, by owner or account"),
    (
        account(required=False),
        owner(),
        Field(
            "month", Kind.DATE, N_("Month"),
            (
                "month", "period", "target month", "target period", "plan month", "planning period",
                "monat", "月份", "月", "目标月份", "计划月份", "期间", "考核月份", "月度", "所属月份",
            ),
            required=True,
        ),
        Field(
            "amount", Kind.MONEY, N_("Amount"),
            (
                "amount", "target", "targets", "quota", "goal", "target amount", "target value",
                "sales target", "revenue target", "budget", "plan amount", "ziel", "zielwert", "金额", "目标",
                "指标金额", "目标金额", "目标值", "销售目标", "任务额", "销售任务", "任务金额", "预算",
            ),
            required=True,
        ),
        Field(
            "measure", Kind.CHOICE, N_("Measure"),
            (
                "measure", "kpi", "metric", "indicator", "target measure", "target type", "kennzahl", "指标",
                "口径", "考核指标", "指标类型", "目标类型", "目标口径", "考核口径",
            ),
            choices=(
                ("revenue", ("sales", "turnover", "收入", "销售额", "营收")),
                ("margin", ("profit", "gross margin", "毛利", "利润")),
                ("signed", ("bookings", "booked", "orders signed", "签约", "签约额", "合同额")),
                ("collected", ("collection", "cash", "cash in", "回款", "回款额", "收款")),
            ),
        ),
        currency(),
    ),
    title_words=(
        "target", "targets", "quota", "quotas", "goals", "budget", "plan", "ziele", "zielwerte", "vorgaben", "objectifs",
        "objetivos", "目标", "指标", "任务", "预算", "计划",
    ),
    rate_date_columns=("month",),
)  # fmt: skip
