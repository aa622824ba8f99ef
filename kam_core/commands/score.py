"""Commands `score` and `concentration`: order files in, one row per account or a few numbers out."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

from kam_core.commands.arguments import DONE, WRONG_USAGE, Parser, add_comparison, written
from kam_core.commands.loaded_files import add_inputs, home_bounds_used, loaded, no_hysteresis_notice, read_model
from kam_core.commands.terminal import answer_with, tell
from kam_core.insight.concentration.indices import concentration
from kam_core.measures.line_counts import lines_in_view
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS
from kam_core.reports.account_list import account_list
from kam_core.reports.export import FORMATS, About, table_bytes
from kam_core.scoring.model.dataset_hash import data_hash
from kam_core.services.appraisal import account_measures, built_in_model, score_accounts
from kam_core.vocabulary.message import Message, Money
from kam_core.vocabulary.money import units

CONCENTRATION_FIGURES = (
    "total", "accounts", "top20_share", "n80", "gini", "hhi", "negative_accounts", "negative_total",
)  # fmt: skip
"""What the command prints, by name; shares rest on the revenue above 0."""


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """The commands and their arguments."""
    score = commands.add_parser("score", help="one row per account: measures, score, tier and why")
    add_inputs(score, DEFAULT_WINDOW_MONTHS)
    add_comparison(score)
    score.add_argument("--model", type=Path, metavar="FILE.toml", help="a model; without it the built-in one")
    score.add_argument("--out", type=Path, required=True, metavar="FILE", help=".csv, .parquet or .xlsx")
    score.set_defaults(run=_score, parser=score)
    share = commands.add_parser("concentration", help="how much rests on how few")
    add_inputs(share, None)
    share.add_argument("--json", action="store_true", help="print one JSON object")
    share.set_defaults(run=_concentration, parser=share)


def _score(given: argparse.Namespace) -> int:
    form = given.out.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        tell(f"--out {given.out}: name the file .csv, .parquet or .xlsx")
        return WRONG_USAGE
    model = None if given.model is None else read_model(given.model)
    dataset, view = loaded(given)
    view = replace(view, prior_months=given.compare_months)
    frame = account_measures(dataset, view)
    portfolio = score_accounts(frame, view, built_in_model(dataset, frame, view.key) if model is None else model)
    about = About.of(portfolio.model, view, data_hash(dataset))
    content = table_bytes(account_list(portfolio), form, about=about)
    written(given.out, content)
    for notice in home_bounds_used(view, portfolio.model):
        tell(notice)
    without_hysteresis = no_hysteresis_notice(portfolio.model)
    if without_hysteresis is not None:
        tell(without_hysteresis)
    counts = lines_in_view(dataset, view)
    done = Message(
        "{accounts} account as of {as_of}, revenue {revenue}, model “{model}” → {out}",
        "{accounts} accounts as of {as_of}, revenue {revenue}, model “{model}” → {out}",
        "accounts",
        accounts=portfolio.accounts.height,
        as_of=view.as_of,
        revenue=Money(int(frame["revenue"].sum())),
        model=portfolio.model.name,
        out=str(given.out),
    )
    answer_with(done)
    if counts["after"]:
        answer_with(
            Message(
                "{count} order line is dated later and not included.",
                "{count} order lines are dated later and not included.",
                "count",
                count=counts["after"],
            )
        )
    return DONE


def _concentration(given: argparse.Namespace) -> int:
    dataset, view = loaded(given)
    revenue = account_measures(dataset, view)["revenue"].to_numpy()
    # Totals are added as integers and turned into currency units once, at the end.
    exact = {"total": units(int(revenue.sum())), "negative_total": units(int(revenue[revenue < 0].sum()))}
    numbers = asdict(concentration(revenue.astype(float))) | exact
    shown = {name: numbers[name] for name in CONCENTRATION_FIGURES}
    if given.json:
        answer_with(json.dumps({**shown, "as_of": view.as_of.isoformat()}, ensure_ascii=False))
    else:
        for name, value in shown.items():
            answer_with(f"{name:17s} {value}")
    return DONE
