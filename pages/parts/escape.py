"""Names are data. Streamlit reads labels, captions and sentences as markdown, so they are escaped on the way."""

from __future__ import annotations

import re

_LIVE = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&@/])")


def plain(text: object) -> str:
    """Text that shows as it is wherever Streamlit renders markdown: no image, link, formula, icon or colour."""
    one_line = " ".join(str(text).split())
    return _LIVE.sub(r"\\\1", one_line)
