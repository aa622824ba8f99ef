"""Products: six families of ten, with stable prices and unit costs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Product:
    """One catalogue entry; prices are whole yuan."""

    code: str
    name: str
    family: str
    list_price: int
    unit_cost: int


# family: code prefix, unit cost in per cent of the list price, then name and list price.
_CATALOGUE: dict[str, tuple[str, int, tuple[tuple[str, int], ...]]] = {
    "Metrology": (
        "MT", 55,
        (("三坐标测量机", 268000), ("影像测量仪", 96000), ("圆度仪", 74000), ("激光跟踪仪", 182000),
         ("表面粗糙度仪", 28600), ("高度规", 12800), ("数显卡尺套装", 1480), ("百分表套装", 960),
         ("量块组", 3650), ("便携式硬度计", 8900)),
    ),
    "Spectroscopy": (
        "SP", 53,
        (("台式直读光谱仪", 236000), ("手持式荧光光谱仪", 118000), ("近红外分析仪", 86000), ("紫外分光光度计", 42000),
         ("拉曼光谱仪", 154000), ("光纤光谱仪", 18600), ("光源模块", 6400), ("积分球附件", 4200),
         ("标准样品套件", 2350), ("比色皿套装", 680)),
    ),
    "Imaging": (
        "IM", 58,
        (("便携式超声诊断仪", 128000), ("数字X线探测器", 198000), ("内窥镜主机", 146000), ("手术显微镜", 212000),
         ("皮肤镜工作站", 38000), ("医用显示器", 16800), ("超声探头", 24500), ("内镜冷光源", 13600),
         ("图像采集卡", 5200), ("影像定位架", 1950)),
    ),
    "Life science": (
        "LS", 51,
        (("实时荧光定量PCR仪", 168000), ("酶标仪", 64000), ("高速冷冻离心机", 72000), ("全自动核酸提取仪", 98000),
         ("二氧化碳培养箱", 36000), ("生物安全柜", 29800), ("电动移液器", 4600), ("恒温混匀仪", 7800),
         ("凝胶成像模块", 15200), ("细胞计数板套装", 820)),
    ),
    "Sensors": (
        "SN", 56,
        (("多通道数据采集站", 52000), ("六维力传感器", 23800), ("激光位移传感器", 9600), ("高精度压力变送器", 5400),
         ("振动监测节点", 3900), ("温湿度记录仪", 1250), ("扭矩传感器", 12400), ("称重模块", 2800),
         ("气体检测探头", 3300), ("流量计", 7200)),
    ),
    "Consumables": (
        "CS", 47,
        (("年度校准服务", 8600), ("延保服务包", 14800), ("现场培训", 6800), ("安装调试", 5600),
         ("试剂盒", 1180), ("测针套装", 920), ("滤光片组", 1560), ("移液吸头箱", 380),
         ("清洁维护套件", 260), ("备件包", 3200)),
    ),
}  # fmt: skip


def catalogue() -> list[Product]:
    """All products; the unit cost varies by a few points around the family's rate."""
    return [
        Product(
            code=f"{prefix}-{100 + 10 * place}",
            name=name,
            family=family,
            list_price=price,
            unit_cost=price * (cost_rate + (place * 7) % 9 - 4) // 100,
        )
        for family, (prefix, cost_rate, entries) in _CATALOGUE.items()
        for place, (name, price) in enumerate(entries)
    ]


FAMILIES = tuple(_CATALOGUE)
