"""Run app.py in a session as one person, and open a page."""

import base64
import csv
import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Caption, Node
from streamlit.util import calc_hash

from kam_core.store.people import Person
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.actor import Role
from kam_core.vocabulary.dataset import Dataset
from pages.navigation.screens import SCREENS
from pages.shell.cache.store_cache import open_store
from pages.widgets.escape import JOINER
from pages.widgets.tables.cells import columns_of
from tests.store.sample_content import by

APP = Path(__file__).resolve().parents[2] / "app.py"
SECONDS = 60
NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
DEMO = APP.parent / "data" / "demo"


def demo_rows(table: str) -> list[dict[str, str]]:
    """The rows of a demo file."""
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
    app.session_state["workspace"] = Workspace(
        "a-test-reader", dataset=None if data is None else save_data_set(data), view=view
    )
    app.run()
    for name, value in (link or {}).items():
        app.query_params[name] = value
    return open_screen(app, page)


def open_screen(app: AppTest, address: str) -> AppTest:
    """The screen at an address, in the same session."""
    return app.switch_page(SCREENS[address].path).run()


def save_data_set(data: Dataset) -> str:
    """Save data in the store as a new data set; returns its id."""
    saved_import = open_store().imports.commit(
        data_set=None,
        name=data.name,
        dataset=data,
        records={},
        files=[],
        summary={},
        rejected=None,
        by=by("a test", NOW),
    )
    return saved_import.data_set_id


def arrive(link: str | None = None) -> AppTest:
    """A new session, by the link of a workspace if one is given, in the home in use."""
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    if link is not None:
        app.query_params["w"] = link
    return app.run()


def signed(app: AppTest, field: str, name: str) -> AppTest:
    """Decide under that name from now on: in the name field of the form if there is one, else as the signed-in person.

    An unknown name becomes a colleague with all rights.
    """
    name_fields = [one for one in app.text_input if one.key == field]
    if name_fields:
        if name:
            colleague(name)
        name_fields[0].set_value(name)
    elif name:
        app.session_state["person"] = colleague(name).id
    return app


def colleague(name: str, role: Role = Role.ADMINISTRATOR, *owners: str) -> Person:
    """The person of that name; added in that role where nobody has it."""
    people = open_store().people
    return people.named(name) or people.add(name, role, by("a test", NOW), owners)


def move_in(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Use this home from now on, without the store of the previous one that is cached for the process."""
    monkeypatch.setenv("KAM_HOME", str(home))
    open_store.clear()


def link_of(app: AppTest) -> str:
    """The id of the workspace in the session's link."""
    links = app.query_params["w"]
    return str(links[0] if isinstance(links, list) else links)


def context_pills(app: AppTest) -> list[str]:
    """The labels of the pills in the header: data set, window, comparison, owner, currency; none where it is absent."""
    rows = [block for block in blocks(app.main) if getattr(block.proto, "id", "").endswith("-pills")]
    return [_read(_label(pill)) for row in rows for pill in row.children.values()]


def head_texts(app: AppTest) -> list[str]:
    """The texts of the head of a screen: question, answer and line."""
    heads = [block for block in blocks(app.main) if getattr(block.proto, "id", "").endswith("-answer")]
    return [_read(str(node.value)) for head in heads for node in head.children.values() if hasattr(node, "value")]


def blocks(block: Block) -> Iterator[Block]:
    """A block with all blocks within it, in their order on the page."""
    yield block
    for child in block.children.values():
        if isinstance(child, Block):
            yield from blocks(child)


def _label(pill: Node) -> str:
    if isinstance(pill, Block):
        return str(pill.proto.popover.label)
    return str(pill.value if isinstance(pill, Caption) else pill.proto.label)


def _read(text: str) -> str:
    """A text without the marks that escape markdown."""
    return text.replace("\\", "").replace(JOINER, "")


def page_text(app: AppTest) -> str:
    """All texts on the page as a reader sees them, without the marks that escape markdown."""
    texts = [str(element.value) for element in (*app.markdown, *app.caption, *app.info, *app.subheader)]
    return _read("\n".join(texts))


def drawn(app: AppTest) -> list[dict[str, Any]]:
    """The traces of all charts on the page, in order."""
    return [_plain(trace) for chart in app.get("plotly_chart") for trace in json.loads(chart.proto.spec)["data"]]


def _plain(value: Any) -> Any:
    """Arrays that are sent as bytes, as lists."""
    if isinstance(value, dict) and "bdata" in value:
        return np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"]).tolist()
    return {name: _plain(part) for name, part in value.items()} if isinstance(value, dict) else value


def columns(app: AppTest, which: int | str) -> dict[str, list[Any]]:
    """The columns of a table that is only read as a reader sees them, by its key or its place among these tables."""
    tables = row_tables(app)
    return tables[which] if isinstance(which, str) else list(tables.values())[which]


def row_tables(app: AppTest) -> dict[str, dict[str, list[Any]]]:
    """The columns of all tables that are only read, by their keys, in the order in which they are drawn."""
    return {key: columns_of(sent) for key, sent in sent_tables(app).items() if sent["ids"] is None}


def account_lists(app: AppTest) -> dict[str, dict[str, Any]]:
    """What was sent to the browser for each list of accounts, by the key of the list."""
    return {key: sent for key, sent in sent_tables(app).items() if sent["ids"] is not None}


def sent_tables(app: AppTest) -> dict[str, dict[str, Any]]:
    """What was sent to the browser for each table, by its key."""
    sent = [one.proto for one in app.get("bidi_component") if one.proto.component_name == "kam_accounts"]
    return {_user_key(one.id): json.loads(one.bytes) for one in sent}


def listed(app: AppTest, key: str) -> dict[str, list[Any]]:
    """The columns of a list of accounts as a reader sees them, and the ids."""
    payload = account_lists(app)[key]
    return {"account_id": payload["ids"], **columns_of(payload)}


def labels(app: AppTest, key: str) -> list[str]:
    """The heads of a list of accounts."""
    return [column["l"] for column in account_lists(app)[key]["columns"]]


def click_row(app: AppTest, key: str, account_id: str) -> AppTest:
    """Click the row of that account, as it was sent, in a list."""
    return send_event(app, key, "open", account_id)


def send_event(app: AppTest, key: str, event: str, value: Any) -> AppTest:
    """Let the browser send an event of a list of accounts, and run."""
    (sent,) = [one.proto for one in app.get("bidi_component") if _user_key(one.proto.id) == key]
    states = app._tree.get_widget_states()
    trigger = WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{sent.id}__events")
    trigger.json_trigger_value = json.dumps([{"event": event, "value": value}])
    states.widgets.append(trigger)
    return app._run(states)


def _user_key(element_id: str) -> str:
    """The key that a page gave to an element, from the id that Streamlit made of it."""
    return element_id.split("-", 2)[2]


def visit(address: str, **query: str) -> AppTest:
    """A new session that comes by this address of the app, of today or before; "" is the root."""
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    # The public switch_page takes the script of a page, which an address of before does not have.
    app._page_hash = calc_hash(address) if address else ""
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def screen_of(app: AppTest) -> str:
    """The address of the screen that is drawn."""
    assert not app.exception
    return str(app._registered_pages[app._finished_page_script_hash]["url_pathname"])


def query_of(app: AppTest) -> dict[str, str]:
    """The query of the address, but for the workspace."""
    values = {name: value[-1] if isinstance(value, list) else value for name, value in app.query_params.items()}
    return {name: value for name, value in values.items() if name != "w"}
