"""The account list: identity, owner, group, potential, contract and credit."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared_columns import ACCOUNT_NAME_SYNONYMS, account, owner

ACCOUNTS = Table(
    "accounts",
    N_("Accounts"),
    N_("names, owners, groups, regions, annual spend, contracts and credit"),
    (
        account(),
        Field("name", Kind.TEXT, N_("Name"), ("name", "名称", *ACCOUNT_NAME_SYNONYMS)),
        Field(
            "parent", Kind.ID, N_("Group"),
            ("parent", "parent account", "parent id", "parent company", "group", "group company", "holding",
             "headquarters", "head office", "ultimate parent", "corporate group", "subsidiary of", "konzern",
             "集团", "所属集团", "母公司", "上级客户", "总公司", "集团公司", "上级单位", "集团客户", "父客户", "总部"),
        ),
        Field(
            "industry", Kind.TEXT, N_("Industry"),
            ("industry", "sector", "industry type", "business type", "businesstype", "vertical", "customer segment", "segment",
             "customer type", "customer group", "branche", "trade", "line of business",
             "行业", "所属行业", "客户行业", "行业分类", "客户类型", "客户分类", "客户性质", "细分", "经营类型", "行业类别"),
        ),
        Field(
            "region", Kind.TEXT, N_("Region"),
            ("region", "country", "country region", "country or region", "territory", "sales region", "area",
             "market", "zone", "office location", "state province", "land", "gebiet", "pays",
             "区域", "地区", "大区", "销售区域", "省份", "国家", "国家地区", "所在地区", "片区", "地域"),
        ),
        owner(),
        Field(
            "employees", Kind.COUNT, N_("Employees"),
            ("employees", "number of employees", "number employees", "headcount", "staff", "company size",
             "employee count", "no of employees", "mitarbeiter", "workforce",
             "员工数", "员工人数", "人数", "职工人数", "公司规模", "雇员数", "从业人数", "企业人数", "人员规模", "在职人数"),
            low=0,
        ),
        Field(
            "their_revenue", Kind.MONEY, N_("Their revenue"),
            ("their revenue", "annual revenue", "company revenue", "annual sales", "revenue", "turnover",
             "yearly revenue", "sales volume", "jahresumsatz", "company turnover",
             "年收入", "年营业额", "营业收入", "年销售额", "企业营收", "年产值", "营收规模", "公司营收", "年营收", "客户营收"),
            low=0,
        ),
        Field(
            "wallet", Kind.MONEY, N_("Wallet"),
            ("wallet", "wallet size", "share of wallet base", "category spend", "yearly spend", "annual spend",
             "potential", "annual potential", "purchase volume", "market potential", "addressable spend",
             "年采购额", "采购总额", "采购潜力", "钱包", "年需求", "品类采购额", "采购预算", "年采购预算", "潜在采购额",
             "总需求"),
            low=0,
        ),
        Field(
            "contract_start", Kind.DATE, N_("Contract start"),
            ("contract start", "contract start date", "contract from", "agreement start", "start date",
             "valid from", "contract begin", "effective date", "signing date", "vertragsbeginn",
             "合同开始", "合同开始日期", "签约日期", "合同起始日", "协议开始", "生效日期", "合同生效日", "起始日期",
             "签订日期", "合同起期"),
        ),
        Field(
            "contract_end", Kind.DATE, N_("Contract end"),
            ("contract end", "contract end date", "contract to", "agreement end", "end date", "valid to",
             "expiry date", "renewal date", "contract expiry", "vertragsende",
             "合同结束", "合同结束日期", "合同到期", "合同到期日", "到期日", "协议结束", "终止日期", "合同终止日", "失效日期",
             "合同止期"),
        ),
        Field(
            "credit_limit", Kind.MONEY, N_("Credit limit"),
            ("credit limit", "creditlimit", "credit line", "credit amount", "max credit", "limit",
             "credit ceiling", "approved credit", "klimk", "kreditlimit",
             "信用额度", "授信额度", "信用限额", "授信", "信用额", "赊销额度", "信贷额度", "额度", "最高授信", "信用总额"),
            low=0,
        ),
        Field(
            "open_balance", Kind.MONEY, N_("Open balance"),
            ("open balance", "balance", "outstanding", "outstanding balance", "receivables",
             "accounts receivable", "open items", "amount due", "ar balance", "offene posten",
             "应收余额", "应收账款", "欠款", "未收款", "余额", "应收款", "未结余额", "应收账款余额", "挂账金额", "未回款"),
        ),
        Field(
            "credit_days_overdue", Kind.DAYS, N_("Days overdue"),
            ("credit days overdue", "days overdue", "overdue days", "days past due", "dpd", "days late",
             "payment delay", "average days late", "arrears days", "verzugstage",
             "逾期天数", "超期天数", "拖欠天数", "账期逾期", "平均逾期", "逾期", "超账期天数", "延迟天数", "逾期日数",
             "欠款天数"),
        ),
        Field(
            "first_contact", Kind.DATE, N_("First contact"),
            ("first contact", "first contact date", "created", "created on", "created date", "customer since",
             "account since", "since", "onboarding date", "erstkontakt",
             "首次接触", "首次联系", "建档日期", "建档时间", "创建日期", "客户创建时间", "开户日期", "首次拜访",
             "合作开始", "录入日期"),
            past_only=True,
        ),
        Field(
            "referred_by", Kind.ID, N_("Referred by"),
            ("referred by", "referrer", "referral", "referral source", "recommended by", "introduced by",
             "source account", "referring account", "referring customer", "empfohlen von",
             "推荐人", "介绍人", "介绍方", "推荐客户", "转介绍", "来源客户", "介绍客户", "推荐来源", "引荐人", "转介绍客户", "推荐方"),
        ),
        Field(
            "tags", Kind.TEXT, N_("Tags"),
            ("tags", "tag", "labels", "label", "keywords", "flags", "markers", "classification",
             "attributes", "categories",
             "标签", "客户标签", "标记", "备注标签", "关键词", "属性", "标签组", "分类标签", "特征", "客户特征"),
        ),
    ),
)  # fmt: skip
