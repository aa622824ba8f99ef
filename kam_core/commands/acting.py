"""Who acts on the command line, and when."""

from __future__ import annotations

import argparse
import datetime
import getpass

from kam_core.vocabulary.actor import Actor, By, Role


def acting(given: argparse.Namespace, now: datetime.datetime) -> By:
    """The name that was given, else the user of this machine; with all rights."""
    return By(Actor(given.who or getpass.getuser(), Role.ADMINISTRATOR), now)
