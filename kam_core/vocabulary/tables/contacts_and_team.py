"""Contacts of an account, and members of our own team."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared_columns import account

ROLES = (
    ("executive", ("vito", "decision maker", "top management", "高层", "高层（VITO）", "高层决策者", "决策者")),
    ("economic buyer", ("economic", "budget holder", "财务决策者", "经济购买影响者", "经济决策者")),
    ("manager", ("经理", "主管", "管理者")),
    ("technical buyer", ("technical", "gatekeeper", "evaluator", "技术把关者", "技术购买影响者")),
    ("user", ("end user", "最终用户", "用户", "使用者")),
    ("coach", ("champion", "internal champion", "内线", "教练", "教练（内线）")),
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
            help=N_("The person's part in the buying decision."),
        ),
        Field(
            "influence", Kind.NUMBER, N_("Influence"),
            (
                "influence", "influence level", "power", "influence score", "degree of influence", "weight",
                "einfluss", "影响力", "影响程度", "影响力等级", "决策影响力", "影响度", "权力",
            ),
            low=1, high=5,
            help=N_("1 = little influence, 5 = decides."),
        ),
        Field(
            "support", Kind.NUMBER, N_("Support"),
            (
                "support", "support level", "attitude", "stance", "sympathy", "supporter", "sentiment",
                "unterstuetzung", "支持度", "支持程度", "态度", "立场", "支持情况", "倾向",
            ),
            low=-2, high=2,
            help=N_("−2 = against us, 0 = neutral, +2 = supports us."),
        ),
        Field(
            "personal_win", Kind.TEXT, N_("Personal win"),
            (
                "personal win", "win", "personal benefit", "personal goal", "personal interest",
                "what is in it for them", "motive", "个人利益", "个人赢", "个人收益", "个人诉求", "个人目标", "个人动机",
            ),
            help=N_("What the person gains if we succeed."),
        ),
        Field(
            "last_contact", Kind.DATE, N_("Last contact"),
            (
                "last contact", "last contact date", "last contacted", "last touch", "last activity",
                "last meeting", "last visit", "letzter kontakt", "最近联系", "最近联系日期", "上次联系", "最后联系", "最近联系时间",
                "最后联系日期", "上次联系日期", "最近拜访日期",
            ),
            past_only=True,
        ),
        Field(
            "reports_to", Kind.TEXT, N_("Reports to"),
            (
                "reports to", "manager", "superior", "supervisor", "boss", "line manager", "report to",
                "vorgesetzter", "上级", "汇报对象", "直属上级", "上司", "直接上级", "汇报给",
            ),
            help=N_("The name of the person's manager."),
        ),
        Field(
            "confirmed", Kind.FLAG, N_("Confirmed"),
            (
                "confirmed", "verified", "checked", "is confirmed", "role confirmed", "validated",
                "bestaetigt", "已确认", "是否确认", "是否已确认", "已核实", "是否核实", "确认",
            ),
            help=N_("Checked; otherwise assumed."),
        ),
        Field(
            "our_counterpart", Kind.TEXT, N_("Our counterpart"),
            (
                "our counterpart", "counterpart", "our contact", "looked after by", "relationship owner", "our person",
                "internal contact", "betreuer", "notre interlocuteur", "我方对接人", "我方联系人", "对口人员", "我方负责人", "对接人员",
            ),
            help=N_("Our colleague responsible for this person."),
        ),
        Field(
            "phone", Kind.ID, N_("Phone"),
            (
                "phone", "telephone", "tel", "mobile", "mobile phone", "phone number", "cell phone", "telefon", "handy",
                "telephone portable", "电话", "手机", "手机号", "联系电话", "电话号码", "手机号码",
            ),
        ),
        Field(
            "email", Kind.TEXT, N_("Email"),
            (
                "email", "e mail", "mail", "email address", "contact email", "mail address", "e mail address",
                "e mail adresse", "courriel", "邮箱", "电子邮箱", "电子邮件", "邮件", "邮箱地址",
            ),
        ),
        Field(
            "wechat", Kind.TEXT, N_("WeChat"),
            (
                "wechat", "we chat", "weixin", "wechat id", "wechat no", "wechat number", "wechat account", "wx",
                "wecom", "微信", "微信号", "企业微信", "微信账号",
            ),
        ),
        Field(
            "interests", Kind.TEXT, N_("Interests"),
            (
                "interests", "hobbies", "hobby", "interest", "likes", "personal interests", "preferences", "interessen",
                "loisirs", "兴趣", "爱好", "兴趣爱好", "个人爱好", "喜好",
            ),
            help=N_("Only what the person may read."),
        ),
    ),
)  # fmt: skip

TEAM = Table(
    "team",
    N_("Team"),
    N_("our team members on each account"),
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
        Field(
            "manager", Kind.TEXT, N_("Manager"),
            (
                "manager", "reports to", "superior", "line manager", "boss", "team lead", "supervisor", "vorgesetzter",
                "responsable", "上级", "主管", "直属上级", "经理", "团队主管",
            ),
        ),
    ),
)  # fmt: skip
