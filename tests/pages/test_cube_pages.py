"""A cube is a data set like others: every page shows of it what it shows of the same lines uploaded."""

import shutil
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.__main__ import main
from kam_core.intake import Choices, Upload, load
from kam_core.store.workspace import Workspace
from pages.parts import cached
from tests.engines.lines import lines
from tests.pages.door import APP, SECONDS, kept, move_in
from tests.pages.test_data_page import ORDERS, refused

PAGES = ("overview", "portfolio", "concentration", "what_if", "lifecycle")
SHOWN = ("caption", "markdown", "metric", "info", "warning", "error")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lines and the cube of them, made once."""
    folder = tmp_path_factory.mktemp("made")
    dates = pl.col("day").cast(pl.Int32).cast(pl.Date).alias("date")
    lines(4_000, 150).filter(pl.col("month") >= 2023 * 12).select(
        (pl.lit("C") + pl.col("account").cast(pl.String).str.zfill(4)).alias("account"),
        dates, pl.col("order").alias("order_id"), "amount", "margin", "list_amount",
    ).write_parquet(folder / "lines.parquet")  # fmt: skip
    given, out = str(folder / "lines.parquet"), str(folder / "sales")
    assert main(["build", "--lines", given, "--out", out, "--name", "Sales", "--currency", "EUR"]) == 0
    return folder


@pytest.fixture
def cube(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cube on the shelf of a home of one's own."""
    move_in(monkeypatch, tmp_path / "home")
    shutil.copy2(made / "lines.parquet", tmp_path)
    return shutil.copytree(made / "sales", tmp_path / "home" / "cubes" / "sales")


def uploaded(tmp_path: Path) -> str:
    """The same lines through the import, as a book."""
    cells = pl.read_parquet(tmp_path / "lines.parquet").with_columns(
        pl.col("amount", "margin", "list_amount").cast(pl.Float64) / 10_000
    )
    content = cells.write_csv().encode()
    return kept(load([Upload("lines.csv", content)], Choices(name="Sales", currency="EUR")).dataset)


def page_of(book: str, page: str, **view: object) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace(f"reader-{page}", dataset=book, view=view)
    app.run()
    return app.switch_page(f"pages/{page}.py").run()


def said(app: AppTest) -> list[str]:
    assert not app.exception
    texts = [str(element.value) for kind in SHOWN for element in getattr(app, kind)]
    return [text for text in texts if text]


def tables(app: AppTest) -> list[str]:
    return [table.value.to_csv() for table in app.dataframe]


def opened(capsys: pytest.CaptureFixture[str], cube: Path) -> str:
    assert main(["open", str(cube), "--who", "Kim"]) == 0
    return capsys.readouterr().out.split("(")[1].split(")")[0]


def test_every_page_shows_the_same_of_a_cube_and_of_the_same_lines_uploaded(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from_cube, from_file = opened(capsys, cube), uploaded(tmp_path)
    for page in PAGES:
        ours, theirs = page_of(from_cube, page), page_of(from_file, page)
        assert said(ours) == said(theirs), page
        assert tables(ours) == tables(theirs), page
        assert len(said(ours)) > 3


def test_the_page_of_an_account_finds_its_lines_in_the_files(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = opened(capsys, cube)
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace("a-reader", dataset=book)
    app.run()
    app.query_params["account"] = "C0001"
    app.switch_page("pages/account.py").run()
    assert not app.exception
    given = pl.read_parquet(tmp_path / "lines.parquet").with_row_index("line", 1).filter(pl.col("account") == "C0001")
    shown = (
        app.dataframe(key="account_lines").value if "account_lines" in str(app.dataframe) else app.dataframe[-1].value
    )
    newest = given.sort("date", "line", descending=True).head(len(shown))
    assert len(shown) > 10
    assert set(shown.iloc[:, -1]) == set(newest["line"])
    assert set(shown.iloc[:, -2]) == {"lines.parquet"}


def test_the_data_page_opens_a_cube_from_the_shelf(cube: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=SECONDS).run()
    app.switch_page("pages/data.py").run()
    app.button(key="open_cube").click().run()
    assert not app.exception
    (book,) = cached.books().values()
    assert (book.name, book.created_by) == ("Sales", "unnamed")
    assert any("Sales" in caption.value and "EUR" in caption.value for caption in app.caption)
    app.button(key="open_cube").click().run()
    assert len(cached.books()) == 1


def test_a_cube_that_was_built_again_is_shown_anew(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = opened(capsys, cube)
    before = page_of(book, "overview").metric[0].value
    given = tmp_path / "lines.parquet"
    pl.read_parquet(given).with_columns(pl.col("amount") * 3).write_parquet(given)
    assert main(["build", "--lines", str(given), "--out", str(cube)]) == 0
    assert page_of(book, "overview").metric[0].value != before


def test_files_cannot_be_imported_into_a_cube(cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened(capsys, cube)
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    assert main(["import", str(tmp_path / "orders.csv"), "--into", "Sales"]) == 1
    assert "Sales is built from files of its own and takes no others." in capsys.readouterr().err


def test_a_folder_without_a_cube_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    move_in(monkeypatch, tmp_path)
    assert main(["open", str(tmp_path)]) == 1
    assert f"There is no cube in {tmp_path}." in capsys.readouterr().err


def test_groups_and_days_within_a_month_are_refused_in_a_sentence(
    cube: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = opened(capsys, cube)
    assert "cannot be united into groups" in refused(page_of(book, "overview", unit="group"))
    assert "can be seen as of month-ends" in refused(page_of(book, "overview", as_of="2024-06-15"))
