"""A hundred thousand lines, and the shipped demo data, through every stage."""

import random
import time
from pathlib import Path

import pytest

from kam_core.intake import Upload, load
from kam_core.vocabulary.tables import TABLES
from tests.intake.handwritten_files import text

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo"


@pytest.mark.skipif(not DEMO.exists(), reason="the demo data are not there")
def test_every_file_of_the_demo_loads_whole() -> None:
    files = sorted(DEMO.glob("*.csv"))
    intake = load([Upload(file.name, file.read_bytes()) for file in files])
    assert {count.table for count in intake.counts} == {file.stem for file in files} <= set(TABLES)
    assert sum(count.rejected for count in intake.counts) == 0
    assert {finding.severity for finding in intake.notes} <= {"note"}


def test_a_hundred_thousand_lines_take_less_than_five_seconds() -> None:
    chance = random.Random(1)
    rows = [
        f"SO{i // 3},C{chance.randrange(5000)},2024-{i % 12 + 1:02d}-{i % 28 + 1:02d},P{i % 300},"
        f'"{i % 7_777:,}.25",华东'
        for i in range(100_000)
    ]
    upload = text("orders.csv", "\n".join(["订单号,客户编号,订单日期,产品编号,金额,区域", *rows]))
    begin = time.perf_counter()
    intake = load([upload])
    taken = time.perf_counter() - begin
    assert intake.dataset.lines.height == 100_000
    assert taken < 5
