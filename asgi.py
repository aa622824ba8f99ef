"""The production entry: the same app with warm imports, security headers and limits.

    python -m streamlit run asgi.py --server.port 8501

docs/operations.md says how several of these stand behind nginx.
"""

import gc
import importlib
import os
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# Two threads that wait for each other on two busy cores made one product of a matrix 26 times slower. numpy reads this
# when it is imported, so it stands above everything that may do so.
for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402

import pages.parts  # noqa: E402
from pages.parts.places import PLACES  # noqa: E402
from serving.guard import Guard  # noqa: E402
from serving.start_page import PAGE, start_routes  # noqa: E402
from serving.takeover import Takeover  # noqa: E402

SLOW_TO_IMPORT = ("pandas", "pyarrow", "PIL.Image", "plotly.graph_objects", "dateutil.parser", "alembic.migration")
"""What a first page would wait for, beside our own modules. scipy is not here: few pages need its 0.4 s."""


def warm_up() -> None:
    """Import what the pages import, then take all of it out of the sight of the garbage collector."""
    for module in pkgutil.walk_packages(pages.parts.__path__, f"{pages.parts.__name__}."):
        importlib.import_module(module.name)
    for name in SLOW_TO_IMPORT:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def warm(_app: st.App) -> AsyncIterator[None]:
    """Warm up before the first answer: a process that answers is one that works, and at once."""
    warm_up()
    yield


app = st.App(
    "app.py",
    lifespan=warm,
    middleware=[
        Middleware(Guard, page=PAGE, metrics_token=os.environ.get("KAM_METRICS_TOKEN", "")),
        Middleware(Takeover),
    ],
    routes=start_routes(*PLACES),
)
