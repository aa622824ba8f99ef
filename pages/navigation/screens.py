"""Screens of the app by door: address, folder, title and icon; the one list for menu, routes, links and search."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kam_core.vocabulary.message import N_


@dataclass(frozen=True, slots=True)
class Door:
    """A part of the menu: the work that its screens serve."""

    title: str
    icon: str


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: `address` is its one path segment, `folder` lies below pages/ and holds its page.py.

    `door` names the part of the menu; None keeps the screen out of the menu. `needs` are the tables without which it
    has nothing to show.
    """

    address: str
    folder: str
    title: str
    door: str | None
    needs: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The script of the screen, from the folder of app.py."""
        return f"pages/{self.folder}/page.py"


TODAY, ACCOUNTS, BUSINESS, RULES, DATA = "today", "accounts", "business", "rules", "data"
DOORS: Mapping[str, Door] = {
    TODAY: Door(N_("Today"), ":material/home:"),
    ACCOUNTS: Door(N_("Accounts"), ":material/list:"),
    BUSINESS: Door(N_("Business"), ":material/bar_chart:"),
    RULES: Door(N_("Rules"), ":material/tune:"),
    DATA: Door(N_("Data"), ":material/database:"),
}
ORDERS = ("transactions",)
SCREENS: Mapping[str, Screen] = {
    screen.address: screen
    for screen in (
        Screen("today", "today", N_("Needs attention"), TODAY, ORDERS),
        Screen("accounts", "accounts", N_("All accounts"), ACCOUNTS),
        Screen("account", "account", N_("One account"), ACCOUNTS),
        Screen("judge", "judge", N_("Judge"), ACCOUNTS),
        Screen("qualify", "qualify", N_("Qualify"), ACCOUNTS),
        Screen("owners", "owners", N_("Owners"), ACCOUNTS, ORDERS),
        Screen("results", "business/results", N_("Results"), BUSINESS, ORDERS),
        Screen("dependence", "business/dependence", N_("Dependence"), BUSINESS, ORDERS),
        Screen("loyalty", "business/loyalty", N_("Loyalty"), BUSINESS, ORDERS),
        Screen("simulate", "rules/simulate", N_("Simulate"), RULES, ORDERS),
        Screen("test", "rules/test", N_("Test"), RULES, ORDERS),
        Screen("weights", "rules/weights", N_("Weights"), RULES, ORDERS),
        Screen("decide", "rules/decide", N_("Decide"), RULES, ORDERS),
        Screen("data", "data", N_("Data"), DATA),
        Screen("settings", "settings", N_("Settings"), None),
    )
}
"""Every screen by its address, in the order of the menu."""
FORMER_ADDRESSES: Mapping[str, str] = {
    "overview": "results",
    "portfolio": "accounts",
    "concentration": "dependence",
    "lifecycle": "loyalty",
    "what_if": "simulate",
}
"""Addresses that screens had before, and the address of today to which each leads."""
NEWCOMERS_START = "results"
"""The screen on which somebody starts who has not chosen one."""


def screens_of(door: str, tables: Collection[str]) -> list[Screen]:
    """The screens behind a door that these tables suffice for, in order."""
    return [screen for screen in SCREENS.values() if screen.door == door and {*screen.needs} <= {*tables}]


def locked_screens(tables: Collection[str]) -> list[Screen]:
    """The screens that need more than these tables, in order."""
    return [screen for screen in SCREENS.values() if not {*screen.needs} <= {*tables}]


def start_address(chosen: str | None, tables: Collection[str]) -> str:
    """The address on which somebody starts who chose this screen; the list of accounts, which needs no table, where
    that screen has not its tables."""
    wanted = current_address(chosen or "") or NEWCOMERS_START
    return "accounts" if SCREENS[wanted] in locked_screens(tables) else wanted


def start_title(chosen: str | None) -> str:
    """The title of a chosen start screen, a text of the catalogue."""
    address = current_address(chosen or "")
    return N_("default") if address is None else SCREENS[address].title


def current_address(address: str) -> str | None:
    """The address of today for an address of today or before; None where no screen has or had it."""
    known = FORMER_ADDRESSES.get(address, address)
    return known if known in SCREENS else None
