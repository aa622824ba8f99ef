"""Text in the encodings of Europe and East Asia, told apart by what people write in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.intake import Choices, Upload, read_raw_sheet
from kam_core.intake.decoding.decode import decode
from kam_core.intake.shaping.delimited_text import parse_delimited_text
from kam_core.vocabulary.message import UserError

CHINESE = "客户名称,订单日期,金额\n华东电子有限公司,2024-01-02,10.5\n张伟商行,2024-01-03,20\n"
SHORT_CHINESE = "姓名,城市\n李娜,武汉\n张伟,西安\n"
TAIWANESE = "客戶名稱,訂單日期,金額\n台北貿易有限公司,2024-01-02,10.5\n"
JAPANESE = "会社名,担当\n株式会社鈴木電機,佐藤\n山田製作所カメラ,高橋\n"
KOREAN = "거래처,지역\n삼성물산,서울\n대우건설,부산\n"
GERMAN = "Kunde;Betrag\nMüller & Söhne;100\nGroße Äpfel GmbH;2\n"
FRENCH = "Client;Montant\nSociété Générale;5\nÎle de Ré;3\n"
RUSSIAN = "Клиент;Сумма\nООО Ромашка;5\nИванов;3\n"


def severities(text: str, encoding: str) -> set[tuple[str, str]]:
    return {(found.severity, found.rule) for found in decode("f.csv", text.encode(encoding)).findings}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(CHINESE, "gb18030"), (SHORT_CHINESE, "gb18030"), (TAIWANESE, "big5hkscs"), (JAPANESE, "cp932"),
     (KOREAN, "cp949"), (GERMAN, "cp1252"), (GERMAN, "cp850"), (FRENCH, "cp1252"), (FRENCH, "cp850"),
     (RUSSIAN, "cp1251")],
)  # fmt: skip
def test_an_encoding_is_told_by_its_letters_and_nothing_is_cried_over_it(text: str, encoding: str) -> None:
    decoded = decode("f.csv", text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert {found.severity for found in decoded.findings} <= {"note"}


def test_a_korean_list_with_days_in_chinese_characters_is_korean() -> None:
    rows = "1,주식회사 예시전자,2024年03月05日\n2,서울견본상사,2024年12月25日\n3,부산테스트식품,2024年12月25日\n"
    text = "order id,customer name,order date\n" + rows
    decoded = decode("f.csv", text.encode("cp949"))
    assert (decoded.text, decoded.encoding) == (text, "cp949")


def test_two_files_pasted_together_are_read_line_by_line_and_warned_of() -> None:
    first, second = CHINESE.encode(), "北京公司,2024-01-04,7\n".encode("gb18030")
    decoded = decode("f.csv", first + second)
    assert decoded.text == CHINESE + "北京公司,2024-01-04,7\n"
    (told,) = decoded.findings
    assert (told.severity, told.rule, told.place.line) == ("warn", "mixed_encoding", 4)
    german = GERMAN.encode() + "Öl & Käse;3\n".encode("cp1252")
    assert decode("f.csv", german).text == GERMAN + "Öl & Käse;3\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("客户编号,名称\n1,公司\n", "latin-1"), ("客户编号,名称\n1,公司\n", "gb18030"),
     ("Kunde;Ort\nMüller;Köln\n", "latin-1"), ("Kunde;Ort\nMüller;Köln\n", "cp1252")],
)  # fmt: skip
def test_text_that_was_garbled_once_is_repaired_and_warned_of(text: str, wrong: str) -> None:
    garbled = text.encode().decode(wrong)
    decoded = decode("f.csv", garbled.encode())
    assert decoded.text == text
    assert [(found.severity, found.rule) for found in decoded.findings] == [("warn", "double_encoding")]
    assert decode("f.csv", garbled.encode(), "utf-8").text == garbled


@pytest.mark.parametrize("text", [CHINESE, "Cliente;Cidade\nCafé Ânimo;São Paulo\nÀ “vous” – 5 €;Œuvre\n"])
def test_accents_and_chinese_that_are_meant_so_are_not_repaired(text: str) -> None:
    assert decode("f.csv", text.encode()).findings == ()


def test_letters_that_were_lost_before_are_told() -> None:
    assert severities("名称,金额\n锟斤拷锟斤拷,5\n", "utf-8") == {("warn", "broken_letters")}


def test_bytes_that_no_encoding_explains_are_read_as_far_as_possible_and_told() -> None:
    decoded = decode("f.csv", b"name,amount\nA\x81\xff\xfe\x90\x80\xff\xa0\xff,5\n")
    assert decoded.text.startswith("name,amount\nA")
    assert "warn" in {found.severity for found in decoded.findings}


def test_zero_bytes_among_plain_letters_are_left_out_and_told() -> None:
    decoded = decode("f.csv", b"name,amount\nA\x00\x00,5\nB,6\n" + b"C,7\n" * 50)
    assert decoded.text.startswith("name,amount\nA,5\nB,6\n")
    assert [found.rule for found in decoded.findings] == ["zero_bytes"]


def test_a_person_may_name_the_encoding() -> None:
    assert read_raw_sheet(Upload("f.csv", FRENCH.encode("cp850")), Choices()).frame["Client"][1] == "Île de Ré"
    assert (
        read_raw_sheet(Upload("f.csv", FRENCH.encode("cp850")), Choices(encoding="cp1252")).frame["Client"][1]
        == "×le de R‚"
    )
    with pytest.raises(UserError, match=r"f\.csv cannot be read as nonsense"):
        read_raw_sheet(Upload("f.csv", GERMAN.encode()), Choices(encoding="nonsense"))


CODECS = {
    "utf-8": CHINESE, "utf-8-sig": CHINESE, "utf-16": CHINESE, "utf-16-le": CHINESE, "utf-16-be": CHINESE,
    "gb18030": CHINESE, "big5hkscs": TAIWANESE, "cp932": JAPANESE, "cp949": KOREAN, "cp1252": GERMAN, "cp850": GERMAN,
}  # fmt: skip
DELIMITERS = (",", ";", "\t", "|", "^", "，")
WORDS = {
    codec: sorted({word for word in text.replace(";", ",").replace("\n", ",").split(",") if not word.isascii()})
    for codec, text in CODECS.items()
}


def written(cell: str, mark: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if mark in cell or '"' in cell else cell


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_table_comes_back_from_every_encoding_and_delimiter(data: st.DataObject) -> None:
    """Names of the codec's own language, amounts, quotes and delimiters inside cells: the cells come back."""
    codec = data.draw(st.sampled_from(sorted(CODECS)))
    marks = [mark for mark in DELIMITERS if mark.isascii() or codec not in ("cp1252", "cp850", "cp949")]
    mark = data.draw(st.sampled_from(marks))
    end = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    extra = st.sampled_from(["", mark, '"', f" {mark} Co", " & Co."])
    names = data.draw(st.lists(st.tuples(st.sampled_from(WORDS[codec]), extra), min_size=3, max_size=12))
    header = CODECS[codec].split("\n")[0].replace(";", ",").split(",")[0]
    rows = [[header, "amount", "date"]]
    rows += [[f"{word}{more}", str(n * 7), f"2024-03-{n + 1:02d}"] for n, (word, more) in enumerate(names)]
    content = (end.join(mark.join(written(cell, mark) for cell in row) for row in rows) + end).encode(codec)
    grid = parse_delimited_text("f.csv", decode("f.csv", content))
    assert grid.delimiter == mark
    assert [[cell.strip() for cell in row] for row in grid.rows or []] == [
        [cell.strip() for cell in row] for row in rows
    ]


@pytest.mark.parametrize(("text", "encoding"), [(CHINESE, "gb18030"), (TAIWANESE, "big5hkscs"), (JAPANESE, "cp932")])
def test_a_file_that_was_cut_inside_a_letter_keeps_its_encoding_and_the_place_is_told(text: str, encoding: str) -> None:
    decoded = decode("f.csv", text.encode(encoding) + "公".encode(encoding)[:1])
    assert (decoded.encoding, decoded.text[: len(text)]) == (encoding, text)
    assert ("warn", "broken_letters") in {(found.severity, found.rule) for found in decoded.findings}


def test_a_large_file_is_weighed_by_lines_from_everywhere() -> None:
    plain = "name,amount\n" + "Smith,5\n" * 100_000
    text = plain + "北京华东电子有限公司,5\n" * 2_000
    decoded = decode("f.csv", text.encode("gb18030"))
    assert (decoded.encoding, decoded.text, decoded.findings) == ("gb18030", text, ())
