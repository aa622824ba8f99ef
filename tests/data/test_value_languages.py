"""Every value of the demo files is in one language; what a Chinese screen translates is English in the files."""

import re

import polars as pl
import pytest

from data.generate import DEMO
from kam_core.vocabulary.demo_values import DEMO_VALUES

CHINESE, ENGLISH_WORD = re.compile("[\u4e00-\u9fff]"), re.compile("[A-Za-z]{3,}")
NAMES_WITH_MODELS = {("transactions", "product_name"), ("opportunities", "name")}
"""Names of products, and of deals after them: PCR is part of the Chinese name."""
FILES = {file.stem: pl.read_csv(file, infer_schema=False) for file in DEMO.iterdir()}


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table, rows in FILES.items() for column in rows.columns
     if (table, column) not in NAMES_WITH_MODELS],
)  # fmt: skip
def test_no_value_is_chinese_and_english_at_once(table: str, column: str) -> None:
    values = FILES[table][column].drop_nulls().unique()
    assert [value for value in values if CHINESE.search(value) and ENGLISH_WORD.search(value)] == []


@pytest.mark.parametrize("column", ["industry", "region", "product_family"])
def test_industries_regions_and_families_are_english_and_all_can_be_translated(column: str) -> None:
    found = {value for rows in FILES.values() if column in rows.columns for value in rows[column].drop_nulls()}
    assert not [value for value in found if not value.isascii()]
    assert found == set(DEMO_VALUES[column])
