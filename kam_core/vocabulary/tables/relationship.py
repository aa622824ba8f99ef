"""People and their voices: contacts, touches, feedback and our own team."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared import account, date, owner

ROLES = (
    ("executive", ("vito", "高层", "决策者")),
    ("economic buyer", ("economic", "经济购买影响者")),
    ("manager", ("经理", "管理者")),
    ("technical buyer", ("technical", "gatekeeper", "技术购买影响者")),
    ("user", ("用户", "使用者")),
    ("coach", ("内线", "教练")),
)

CONTACTS = Table(
    "contacts",
    N_("Contacts"),
    N_("the buying committee of each account"),
    (
        account(),
        Field("name", Kind.TEXT, N_("Name"), ("name", "contact", "contact name", "姓名", "联系人"), True),
        Field("title", Kind.TEXT, N_("Title"), ("title", "job title", "position", "职务", "职位")),
        Field("department", Kind.TEXT, N_("Department"), ("department", "部门")),
        Field("role", Kind.CHOICE, N_("Buying role"), ("role", "buying role", "角色", "采购角色"), choices=ROLES),
        Field("influence", Kind.NUMBER, N_("Influence"), ("influence", "影响力"), low=1, high=5),
        Field("support", Kind.NUMBER, N_("Support"), ("support", "支持度"), low=-2, high=2),
        Field("personal_win", Kind.TEXT, N_("Personal win"), ("personal win", "个人利益", "个人赢")),
        Field("last_contact", Kind.DATE, N_("Last contact"), ("last contact", "最近联系")),
        Field("reports_to", Kind.TEXT, N_("Reports to"), ("reports to", "上级")),
        Field("confirmed", Kind.FLAG, N_("Confirmed"), ("confirmed", "已确认")),
    ),
)  # fmt: skip

TOUCHES = Table(
    "touches",
    N_("Touches"),
    N_("who was contacted when, and the care that is due"),
    (
        account(),
        date("contact date", "visit date", "call date", "拜访日期", "联系日期"),
        Field("kind", Kind.TEXT, N_("Kind"), ("kind", "type", "类型", "方式"), True),
        Field("contact", Kind.TEXT, N_("Contact"), ("contact", "联系人")),
        Field("channel", Kind.TEXT, N_("Channel"), ("channel", "渠道")),
        Field(
            "direction", Kind.CHOICE, N_("Direction"), ("direction", "方向"),
            choices=(("in", ("客户来",)), ("out", ("我方去",))),
        ),
        Field("minutes", Kind.COUNT, N_("Minutes"), ("minutes", "duration", "分钟", "时长"), low=0),
        owner(),
        Field(
            "call_step", Kind.CHOICE, N_("Call step"), ("call step", "拜访步骤"),
            choices=(("opening", ("开场",)), ("investigating", ("调研",)), ("demonstrating", ("展示",)),
                     ("obtaining commitment", ("承诺",))),
        ),
        Field(
            "outcome", Kind.CHOICE, N_("Outcome"), ("outcome", "result", "结果"),
            choices=(("order", ("订单",)), ("advance", ("进展",)), ("continuation", ("持续",)),
                     ("no sale", ("无成交",))),
        ),
        Field("next_step", Kind.TEXT, N_("Next step"), ("next step", "下一步")),
        Field("situation", Kind.TEXT, N_("Situation"), ("situation", "背景")),
        Field("problem", Kind.TEXT, N_("Problem"), ("problem", "难点")),
        Field("implication", Kind.TEXT, N_("Implication"), ("implication", "暗示")),
        Field("need_payoff", Kind.TEXT, N_("Need-payoff"), ("need payoff", "需求效益")),
    ),
)  # fmt: skip

FEEDBACK = Table(
    "feedback",
    N_("Voice of customer"),
    N_("satisfaction, net promoter score and open complaints"),
    (
        account(),
        date("feedback date", "survey date", "complaint date", "反馈日期", "投诉日期"),
        Field(
            "kind", Kind.CHOICE, N_("Kind"), ("kind", "type", "类型", "反馈类型"), True,
            choices=(("survey", ("调查", "满意度调查")), ("complaint", ("投诉",)), ("incident", ("事故", "事件")),
                     ("request", ("请求", "需求")), ("praise", ("表扬",))),
        ),
        Field(
            "satisfaction", Kind.NUMBER, N_("Satisfaction"), ("satisfaction", "csat", "满意度"), low=1, high=5,
        ),
        Field("nps", Kind.NUMBER, N_("Likelihood to recommend"), ("nps", "recommend", "推荐度"), low=0, high=10),
        Field("topic", Kind.TEXT, N_("Topic"), ("topic", "subject", "主题")),
        Field("severity", Kind.NUMBER, N_("Severity"), ("severity", "严重程度"), low=1, high=3),
        Field("text", Kind.TEXT, N_("Text"), ("text", "comment", "内容", "意见")),
        Field(
            "status", Kind.CHOICE, N_("Status"), ("status", "状态"),
            choices=(("open", ("未处理", "待处理")), ("handled", ("已处理", "处理中")), ("closed", ("已关闭",))),
        ),
        Field("closed_on", Kind.DATE, N_("Closed on"), ("closed on", "closed", "关闭日期")),
        Field("respondent", Kind.TEXT, N_("Respondent"), ("respondent", "受访者")),
    ),
)  # fmt: skip

TEAM = Table(
    "team",
    N_("Team"),
    N_("who of ours works with which account"),
    (
        account(),
        Field("person", Kind.TEXT, N_("Person"), ("person", "member", "成员", "人员"), True),
        Field("role", Kind.TEXT, N_("Role"), ("role", "角色")),
        Field("skill", Kind.TEXT, N_("Skill"), ("skill", "技能")),
        Field("from", Kind.DATE, N_("From"), ("from", "since", "开始")),
        Field("to", Kind.DATE, N_("To"), ("to", "until", "结束")),
    ),
)  # fmt: skip
