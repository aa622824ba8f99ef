"""What we write we read again: tables of real-looking names, over encodings, delimiters, numbers and dates."""

import datetime
import io
import re
import unicodedata

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kam_core.intake import Choices, Upload, load, read_raw_sheet
from kam_core.reports.export import escaped, table_bytes
from kam_core.vocabulary.formula_injection import escape_formulas, unescape_formulas
from tests.datasets import money

LIVE = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'"]

CHINESE = [
    "华东样例电子有限公司",
    "北京示例重工股份有限公司",
    "张伟商行",
    "珠海测试食品厂",
    "成都某某软件(集团)",
    "陈 静",
]
TAIWANESE = ["台北範例貿易有限公司", "華東電子股份有限公司", "高雄測試食品廠", "林美玲商行", "新竹某某軟體"]
JAPANESE = ["株式会社サンプル電機", "東京見本商事", "山田製作所カメラ事業", "有限会社テスト食品", "佐藤さくら"]
KOREAN = ["주식회사 예시전자", "서울견본상사", "부산테스트식품", "대한무역", "김하나"]
WESTERN = ["Müller & Söhne", "Société Générique", "Île de Ré", "Ñandú Ibérica", "Große Äpfel GmbH", "Åkerlund", "L’Été"]
PLAIN = ["Sample & Co., Ltd.", "O'Neil", 'The "Quoted" Inc', "Smith; Sons", "a|b", "x^y", "Zero, One"]

CODECS: dict[str, tuple[list[str], tuple[str, str, str, str]]] = {
    "utf-8-sig": (CHINESE + WESTERN + JAPANESE + KOREAN, ("订单号", "客户", "日期", "金额")),
    "gb18030": ([*CHINESE, "㐂𠮷堂䶮食品厂"], ("订单号", "客户名称", "订单日期", "成交金额")),
    "big5hkscs": (TAIWANESE, ("訂單編號", "客戶名稱", "訂單日期", "金額")),
    "cp932": (JAPANESE, ("order id", "customer name", "order date", "amount")),
    "cp949": (KOREAN, ("order id", "customer name", "order date", "amount")),
    "cp1252": (WESTERN, ("Auftragsnummer", "Kunde", "Bestelldatum", "Betrag")),
    "utf-16": (CHINESE + WESTERN, ("order id", "account", "date", "amount")),
    "utf-16-le": (CHINESE + KOREAN, ("order id", "account", "date", "amount")),
}
DELIMITERS = [",", ";", "\t", "|", "^"]


def _grouped(cents: int, thousands: str, mark: str) -> str:
    sign, size = ("-" if cents < 0 else ""), abs(cents)
    return f"{sign}{size // 100:,}".replace(",", thousands) + f"{mark}{size % 100:02d}"


FULL_WIDTH = str.maketrans("-.0123456789", "－．０１２３４５６７８９")
NUMBERS = {
    "plain": lambda cents: f"{cents / 100:.2f}",
    "english": lambda cents: _grouped(cents, ",", "."),
    "german": lambda cents: _grouped(cents, ".", ","),
    "french": lambda cents: _grouped(cents, " ", ","),
    "swiss": lambda cents: _grouped(cents, "'", "."),
    "accounting": lambda cents: f"({_grouped(-cents, ',', '.')})" if cents < 0 else _grouped(cents, ",", "."),
    "trailing sign": lambda cents: _grouped(abs(cents), ",", ".") + ("-" if cents < 0 else ""),
    "currency": lambda cents: ("-$" if cents < 0 else "$") + _grouped(abs(cents), ",", "."),
    "full width": lambda cents: f"{cents / 100:.2f}".translate(FULL_WIDTH),
    "in ten thousands": lambda cents: f"{'-' if cents < 0 else ''}{abs(cents) // 10**6}.{abs(cents) % 10**6:06d}万",
}
DATES = {
    "iso": "%Y-%m-%d",
    "slashes": "%Y/%m/%d",
    "points": "%d.%m.%Y",
    "compact": "%Y%m%d",
    "british": "%d/%m/%Y",
    "american": "%m/%d/%Y",
    "with time": "%Y-%m-%d 13:45:00",
    "by name": "%d %b %Y",
    "chinese": "%Y年%m月%d日",
    "korean": "%Y년 %m월 %d일",
}


