"""Command `what-if`: compare a draft with the published model, with the reason of every move."""

from __future__ import annotations

import argparse
from pathlib import Path

from kam_core.commands.arguments import DONE, WRONG_USAGE, Parser, written
from kam_core.commands.loaded_files import add_inputs, home_bounds_used, loaded, no_hysteresis_notice, read_model
from kam_core.commands.terminal import answer_with, tell
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS
from kam_core.reports.export import FORMATS, About, table_bytes
from kam_core.reports.mover_list import mover_list
from kam_core.scoring.model.dataset_hash import data_hash
from kam_core.scoring.model.model_hash import model_hash
from kam_core.scoring.model.proposed_bounds import propose_for_view
from kam_core.services.appraisal import account_measures, built_in_model, score_accounts
from kam_core.vocabulary.message import Message, Money
from kam_core.whatif.comparison import Mover, WhatIf, compare
from kam_core.whatif.draft_answer import what_if_sentence


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command and its arguments."""
    command = commands.add_parser("what-if", help="what a draft of the model would change: counts, movers and why")
    command.add_argument("files", type=Path, nargs="*", metavar="FILE", help="orders, accounts and other tables")
    add_inputs(command, DEFAULT_WINDOW_MONTHS)
    command.add_argument("--draft", type=Path, required=True, metavar="FILE.toml", help="the model to try")
    command.add_argument(
        "--published", type=Path, metavar="FILE.toml", help="the model that holds; without it the built-in one"
    )
    command.add_argument("--out", type=Path, metavar="FILE", help="all movers as .csv, .parquet or .xlsx")
    command.set_defaults(run=_what_if, parser=command)


def _what_if(given: argparse.Namespace) -> int:
    form = "" if given.out is None else given.out.suffix.lower().removeprefix(".")
    if given.out is not None and form not in FORMATS:
        tell(f"--out {given.out}: name the file .csv, .parquet or .xlsx")
        return WRONG_USAGE
    # Before the data are read: an invalid model is refused at once.
    draft = read_model(given.draft)
    from_file = None if given.published is None else read_model(given.published)
    dataset, view = loaded(given)
    frame = account_measures(dataset, view)
    published = score_accounts(
        frame, view, built_in_model(dataset, frame, view.key) if from_file is None else from_file
    )
    draft = propose_for_view(draft, view.key, frame)
    result = compare(published, draft)
    _tell_models(result)
    for notice in home_bounds_used(view, published.model, draft):
        answer_with(notice)
    for row in result.mix.iter_rows(named=True):
        counted = Message(
            "{tier}: {before} → {after} account, revenue {money_before} → {money_after}",
            "{tier}: {before} → {after} accounts, revenue {money_before} → {money_after}",
            "after",
            tier=row["tier"],
            before=row["accounts_before"],
            after=row["accounts_after"],
            money_before=Money(row["revenue_before"]),
            money_after=Money(row["revenue_after"]),
        )
        answer_with(counted)
    answer_with(what_if_sentence(result, draft == published.model))
    for mover in result.movers:
        answer_with(_mover_text(mover))
    if result.moved > len(result.movers):
        answer_with(
            Message("Top {shown} of {all}; use --out FILE for all.", shown=len(result.movers), all=result.moved)
        )
    without_hysteresis = no_hysteresis_notice(published.model, draft)
    if without_hysteresis is not None:
        answer_with(without_hysteresis)
    if given.out is not None:
        about = About.of(draft, view, data_hash(dataset))
        written(given.out, table_bytes(mover_list(result), form, "movers", about))
    return DONE


def _tell_models(result: WhatIf) -> None:
    published = result.published
    answer_with(
        Message(
            "“{published}” ({before}) → “{draft}” ({after}), {accounts} account as of {as_of}",
            "“{published}” ({before}) → “{draft}” ({after}), {accounts} accounts as of {as_of}",
            "accounts",
            published=published.model.name,
            before=model_hash(published.model),
            draft=result.draft.name,
            after=model_hash(result.draft),
            accounts=published.accounts.height,
            as_of=published.view.as_of,
        )
    )


def _mover_text(mover: Mover) -> Message:
    return Message(
        "{sign} {before} → {after}  {name} ({id}): {why}",
        sign="▲" if mover.up else "▼",
        before=mover.tier_before,
        after=mover.tier_after,
        name=mover.name,
        id=mover.account_id,
        why=mover.why,
    )
