"""Files that leave the app say which model and which data they come from, and stay readable by machines."""

import datetime
import io

import fastexcel
import polars as pl
import pytest

from kam_core.intake import Choices, Upload, load
from kam_core.locale.language import Language
from kam_core.measures.view import View
from kam_core.reports.account_list import account_list
from kam_core.reports.export import About, NumberFormat, SheetColumn, reader_workbook, table_bytes
from kam_core.reports.model_file import model_file, model_file_name
from kam_core.reports.mover_list import mover_list
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.model_hash import model_hash
from kam_core.scoring.model.overrides import Override, with_overrides
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.vocabulary.export_metadata import EXPORT_METADATA
from kam_core.whatif.comparison import MOST_MOVERS, compare
from tests.datasets import dataset, monthly

VIEW = View(datetime.date(2024, 12, 31))
LINES = [row for n in range(1, 81) for row in monthly(f"{n:02d}", "2022-01-10", 36, 10.0 * n, margin=82.0 - n)]
DATA = dataset(LINES, [{"account": "60", "owner": "Li Wei", "name": "Sixty Ltd"}])
FRAME = account_measures(DATA, VIEW)
MODEL = propose(built_in_preset("transactions_only"), FRAME)
ABOUT_IT = About.of(MODEL, VIEW, DATA.content_id, scenario="=Bold")
LABELS = {
    "about_scenario": "=Bold",
    "about_model": model_hash(MODEL),
    "about_as_of": "2024-12-31",
    "about_window": "12",
    "about_unit": "account",
    "about_data": DATA.content_id,
}


def test_what_a_file_is_about_names_scenario_hashes_date_and_window() -> None:
    assert ABOUT_IT.labels == LABELS
    assert list(LABELS) == list(EXPORT_METADATA)
    whole = About.of(MODEL, View(VIEW.as_of, None, "group"), "d")
    assert (whole.scenario, whole.window, whole.unit) == (MODEL.name, "all", "group")


def test_decisions_that_hold_for_every_model_are_not_in_its_hash() -> None:
    decided = (Override(account_id="01", tier="S", reason="flagship", author="Kim"),)
    assert About.of(with_overrides(MODEL, decided), VIEW, "d", decided).model == model_hash(MODEL)


def test_a_csv_says_it_in_its_last_columns_and_has_no_line_that_is_no_row() -> None:
    content = table_bytes(pl.DataFrame({"x": [1, 2]}), "csv", about=ABOUT_IT)
    read = pl.read_csv(io.BytesIO(content), infer_schema=False)
    assert read.columns == ["x", *LABELS]
    # A name that a spreadsheet would run is marked like every other cell.
    assert read.rows() == [(str(n), "'=Bold", *list(LABELS.values())[1:]) for n in (1, 2)]


def test_parquet_says_it_in_columns_as_it_is() -> None:
    read = pl.read_parquet(table_bytes(pl.DataFrame({"x": [1]}), "parquet", about=ABOUT_IT))
    assert read.rows(named=True) == [{"x": 1, **LABELS}]


