"""Escape markdown in names, which Streamlit would render in labels, captions and sentences."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&@/])")
_ADDRESS = re.compile(r"(https?:)(?=//)|(www)(?=\.)|([-.\w+])(?=@[-\w]+\.)", re.IGNORECASE)
"""Where an address begins that becomes a link although it is escaped: Streamlit looks for addresses again after it has
read the markdown."""
JOINER = "\u2060"
"""Invisible and unbreakable; an address with it in the middle is not a link."""


def plain(text: object) -> str:
    """Text that shows as it is wherever Streamlit renders markdown: no image, link, formula, icon or colour."""
    one_line = " ".join(str(text).split())
    return _MARKUP.sub(r"\\\1", _ADDRESS.sub(lambda match: match[0] + JOINER, one_line))
