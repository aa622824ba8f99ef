"""Figures of all screens: one name and population has one value everywhere, and every number shown is a figure."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.intake import Choices, Upload, load
from kam_core.vocabulary.dataset import Dataset
from pages.business.loyalty.tabs import TABS as LOYALTY_TABS
from pages.business.results.tabs import TABS as RESULT_TABS
from pages.navigation.screens import SCREENS
from pages.qualify.tabs import TABS as QUALIFY_TABS
from pages.widgets.shown_figures import SHOWN, Record
from tests.datasets import SHARED
from tests.pages.app_session import enter, head_texts, open_screen
from tests.source_files import ROOT, must_hold, python_files

DATA = SHARED / "data"
PLACES = 1e-9
NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")
NO_FIGURES = re.compile(
    r"\d{4}-\d{2}-\d{2}|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\s(?:\d{1,2}, )?\d{4}"
    r"|(?:last |previous |the )?\d+ months?|top \d+%|\b80%|last three|by \d+%|minimum of \d+",
    re.I,
)
"""Dates, windows and names of measures: they are chosen, not counted."""


def uploads(folder: str, *files: str) -> list[Upload]:
    return [Upload(file, (DATA / folder / file).read_bytes()) for file in files]


def _loaded(*files: Upload, **choices: Any) -> Dataset:
    return load(list(files), Choices(**choices)).dataset


SETS: dict[str, Callable[[], Dataset | None]] = {
    "demo": lambda: None,
    "classicmodels": lambda: _loaded(
        *uploads("classicmodels", "orders.csv", "orderdetails.csv", "products.csv", "customers.csv", "payments.csv")
    ),
    "cn_superstore_2023": lambda: _loaded(*uploads("cn_superstore_2023", "示例 - 超市.xls")),
    "adventureworks_resellers": lambda: _loaded(
        *uploads("adventureworks_resellers", "FactResellerSales.csv", "Resellers.csv")
    ),
    "crm_sales_opportunities": lambda: _loaded(
        *uploads("crm_sales_opportunities", "accounts.csv", "products.csv", "sales_pipeline.csv", "sales_teams.csv")
    ),
}

TABS: dict[str, Iterable[str]] = {"results": RESULT_TABS, "loyalty": LOYALTY_TABS, "qualify": QUALIFY_TABS}


@pytest.fixture(params=list(SETS))
def walked(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> dict[str, tuple[list[Record], list[str]]]:
    """The figures and the texts of every screen and tab of a data set, as it was when it was opened."""
    name = request.param
    if name != "demo" and not DATA.exists():
        pytest.skip("the real data sets are not here")
    app = enter(monkeypatch, tmp_path, "results", data=SETS[name](), language="en")
    return _walk(app)


def _walk(app: AppTest) -> dict[str, tuple[list[Record], list[str]]]:
    seen: dict[str, tuple[list[Record], list[str]]] = {}
    for screen in SCREENS:
        for tab in TABS.get(screen, ("",)):
            app.query_params["tab"] = tab
            open_screen(app, screen)
            where = f"{screen} {tab}".strip()
            assert not app.exception, (where, [one.message for one in app.exception])
            seen[where] = (list(app.session_state[SHOWN]), _numbers_shown(app))
    return seen


def _numbers_shown(app: AppTest) -> list[str]:
    """The texts that carry figures: the head of the screen and its cards."""
    return [*head_texts(app), *(one.value.replace("\\", "") for one in app.metric)]


def test_a_figure_has_one_value_on_all_screens_and_every_number_shown_is_one(
    walked: dict[str, tuple[list[Record], list[str]]],
) -> None:
    _must_agree(walked)
    _must_be_figures(walked)


def _must_agree(walked: dict[str, tuple[list[Record], list[str]]]) -> None:
    first: dict[tuple[str, str], tuple[str, Any]] = {}
    for screen, (records, _) in walked.items():
        for record in records:
            figure = record.figure
            where, value = first.setdefault((figure.name, figure.population), (screen, figure.value))
            assert _same(_plain(figure.value), _plain(value)), (
                f"{figure.name} of {figure.population}: {value} on {where}, {figure.value} on {screen}"
            )
    assert len(first) > 20


def _must_be_figures(walked: dict[str, tuple[list[Record], list[str]]]) -> None:
    for screen, (records, texts) in walked.items():
        known = {number for record in records for number in NUMBER.findall(record.text)}
        for text in texts:
            left = [number for number in NUMBER.findall(NO_FIGURES.sub(" ", text)) if number not in known]
            assert not left, f"{screen}: {text!r} shows {left}, which no figure stands for"


def _same(one: Any, other: Any) -> bool:
    """Whether two values are equal, numbers but for rounding; unknown equals only unknown."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return bool(one == pytest.approx(other, rel=PLACES))
    return bool(one == other)


def _plain(value: Any) -> Any:
    """The number of a figure; texts and unknown values as they are."""
    fields = getattr(value, "__slots__", ())
    return getattr(value, fields[0]) if len(fields) == 1 else value


def test_only_the_widgets_of_figures_put_a_number_on_a_card() -> None:
    def breaches(path: Path) -> Iterator[str]:
        source = path.read_text(encoding="utf-8")
        if "st.metric(" in source and path.name != "metrics.py":
            yield "draws a card by itself: use show_metrics"
        if "FigureText(" in source and path.name != "shown_figures.py":
            yield "makes a figure's text by itself: use show_figure"

    must_hold(python_files(ROOT / "pages"), breaches)