@pytest.mark.parametrize(("language", "sheet", "label"), [("en", "About this file", "Model hash"), ("zh", None, None)])
def test_a_workbook_says_it_on_a_sheet_of_its_own_in_the_readers_language(
    language: str, sheet: str | None, label: str | None
) -> None:
    say = Language(language).say
    book = fastexcel.read_excel(table_bytes(pl.DataFrame({"x": [1]}), "xlsx", about=ABOUT_IT, say=say))
    first, second = book.sheet_names
    assert first == "accounts"
    assert second == (sheet or say("About this file"))
    rows = book.load_sheet(1, header_row=None, dtypes="string").to_polars().rows()
    assert [name for _, _, name in rows] == list(LABELS)
    assert [value for _, value, _ in rows] == ["'=Bold", *list(LABELS.values())[1:]]
    assert rows[1][0] == (label or say("Model hash"))
    # The table itself has no column more than it had.
    assert book.load_sheet(0).to_polars().columns == ["x"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("role", ["accounts", None])
def test_an_exported_list_can_be_imported_again_without_accounts_that_nobody_has(form: str, role: str | None) -> None:
    content = table_bytes(account_list(score_accounts(FRAME, VIEW, MODEL)), form, about=ABOUT_IT)
    intake = load([Upload(f"list.{form}", content, role)], Choices(today=VIEW.as_of))
    assert intake.dataset.accounts["account_id"].to_list() == FRAME["account_id"].to_list()


def test_the_workbook_for_people_is_imported_from_its_exact_sheet_alone() -> None:
    portfolio = score_accounts(FRAME, VIEW, MODEL)
    exact = account_list(portfolio)
    columns = [SheetColumn("account", "Account id"), SheetColumn("name", "Account"),
               SheetColumn("revenue", "Revenue", NumberFormat.WHOLE)]  # fmt: skip
    content = reader_workbook(exact, columns, exact, "Account list", ABOUT_IT, Language("en").say)
    assert fastexcel.read_excel(content).sheet_names[:2] == ["Account list", "accounts"]
    intake = load([Upload("list.xlsx", content, "accounts")], Choices(today=VIEW.as_of))
    assert intake.dataset.accounts["account_id"].to_list() == FRAME["account_id"].to_list()
    assert "Account list" not in str(intake.findings)


def test_the_list_of_movers_has_them_all_with_tiers_scores_and_reason() -> None:
    published = score_accounts(FRAME, VIEW, MODEL.with_cut(QuotaCut(s=0.5, a=0.3, b=0.1)))
    result = compare(published, MODEL.with_weights({"margin": 100.0, "revenue": 0.0}, QuotaCut(s=0.1, a=0.1, b=0.1)))
    listed = mover_list(result)
    # More than a page shows.
    assert listed.height == result.moved > MOST_MOVERS
    assert listed["revenue"].is_sorted(descending=True)
    assert [row["direction"] for row in listed.rows(named=True)] == [
        "up" if "SABC".index(row["tier_after"]) < "SABC".index(row["tier_before"]) else "down"
        for row in listed.rows(named=True)
    ]
    before = dict(published.accounts.select("account_id", "tier").iter_rows())
    assert all(before[row["account"]] == row["tier_before"] for row in listed.rows(named=True))
    sixty = listed.filter(pl.col("account") == "60").rows(named=True)
    assert [(one["name"], one["owner"], one["revenue"]) for one in sixty] == [("Sixty Ltd", "Li Wei", 7200.0)]
    assert listed["why"].str.len_chars().min() > 0


def test_nobody_moves_is_a_list_with_its_columns() -> None:
    published = score_accounts(FRAME, VIEW, MODEL)
    listed = mover_list(compare(published, MODEL))
    assert listed.height == 0
    assert listed.columns[:3] == ["account", "name", "owner"]


def test_a_model_file_says_where_it_comes_from_and_is_read_as_strictly_as_before() -> None:
    named = rebuilt(MODEL, name="Bold")
    content = model_file(named, ABOUT_IT.labels).decode()
    assert content.startswith(
        f"# about_scenario: =Bold\n# about_model: {model_hash(MODEL)}\n# about_as_of: 2024-12-31\n"
    )
    assert Model.from_toml(content) == named


def test_a_name_with_a_line_break_adds_nothing_to_the_document() -> None:
    evil = About.of(MODEL, VIEW, "d", scenario="x\nmissing = 'worst'\r\u2028y")
    assert Model.from_toml(model_file(MODEL, evil.labels).decode()) == MODEL


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Bold move", "Bold-move"),
        ("Gamma, changed since", "Gamma-changed-since"),
        ("../../etc/passwd", "etc-passwd"),
        ("增长 2026", "增长-2026"),
        ("..", "model"),
        ("/", "model"),
        ("x" * 80, "x" * 60),
    ],
)
def test_the_name_of_a_file_carries_scenario_and_hash_and_is_no_path(name: str, stem: str) -> None:
    found = model_hash(MODEL)
    assert model_file_name(name, MODEL) == f"{stem}-{found}.toml"
    metadata = About.of(MODEL, VIEW, "d", scenario=name)
    assert metadata.file_name("movers", "csv") == f"movers-{stem}-{found}-2024-12-31.csv"