def fits(text: str, codec: str) -> bool:
    try:
        return text.encode(codec).decode(codec) == text
    except UnicodeError:
        return False


def written(frame: pl.DataFrame, codec: str, delimiter: str) -> bytes:
    """Our export, in another encoding and with another delimiter."""
    if (codec, delimiter) == ("utf-8-sig", ","):
        return table_bytes(frame, "csv")
    return escaped(frame).write_csv(separator=delimiter).encode(codec)


@st.composite
def order_lists(draw: st.DrawFn) -> tuple[str, str, str, str, list[tuple[str, datetime.date, int]]]:
    """(codec, delimiter, number style, date style, rows of name, day, cents), proved where a style must be proved."""
    codec = draw(st.sampled_from(sorted(CODECS)))
    names, _ = CODECS[codec]
    starts = st.sampled_from(["", *(mark for mark in LIVE if fits(mark, codec) and not mark.isspace()), "''", "'="])
    own = st.sampled_from(names)
    name = st.one_of(own, st.sampled_from(PLAIN), st.builds(lambda start, word: start + word, starts, own))
    day = st.dates(datetime.date(2019, 1, 1), datetime.date(2025, 12, 31))
    cents = st.integers(-99_999_999, 99_999_999).filter(bool)
    rows = draw(st.lists(st.tuples(name, day, cents), min_size=4, max_size=12))
    # Three names in the codec's own language: fewer letters prove no encoding, and a person sees the header first.
    rows += [(word, datetime.date(2024, 12, 25), 123_456) for word in names[:3]]
    numbers = [style for style, spelled in NUMBERS.items() if fits(spelled(-123_456), codec)]
    dates = [style for style, pattern in DATES.items() if fits(pattern, codec)]
    delimiter, number, date = draw(st.tuples(*(st.sampled_from(choices) for choices in (DELIMITERS, numbers, dates))))
    return codec, delimiter, number, date, rows


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(order_lists())
def test_an_order_list_comes_back_from_every_encoding_delimiter_and_style(
    made: tuple[str, str, str, str, list[tuple[str, datetime.date, int]]],
) -> None:
    codec, delimiter, number, date, rows = made
    order, account, day, amount = CODECS[codec][1]
    frame = pl.DataFrame(
        {
            order: [f"00{at:04d}" for at in range(len(rows))],
            account: [name for name, _, _ in rows],
            day: [one.strftime(DATES[date]) for _, one, _ in rows],
        }
    )
    amounts = pl.Series(amount, [NUMBERS[number](cents) for _, _, cents in rows])
    # Amounts are no text: they go out as they are, without a mark.
    safe = escaped(frame).with_columns(amounts)
    content = safe.write_csv(separator=delimiter).encode(codec)
    upload = Upload("orders.csv", content)

    raw = read_raw_sheet(upload, Choices())
    names = [name for name, _, _ in rows]
    assert raw.names == tuple(unicodedata.normalize("NFKC", name) for name in (order, account, day, amount))
    assert raw.frame.to_series(0).to_list() == frame[order].to_list()
    assert raw.frame.to_series(1).to_list() == names
    assert raw.frame.to_series(2).to_list() == [one for _, one, _ in rows]
    assert raw.frame.to_series(3).to_list() == [pytest.approx(cents / 100, rel=1e-12) for _, _, cents in rows]
    assert not raw.row_errors

    intake = load([upload])
    accounts = intake.dataset.accounts.select("account", "account_id")
    lines = intake.dataset.lines.join(accounts, on="account", how="left", maintain_order="left")
    assert lines["account_id"].to_list() == names
    assert lines["amount"].to_list() == [money(cents / 100) for _, _, cents in rows]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_our_own_export_comes_back_from_every_encoding_and_delimiter(data: st.DataObject) -> None:
    """Numbers and days as values, so that the export itself writes them."""
    codec, delimiter = data.draw(st.sampled_from(sorted(CODECS))), data.draw(st.sampled_from(DELIMITERS))
    names, _ = CODECS[codec]
    rows = data.draw(
        st.lists(st.tuples(st.sampled_from(names + PLAIN), st.integers(-9999, 9999)), min_size=3, max_size=9)
    )
    frame = pl.DataFrame(
        {
            "name": [*names[:3], *(name for name, _ in rows)],
            "amount": [1.25, -2.5, 3.75, *(number / 4 for _, number in rows)],
            "date": [datetime.date(2024, 2, 29)] * (len(rows) + 3),
        }
    )
    raw = read_raw_sheet(Upload("list.csv", written(frame, codec, delimiter)), Choices())
    assert raw.frame.equals(frame)
    assert not {found.severity for found in raw.findings} - {"note"}


