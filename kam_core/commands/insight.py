"""Command `insight`: the figures of a screen, and the rows behind them."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

from kam_core import clock
from kam_core.commands.arguments import DONE, Parser, add_comparison
from kam_core.commands.data_set_option import data_set_named, document_of
from kam_core.commands.loaded_files import add_inputs, add_other_tables, home_bounds_used, loaded, read_model
from kam_core.commands.terminal import answer_with, tell
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS, View, default_view
from kam_core.scoring.model.model import Model
from kam_core.services.insights.catalogue import INSIGHTS, insight_document
from kam_core.services.insights.insight import Subject
from kam_core.services.rules.care_cadence import CARE_CADENCE
from kam_core.services.rules.fiscal_year import FISCAL_YEAR
from kam_core.services.rules.risk_weights import RISK_WEIGHTS
from kam_core.vocabulary.dataset import Dataset

SHOWN_ROWS = 10


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command and its arguments."""
    insight = commands.add_parser("insight", help="the figures of a screen by name")
    insight.add_argument("name", nargs="?", choices=sorted(INSIGHTS), metavar="NAME", help=", ".join(INSIGHTS))
    insight.add_argument("--list", action="store_true", help="print all names with their figures and columns")
    insight.add_argument("--dataset", metavar="NAME", help="a data set of the store by name or id, or demo")
    add_inputs(insight, DEFAULT_WINDOW_MONTHS)
    add_other_tables(insight)
    add_comparison(insight)
    insight.add_argument("--unit", choices=("account", "group"), default="account", help="default: account")
    insight.add_argument(
        "--model", type=Path, metavar="FILE.toml", help="a model; without it the active or built-in one"
    )
    insight.add_argument("--owner", metavar="NAME", help="the accounts of one owner")
    insight.add_argument("--json", action="store_true", help="print one JSON object")
    insight.set_defaults(run=_insight, parser=insight)


def _insight(given: argparse.Namespace) -> int:
    if given.list:
        for name, recipe in INSIGHTS.items():
            answer_with(f"{name}: {recipe.title}")
            answer_with(f"  figures: {', '.join(recipe.figures)}")
            answer_with(f"  a row: {', '.join(recipe.columns)}")
        return DONE
    if given.name is None:
        given.parser.error("give a name, or --list")
    dataset, view, model = _data(given)
    view = replace(view, unit=given.unit, prior_months=given.compare_months)
    if given.model is not None:
        model = read_model(given.model)
    subject = Subject.of(dataset, view, model, given.owner)
    if given.dataset is not None:
        subject = replace(
            subject,
            fiscal_year=document_of(given.dataset, FISCAL_YEAR),
            risk_weights=document_of(given.dataset, RISK_WEIGHTS),
            cadence=document_of(given.dataset, CARE_CADENCE),
        )
    for notice in home_bounds_used(view, subject.model):
        tell(notice)
    document = insight_document(given.name, subject)
    if given.json:
        answer_with(json.dumps(document, ensure_ascii=False))
    else:
        _print(document)
    return DONE


def _data(given: argparse.Namespace) -> tuple[Dataset, View, Model | None]:
    """The data of the files, or of the store with its active model."""
    if given.dataset is None:
        dataset, view = loaded(given)
        return dataset, view, None
    dataset, model, rules = data_set_named(given.dataset)
    view = replace(
        default_view(dataset, given.window_months, clock.today()),
        recurring_months=given.recurring_months,
        lifecycle=rules,
    )
    return dataset, view if given.as_of is None else replace(view, as_of=given.as_of), model


def _print(document: dict[str, object]) -> None:
    """The figures one a line, and the first rows."""
    figures, rows = document["figures"], document["rows"]
    assert isinstance(figures, dict)
    assert isinstance(rows, list)
    answer_with(f"{document['insight']} as of {document['as_of']}")
    for name, value in figures.items():
        answer_with(f"{name:22s} {'unknown' if value is None else value}")
    for row in rows[:SHOWN_ROWS]:
        answer_with("  " + " · ".join("–" if value is None else str(value) for value in row.values()))
    if len(rows) > SHOWN_ROWS:
        answer_with(f"  {len(rows) - SHOWN_ROWS:,} more rows: use --json")
