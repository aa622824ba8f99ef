"""Small order list with names that contain markup and addresses."""

IMAGE = "![x](http://evil.example/x.png) <b>$a$"
NAMES = {
    "C01": IMAGE,
    "C02": "=1+1",
    "C03": "[Lamp](javascript:alert(1))",
    "C04": "<img src=http://evil.example/y.png>",
    "C05": ":red[*Bold*] _GmbH_",
    "C06": "上海灯具有限公司",
    "C07": "Lamp & Co | `code`",
    "C08": "%{x} {name} ${name}",
    "C09": "# Head",
    "C10": "Ø. Strøm AS",
}
YEARS = (2024, 2025)


def order_list() -> str:
    """Ten accounts, the same orders in each of two years: C01 300,000 once, C02 200,000 in four, the others 62,500.

    So in either year the top fifth (C01 and C02) brings half of a million, and 800,000 come from the first seven.
    The smaller the number of an account from C03 on, the longer ago its last order.
    """
    orders = []
    for year in YEARS:
        orders.append((f"{year}-02-10", "C01", 300_000))
        orders += [(f"{year}-{month:02d}-05", "C02", 50_000) for month in (1, 4, 7, 10)]
        for place, account in enumerate(list(NAMES)[2:]):
            orders += [(f"{year}-{place + 5 - turn % 3:02d}-{10 + turn}", account, 12_500) for turn in range(5)]
    rows = [f'{n},{day},{who},"{NAMES[who]}",{amount}' for n, (day, who, amount) in enumerate(orders, 1)]
    return "\n".join(["Order No,Order Date,Customer ID,Customer,Sales Amount", *rows, ""])
