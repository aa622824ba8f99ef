"""Open a cube as a data set, and read what the pages show of it."""

from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.__main__ import main
from kam_core.intake import Choices, Upload, load
from kam_core.store.workspace import Workspace
from tests.pages.app_session import APP, SECONDS, open_screen, save_data_set, sent_tables

SHOWN = ("caption", "markdown", "metric", "info", "warning", "error")


def uploaded(tmp_path: Path) -> str:
    """The same lines through the import, as a data set."""
    cells = pl.read_parquet(tmp_path / "lines.parquet").with_columns(
        pl.col("amount", "margin", "list_amount").cast(pl.Float64) / 10_000
    )
    content = cells.write_csv().encode()
    return save_data_set(load([Upload("lines.csv", content)], Choices(name="Sales", currency="EUR")).dataset)


def page_of(data_set_id: str, page: str, **view: object) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace(f"reader-{page}", dataset=data_set_id, view=view)
    app.run()
    return open_screen(app, page)


def page_texts(app: AppTest) -> list[str]:
    assert not app.exception
    texts = [str(element.value) for kind in SHOWN for element in getattr(app, kind)]
    return [text for text in texts if text]


def tables(app: AppTest) -> list[str]:
    return [str(sent) for sent in sent_tables(app).values()]


def opened(capsys: pytest.CaptureFixture[str], cube: Path) -> str:
    assert main(["open", str(cube), "--who", "Kim"]) == 0
    return capsys.readouterr().out.split("(")[1].split(")")[0]


def account_page(data_set_id: str, account: str | None = None) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace("a-reader", dataset=data_set_id, view={})
    app.run()
    if account is not None:
        app.query_params["account"] = account
    return app.switch_page("pages/account/page.py").run()


def stored_files(cube: Path, kind: str) -> list[Path]:
    found = sorted((cube / kind).rglob("*.parquet"))
    assert found
    return found
