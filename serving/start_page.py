"""The page that every address begins with: Streamlit's own, told at once what it would otherwise have to find out."""

import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.file_util import get_static_dir

HOME = b"""// Where the app lives, so that no page looks for it below its own address first; and its font, so that no
// other one is fetched before the theme is there.
window.__streamlit = {
  BACKEND_BASE_URL: new URL(".", document.currentScript.src).href,
  LIGHT_THEME: { bodyFont: "system-ui" },
  DARK_THEME: { bodyFont: "system-ui" },
};
"""
_FONT = re.compile(r"""<link\s[^>]*rel="preload"[^>]*as="font"[^>]*>""")


def _start_page() -> str:
    shipped = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    told = shipped.replace("<head>", '<head>\n    <script src="./home.js"></script>', 1)
    assert told != shipped, "the start page has no head"
    # The theme writes with the system's fonts: the one that the page would fetch ahead is 170 kB for nothing.
    return _FONT.sub("", told)


PAGE = _start_page()
_ANEW = {"Cache-Control": "no-cache"}


async def _show(_request: Request) -> Response:
    return HTMLResponse(PAGE, headers=_ANEW)


async def _tell_home(_request: Request) -> Response:
    return Response(HOME, media_type="text/javascript", headers=_ANEW)


async def _go_to_first(request: Request) -> Response:
    return RedirectResponse("./" + (f"?{request.url.query}" if request.url.query else ""))


def start_routes(first: str, *others: str) -> list[Route]:
    """The addresses of the menu's pages; the first one's name leads to the address of the app itself."""
    shown = [Route(place, _show) for place in ("/", *(f"/{name}" for name in others))]
    return [*shown, Route(f"/{first}", _go_to_first), Route("/home.js", _tell_home)]
