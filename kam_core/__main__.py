"""The command line: the same path as the screen, without the screen.

python -m kam_core score --transactions FILE … --out FILE.csv
python -m kam_core concentration --transactions FILE … [--json]
python -m kam_core inspect FILE … [--sheet NAME] [--json]
python -m kam_core import FILE … [--as TABLE|raw] [--out DIR | --into DATASET]
python -m kam_core datasets | undo IMPORT | audit
python -m kam_core backup FILE [--replace] | restore FILE

Exit codes: 0 done (rejected rows are told), 1 refused, 2 a question is open, 64 wrong usage. Never a traceback
for what a person gave. Who closes the pipe has read enough: that changes no exit code.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from kam_core.analysis import appraised, built_in_model, lines_in_view, measured
from kam_core.commands import backing_up, importing, inspecting, storing
from kam_core.commands.arguments import (
    DONE,
    OPEN_QUESTION,
    REFUSED,
    WRONG_USAGE,
    Parser,
    answer,
    column,
    day,
    line,
    tell_findings,
    uploaded,
    window,
    written,
)
from kam_core.commands.terminal import answer_with, ended, tell
from kam_core.insight.concentration import concentration
from kam_core.intake import ANSWERS, Choices, Intake, Question, load
from kam_core.intake.bounds import COMMAND_LINE
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS, View, default_view
from kam_core.reports.account_list import account_list
from kam_core.reports.export import FORMATS, table_bytes
from kam_core.scoring.model import Model
from kam_core.scoring.presets import propose
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Message, Money, Refusal
from kam_core.vocabulary.money import units
from kam_core.vocabulary.tables.transactions import CANCELLED_STATUSES


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    given = _parser().parse_args(arguments)
    try:
        code: int = given.run(given)
    except Question as question:
        tell(question.message)
        values = ANSWERS.get(question.question) or ("VALUE",)
        options = " | ".join(f"--answer {question.question}={value}" for value in values)
        tell(Message("Answer it with {options}.", options=options))
        return OPEN_QUESTION
    except Refusal as refusal:
        tell(refusal.message)
        return REFUSED
    return code


def _parser() -> Parser:
    parser = Parser(prog="python -m kam_core", description="Order lists in, key accounts out.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    score = commands.add_parser("score", help="one row per account: measures, score, tier and why")
    _inputs(score, DEFAULT_WINDOW_MONTHS)
    score.add_argument("--model", type=Path, metavar="FILE.toml", help="a model; without it the built-in one")
    score.add_argument("--out", type=Path, required=True, metavar="FILE", help=".csv, .parquet or .xlsx")
    score.set_defaults(run=_score, parser=score)
    share = commands.add_parser("concentration", help="how much rests on how few")
    _inputs(share, None)
    share.add_argument("--json", action="store_true", help="print one JSON object")
    share.set_defaults(run=_concentration, parser=share)
    inspecting.add_to(commands)
    importing.add_to(commands)
    storing.add_to(commands)
    backing_up.add_to(commands)
    return parser


def _inputs(command: argparse.ArgumentParser, months: int | None) -> None:
    add = command.add_argument
    add("--transactions", type=Path, action="append", default=[], metavar="FILE", help="orders; may be repeated")
    add("--accounts", type=Path, action="append", default=[], metavar="FILE", help="accounts; may be repeated")
    add("--as-of", type=day, metavar="YYYY-MM-DD", help="default: the last complete month-end of the data")
    shown = "all" if months is None else months
    add("--window-months", type=window, default=months, metavar="N|all", help=f"default: {shown}")
    add("--sheet", metavar="NAME", help="the sheet of a workbook")
    add("--map", type=column, action="append", default=[], metavar="FIELD=COLUMN", help="say which column is which")
    add("--answer", type=answer, action="append", default=[], metavar="QUESTION=VALUE", help="answer a question")
    add("--exclude-status", type=line, action="append", metavar="WORD", help="statuses to leave out, instead of ours")


def _loaded(given: argparse.Namespace) -> tuple[Dataset, View]:
    if not given.transactions and not given.accounts:
        given.parser.error("give --transactions or --accounts, or both")
    uploads = [uploaded(path, "transactions") for path in given.transactions]
    uploads += [uploaded(path, "accounts") for path in given.accounts]
    statuses = CANCELLED_STATUSES if given.exclude_status is None else tuple(given.exclude_status)
    today = datetime.datetime.now(datetime.UTC).date()
    choices = Choices(
        mapping=dict(given.map),
        sheet=given.sheet,
        exclude_status=statuses,
        name=uploads[0].name,
        today=today,
        bounds=COMMAND_LINE,
    ).answered(dict(given.answer))
    intake = load(uploads, choices)
    _tell(intake)
    view = default_view(intake.dataset, given.window_months, today)
    if given.as_of is not None:
        view = View(given.as_of, given.window_months)
    return intake.dataset, view


def _tell(intake: Intake) -> None:
    """What became of the rows, on stderr: totals, then the first findings in full."""
    for count in intake.counts:
        place = f"{count.file} [{count.sheet}]" if count.sheet else count.file
        message = Message(
            "{place}: {read} rows read, {loaded} loaded, {left_out} left out, {rejected} rejected.",
            place=place, read=count.read, loaded=count.loaded, left_out=count.left_out, rejected=count.rejected,
        )  # fmt: skip
        tell(message)
    tell_findings(intake.notes)


def _score(given: argparse.Namespace) -> int:
    form = given.out.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        tell(f"--out {given.out}: name the file .csv, .parquet or .xlsx")
        return WRONG_USAGE
    model = None if given.model is None else _model(given.model)
    dataset, view = _loaded(given)
    frame = measured(dataset, view)
    portfolio = appraised(frame, view, propose(model, frame) if model else built_in_model(dataset, frame))
    content = table_bytes(account_list(portfolio), form)
    written(given.out, content)
    counts = lines_in_view(dataset, view)
    done = Message(
        "{accounts} accounts as of {as_of}, revenue {revenue}, model “{model}” → {out}",
        accounts=portfolio.accounts.height,
        as_of=view.as_of,
        revenue=Money(int(frame["revenue"].sum())),
        model=portfolio.model.name,
        out=str(given.out),
    )
    answer_with(done)
    if counts["after"]:
        answer_with(Message("{count} order lines are later than this and not in this view.", count=counts["after"]))
    return DONE


def _model(path: Path) -> Model:
    try:
        return Model.from_toml(path.read_text(encoding="utf-8-sig"), path.name)
    except OSError as error:
        raise Refusal("{file} cannot be read: {why}.", file=str(path), why=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise Refusal("{file} is not a text file. Choose a model saved as TOML.", file=str(path)) from error


def _concentration(given: argparse.Namespace) -> int:
    dataset, view = _loaded(given)
    revenue = measured(dataset, view)["revenue"].to_numpy()
    # Totals are added as integers and turned into currency units once, at the end.
    numbers = asdict(concentration(revenue.astype(float))) | {"total": units(int(revenue.sum()))}
    shown = {name: numbers[name] for name in ("total", "accounts", "top20_share", "n80", "gini", "hhi")}
    if given.json:
        answer_with(json.dumps({**shown, "as_of": view.as_of.isoformat()}, ensure_ascii=False))
    else:
        for name, value in shown.items():
            answer_with(f"{name:12s} {value}")
    return DONE


if __name__ == "__main__":
    sys.exit(ended(main))
