"""A name shows as it is: what looks like an address in it is neither escaped visibly nor left to become a link."""

from __future__ import annotations

import re

import pytest

from pages.widgets.escape import JOINER, plain

_SOUGHT = (r"(https?:\/\/|www(?=\.))[-.\w]+", r"(^|\s|[^\w\s])[-.\w+]+@[-\w]+(\.[-\w]+)+")
"""What GitHub's markdown looks for in text, as mdast-util-gfm-autolink-literal has it."""


def shown(text: str) -> str:
    """The text that a reader of markdown sees and copies, without what takes no room."""
    return re.sub(r"\\([^\w\s])", r"\1", plain(text))


@pytest.mark.parametrize(
    "name",
    [
        "www.example.com", "WWW.Example.com", "https://example.com/x", "HTTP://example.com", "info@example.com",
        "mailto:info@example.com", "<http://example.com>", "[x](http://example.com)", "![x](https://example.com/x.png)",
        "see www.a.de, https://b.de and c@d.eu", "(www.example.com)", "a.b+c-d@sub.example.com", "x@y@z.com",
    ],
)  # fmt: skip
def test_no_address_is_found_in_the_text_that_is_left(name: str) -> None:
    text = shown(name)
    assert text.replace(JOINER, "") == name
    for sought in _SOUGHT:
        assert (
            re.search(sought.replace("(?<=^|\\s|[^\\w\\s])", r"(?:^|\s|[^\w\s])"), text, re.IGNORECASE | re.ASCII)
            is None
        )


@pytest.mark.parametrize("name", ["上海灯具有限公司", "Lamp & Co. @ Berlin", "A/S Strøm", "50% + 3", "wwwest.com"])
def test_other_names_are_not_touched(name: str) -> None:
    assert shown(name) == name
