"""Resolve the person who acts on the command line."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from kam_core import clock
from kam_core.commands.arguments import Parser, person
from kam_core.services.access import Action, allows
from kam_core.services.people import joined_names
from kam_core.store.people import Person
from kam_core.vocabulary.actor import COMMAND_LINE, Actor, By, Role, folded_name
from kam_core.vocabulary.message import UserError

VARIABLE = "KAM_PERSON"
"""Environment variable with the name of the person, if no option is given."""


def add_person(command: Parser) -> None:
    """Add the option for the person who acts."""
    command.add_argument(
        "--by", "--who", dest="who", type=person, metavar="NAME",
        help=f"who acts, as in the table of people; default: ${VARIABLE}",
    )  # fmt: skip


def acting(given: argparse.Namespace, people: Sequence[Person], action: Action) -> By:
    """The named person from the table of people; if that is empty, the name with all rights.

    Refuses an unknown name and none at all; the message names the people who may do it.
    """
    now = clock.now()
    name = " ".join((given.who or os.environ.get(VARIABLE, "")).split())
    if not people:
        return By(Actor(name, Role.ADMINISTRATOR) if name else COMMAND_LINE, now)
    for one in people:
        if one.folded == folded_name(name):
            return By(one.actor, now)
    may = joined_names([one for one in people if allows(one.actor, action)])
    if name:
        raise UserError("There is no person named {name}. Authorised: {names}.", name=name, names=may)
    raise UserError(
        "Give your name with --by NAME, or set {variable}. Authorised: {names}.", variable=VARIABLE, names=may
    )
