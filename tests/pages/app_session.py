"""Enter the app by its door, as one reader, and open a page."""

import base64
import csv
import datetime
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.store.people import Person
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.actor import Role
from kam_core.vocabulary.dataset import Dataset
from pages.shell.cache.store_cache import open_store
from pages.widgets.escape import JOINER
from tests.store.sample_content import by

APP = Path(__file__).resolve().parents[2] / "app.py"
SECONDS = 60
NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
DEMO = APP.parent / "data" / "demo"


def demo_rows(table: str) -> list[dict[str, str]]:
    """The demo file as it is on disk."""
    with (DEMO / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def enter(
    monkeypatch: pytest.MonkeyPatch,
    home: Path,
    page: str,
    link: dict[str, str] | None = None,
    data: Dataset | None = None,
    **view: Any,
) -> AppTest:
    """The page of that name in a home of its own, on the demo or on other data.

    `view` is what the reader chose before (language, unit …).
    """
    move_in(monkeypatch, home)
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace("a-test-reader", dataset=None if data is None else kept(data), view=view)
    app.run()
    for name, value in (link or {}).items():
        app.query_params[name] = value
    return app.switch_page(f"pages/{page}/page.py").run()


def kept(data: Dataset) -> str:
    """The data in the store as a data set of their own; its id."""
    done = open_store().imports.commit(
        data_set=None,
        name=data.name,
        dataset=data,
        records={},
        files=[],
        summary={},
        rejected=None,
        by=by("a test", NOW),
    )
    return done.data_set_id


def arrive(link: str | None = None) -> AppTest:
    """A new session at the door, by the link of a workspace if one is given; the home is the one in use."""
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    if link is not None:
        app.query_params["w"] = link
    return app.run()


def signed(app: AppTest, field: str, name: str) -> AppTest:
    """Decide under that name from now on: in the form's field where it asks; else in the place of who was here.

    Somebody whom nobody knows yet is a colleague with all rights.
    """
    asked = [one for one in app.text_input if one.key == field]
    if asked:
        if name:
            colleague(name)
        asked[0].set_value(name)
    elif name:
        app.session_state["person"] = colleague(name).id
    return app


def colleague(name: str, role: Role = Role.ADMINISTRATOR, *owners: str) -> Person:
    """The person of that name; added in that role where nobody has it."""
    people = open_store().people
    return people.named(name) or people.add(name, role, by("a test", NOW), owners)


def move_in(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Use this home from now on; the stores are kept for the process, and this must not find those of the last."""
    monkeypatch.setenv("KAM_HOME", str(home))
    open_store.clear()


def link_of(app: AppTest) -> str:
    """The id of the workspace in the session's link."""
    found = app.query_params["w"]
    return str(found[0] if isinstance(found, list) else found)


def said(app: AppTest) -> str:
    """All sentences on the page as a reader sees them, without the marks that keep names from being markup."""
    texts = [str(element.value) for element in (*app.markdown, *app.caption, *app.info, *app.subheader)]
    return "\n".join(texts).replace("\\", "").replace(JOINER, "")


def drawn(app: AppTest) -> list[dict[str, Any]]:
    """The traces of all charts on the page, in order."""
    return [_plain(trace) for chart in app.get("plotly_chart") for trace in json.loads(chart.proto.spec)["data"]]


def _plain(value: Any) -> Any:
    """Numbers that travel as bytes as the lists that they are."""
    if isinstance(value, dict) and "bdata" in value:
        return np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"]).tolist()
    return {name: _plain(part) for name, part in value.items()} if isinstance(value, dict) else value


def columns(app: AppTest, place: int) -> dict[str, list[Any]]:
    """The columns of the table at that place."""
    frame = app.dataframe[place].value
    return {str(name): frame[name].tolist() for name in frame.columns}
