"""The same two orders in several file formats, and their import."""

from kam_core.intake import Choices, Intake, Upload, load

CSV = "客户编号,订单日期,金额\n007,2024-03-05,12.5\n甲 & 乙,2024-03-06,86元\n"
READ = [("007", "2024-03-05", 12.5), ("甲 & 乙", "2024-03-06", 86.0)]
TEXTS = [["客户编号", "订单日期", "金额"], ["007", "2024-03-05", 12.5], ["甲 & 乙", "2024-03-06", "86元"]]
SHEETS = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{charset}">'
    "<style>td {{ color: red }}</style></head><body><table border=1>"
    "<tr><th>客户编号</th><th>订单日期</th><th>金额</th></tr>"
    "<tr><td>007</td><td>2024-03-05</td><td x:num>12.5</td></tr>"
    "<tr><td>甲 &amp;&nbsp;乙</td><td>2024-03-06<br></td><td> 86元 </td></tr></table></body></html>"
)
XML = """<?xml version="1.0" encoding="{charset}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="Short Date"/></Style></Styles>
<Worksheet ss:Name="订单"><Table>{rows}</Table></Worksheet>{more}</Workbook>"""


def xml_cell(value: object, kind: str = "String") -> str:
    text = str(value).replace("&", "&amp;").replace("<", "&lt;")
    return f'<Cell><Data ss:Type="{kind}">{text}</Data></Cell>'


def xml_rows(*rows: str) -> str:
    return "".join(f"<Row>{row}</Row>" for row in rows)


XML_ROWS = xml_rows(
    "".join(xml_cell(name) for name in TEXTS[0]),
    xml_cell("007") + xml_cell("2024-03-05T00:00:00.000", "DateTime") + xml_cell("12.5", "Number"),
    xml_cell("甲 & 乙") + xml_cell("2024-03-06T00:00:00.000", "DateTime") + xml_cell("86元"),
)


def read(content: bytes, name: str = "orders.csv", **choices: object) -> Intake:
    return load([Upload(name, content)], Choices(**choices))  # type: ignore[arg-type]
