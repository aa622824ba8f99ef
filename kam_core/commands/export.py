"""Command `export`: write a table, imported and typed rows, to a file that `import` reads back."""

from __future__ import annotations

import argparse
import locale
from pathlib import Path

from kam_core.commands.arguments import DONE, Parser, written
from kam_core.commands.data_set_option import add_choice, chosen
from kam_core.commands.terminal import answer_with
from kam_core.locale.languages import LANGUAGES, language_for
from kam_core.reports.table_file import rows_of, table_file
from kam_core.services.entries import with_entries
from kam_core.vocabulary.message import Message
from kam_core.vocabulary.tables import TABLES


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command and its arguments."""
    export = commands.add_parser("export", help="a table as it stands, imported and typed, as a file")
    export.add_argument("table", metavar="TABLE", help=", ".join(TABLES))
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="its ending says how: .csv or .xlsx")
    export.add_argument("--language", choices=tuple(LANGUAGES), help="of the headers; default: that of this machine")
    add_choice(export)
    export.set_defaults(run=_export)


def _export(given: argparse.Namespace) -> int:
    with chosen(given) as data:
        current = with_entries(data.store, data.dataset, data.data_set_id)
        language = given.language or language_for(locale.getlocale()[0])
        content = table_file(current, given.table, given.out.suffix.removeprefix(".").lower(), language)
        written(given.out, content)
        count = rows_of(current, TABLES[given.table]).height
        answer_with(Message(
            "{file}: {count} row of {table}",
            "{file}: {count} rows of {table}",
            "count", file=str(given.out), count=count,
                            table=given.table))  # fmt: skip
    return DONE
