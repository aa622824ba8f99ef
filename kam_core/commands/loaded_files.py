"""Load files, view and model for the commands that compute."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kam_core import clock
from kam_core.commands.arguments import add_recurring, answer, column, day, line, tell_findings, uploaded, window
from kam_core.commands.terminal import tell
from kam_core.intake import Choices, Intake, load
from kam_core.intake.size_limits import COMMAND_LINE
from kam_core.measures.view import View, default_view, outside
from kam_core.measures.view_key import view_label
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.proposed_bounds import uses_home_bounds
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.tables import TABLES


def add_inputs(command: argparse.ArgumentParser, months: int | None) -> None:
    """Add the arguments for files and view; `months` is the usual window, None for all."""
    add = command.add_argument
    add("--transactions", type=Path, action="append", default=[], metavar="FILE", help="orders; may be repeated")
    add("--accounts", type=Path, action="append", default=[], metavar="FILE", help="accounts; may be repeated")
    add("--opportunities", type=Path, action="append", default=[], metavar="FILE", help="deals; may be repeated")
    add(
        "--won-deals", choices=["sale", "leave"],
        help="whether won deals are sales at their close date; default: only without orders",
    )  # fmt: skip
    add("--rates", type=Path, action="append", default=[], metavar="FILE", help="exchange rates; may be repeated")
    add("--as-of", type=day, metavar="YYYY-MM-DD", help="default: the last complete month-end of the data")
    shown = "all" if months is None else months
    add("--window-months", type=window, default=months, metavar="N|all", help=f"default: {shown}")
    add_recurring(command)
    add("--sheet", metavar="NAME", help="the sheet of a workbook")
    add("--map", type=column, action="append", default=[], metavar="FIELD=COLUMN", help="say which column is which")
    add("--answer", type=answer, action="append", default=[], metavar="QUESTION=VALUE", help="answer a question")
    add("--exclude-status", type=line, action="append", metavar="WORD", help="statuses to leave out, instead of ours")


OTHER_TABLES = tuple(name for name in TABLES if name not in ("transactions", "accounts", "opportunities", "rates"))
"""The tables that have no argument of their own in `add_inputs`."""


def add_other_tables(command: argparse.ArgumentParser) -> None:
    """Add one argument for each table that only some screens use."""
    for name in OTHER_TABLES:
        option = f"--{name.replace('_', '-')}"
        command.add_argument(
            option, dest=name, type=Path, action="append", default=[], metavar="FILE", help=f"{name}; may be repeated"
        )


def loaded(given: argparse.Namespace) -> tuple[Dataset, View]:
    """The data of the named files and their view; row counts and findings are printed.

    The table of a file without a role is detected.
    """
    files = getattr(given, "files", [])
    others = {name: getattr(given, name, []) for name in OTHER_TABLES}
    if not (given.transactions or given.accounts or given.opportunities or files):
        given.parser.error("give --transactions or --accounts, or --opportunities")
    uploads = [uploaded(path, None) for path in files]
    uploads += [uploaded(path, "transactions") for path in given.transactions]
    uploads += [uploaded(path, "accounts") for path in given.accounts]
    uploads += [uploaded(path, "opportunities") for path in given.opportunities]
    uploads += [uploaded(path, "rates") for path in given.rates]
    uploads += [uploaded(path, name) for name, paths in others.items() for path in paths]
    statuses = None if given.exclude_status is None else tuple(given.exclude_status)
    today = clock.now().date()
    choices = Choices(
        mapping=dict(given.map),
        sheet=given.sheet,
        exclude_status=statuses,
        name=uploads[0].name,
        today=today,
        limits=COMMAND_LINE,
        partial=True,
        won_deals=given.won_deals,
    ).with_answers(dict(given.answer))
    intake = load(uploads, choices)
    _tell(intake)
    view = replace(default_view(intake.dataset, given.window_months, today), recurring_months=given.recurring_months)
    if given.as_of is not None:
        view = replace(view, as_of=given.as_of)
        dates = outside(intake.dataset, given.as_of)
        if dates is not None:
            tell(
                Message(
                    "{day} is outside the data range ({first} to {last}).",
                    day=given.as_of,
                    first=dates[0],
                    last=dates[1],
                )
            )
    return intake.dataset, view


def _tell(intake: Intake) -> None:
    """Print row counts and findings on stderr."""
    for count in intake.counts:
        place = f"{count.file} [{count.sheet}]" if count.sheet else count.file
        message = Message(
            "{place}: {read} row read, {loaded} loaded, {left_out} excluded, {rejected} rejected.",
            "{place}: {read} rows read, {loaded} loaded, {left_out} excluded, {rejected} rejected.",
            "read",
            place=place, read=count.read, loaded=count.loaded, left_out=count.left_out, rejected=count.rejected,
        )  # fmt: skip
        tell(message)
    tell_findings(intake.notes)


def no_hysteresis_notice(*models: Model) -> Message | None:
    """Notice that published tiers are unknown without the store; None where no model has hysteresis."""
    if not any(model.has_hysteresis for model in models):
        return None
    return Message("No published tiers available: accounts near a cut are not kept in their tier.")


def home_bounds_used(view: View, *models: Model) -> Iterator[Message]:
    """Notices for models without bounds for a view, which use those of their home view."""
    for model in models:
        if uses_home_bounds(model, view.key):
            yield Message(
                "“{model}” has no ranges for {view}; the ranges for {home} are used.",
                model=model.name,
                view=view_label(view.key),
                home=view_label(model.home),
            )


def read_model(path: Path) -> Model:
    """Read a model file. Refuses an unreadable or invalid one."""
    try:
        return Model.from_toml(path.read_text(encoding="utf-8-sig"), path.name)
    except OSError as error:
        raise UserError("{file} cannot be read: {why}.", file=str(path), why=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise UserError("{file} is not a text file. Choose a model saved as TOML.", file=str(path)) from error
