"""The production entry: the same app with a warm-up, security headers and limits.

    python -m streamlit run asgi.py --server.port 8501

docs/operations.md says how several of these stand behind nginx.
"""

import os

# Two threads that wait for each other on two busy cores made one product of a matrix 26 times slower. numpy reads this
# when it is imported, so it stands above everything that may do so.
for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402

from pages.shell.browser import signing_key  # noqa: E402
from pages.shell.health import why_unhealthy  # noqa: E402
from pages.shell.navigation import PAGES  # noqa: E402
from pages.shell.warm_up import score_default_data_set, warm_first_page, warm_other_pages  # noqa: E402
from serving.allowed_hosts import AllowedHostsMiddleware, host_names  # noqa: E402
from serving.browser_cookie import BrowserCookie  # noqa: E402
from serving.health import health_route  # noqa: E402
from serving.security_headers import SecurityHeadersMiddleware  # noqa: E402
from serving.session_takeover import SessionTakeoverMiddleware  # noqa: E402
from serving.start_page import PAGE, start_routes  # noqa: E402
from serving.warm_up import WarmUp, WarmUpMiddleware  # noqa: E402

HOSTS = "KAM_HOSTS"

# Whatever a library writes for us is for this account alone, as everything that the store writes.
os.umask(0o077)

# Where no key can be kept, no browser is known.
browsers = [] if (key := signing_key()) is None else [Middleware(BrowserCookie, key=key)]
warm_up = WarmUp(warm_first_page, (0.0, score_default_data_set), (3.0, warm_other_pages))

app = st.App(
    "app.py",
    lifespan=warm_up.lifespan,
    middleware=[
        Middleware(SecurityHeadersMiddleware, page=PAGE, metrics_token=os.environ.get("KAM_METRICS_TOKEN", "")),
        Middleware(AllowedHostsMiddleware, names=host_names(os.environ.get(HOSTS, "")), setting=HOSTS),
        *browsers,
        Middleware(SessionTakeoverMiddleware),
        Middleware(WarmUpMiddleware, warm_up=warm_up),
    ],
    routes=[*start_routes(*PAGES), health_route(why_unhealthy)],
)
