"""Settings of the server: warm-up, security headers, limits, cookies and the routes of the screens."""

from __future__ import annotations

import os
from typing import Any

from starlette.middleware import Middleware

from pages.navigation.screens import FORMER_ADDRESSES, SCREENS
from pages.shell.browser import signing_key
from pages.shell.health import why_unhealthy
from pages.shell.warm_up import score_default_data_set, warm_first_page, warm_other_pages
from serving.allowed_hosts import AllowedHostsMiddleware, host_names
from serving.browser_cookie import BrowserCookie
from serving.health import health_route
from serving.security_headers import SecurityHeadersMiddleware
from serving.session_takeover import SessionTakeoverMiddleware
from serving.start_page import PAGE, start_routes
from serving.warm_up import WarmUp, WarmUpMiddleware

HOSTS = "KAM_HOSTS"
METRICS_TOKEN = "KAM_METRICS_TOKEN"  # noqa: S105 - the name of a variable


def server_settings() -> dict[str, Any]:
    """The arguments of `st.App` beside the script."""
    warm_up = WarmUp(warm_first_page, (0.0, score_default_data_set), (3.0, warm_other_pages))
    key = signing_key()
    # Where no key can be stored, browsers are not told apart.
    cookies = [] if key is None else [Middleware(BrowserCookie, key=key)]
    return {
        "lifespan": warm_up.lifespan,
        "middleware": [
            Middleware(SecurityHeadersMiddleware, page=PAGE, metrics_token=os.environ.get(METRICS_TOKEN, "")),
            Middleware(AllowedHostsMiddleware, names=host_names(os.environ.get(HOSTS, "")), setting=HOSTS),
            *cookies,
            Middleware(SessionTakeoverMiddleware),
            Middleware(WarmUpMiddleware, warm_up=warm_up),
        ],
        "routes": [*start_routes(*SCREENS, *FORMER_ADDRESSES), health_route(why_unhealthy)],
    }
