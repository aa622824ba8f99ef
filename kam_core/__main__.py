"""The command line: the same path as the screen, without the screen.

python -m kam_core score --transactions FILE … --out FILE.csv
python -m kam_core concentration --transactions FILE … [--json]
python -m kam_core what-if FILE … --draft MODEL.toml [--published MODEL.toml] [--out FILE.csv]
python -m kam_core firmness FILE … [--model MODEL.toml] [--draws N] [--seed N] [--json | --markdown]
python -m kam_core inspect FILE … [--sheet NAME] [--json]
python -m kam_core import FILE … [--as TABLE|raw] [--out DIR | --into DATASET]
python -m kam_core datasets | open CUBE | undo IMPORT | audit
python -m kam_core build --lines PATH … --out DIR [--engine polars|duckdb|spark] [--memory-limit 2GB]
python -m kam_core backup FILE [--replace] | restore FILE

Exit codes: 0 done (rejected rows are told), 1 refused, 2 a question is open, 64 wrong usage. Never a traceback
for what a person gave. Who closes the pipe has read enough: that changes no exit code.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from kam_core.analysis import appraised, built_in_model, lines_in_view, measured
from kam_core.commands import backing_up, building, considering, firmness, importing, inspecting, storing
from kam_core.commands.arguments import (
    DONE,
    OPEN_QUESTION,
    REFUSED,
    WRONG_USAGE,
    Parser,
    written,
)
from kam_core.commands.loading import add_inputs, loaded, nobody_held, read_model
from kam_core.commands.terminal import answer_with, ended, tell
from kam_core.insight.concentration import concentration
from kam_core.intake import ANSWERS, Question
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS
from kam_core.reports.account_list import account_list
from kam_core.reports.export import FORMATS, About, table_bytes
from kam_core.scoring.data_hash import data_hash
from kam_core.scoring.presets import propose
from kam_core.vocabulary.message import Message, Money, Refusal
from kam_core.vocabulary.money import units


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
    add_inputs(score, DEFAULT_WINDOW_MONTHS)
    score.add_argument("--model", type=Path, metavar="FILE.toml", help="a model; without it the built-in one")
    score.add_argument("--out", type=Path, required=True, metavar="FILE", help=".csv, .parquet or .xlsx")
    score.set_defaults(run=_score, parser=score)
    share = commands.add_parser("concentration", help="how much rests on how few")
    add_inputs(share, None)
    share.add_argument("--json", action="store_true", help="print one JSON object")
    share.set_defaults(run=_concentration, parser=share)
    considering.add_to(commands)
    firmness.add_to(commands)
    inspecting.add_to(commands)
    importing.add_to(commands)
    storing.add_to(commands)
    backing_up.add_to(commands)
    building.add_to(commands)
    return parser


def _score(given: argparse.Namespace) -> int:
    form = given.out.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        tell(f"--out {given.out}: name the file .csv, .parquet or .xlsx")
        return WRONG_USAGE
    model = None if given.model is None else read_model(given.model)
    dataset, view = loaded(given)
    frame = measured(dataset, view)
    portfolio = appraised(frame, view, propose(model, frame) if model else built_in_model(dataset, frame))
    about = About.of(portfolio.model, view, data_hash(dataset))
    content = table_bytes(account_list(portfolio), form, about=about)
    written(given.out, content)
    unheld = nobody_held(portfolio.model)
    if unheld is not None:
        tell(unheld)
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


def _concentration(given: argparse.Namespace) -> int:
    dataset, view = loaded(given)
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
