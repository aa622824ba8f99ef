"""Accounts with a fixed id and a story, for demonstrations."""

from datetime import date, timedelta
from typing import Any

from data.generator.date_range import FIRST_DAY, LAST_DAY, days_before_end

FIRST_PROSPECT = 388
PROSPECTS = 25

WHALE = "A001"
THIN_MARGIN = "A002"
ONE_ORDER = "A003"
COOLING_KEY = "A004"
CAME_BACK = "A005"
LIGHTHOUSE = "A006"
NO_OWNER = "A007"
COMPLAINT_STORM = "A008"
BLOCKED_DEAL = "A009"
QUARTERLY = "A010"
LOSS_MAKER = "A011"
SECOND_LIGHTHOUSE = "A030"
"""An A account of another industry, tagged as its lighthouse; it first bought in December 2025."""
LEFT_WARNED = ("A108", "A124", "A150")
"""A accounts once, gone now; each paid late before it left."""
REFERRED_BY_LIGHTHOUSE = ("A021", "A022", "A023", "A024", "A025", "A026")

_ALWAYS = {"first_order": FIRST_DAY + timedelta(days=4), "last_purchase": LAST_DAY, "silence": None, "parent": None}

CHARACTERS: dict[str, dict[str, Any]] = {
    WHALE: _ALWAYS | {
        "name": "骧澄半导体设备(上海)有限公司", "region": "East China", "industry": "Semiconductor", "owner": "陈静",
        "rank": 1, "yearly": 13_800_000.0, "gap_days": 6.0, "trend": 0.1, "course": "steady", "lines": 4,
        "tags": ("strategic project",),
    },
    THIN_MARGIN: _ALWAYS | {
        "name": "Northmarch Automotive GmbH", "region": "EMEA", "industry": "Automotive", "owner": "Anna Keller",
        "rank": 2, "yearly": 9_200_000.0, "gap_days": 9.0, "trend": 0.04, "course": "steady", "discount": 39,
    },
    ONE_ORDER: _ALWAYS | {
        "name": "赭川新能源(成都)有限公司", "region": "Southwest China", "industry": "Energy", "owner": "周敏",
        "rank": 300, "yearly": 3_200_000.0, "course": "one order", "first_order": date(2026, 3, 18),
        "last_purchase": date(2026, 3, 18), "lines": 6,
    },
    COOLING_KEY: _ALWAYS | {
        "name": "霁衡航空装备(西安)有限公司", "region": "Northwest China", "industry": "Aerospace", "owner": "孙国栋",
        "rank": 5, "yearly": 5_600_000.0, "gap_days": 10.0, "trend": -0.02, "course": "cooling",
        "last_purchase": days_before_end(104), "tags": ("strategic project",),
    },
    CAME_BACK: _ALWAYS | {
        "name": "珩野汽车部件(武汉)有限公司", "region": "Central China", "industry": "Automotive", "owner": "周敏",
        "rank": 60, "yearly": 1_100_000.0, "gap_days": 26.0, "trend": 0.0, "course": "back",
        "silence": (date(2024, 7, 20), date(2026, 2, 9)),
    },
    LIGHTHOUSE: _ALWAYS | {
        "name": "北京槿汀国际医院", "region": "North China", "industry": "Healthcare", "owner": "李雪梅",
        "rank": 210, "yearly": 130_000.0, "gap_days": 60.0, "trend": 0.02, "course": "steady",
        "tags": ("lighthouse",),
    },
    NO_OWNER: _ALWAYS | {
        "name": "岫洲精密机械(深圳)有限公司", "region": "South China", "industry": "Machinery", "owner": None,
        "rank": 9, "yearly": 3_300_000.0, "gap_days": 12.0, "trend": 0.05, "course": "steady",
    },
    COMPLAINT_STORM: _ALWAYS | {
        "name": "Quillhaven Foods Inc.", "region": "Americas", "industry": "Food", "owner": "Sofia Marin",
        "rank": 14, "yearly": 2_300_000.0, "gap_days": 15.0, "trend": -0.12, "course": "shrinking",
    },
    BLOCKED_DEAL: _ALWAYS | {
        "name": "澹岳生物制药(苏州)有限公司", "region": "East China", "industry": "Pharma", "owner": "王立群",
        "rank": 12, "yearly": 2_600_000.0, "gap_days": 14.0, "trend": 0.08, "course": "steady",
    },
    QUARTERLY: _ALWAYS | {
        "name": "Sedgecombe Research AB", "region": "EMEA", "industry": "Research", "owner": "James Okafor",
        "rank": 40, "yearly": 860_000.0, "gap_days": 91.0, "trend": 0.05, "course": "quarterly",
        "first_order": date(2023, 11, 14),
    },
    LOSS_MAKER: _ALWAYS | {
        "name": "桓湾电子科技(东莞)有限公司", "region": "South China", "industry": "Electronics", "owner": "赵宇航",
        "rank": 10, "yearly": 3_100_000.0, "gap_days": 12.0, "trend": 0.06, "course": "steady", "discount": 56,
    },
} | {key: {"referred_by": LIGHTHOUSE, "region": "North China", "industry": "Healthcare"}
     for key in REFERRED_BY_LIGHTHOUSE}  # fmt: skip
"""What is fixed about each; everything else is drawn like that of any other account."""
