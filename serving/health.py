"""Health endpoint for monitoring systems and proxies."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

ADDRESS = "/health"
WELL, ILL = 200, 503


def health_route(why_unhealthy: Callable[[], str | None]) -> Route:
    """Answers 200 and "ok", or 503 and the sentence that `why_unhealthy` gives."""

    # No coroutine: Starlette runs it in a thread, so that a slow disk holds nobody up.
    def answer(_request: Request) -> PlainTextResponse:
        why = why_unhealthy()
        status = WELL if why is None else ILL
        return PlainTextResponse(f"{why or 'ok'}\n", status_code=status, headers={"Cache-Control": "no-store"})

    return Route(ADDRESS, answer)
