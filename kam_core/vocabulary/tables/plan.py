"""Account plans: actions with their goal, owner and result."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared_columns import account, owner

PLAN = Table(
    "plan",
    N_("Account plan"),
    N_("actions by account with owner, due date and benefits for both sides"),
    (
        account(),
        Field(
            "heading", Kind.CHOICE, N_("Heading"),
            (
                "heading", "topic", "theme", "area", "section", "subject", "plan heading", "category", "主题",
                "类别", "主题类别", "板块", "领域", "行动类别", "计划类别", "分类",
            ),
            choices=(
                ("understanding", ("理解",)),
                ("competition", ("竞争",)),
                ("affinity", ("亲和",)),
                ("management", ("管理",)),
            ),
            required=True,
            help=N_("Purpose: understanding, competition, affinity or management."),
        ),
        Field(
            "action", Kind.TEXT, N_("Action"),
            (
                "action", "step", "activity", "task", "measure", "to do", "action item", "massnahme", "行动",
                "措施", "行动计划", "任务", "行动项", "具体措施", "工作内容", "行动内容",
            ),
            required=True,
            help=N_("What will be done (start with a verb)."),
        ),
        Field(
            "goal", Kind.TEXT, N_("Goal"),
            (
                "goal", "objective", "aim", "target", "purpose", "intended result", "ziel", "目标", "行动目标",
                "目的", "预期目标", "计划目标", "预期结果",
            ),
            help=N_("What will change at the account."),
        ),
        owner(),
        Field(
            "due", Kind.DATE, N_("Due"),
            (
                "due", "due date", "deadline", "due on", "due by", "finish by", "end date", "target date",
                "termin", "faellig am", "截止日期", "到期", "完成日期", "期限", "截止时间", "计划完成日期", "完成时间", "到期日",
            ),
            help=N_("The due date."),
        ),
        Field(
            "status", Kind.TEXT, N_("Status"),
            (
                "status", "state", "progress", "action status", "task status", "completion", "状态", "进度",
                "完成状态", "执行状态", "任务状态", "完成情况", "进展",
            ),
            help=N_("For example open, in progress or done."),
        ),
        Field(
            "our_benefit", Kind.TEXT, N_("Our benefit"),
            (
                "our benefit", "benefit for us", "benefit to us", "our gain", "our advantage",
                "value for us", "unser nutzen", "我方收益", "我方利益", "对我方的好处", "我方价值", "我们的收益", "我司收益",
            ),
            help=N_("What we gain from it."),
        ),
        Field(
            "their_benefit", Kind.TEXT, N_("Their benefit"),
            (
                "their benefit", "customer benefit", "benefit for the customer", "client benefit",
                "benefit to them", "value for the customer", "kundennutzen", "客户收益", "客户利益", "对客户的好处",
                "客户价值", "对方收益", "客户获益",
            ),
            help=N_("What the customer gains from it."),
        ),
        Field(
            "result", Kind.TEXT, N_("Result"),
            (
                "result", "outcome", "actual result", "achieved", "achievement", "result so far",
                "ergebnis", "结果", "实际结果", "完成结果", "成果", "执行结果", "行动结果",
            ),
            help=N_("The outcome."),
        ),
        Field(
            "target_number", Kind.NUMBER, N_("Target number"),
            (
                "target number", "target value", "goal number", "planned number", "target figure", "kpi target", "target kpi",
                "zielwert", "valeur cible", "目标值", "目标数值", "目标数", "计划值", "指标值",
            ),
            help=N_("The target value."),
        ),
        Field(
            "result_number", Kind.NUMBER, N_("Result number"),
            (
                "result number", "result value", "actual number", "actual value", "achieved number", "result figure",
                "kpi actual", "istwert", "valeur obtenue", "结果值", "完成值", "实际值", "结果数值", "达成值",
            ),
            help=N_("The value reached."),
        ),
        Field(
            "id", Kind.ID, N_("Action id"),
            (
                "action id", "action no", "action number", "action code", "action key", "plan id", "plan item id", "task id",
                "task no", "task number", "to do id", "massnahmen nr", "行动编号", "行动项编号", "任务编号", "计划编号", "措施编号",
                "行动id", "任务id",
            ),
        ),
    ),
)  # fmt: skip
