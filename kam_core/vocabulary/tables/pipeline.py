"""What may come: opportunities, needs, and what is planned at an account."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared import account, owner

ENTRIES = (
    ("before need", ("before the need was known", "需求前")),
    ("after approval", ("approved", "立项后")),
    ("after tender", ("tender", "rfp", "招标后")),
)

OPPORTUNITIES = Table(
    "opportunities",
    N_("Opportunities"),
    N_("the pipeline against the 9-6-5-5-3-1 rule"),
    (
        account(),
        Field("stage", Kind.TEXT, N_("Stage"), ("stage", "deal stage", "sales stage", "阶段", "商机阶段"), True),
        Field("amount", Kind.MONEY, N_("Amount"), ("amount", "close value", "deal value", "金额", "商机金额"), True),
        Field("id", Kind.ID, N_("Opportunity"), ("id", "opportunity id", "deal id", "商机编号", "商机id")),
        Field("name", Kind.TEXT, N_("Name"), ("name", "opportunity", "deal name", "商机名称", "项目名称")),
        Field("created", Kind.DATE, N_("Created"), ("created", "engage date", "created on", "创建日期", "立项日期")),
        Field("expected_close", Kind.DATE, N_("Expected close"), ("expected close", "forecast close", "预计成交日期")),
        Field("closed", Kind.DATE, N_("Closed"), ("closed", "close date", "closed on", "成交日期", "关闭日期")),
        Field(
            "status", Kind.CHOICE, N_("Status"), ("status", "deal status", "商机状态", "状态"),
            choices=(("open", ("进行中",)), ("won", ("赢单", "成交")), ("lost", ("输单", "丢单"))),
        ),
        Field("probability", Kind.SHARE, N_("Probability"), ("probability", "win rate", "赢率", "概率"), low=0, high=1),
        owner(),
        Field("product", Kind.TEXT, N_("Product"), ("product", "产品")),
        Field("entry", Kind.CHOICE, N_("Entry"), ("entry", "entry point", "介入时点"), choices=ENTRIES),
        Field("competitor", Kind.TEXT, N_("Competitor"), ("competitor", "rival", "竞争对手")),
        Field("loss_reason", Kind.TEXT, N_("Loss reason"), ("loss reason", "reason lost", "丢单原因", "输单原因")),
    ),
)  # fmt: skip

NEEDS = Table(
    "needs",
    N_("Needs"),
    N_("what accounts will need, as part of their potential"),
    (
        account(),
        Field(
            "horizon", Kind.CHOICE, N_("Horizon"), ("horizon", "time frame", "期限", "需求期限"), True,
            choices=(("short", ("短期",)), ("medium", ("中期",)), ("long", ("长期",))),
        ),
        Field("need", Kind.TEXT, N_("Need"), ("need", "requirement", "需求", "需求描述"), True),
        Field("value", Kind.MONEY, N_("Worth"), ("value", "amount", "需求金额", "价值")),
        Field("probability", Kind.SHARE, N_("Probability"), ("probability", "概率", "可能性"), low=0, high=1),
        Field(
            "decision_process_known", Kind.FLAG, N_("Decision process known"),
            ("decision process known", "决策流程已知"),
        ),
        Field("people_known", Kind.FLAG, N_("People known"), ("people known", "关键人已知")),
        Field("product", Kind.TEXT, N_("Product"), ("product", "产品")),
    ),
)  # fmt: skip

PLAN = Table(
    "plan",
    N_("Account plan"),
    N_("actions per account with owner, due date and benefit on both sides"),
    (
        account(),
        Field(
            "heading", Kind.CHOICE, N_("Heading"), ("heading", "topic", "主题", "类别"), True,
            choices=(("understanding", ("理解",)), ("competition", ("竞争",)), ("affinity", ("亲和",)),
                     ("management", ("管理",))),
        ),
        Field("action", Kind.TEXT, N_("Action"), ("action", "step", "行动", "措施"), True),
        Field("goal", Kind.TEXT, N_("Goal"), ("goal", "objective", "目标")),
        owner(),
        Field("due", Kind.DATE, N_("Due"), ("due", "due date", "deadline", "截止日期", "到期")),
        Field("status", Kind.TEXT, N_("Status"), ("status", "状态")),
        Field("our_benefit", Kind.TEXT, N_("Our benefit"), ("our benefit", "我方收益")),
        Field("their_benefit", Kind.TEXT, N_("Their benefit"), ("their benefit", "客户收益")),
        Field("result", Kind.TEXT, N_("Result"), ("result", "outcome", "结果")),
    ),
)  # fmt: skip
