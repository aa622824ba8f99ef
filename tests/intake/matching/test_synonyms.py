"""The headers that other systems write, and our own labels in both languages, each lead to their field."""

import pytest

from kam_core.intake import Upload, summarise_files
from kam_core.intake.headers import header_key
from kam_core.intake.matching.columns import match_columns
from kam_core.locale.language import Language
from kam_core.vocabulary.field import Field, Table
from kam_core.vocabulary.tables import TABLES

FIELDS = [(table, field) for table in TABLES.values() for field in table.fields]
IDS = [f"{table.name}-{field.name}" for table, field in FIELDS]


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=IDS)
def test_every_field_knows_at_least_ten_headers_in_both_languages(table: Table, field: Field) -> None:
    words = {header_key(word) for word in (field.name, field.label, *field.synonyms)}
    assert len(words) >= 10
    assert any(word.isascii() for word in words)
    assert sum(1 for word in words if not word.isascii()) >= 3


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", TABLES)
def test_a_table_under_our_own_labels_is_matched_column_by_column(name: str, language: str) -> None:
    table = TABLES[name]
    headers = [Language(language).say(field.label) for field in table.fields]
    fields = {field: headers[match.column] for field, match in match_columns(headers, table, {}).items()}
    assert fields == dict(zip(table.names, headers, strict=True))


@pytest.mark.parametrize(
    ("kinds", "name"),
    [(("pump", "valve"), "transactions"), (("serve", "win"), "account_costs"), (("开发", "服务"), "account_costs")],
)
def test_what_stands_in_a_column_called_type_tells_costs_from_orders(kinds: tuple[str, str], name: str) -> None:
    rows = "".join(f"C1,2024-01-0{day},10,{kind}\n" for day, kind in enumerate(kinds, 1))
    (one,) = summarise_files([Upload("file.csv", f"customer,date,amount,type\n{rows}".encode())])
    assert one.table == name


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_no_word_of_a_column_means_two_things(table: Table) -> None:
    for field in table.fields:
        words = [spelling.casefold() for word, others in field.choices for spelling in (word, *others)]
        assert len(set(words)) == len(words)
