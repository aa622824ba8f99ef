"""Files that were damaged on their way: always a table, a question or a refusal by name, never another error."""

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.intake import Choices, Upload, load, read_raw_sheet, summarise_files, tables_of
from kam_core.vocabulary.message import UserError
from tests.intake.handwritten_files import workbook

TABLE = (
    "客户编号,客户名称,行业,年销售额,毛利率,最近下单日期\n"
    '000123,示例重工,机械,"1,234,567.89",23.5%,2024-03-05\n'
    'A-00125,"Sample & Co., Ltd.",贸易,(500),-5%,2024年2月29日\n'
    "000126,北京“引号”科技,软件,12.5万,0,45356\n合计,,,1,,\n"
)
CONTENTS = [
    *(TABLE.encode(codec) for codec in ("utf-8", "gb18030", "utf-16", "utf-16-le")),
    TABLE.replace("\n", "\r").replace(",", "\t").encode(),
    workbook(
        "f.xlsx", {"s": [["account", "date", "amount"], ["A", "2024-01-02", 5], ["B", "2024-01-03", "x"]]}
    ).content,
]
PIECES = [
    b'"',
    b"\r",
    b"\n\n",
    b",,,",
    b"\x00",
    b"NaN",
    b"9" * 25,
    b"-",
    b"0000-00-00",
    b"\xef\xbf\xbd",
    b"\\",
    b"\xff",
]


def damaged(data: st.DataObject) -> bytes:
    content = bytearray(data.draw(st.sampled_from(CONTENTS)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content)))
        what = data.draw(st.sampled_from(["cut", "put", "flip"]))
        if what == "cut":
            del content[at : at + data.draw(st.integers(1, 200))]
        elif what == "put":
            content[at:at] = data.draw(st.sampled_from(PIECES))
        elif at < len(content):
            content[at] = data.draw(st.integers(0, 255))
    return bytes(content)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_damaged_file_gives_a_table_a_question_or_a_refusal_that_names_it(data: st.DataObject) -> None:
    upload = Upload("f.csv", damaged(data))
    for choices in (Choices(), Choices(header="none"), Choices(header="first", date_order="dmy")):
        sentence = "f.csv"
        try:
            raw = read_raw_sheet(upload, choices)
        except UserError as refusal:
            sentence = str(refusal)
        else:
            # Every row that was read is loaded, left out as no data, or refused.
            assert raw.sheet.read == raw.frame.height + raw.sheet.left_out + len(raw.row_errors)
        assert "f.csv" in sentence
    assert summarise_files([upload])
    for read in (load, tables_of):
        with contextlib.suppress(UserError):
            read([upload], Choices())
