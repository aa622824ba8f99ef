"""Doors and screens beside the menu: the screens of the current door, and the doors at the bottom of a phone."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from kam_core.locale.language import Language
from pages.navigation.page_link import show_page_link
from pages.navigation.screens import DOORS, SCREENS, screens_of


def show_screens(address: str, tables: Collection[str], words: Language) -> None:
    """Show links to the screens of the door that the address lies behind, the current one marked.

    tables: those with rows, which decide what is in the menu.
    """
    door = SCREENS[address].door
    behind = [] if door is None else screens_of(door, tables)
    with st.container(
        horizontal=True, key=f"screens_of_{door}", gap="medium", vertical_alignment="center", width="content"
    ):
        for screen in behind if len(behind) > 1 else ():
            key = "screen_current" if screen.address == address else f"screen_{screen.address}"
            with st.container(key=key, width="content"):
                show_page_link(screen.address, words.say(screen.title))


def show_bottom_doors(address: str, tables: Collection[str], words: Language) -> None:
    """Show the doors at the bottom edge, for narrow screens; the style hides them on wide ones."""
    current = SCREENS[address].door
    with st.bottom, st.container(horizontal=True, key="bottom_doors", gap=None):
        for name, door in DOORS.items():
            behind = screens_of(name, tables)
            if behind:
                with st.container(key="door_current" if name == current else f"door_{name}", width="stretch"):
                    show_page_link(behind[0].address, words.say(door.title), icon=door.icon)
