"""Start page: Streamlit's own HTML with the app's root address and its first scripts and font filled in."""

import json
import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from streamlit.file_util import get_static_dir

_STATIC = Path(get_static_dir())
_FONT = re.compile(r"""<link\s[^>]*rel="preload"[^>]*as="font"[^>]*>""")
NEEDED_SOON = ("PlotlyChart.*.js",)
"""Scripts of the first charts. The page would ask for them only when the first chart arrives; so it reads and runs them
while it waits for the server."""


def _start_page() -> str:
    shipped = (_STATIC / "index.html").read_text(encoding="utf-8")
    html = shipped.replace("<head>", '<head>\n    <script src="./home.js"></script>', 1)
    assert html != shipped, "the start page has no head"
    # The theme writes with the system's fonts: the one that the page would fetch ahead is 170 kB for nothing.
    return _FONT.sub("", html)


def _home() -> str:
    soon = [file.name for name in NEEDED_SOON for file in (_STATIC / "static" / "js").glob(name)]
    return f"""// Where the app lives, so that no page looks for it below its own address first; its font, so that no
// other one is fetched before the theme is there; the scripts of charts, while there is time.
const home = new URL(".", document.currentScript.src).href;
window.__streamlit = {{
  BACKEND_BASE_URL: home,
  LIGHT_THEME: {{ bodyFont: "system-ui" }},
  DARK_THEME: {{ bodyFont: "system-ui" }},
}};
addEventListener("load", () => {{
  for (const name of {json.dumps(soon)}) import(home + "static/js/" + name);
}});
"""


HOME = _home()
PAGE = _start_page()
_ANEW = {"Cache-Control": "no-cache"}


async def _show(_request: Request) -> Response:
    return HTMLResponse(PAGE, headers=_ANEW)


async def _tell_home(_request: Request) -> Response:
    return Response(HOME, media_type="text/javascript", headers=_ANEW)


def start_routes(*addresses: str) -> list[Route]:
    """The routes of the app's root and of each screen; the page itself leads on where an address is a former one."""
    shown = [Route(place, _show) for place in ("/", *(f"/{name}" for name in addresses))]
    return [*shown, Route("/home.js", _tell_home)]
