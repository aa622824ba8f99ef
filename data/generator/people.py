"""People of the supplier, and invented names of contacts."""

from data.generator.seeded_random import Draw

OWNERS: dict[str, tuple[str, ...]] = {
    "East China": ("陈静", "王立群"),
    "North China": ("李雪梅",),
    "South China": ("赵宇航",),
    "Central China": ("周敏",),
    "Southwest China": ("周敏",),
    "Northwest China": ("孙国栋",),
    "Northeast China": ("孙国栋",),
    "EMEA": ("Anna Keller", "James Okafor"),
    "Americas": ("Sofia Marin",),
    "APAC": ("Mei-Ling Lin",),
}
"""Who looks after which region."""

EVERY_OWNER = tuple(dict.fromkeys(name for names in OWNERS.values() for name in names))

SPECIALISTS = (
    ("高翔", "technical support", "metrology"),
    ("何晓雯", "application engineer", "life science"),
    ("Daniel Brandt", "application engineer", "spectroscopy"),
    ("Priya Nair", "service manager", "calibration"),
    ("吴建平", "executive sponsor", "strategy"),
    ("郑怡", "finance", "credit"),
)
"""Name, role and skill of those who help the owners."""

_SURNAMES = "李王张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢"
_GIVEN = (
    "文博", "晓燕", "志强", "丽华", "嘉怡", "建军", "思源", "雨桐", "国华", "海燕", "子涵", "振宇", "美玲", "俊杰",
    "慧敏", "永康", "雅琴", "明远", "春梅", "泽民", "若琳", "德胜", "静雯", "浩然", "秀英", "立新", "佳宁", "卫东",
)  # fmt: skip
_FIRST = (
    "Laura", "Tomas", "Ingrid", "Mateo", "Fatima", "Oliver", "Chiara", "Henrik", "Amara", "Lucas", "Yuki", "Elena",
    "Samuel", "Noor", "Patrick", "Greta", "Rahul", "Maeve", "Victor", "Hana", "Jonas", "Celia", "Omar", "Britta",
)  # fmt: skip
_LAST = (
    "Alvarsson", "Bennet", "Castellan", "Dorfmann", "Ekholm", "Farrant", "Greaves", "Hollander", "Iverson", "Jansky",
    "Kowal", "Lindqvist", "Moreau", "Nakata", "Ortega", "Pellegrin", "Quarles", "Rossetti", "Sandoval", "Tanaka",
    "Ulrich", "Verhoeven", "Whitlock", "Zeller",
)  # fmt: skip


def person(draw: Draw, abroad: bool) -> str:
    """An invented name of someone at an account."""
    if abroad:
        return f"{draw.pick(_FIRST)} {draw.pick(_LAST)}"
    return draw.pick(_SURNAMES) + draw.pick(_GIVEN)
