"""Open a screen as a person, and read what the page answers."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from kam_core.store.workspace import Workspace
from kam_core.vocabulary.actor import Role
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import APP, SECONDS, colleague, open_screen
from tests.services.write_actions import everything
from tests.store.sample_content import by

HOME = "12/account"


def opened(
    page: str = "settings", section: str = "people", data_set_id: str | None = None, person: str = "", account: str = ""
) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace("a-test-reader", dataset=data_set_id, view={"language": "en"})
    app.session_state["settings_section"] = section
    if person:
        app.session_state["person"] = colleague(person).id
    app.run()
    if account:
        app.query_params["account"] = account
    open_screen(app, page)
    assert not app.exception
    return app


def choose_name(app: AppTest, name: str) -> AppTest:
    """Through the button at the top of the page."""
    (field,) = [one for one in app.text_input if one.key and one.key.startswith("person_new_name")]
    field.set_value(name).run()
    assert not app.exception
    return app


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def messages(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*app.error, *app.success, *app.info, *app.toast)).replace("\\", "")


def role_of(name: str) -> Role:
    found = open_store().people.named(name)
    assert found is not None
    return found.role


def decided(folder: Path) -> dict[str, object]:
    """Everything but the workspaces, where drafts and views are, which need no right."""
    return {
        name: rows for name, rows in everything(open_store(), folder).items() if name not in ("workspaces", "files")
    }


def lower(name: str, role: Role) -> None:
    """Give a person another role, as an administrator elsewhere does."""
    open_store().people.change(colleague(name), by("Ada"), name=name, role=role, owners=(), start_screen=None)
