"""People and their voices: contacts, touches, feedback and our own team."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.satisfaction import SATISFACTION
from kam_core.vocabulary.tables.shared import account, date, owner

ROLES = (
    ("executive", ("vito", "decision maker", "top management", "高层", "决策者")),
    ("economic buyer", ("economic", "budget holder", "经济购买影响者", "经济决策者")),
    ("manager", ("经理", "管理者")),
    ("technical buyer", ("technical", "gatekeeper", "evaluator", "技术购买影响者", "技术把关者")),
    ("user", ("end user", "用户", "使用者")),
    ("coach", ("champion", "internal champion", "内线", "教练")),
)  # fmt: skip

CONTACTS = Table(
    "contacts",
    N_("Contacts"),
    N_("the buying committee of each account"),
    (
        account(),
        Field(
            "name", Kind.TEXT, N_("Name"),
            (
                "name", "contact", "contact name", "contact person", "full name", "person", "person name",
                "ansprechpartner", "名称", "姓名", "联系人", "联系人姓名", "联系人名称", "客户联系人", "人员姓名",
            ),
            required=True,
        ),
        Field(
            "title", Kind.TEXT, N_("Title"),
            (
                "title", "job title", "position", "function", "job position", "job", "contact title",
                "funktion", "职务", "职位", "岗位", "头衔", "职称", "联系人职务",
            ),
        ),
        Field(
            "department", Kind.TEXT, N_("Department"),
            (
                "department", "dept", "division", "unit", "team", "business unit", "function area",
                "abteilung", "部门", "所在部门", "所属部门", "科室", "单位部门", "部门名称",
            ),
        ),
        Field(
            "role", Kind.CHOICE, N_("Buying role"),
            (
                "role", "buying role", "role in buying", "buying centre role", "buying center role",
                "decision role", "buyer role", "rolle", "角色", "采购角色", "购买角色", "决策角色", "影响者角色", "采购影响者",
            ),
            choices=ROLES,
        ),
        Field(
            "influence", Kind.NUMBER, N_("Influence"),
            (
                "influence", "influence level", "power", "influence score", "degree of influence", "weight",
                "einfluss", "影响力", "影响程度", "影响力等级", "决策影响力", "影响度", "权力",
            ),
            low=1, high=5,
        ),
        Field(
            "support", Kind.NUMBER, N_("Support"),
            (
                "support", "support level", "attitude", "stance", "sympathy", "supporter", "sentiment",
                "unterstuetzung", "支持度", "支持程度", "态度", "立场", "支持情况", "倾向",
            ),
            low=-2, high=2,
        ),
        Field(
            "personal_win", Kind.TEXT, N_("Personal win"),
            (
                "personal win", "win", "personal benefit", "personal goal", "personal interest",
                "what is in it for them", "motive", "个人利益", "个人赢", "个人收益", "个人诉求", "个人目标", "个人动机",
            ),
        ),
        Field(
            "last_contact", Kind.DATE, N_("Last contact"),
            (
                "last contact", "last contact date", "last contacted", "last touch", "last activity",
                "last meeting", "last visit", "letzter kontakt", "最近联系", "最近联系日期", "上次联系", "最后联系", "最近联系时间",
                "最后联系日期", "上次联系日期", "最近拜访日期",
            ),
        ),
        Field(
            "reports_to", Kind.TEXT, N_("Reports to"),
            (
                "reports to", "manager", "superior", "supervisor", "boss", "line manager", "report to",
                "vorgesetzter", "上级", "汇报对象", "直属上级", "上司", "直接上级", "汇报给",
            ),
        ),
        Field(
            "confirmed", Kind.FLAG, N_("Confirmed"),
            (
                "confirmed", "verified", "checked", "is confirmed", "role confirmed", "validated",
                "bestaetigt", "已确认", "是否确认", "是否已确认", "已核实", "是否核实", "确认",
            ),
        ),
    ),
)  # fmt: skip

TOUCHES = Table(
    "touches",
    N_("Touches"),
    N_("who was contacted when, and the care that is due"),
    (
        account(),
        date("contact date", "visit date", "call date", "拜访日期", "联系日期"),
        Field(
            "kind", Kind.TEXT, N_("Kind"),
            (
                "kind", "type", "activity type", "touch type", "contact type", "activity",
                "interaction type", "kind of contact", "aktivitaet", "类别", "类型", "方式", "活动类型", "接触类型",
                "联系方式类型", "拜访类型", "跟进类型", "跟进方式",
            ),
            required=True,
        ),
        Field(
            "contact", Kind.TEXT, N_("Contact"),
            (
                "contact", "contact person", "contact name", "person", "with whom", "met with", "attendee",
                "ansprechpartner", "联系人", "拜访对象", "联系对象", "客户联系人", "联系人姓名", "对方人员",
            ),
        ),
        Field(
            "channel", Kind.TEXT, N_("Channel"),
            (
                "channel", "medium", "means", "contact channel", "communication channel", "via", "kanal",
                "渠道", "沟通渠道", "联系渠道", "沟通方式", "接触渠道", "联系方式",
            ),
        ),
        Field(
            "direction", Kind.CHOICE, N_("Direction"),
            (
                "direction", "inbound outbound", "in out", "in or out", "call direction", "initiated by",
                "richtung", "方向", "呼入呼出", "发起方", "联系方向", "来往方向", "主动方",
            ),
            choices=(
                ("in", ("inbound", "incoming", "客户来", "呼入", "来电")),
                ("out", ("outbound", "outgoing", "我方去", "呼出", "去电")),
            ),
        ),
        Field(
            "minutes", Kind.COUNT, N_("Minutes"),
            (
                "minutes", "duration", "duration minutes", "length", "time spent", "length minutes",
                "dauer", "分钟", "时长", "持续时间", "用时", "通话时长", "拜访时长", "沟通时长",
            ),
            low=0,
        ),
        owner(),
        Field(
            "call_step", Kind.CHOICE, N_("Call step"),
            (
                "call step", "step of the call", "call stage", "call phase", "stage of the call",
                "meeting step", "meeting stage", "拜访步骤", "拜访阶段", "沟通步骤", "会谈步骤", "会谈阶段", "面谈步骤",
            ),
            choices=(
                ("opening", ("开场",)),
                ("investigating", ("调研",)),
                ("demonstrating", ("展示",)),
                ("obtaining commitment", ("承诺",)),
            ),
        ),
        Field(
            "outcome", Kind.CHOICE, N_("Outcome"),
            (
                "outcome", "result", "call outcome", "call result", "meeting outcome", "visit result",
                "ergebnis", "结果", "拜访结果", "沟通结果", "联系结果", "跟进结果", "会谈结果",
            ),
            choices=(
                ("order", ("订单",)),
                ("advance", ("进展",)),
                ("continuation", ("持续",)),
                ("no sale", ("无成交",)),
            ),
        ),
        Field(
            "next_step", Kind.TEXT, N_("Next step"),
            (
                "next step", "next steps", "next action", "follow up", "follow up action",
                "agreed next step", "naechster schritt", "下一步", "下一步行动", "下步计划", "后续行动", "后续计划", "跟进计划",
            ),
        ),
        Field(
            "situation", Kind.TEXT, N_("Situation"),
            (
                "situation", "situation questions", "background", "context", "current situation",
                "ausgangslage", "背景", "背景问题", "现状", "情况", "背景情况", "客户现状",
            ),
        ),
        Field(
            "problem", Kind.TEXT, N_("Problem"),
            (
                "problem", "problems", "problem questions", "difficulty", "difficulties", "issue found",
                "难点", "难点问题", "问题", "困难", "客户难点", "存在问题",
            ),
        ),
        Field(
            "implication", Kind.TEXT, N_("Implication"),
            (
                "implication", "implications", "implication questions", "consequence", "consequences",
                "effect of the problem", "暗示", "暗示问题", "影响", "后果", "问题影响", "隐含影响",
            ),
        ),
        Field(
            "need_payoff", Kind.TEXT, N_("Need-payoff"),
            (
                "need payoff", "need pay off", "payoff", "need payoff questions", "value of a solution",
                "benefit of a solution", "需求效益", "需求效益问题", "效益", "解决价值", "需求回报", "方案价值",
            ),
        ),
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
            "kind", Kind.CHOICE, N_("Kind"),
            (
                "kind", "type", "feedback type", "case type", "ticket type", "kind of feedback",
                "feedback kind", "类别", "类型", "反馈类型", "反馈类别", "工单类型", "意见类型", "问题类型",
            ),
            choices=(
                ("survey", ("questionnaire", "调查", "满意度调查", "问卷", "回访")),
                ("complaint", ("claim", "投诉", "客诉")),
                ("incident", ("fault", "outage", "事故", "事件", "故障")),
                ("request", ("enquiry", "inquiry", "请求", "需求", "咨询")),
                ("praise", ("compliment", "表扬", "感谢")),
            ),
            required=True,
        ),
        Field(
            "satisfaction", Kind.NUMBER, N_("Satisfaction"),
            (
                "satisfaction", "csat", "satisfaction score", "customer satisfaction",
                "overall satisfaction", "satisfaction rating", "zufriedenheit", "满意度", "满意度评分", "客户满意度",
                "总体满意度", "满意度得分", "满意程度",
            ),
            low=1, high=5, levels=SATISFACTION,
        ),
        Field(
            "nps", Kind.NUMBER, N_("Likelihood to recommend"),
            (
                "nps", "recommend", "likelihood to recommend", "nps score", "recommendation",
                "would recommend", "net promoter", "weiterempfehlung", "推荐度", "推荐意愿", "推荐可能性", "推荐分",
                "净推荐值", "愿意推荐",
            ),
            low=0, high=10,
        ),
        Field(
            "topic", Kind.TEXT, N_("Topic"),
            (
                "topic", "subject", "issue", "theme", "feedback topic", "complaint topic", "about", "thema",
                "主题", "反馈主题", "投诉主题", "问题主题", "标题", "反馈事项", "议题",
            ),
        ),
        Field(
            "severity", Kind.NUMBER, N_("Severity"),
            (
                "severity", "severity level", "priority", "seriousness", "impact level", "urgency",
                "schweregrad", "严重程度", "严重等级", "严重级别", "紧急程度", "优先级", "严重性",
            ),
            low=1, high=3,
        ),
        Field(
            "text", Kind.TEXT, N_("Text"),
            (
                "text", "comment", "comments", "feedback text", "verbatim", "feedback", "description",
                "details", "kommentar", "内容", "意见", "反馈内容", "投诉内容", "反馈意见", "客户意见", "描述", "详情",
            ),
        ),
        Field(
            "status", Kind.CHOICE, N_("Status"),
            (
                "status", "state", "case status", "ticket status", "complaint status", "handling status",
                "bearbeitungsstand", "状态", "处理状态", "工单状态", "处理进度", "投诉状态", "解决状态",
            ),
            choices=(
                ("open", ("new", "unresolved", "未处理", "待处理")),
                ("handled", ("in progress", "已处理", "处理中")),
                ("closed", ("resolved", "solved", "已关闭", "已解决", "已结案")),
            ),
        ),
        Field(
            "closed_on", Kind.DATE, N_("Closed on"),
            (
                "closed on", "closed", "closed date", "close date", "resolved on", "resolved date",
                "date closed", "erledigt am", "关闭日期", "解决日期", "处理完成日期", "完成日期", "关闭时间", "办结日期",
            ),
        ),
        Field(
            "respondent", Kind.TEXT, N_("Respondent"),
            (
                "respondent", "answered by", "contact", "responder", "participant", "given by",
                "complainant", "teilnehmer", "受访者", "受访人", "反馈人", "投诉人", "填写人", "答复人", "联系人",
            ),
        ),
    ),
)  # fmt: skip

TEAM = Table(
    "team",
    N_("Team"),
    N_("who of ours works with which account"),
    (
        account(),
        Field(
            "person", Kind.TEXT, N_("Person"),
            (
                "person", "member", "team member", "name", "employee", "colleague", "employee name",
                "member name", "mitarbeiter", "成员", "人员", "姓名", "团队成员", "成员姓名", "员工", "员工姓名",
            ),
            required=True,
        ),
        Field(
            "role", Kind.TEXT, N_("Role"),
            (
                "role", "team role", "function", "responsibility", "position", "job", "rolle", "角色", "团队角色",
                "职责", "岗位", "分工", "职务",
            ),
        ),
        Field(
            "skill", Kind.TEXT, N_("Skill"),
            (
                "skill", "skills", "expertise", "competence", "speciality", "specialty", "qualification",
                "faehigkeit", "技能", "专长", "能力", "特长", "专业", "擅长",
            ),
        ),
        Field(
            "from", Kind.DATE, N_("From"),
            (
                "from", "since", "start", "start date", "valid from", "joined", "assigned on", "from date",
                "beginn", "开始", "开始日期", "起始日期", "加入日期", "自", "开始时间", "起",
            ),
        ),
        Field(
            "to", Kind.DATE, N_("To"),
            (
                "to", "until", "end", "end date", "valid to", "left", "till", "to date", "ende", "结束",
                "结束日期", "截止日期", "离开日期", "至", "结束时间", "止",
            ),
        ),
    ),
)  # fmt: skip
