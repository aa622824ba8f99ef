"""Letters that stand where Windows-1252 has others: Turkish, Polish, Czech, of old Macs, and lost control letters."""

import pytest

from kam_core.intake import Choices, load
from kam_core.intake.decoding.decode import decode
from tests.intake.handwritten_files import lines, text

TURKISH = "Müşteri;Tutar\nYıldız Çelik Aş;5\nGüneş İnşaat;3\nBeyoğlu Kırtasiye;4\n"
POLISH = "Klient;Kwota\nŻółw Sp. z o.o.;5\nŁódź Meble;3\nKsięgarnia Jaśmin;2\n"
CZECH = "Zákazník;Částka\nDvořák a syn;5\nKovářství Břeclav;3\nPekařství Jiříček;1\n"
HUNGARIAN = "Ügyfél;Összeg\nErdő Kft.;5\nSütő és Fia;3\nFűszer Bt.;1\n"
CROATIAN = "Kupac;Iznos\nKovačić obrt;5\nĐurđević i sin;3\nŽupan;1\n"
MAC = "Client;Montant\nGénéral Hôtel Müller;5\nChâteau Noël;3\n"
ICELANDIC = "Nafn;Upphæð\nÞórður Jónsson;5\nÁrni Guðmundsson;3\nSýslumaður;1\n"
MIXED = "Kunde;Betrag\nSão José Ação;5\nJosé Ñandú;2\nBäckerei Größe;3\nFrançois Côté;1\nMøller Åse;4\n"


@pytest.mark.parametrize(
    ("written", "encoding"),
    [(TURKISH, "cp1254"), (POLISH, "cp1250"), (CZECH, "cp1250"), (HUNGARIAN, "cp1250"), (CROATIAN, "cp1250"),
     (MAC, "mac_roman"), (ICELANDIC, "cp1252"), (MIXED, "cp1252")],
)  # fmt: skip
def test_letters_are_read_in_the_encoding_where_they_are_at_home(written: str, encoding: str) -> None:
    decoded = decode("f.csv", written.encode(encoding))
    assert (decoded.text, decoded.encoding) == (written, encoding)
    assert {found.severity for found in decoded.findings} == {"note"}


@pytest.mark.parametrize("line", [3, 14_000, 27_999])
@pytest.mark.parametrize("encoding", ["cp1252", "gb18030"])
def test_a_few_rare_letters_decide_wherever_they_stand(line: int, encoding: str) -> None:
    rows = [f"Company number {number};2024-03-05;{number}\n" for number in range(28_000)]
    rows[line] = {"cp1252": "Käserei Groß;2024-03-05;1\n", "gb18030": "华东电子有限公司;2024-03-05;1\n"}[encoding]
    decoded = decode("f.csv", "".join(["Kunde;Datum;Betrag\n", *rows]).encode(encoding))
    assert decoded.encoding == encoding
    assert rows[line] in decoded.text


def test_control_letters_are_the_letters_in_their_place_and_a_note_says_so() -> None:
    upload = text("o.csv", "account,date,amount\nO\x92Hara \x96 Co,2024-03-05,5\nNoé,2024-03-05,1\n")
    intake = load([upload])
    assert [name for name, _, _ in lines(intake)] == ["O’Hara – Co", "Noé"]
    assert [one.severity for one in intake.notes if one.rule == "control_letters"] == ["note"]


def test_a_column_may_be_named_as_it_looked_in_windows_1252() -> None:
    upload = text("o.csv", "Müşteri;Tarih;Tutar\nYıldız;2024-03-05;5\nGüneş;2024-03-06;3\n", encoding="cp1254")
    mapping = {"account": "Müþteri", "date": "Tarih", "amount": "Tutar"}
    assert [name for name, _, _ in lines(load([upload], Choices(mapping=mapping)))] == ["Yıldız", "Güneş"]
