"""Names are data. Streamlit reads labels, captions and sentences as markdown, so they are escaped on the way."""

from __future__ import annotations

import re

_LIVE = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&@/])")
_ADDRESS = re.compile(r"(https?:)(?=//)|(www)(?=\.)|([-.\w+])(?=@[-\w]+\.)", re.IGNORECASE)
"""Where an address begins that becomes a link although it is escaped: addresses are also looked for in the text that
is left when all marks have been read."""
JOINER = "\u2060"
"""Takes no room and breaks no line; an address with it in the middle is none."""


def plain(text: object) -> str:
    """Text that shows as it is wherever Streamlit renders markdown: no image, link, formula, icon or colour."""
    one_line = " ".join(str(text).split())
    return _LIVE.sub(r"\\\1", _ADDRESS.sub(lambda found: found[0] + JOINER, one_line))
