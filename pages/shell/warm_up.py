"""Warm up the pages before the first request: imports, the store, and the default data set.

The objects that exist afterwards live as long as the process: the garbage collector need not scan them.
"""

from __future__ import annotations

import gc
import importlib
import logging
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from kam_core.vocabulary.message import UserError
from pages.navigation.menu import menu_pages

LATE_IMPORTS = (
    "PIL.PngImagePlugin",
    "alembic.command",
    "dateutil.parser",
    "narwhals._polars.dataframe",
    "orjson",
    "pandas",
    "plotly.graph_objects",
    "plotly.graph_objs._bar",
    "plotly.graph_objs._figure",
    "plotly.io._json",
    "plotly.offline",
    "pyarrow.compute",
    "pyarrow.pandas_compat",
)
"""Modules that libraries import at the first chart, table and picture. Without scipy: few pages need its 0.4 s."""
NO_SESSION = "streamlit.runtime.scriptrunner_utils.script_run_context"
"""The log in which Streamlit warns of every use outside of a session."""

LOG = logging.getLogger(__name__)


def warm_first_page() -> None:
    """Import the modules of the first page."""
    with _warnings_off():
        # Until this was called once, Streamlit takes the folder pages/ for its own and refuses deep links.
        st.navigation(menu_pages(str, ()), position="hidden")
    # The collector would scan three hundred thousand permanent objects again and again.
    gc.disable()
    try:
        for name in (*LATE_IMPORTS, "pages.shell.header.context_bar", "pages.shell.draft.draft_link"):
            importlib.import_module(name)
    finally:
        gc.freeze()
        gc.enable()


def score_default_data_set() -> None:
    """Open, measure and score the default data set; requests that come meanwhile wait for the same result."""
    from pages.shell.cache import dataset_cache, frame_cache, model_cache, portfolio_cache
    from pages.shell.cache.store_cache import open_store
    from pages.shell.initial_workspace import first_data_set

    try:
        with _warnings_off():
            name = first_data_set()
            data_set = None if name is None else open_store().data_sets.find(name)
            data = dataset_cache.dataset(None if data_set is None else data_set.head)
            view = frame_cache.home_view(data)
            portfolio_cache.portfolio_of(data, view, model_cache.proposed_model(data, data.content_id))
    except UserError as error:
        # The page shows the error to its reader.
        LOG.warning("The first data set cannot be opened: %s", error)
    except Exception:
        LOG.exception("The first data set cannot be opened")


def warm_other_pages() -> None:
    """Import the modules of the other pages, and exclude their objects from garbage collection as well."""
    import pages

    for module in pkgutil.walk_packages(pages.__path__, f"{pages.__name__}."):
        # page.py is a script: importing it would run it.
        if not module.name.endswith(".page"):
            importlib.import_module(module.name)
    gc.collect()
    gc.freeze()


@contextmanager
def _warnings_off() -> Iterator[None]:
    log = logging.getLogger(NO_SESSION)
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)
