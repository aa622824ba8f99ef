"""Menu of doors and screens, former addresses that lead on, and the start screen at the root address."""

from __future__ import annotations

from collections.abc import Callable, Collection

import streamlit as st
from streamlit.navigation.page import Page

from pages.navigation.page_link import open_page
from pages.navigation.screens import (
    DOORS,
    FORMER_ADDRESSES,
    SCREENS,
    current_address,
    locked_screens,
    screens_of,
    start_address,
)

ROOT = "start"
"""The address of the page at the root of the app, which leads on."""


def menu_pages(say: Callable[[str], str], tables: Collection[str]) -> dict[str, list[Page]]:
    """The sections of the menu with titles in the reader's words: a door with several screens is a section of its own.

    Screens without a door or without their tables, former addresses and the root are in it unseen, so that their
    addresses work.
    """
    flat, sections = [_leading_page(ROOT, default=True)], {}
    for name, door in DOORS.items():
        behind = screens_of(name, tables)
        if len(behind) == 1:
            flat.append(_page(behind[0].address, say(door.title)))
        elif behind:
            sections[say(door.title)] = [_page(screen.address, say(screen.title)) for screen in behind]
    unseen = [screen for screen in SCREENS.values() if screen.door is None or screen in locked_screens(tables)]
    flat += [_page(screen.address, say(screen.title), hidden=True) for screen in unseen]
    return {"": [*flat, *map(_leading_page, FORMER_ADDRESSES)], **sections}


def lead_on(page: Page, start_screen: str | None, tables: Collection[str]) -> None:
    """Go on from the root to the start screen, and from a former address to that of today, with the whole query."""
    address = page.url_path
    if address in SCREENS:
        return
    query = {name: st.query_params[name] for name in st.query_params}
    open_page(current_address(address) or start_address(start_screen, tables), **query)


def _page(address: str, title: str, hidden: bool = False) -> Page:
    return st.Page(SCREENS[address].path, title=title, url_path=address, visibility="hidden" if hidden else "visible")


def _leading_page(address: str, default: bool = False) -> Page:
    return st.Page(_nothing, title=address, url_path=address, default=default, visibility="hidden")


def _nothing() -> None:
    """Draw nothing: such a page is left before it is drawn."""