@given(st.text(alphabet=st.sampled_from([*"'=+-@ab ;|\"", "\t", "\r", "\n", "＝", "＠"]), max_size=8))
def test_no_part_of_a_sent_text_is_a_formula_and_it_comes_back_as_it_was(text: str) -> None:
    sent = pl.select(escape_formulas(pl.lit(pl.Series([text])))).item()
    begins = sent[1:] if sent != text and sent.startswith("'") else sent
    assert not re.search(r'[;|\t\r\n][" ]*[=+\-@＝＋－＠]', sent)
    assert sent[:1] not in LIVE or (text[:1] in LIVE and sent[0] == "'" and begins[:1] == text[:1])
    assert pl.select(unescape_formulas(pl.lit(pl.Series([sent])))).item() == text


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("a\t=1+1", "a\t'=1+1"),
        ("a|=1+1", "a|'=1+1"),
        ("a\n@SUM(A1)", "a\n'@SUM(A1)"),
        ('a; "=1+1"', 'a; "\'=1+1"'),
        ("\t=1", "'\t'=1"),
        ("Lamp; O'Neill - a=b", "Lamp; O'Neill - a=b"),
    ],
)
def test_what_another_country_takes_for_the_end_of_a_cell_begins_no_formula(text: str, sent: str) -> None:
    assert pl.select(escape_formulas(pl.lit(pl.Series([text])))).item() == sent


@pytest.mark.parametrize("start", LIVE)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_name_that_begins_like_a_formula_comes_back_as_it_was(start: str, form: str) -> None:
    names = [f"{start}SUM(A1)", f"'{start}x", "ordinary", f"a;{start}1", f"b|'{start}1"]
    frame = pl.DataFrame({"account": names, "industry": list("sctfg"), "region": list("nsewm")})
    upload = Upload(f"list.{form}", table_bytes(frame, form))
    if form == "csv":
        # In a text file every kind of line break inside a cell is one and the same.
        names = [name.replace("\r", "\n") for name in names]
    assert read_raw_sheet(upload, Choices()).frame["account"].to_list() == names
    loaded = load([Upload(upload.name, upload.content, "accounts")]).dataset.accounts
    assert sorted(loaded["account_id"].to_list()) == sorted(names)


def test_a_mark_that_nobody_put_stays_and_a_dash_that_means_nothing_does_not_come_from_a_marked_one() -> None:
    content = "account,industry,region\n'Neill,-,n\nB,'-,s\n"
    accounts = load([Upload("list.csv", content.encode(), "accounts")]).dataset.accounts
    assert accounts.select("account_id", "industry").rows() == [("'Neill", None), ("B", "-")]


def test_a_negative_number_that_went_out_as_text_is_still_a_number() -> None:
    """The file of refused rows carries every cell as text, and is imported again once it is mended."""
    frame = pl.DataFrame(
        {"order_id": ["1", "2"], "account": ["=A", "B"], "date": ["2024-01-02"] * 2, "amount": ["-5.5", "7"]}
    )
    content = table_bytes(frame, "csv")
    assert b"'-5.5" in content
    lines = load([Upload("rejected.csv", content)]).dataset.lines
    assert lines["amount"].to_list() == [money(-5.5), money(7)]


def test_a_header_that_begins_like_a_formula_is_marked_and_comes_back() -> None:
    frame = pl.DataFrame({"=1+1": ["x", "y"], "name": ["a", "b"]})
    content = table_bytes(frame, "csv")
    assert content.decode("utf-8-sig").splitlines()[0] == "'=1+1,name"
    assert read_raw_sheet(Upload("f.csv", content), Choices()).names == ("=1+1", "name")
    assert pl.read_csv(io.BytesIO(content)).columns == ["'=1+1", "name"]
