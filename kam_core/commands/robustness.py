"""Command `firmness`: accounts that are S under any weights, and those that are only under some."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from kam_core.commands.arguments import DONE, Parser
from kam_core.commands.loaded_files import add_inputs, home_bounds_used, loaded, no_hysteresis_notice, read_model
from kam_core.commands.terminal import answer_with, tell
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS
from kam_core.scoring.model.dataset_hash import data_hash
from kam_core.scoring.model.model_hash import model_hash
from kam_core.scoring.portfolio import Portfolio
from kam_core.services.appraisal import account_measures, built_in_model, score_accounts
from kam_core.vocabulary.enums import STRATEGIC, TIERS
from kam_core.vocabulary.message import Message, Money, Points, Share
from kam_core.vocabulary.money import units
from kam_core.whatif.robustness.acceptability import (
    DEFAULT_DRAWS,
    DEFAULT_SEED,
    DEFAULT_SPREAD,
    SOLID,
    Acceptability,
    acceptability,
)

CONTENDER = 0.2
"""An account that is not S, but would be in so many draws of any weights."""
MOST_CONTENDERS = 10


@dataclass(frozen=True)
class Line:
    """One account: its tier, and how often it is S under any weights and under weights near the model's."""

    account: str
    name: str
    tier: str
    score: float
    revenue: float
    s_any: float
    s_near: float
    verdict: str


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command and its arguments."""
    command = commands.add_parser("firmness", help="which accounts are S under any weights, and which under ours only")
    command.add_argument("files", type=Path, nargs="*", metavar="FILE", help="orders, accounts and other tables")
    add_inputs(command, DEFAULT_WINDOW_MONTHS)
    command.add_argument("--model", type=Path, metavar="FILE.toml", help="a model; without it the built-in one")
    command.add_argument("--draws", type=int, default=DEFAULT_DRAWS, metavar="N", help=f"default: {DEFAULT_DRAWS}")
    command.add_argument("--seed", type=int, default=DEFAULT_SEED, metavar="N", help=f"default: {DEFAULT_SEED}")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object")
    form.add_argument("--markdown", action="store_true", help="print a section of Markdown")
    command.set_defaults(run=_firmness, parser=command)


def _firmness(given: argparse.Namespace) -> int:
    if given.seed < 0:
        given.parser.error("--seed is a whole number from 0")
    model = None if given.model is None else read_model(given.model)
    dataset, view = loaded(given)
    frame = account_measures(dataset, view)
    portfolio = score_accounts(frame, view, built_in_model(dataset, frame, view.key) if model is None else model)
    any_weights = acceptability(portfolio, given.draws, given.seed)
    near = acceptability(portfolio, given.draws, given.seed, DEFAULT_SPREAD)
    lines = _lines(portfolio, any_weights, near)
    for notice in home_bounds_used(view, portfolio.model):
        tell(notice)
    without_hysteresis = no_hysteresis_notice(portfolio.model)
    if without_hysteresis is not None:
        tell(without_hysteresis)
    if given.json:
        head = {
            "as_of": view.as_of.isoformat(), "window": view.window_months or "all", "model": portfolio.model.name,
            "hash": model_hash(portfolio.model), "data": data_hash(dataset), "draws": given.draws, "seed": given.seed,
            "error": any_weights.error(), "accounts": [asdict(line) for line in lines],
        }  # fmt: skip
        answer_with(json.dumps(head, ensure_ascii=False))
        return DONE
    answer_with(
        Message(
            "As of {as_of}, window {window}; model “{model}” {hash}, data {data}; {draws} draws, seed {seed}, "
            "± {error} at 95 %.",
            as_of=view.as_of, window=str(view.window_months or "all"), model=portfolio.model.name,
            hash=model_hash(portfolio.model), data=data_hash(dataset), draws=given.draws, seed=str(given.seed),
            error=Share(any_weights.error()),
        )
    )  # fmt: skip
    answer_with("")
    for text in _table(lines, given.markdown):
        answer_with(text)
    answer_with("")
    answer_with(_summary(lines))
    return DONE


def _lines(portfolio: Portfolio, any_weights: Acceptability, near: Acceptability) -> list[Line]:
    """S accounts, the most robust first, then other accounts that would often be S."""
    accounts, now = portfolio.accounts, portfolio.tiers.tier
    first, second = any_weights.shares[:, 0], near.shares[:, 0]
    # A tier that depends only on the order of the accounts is no conviction.
    earned, earned_near = any_weights.earned[:, 0], near.earned[:, 0]
    strategic = np.flatnonzero(now == 0)
    others = np.flatnonzero((now > 0) & (first >= CONTENDER))
    others = others[np.lexsort((others, -first[others]))][:MOST_CONTENDERS]
    rows = [*strategic[np.lexsort((strategic, -second[strategic], -first[strategic]))], *others]
    return [
        Line(
            account=accounts["account_id"][int(row)],
            name=accounts["name"][int(row)],
            tier=TIERS[now[row]],
            score=round(float(portfolio.scores.score[row]), 1),
            revenue=units(int(portfolio.inputs.revenue[row])),
            s_any=float(first[row]),
            s_near=float(second[row]),
            verdict=_verdict(bool(now[row] == 0), float(earned[row]), float(earned_near[row])),
        )
        for row in rows
    ]


def _verdict(strategic: bool, any_weights: float, near: float) -> str:
    if not strategic:
        return "not S now"
    if any_weights >= SOLID:
        return "conviction"
    return "conviction near our weights" if near >= SOLID else "opinion"


def _table(lines: list[Line], markdown: bool) -> Iterator[str]:
    titles = ("account", "tier", "score", "revenue", "S, any weights", "S, ±50 %", "verdict")
    rows = [
        (
            f"{line.name} ({line.account})", line.tier, str(Message("{x}", x=Points(line.score))),
            str(Message("{x}", x=Money(round(line.revenue * 10_000)))), f"{line.s_any:.1%}", f"{line.s_near:.1%}",
            line.verdict,
        )
        for line in lines
    ]  # fmt: skip
    if markdown:
        yield "| " + " | ".join(titles) + " |"
        yield "|---|---|---:|---:|---:|---:|---|"
        for row in rows:
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
        return
    widths = [max(len(row[place]) for row in (titles, *rows)) for place in range(len(titles))]
    for row in (titles, *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _summary(lines: list[Line]) -> Message:
    strategic = [line for line in lines if line.tier == STRATEGIC]
    if not strategic:
        return Message("No account is S.")
    # Without verbs, so that it reads well of one account, too.
    return Message(
        "S accounts: {all}. Under at least 90% of all weights: {solid}; only near these weights: {near}; "
        "dependent on the weights: {opinion}.",
        all=len(strategic),
        solid=sum(line.verdict == "conviction" for line in strategic),
        near=sum(line.verdict == "conviction near our weights" for line in strategic),
        opinion=sum(line.verdict == "opinion" for line in strategic),
    )
