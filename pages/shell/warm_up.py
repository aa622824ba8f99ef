"""Warm up the pages before anybody asks for one: imports, the store, and the data set that newcomers see.

What is there afterwards stays as long as the process: the garbage collector need not look at it.
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
from pages.shell.navigation import menu_pages

USED_LATER = (
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
"""What libraries import at the first chart, table and picture. scipy is not here: few pages need its 0.4 s."""
NO_SESSION = "streamlit.runtime.scriptrunner_utils.script_run_context"
"""The log in which Streamlit complains of everything that is asked for outside of a session."""

LOG = logging.getLogger(__name__)


def warm_first_page() -> None:
    """Import what the first page needs."""
    with _no_complaints():
        # Streamlit takes the folder pages/ for its own, and refuses deep links into ours, until this was called once.
        st.navigation(menu_pages(str), position="hidden")
    # The collector would look through three hundred thousand objects, all of which stay, again and again.
    gc.disable()
    try:
        for name in (*USED_LATER, "pages.shell.context_bar", "pages.shell.draft.draft_link"):
            importlib.import_module(name)
    finally:
        gc.freeze()
        gc.enable()


def score_first_data() -> None:
    """Open the data set that newcomers see, measure and score it; who comes meanwhile waits for the same result."""
    from pages.shell.arrival import first_data_set
    from pages.shell.cache import dataset_cache, frame_cache, model_cache, portfolio_cache
    from pages.shell.cache.store_cache import open_store

    try:
        with _no_complaints():
            name = first_data_set()
            data_set = None if name is None else open_store().data_sets.find(name)
            data = dataset_cache.dataset(None if data_set is None else data_set.head)
            view = frame_cache.home_view(data)
            portfolio_cache.portfolio_of(data, view, model_cache.proposed_model(data, data.content_id))
    except UserError as error:
        # The page says so to whom it concerns.
        LOG.warning("The first data set cannot be opened: %s", error)
    except Exception:
        LOG.exception("The first data set cannot be opened")


def warm_other_pages() -> None:
    """Import what the other pages need, and take it out of the sight of the garbage collector as well."""
    import pages

    for module in pkgutil.walk_packages(pages.__path__, f"{pages.__name__}."):
        # page.py is a script: importing it would run it.
        if not module.name.endswith(".page"):
            importlib.import_module(module.name)
    gc.collect()
    gc.freeze()


@contextmanager
def _no_complaints() -> Iterator[None]:
    log = logging.getLogger(NO_SESSION)
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)
