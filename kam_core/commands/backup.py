"""Commands `backup` and `restore`: the whole store as one file, verified by scoring it again."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from kam_core.commands.actor_option import acting, add_person
from kam_core.commands.arguments import DONE, Parser
from kam_core.commands.opened_store import existing_store
from kam_core.commands.terminal import answer_with, tell
from kam_core.services.access import Action
from kam_core.services.backups import restore, save_backup
from kam_core.store.backup.backup import read_manifest
from kam_core.store.home import database_url, home_folder
from kam_core.store.people import Person
from kam_core.store.save_errors import CorruptFileError
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import Message, UserError


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """The commands and their arguments."""
    backup = commands.add_parser("backup", help="write the whole store into one file; the app may go on working")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.add_argument("--replace", action="store_true", help="write over a FILE that is there")
    backup.add_argument(
        "--without-damaged", action="store_true", help="leave out what cannot be read any more, and name it"
    )
    add_person(backup)
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="bring a backup back; the home that is there is kept beside it")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--force", action="store_true", help="also while an app or a command has the store open")
    add_person(restore)
    restore.set_defaults(run=_restore)


def _backup(given: argparse.Namespace) -> int:
    # A broken link counts as a file, too.
    if os.path.lexists(given.file) and not given.replace:
        raise UserError("{file} already exists. Use another name, or --replace.", file=str(given.file))
    with existing_store() as store:
        by = acting(given, store.people.all(), Action.BACKUP)
        try:
            manifest = save_backup(store, given.file.absolute(), by, without_damaged=given.without_damaged)
        except CorruptFileError as damage:
            tell(damage.message)
            raise UserError(
                "No backup was written. Use --without-damaged to back up all readable data and list the rest."
            ) from damage
    message = Message(
        "{file}: {rows} row and {blobs}; {scores} when it is restored.",
        "{file}: {rows} rows and {blobs}; {scores} when it is restored.",
        "rows",
        file=str(given.file),
        rows=sum(manifest.rows.values()),
        blobs=Message("{count} data file", "{count} data files", "count", count=manifest.objects),
        scores=Message("{count} score is checked", "{count} scores are checked", "count", count=len(manifest.scores)),
    )
    answer_with(message)
    for name in manifest.left_out:
        tell(Message("Not included because it cannot be read: {name}.", name=name))
    return DONE


def _restoring(given: argparse.Namespace) -> By:
    """The person who restores, from the people of the present store; an unreadable one has none."""
    people: Sequence[Person] = ()
    with suppress(UserError, DBAPIError), existing_store() as store:
        people = store.people.all()
    return acting(given, people, Action.RESTORE)


def _restore(given: argparse.Namespace) -> int:
    home, url = home_folder(os.environ), database_url(os.environ)
    manifest = read_manifest(given.file)
    restored = restore(given.file, home, url, _restoring(given), force=given.force)
    answer_with(
        Message(
            "Restored to {home} as of {made_at}; {count} score checked and unchanged.",
            "Restored to {home} as of {made_at}; {count} scores checked and unchanged.",
            "count",
            home=str(home),
            made_at=f"{manifest.made_at:%Y-%m-%d %H:%M} UTC",
            count=restored.proved,
        )
    )
    if manifest.left_out:
        answer_with(
            Message(
                "The backup was made without {count} damaged part ({names}); `audit` may report a gap.",
                "The backup was made without {count} damaged parts ({names}); `audit` may report a gap.",
                "count",
                count=len(manifest.left_out),
                names=", ".join(manifest.left_out),
            )
        )
    if restored.proved < len(manifest.scores):
        answer_with(
            Message(
                "{count} more score was made by an earlier version of the app with other rules; it now follows "
                "the current rules.",
                "{count} more scores were made by an earlier version of the app with other rules; they now "
                "follow the current rules.",
                "count",
                count=len(manifest.scores) - restored.proved,
            )
        )
    if restored.before is not None:
        answer_with(Message("The previous data are in {folder}. Restart the app.", folder=str(restored.before)))
    return DONE
