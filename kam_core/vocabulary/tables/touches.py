"""Touches (contact log): visits, calls and mails with an account, by whom and with what outcome."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared_columns import account, date, owner

TOUCHES = Table(
    "touches",
    N_("Touches"),
    N_("contact history, and care due"),
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
            help=N_("Type of contact: visit, call, letter, service visit."),
        ),
        Field(
            "contact", Kind.TEXT, N_("Contact"),
            (
                "contact", "contact person", "contact name", "person", "with whom", "met with", "attendee",
                "ansprechpartner", "联系人", "拜访对象", "联系对象", "客户联系人", "联系人姓名", "对方人员",
            ),
            help=N_("The contact you spoke with."),
        ),
        Field(
            "channel", Kind.TEXT, N_("Channel"),
            (
                "channel", "medium", "means", "contact channel", "communication channel", "via", "kanal",
                "渠道", "沟通渠道", "联系渠道", "沟通方式", "接触渠道", "联系方式",
            ),
            help=N_("In person, by phone, by video or by email."),
        ),
        Field(
            "direction", Kind.CHOICE, N_("Direction"),
            (
                "direction", "inbound outbound", "in out", "in or out", "call direction", "initiated by",
                "richtung", "方向", "呼入呼出", "发起方", "联系方向", "来往方向", "主动方",
            ),
            choices=(
                ("in", ("inbound", "incoming", "客户主动", "客户来", "呼入", "来电")),
                ("out", ("outbound", "outgoing", "我方主动", "我方去", "呼出", "去电")),
            ),
            help=N_("Started by the customer or by us."),
        ),
        Field(
            "minutes", Kind.COUNT, N_("Minutes"),
            (
                "minutes", "duration", "duration minutes", "length", "time spent", "length minutes",
                "dauer", "分钟", "时长", "持续时间", "用时", "通话时长", "拜访时长", "沟通时长",
            ),
            low=0,
            unit=N_("minutes"),
            help=N_("Time spent with the customer."),
        ),
        owner(),
        Field(
            "call_step", Kind.CHOICE, N_("Call step"),
            (
                "call step", "step of the call", "call stage", "call phase", "stage of the call",
                "meeting step", "meeting stage", "拜访步骤", "拜访阶段", "沟通步骤", "会谈步骤", "会谈阶段", "面谈步骤",
            ),
            choices=(
                ("opening", ("初步接触", "开场")),
                ("investigating", ("调查研究", "调研")),
                ("demonstrating", ("demonstrating capability", "证实能力", "展示")),
                ("obtaining commitment", ("获得承诺", "承诺")),
            ),
            help=N_("Stage reached in the conversation."),
        ),
        Field(
            "outcome", Kind.CHOICE, N_("Outcome"),
            (
                "outcome", "result", "call outcome", "call result", "meeting outcome", "visit result",
                "ergebnis", "结果", "拜访结果", "沟通结果", "联系结果", "跟进结果", "会谈结果",
            ),
            choices=(
                ("order", ("order won", "获得订单", "订单")),
                ("advance", ("进展",)),
                ("continuation", ("暂时中断", "持续")),
                ("no sale", ("未成交", "无成交")),
            ),
            help=N_("Advance: an agreed step that moves the sale forward. Continuation: no such step."),
        ),
        Field(
            "next_step", Kind.TEXT, N_("Next step"),
            (
                "next step", "next steps", "next action", "follow up", "follow up action",
                "agreed next step", "naechster schritt", "下一步", "下一步行动", "下步计划", "后续行动", "后续计划", "跟进计划",
            ),
            help=N_("Agreed next step and who takes it."),
        ),
        Field(
            "situation", Kind.TEXT, N_("Situation"),
            (
                "situation", "situation questions", "background", "context", "current situation",
                "ausgangslage", "背景", "背景问题", "现状", "情况", "背景情况", "客户现状",
            ),
            help=N_("Facts of the customer's present situation."),
        ),
        Field(
            "problem", Kind.TEXT, N_("Problem"),
            (
                "problem", "problems", "problem questions", "difficulty", "difficulties", "issue found",
                "难点", "难点问题", "问题", "困难", "客户难点", "存在问题",
            ),
            help=N_("Difficulties mentioned by the customer."),
        ),
        Field(
            "implication", Kind.TEXT, N_("Implication"),
            (
                "implication", "implications", "implication questions", "consequence", "consequences",
                "effect of the problem", "暗示", "暗示问题", "影响", "后果", "问题影响", "隐含影响", "隐含",
            ),
            help=N_("Cost or consequences of these difficulties."),
        ),
        Field(
            "need_payoff", Kind.TEXT, N_("Need-payoff"),
            (
                "need payoff", "need pay off", "payoff", "need payoff questions", "value of a solution",
                "benefit of a solution", "需求效益", "需求—效益", "需求效益问题", "效益", "解决价值", "需求回报", "方案价值",
            ),
            help=N_("Value of a solution, in the customer's words."),
        ),
    ),
)  # fmt: skip
