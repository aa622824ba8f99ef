"""Tables that leave the app: nothing in them runs, nothing in them changes."""

import datetime
import io
import zipfile

import fastexcel
import polars as pl
import pytest

from kam_core.measures.view import View
from kam_core.reports.account_list import account_list
from kam_core.reports.export import escaped, table_bytes
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.vocabulary.enums import TIER
from kam_core.vocabulary.message import UserError
from tests.datasets import dataset, monthly
from tests.scoring.former_model import former_model

LIVE = ["=1+1", "+cmd", "-2", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", "'quoted"]
TAME = ["ordinary", "a=b", "华东仪器", "", "3-4"]


def test_a_cell_that_a_spreadsheet_would_run_gets_one_quote_and_others_none() -> None:
    frame = pl.DataFrame({"name": [*LIVE, *TAME, None]})
    assert escaped(frame)["name"].to_list() == [*("'" + text for text in LIVE), *TAME, None]


def test_negative_numbers_are_left_alone_and_ranks_keep_their_words() -> None:
    frame = pl.DataFrame({"amount": [-5, 3], "tier": pl.Series(["S", "C"], dtype=TIER)})
    assert escaped(frame).to_dict(as_series=False) == {"amount": [-5, 3], "tier": ["S", "C"]}


def test_csv_opens_in_excel_with_chinese_names() -> None:
    content = table_bytes(pl.DataFrame({"客户": ["华东仪器"], "x": [1.5]}), "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == "客户,x\n华东仪器,1.5\n"


def test_a_workbook_holds_text_as_text_and_no_formula() -> None:
    content = table_bytes(pl.DataFrame({"name": ["=1+1", "http://example.com", "007"], "n": [1, 2, 3]}), "xlsx")
    read = fastexcel.read_excel(content).load_sheet(0).to_polars()
    assert read["name"].to_list() == ["'=1+1", "http://example.com", "007"]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_parquet_keeps_every_cell_as_it_is() -> None:
    frame = pl.DataFrame({"name": LIVE})
    assert pl.read_parquet(table_bytes(frame, "parquet")).equals(frame)


def test_another_format_is_refused() -> None:
    with pytest.raises(UserError, match="Use a file name ending in"):
        table_bytes(pl.DataFrame({"x": [1]}), "docx")
    with pytest.raises(UserError, match="none is not a table format"):
        table_bytes(pl.DataFrame({"x": [1]}), "")


def test_the_account_list_carries_money_in_units_contributions_and_the_reason() -> None:
    view = View(datetime.date(2024, 12, 31))
    data = dataset(monthly("a", "2022-01-10", 36, 10.25, margin=2), [{"account": "b", "name": "Bee"}])
    listed = account_list(score_accounts(account_measures(data, view), view, former_model("transactions_only")))
    first, second = listed.rows(named=True)
    assert (first["account"], first["name"], second["name"]) == ("a", "a", "Bee")
    assert first["revenue"] == 123.0
    parts = [value for name, value in first.items() if name.startswith("contribution_")]
    assert len(parts) == 6
    assert sum(parts) == pytest.approx(first["score"], abs=1e-9)
    assert (first["tier"], second["tier"]) == ("S", None)
    assert first["reason"].startswith("S: score")
    assert (first["lifecycle_stage"], second["lifecycle_stage"]) == ("mature", "prospect")
