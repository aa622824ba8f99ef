"""A single tab of the what-if page on the demo, for a reader with a draft."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.scoring.model.model import Model
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.dataset import Dataset
from pages.shell.cache import dataset_cache, model_cache
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import NOW, SECONDS, move_in, save_data_set


def demo_model(monkeypatch: pytest.MonkeyPatch, home: Path) -> Model:
    """The built-in model of the demo, in a home of its own."""
    move_in(monkeypatch, home)
    data = dataset_cache.demo()
    return model_cache.proposed_model(data, data.content_id)


def tab(show: Callable[[Any], None], draft: Model | None = None, data: Dataset | None = None, **view: Any) -> AppTest:
    """The tab that `show` draws, on the demo or (without a draft) on other data.

    `view` is what the reader chose before, such as the language.
    """
    drafts = {} if draft is None else {"demo": draft.to_toml()}
    data_set_id = None if data is None else save_data_set(data)
    workspace = Workspace("a-test-reader", dataset=data_set_id, drafts=drafts, view=view)
    if open_store().workspaces.find(workspace.id) is None:
        assert open_store().workspaces.save(workspace, NOW) is not None
    app = AppTest.from_function(_script, args=(show.__module__, show.__name__), default_timeout=SECONDS)
    app.session_state["workspace"] = open_store().workspaces.find(workspace.id)
    return app.run()


def _script(module: str, name: str) -> None:
    import importlib

    from kam_core.whatif.comparison import compare
    from pages.rules.drafts.what_if_context import WhatIfContext
    from pages.shell.draft.editing import current_draft
    from pages.shell.page_context import page_context

    context = page_context()
    draft = current_draft()
    getattr(importlib.import_module(module), name)(WhatIfContext(context, draft, compare(context.portfolio, draft)))
