"""Save an answer and go on to the next question."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import polars as pl
import streamlit as st

from kam_core.entries.values import EntryError
from kam_core.services.marks import TABLE, Mark, save_mark
from kam_core.vocabulary.calendar import day_number
from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.vocabulary.message import Message, Term, UserError
from pages.panels.entry.open_form import LastAction, last_actions
from pages.panels.entry.row_actions import name_field_key, refuse
from pages.panels.judging.cell import Cell, answered, choose_cell
from pages.shell.actor import actor, by
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext

JUDGE = "judge"
"""What stands for the account in the last action of the grid, which goes over all accounts."""


def own_mark_seen(context: PageContext, cell: Cell) -> float | None:
    """The mark that this person gave on the working day, as this page shows it; None where there is none."""
    table = context.dataset.tables.get(TABLE)
    name, day = actor().name, day_number(context.working_day)
    if table is None or not name:
        return None
    codes = context.dataset.accounts.filter(pl.col("account_id") == cell.account)["account"].to_list()
    own = table.filter(
        pl.col("account").is_in(codes),
        pl.col("criterion").cast(pl.String) == cell.criterion,
        pl.col("assessor") == name,
        pl.col("assessed_on") == day,
    )
    return None if own.is_empty() else float(own["score"][-1])


def save_answer(
    cell: Cell, answer: int | None, seen: float | None, following: Cell | None, place: str, context: PageContext
) -> None:
    """Save 1–5; 0 is unknown and takes back the own mark of the day. Then go on to the following cell.

    place: the account whose last action can be undone, or `JUDGE` for the grid.
    """
    if answer is None:
        refuse(TABLE, Message("Choose an answer from 1 to 5 first, or Unknown."))
        return
    evidence = str(st.session_state.get(cell.key("evidence")) or "").strip()
    mark = Mark(cell.account, cell.criterion, answer or None, evidence)
    try:
        entry = save_mark(
            open_store(), context.data_set, context.dataset, mark, by(name_field_key(TABLE)),
            working_day=context.working_day, seen=seen,
        )  # fmt: skip
    except EntryError as error:
        refuse(TABLE, next(iter(error.fields.values())))
        return
    except UserError as error:
        refuse(TABLE, error.message)
        return
    if entry is not None:
        label = Term(CRITERIA[cell.criterion].label)
        name = account_name(context, cell.account)
        done = (
            Message("{account}, {criterion}: {mark} saved.", account=name, criterion=label, mark=answer)
            if answer
            else Message("{account}, {criterion}: your mark was withdrawn.", account=name, criterion=label)
        )
        last_actions()[TABLE] = LastAction(place, done, entry.id, withdrawn=not answer)
    if answer:
        answered().add(cell.account)
    if following is not None:
        choose_cell(following)


def account_name(context: PageContext, account_id: str) -> str:
    """The name of an account; its id where it has none."""
    names: Sequence[str | None] = context.dataset.accounts.filter(pl.col("account_id") == account_id)["name"].to_list()
    return next((name for name in names if name), account_id)


def day_text(day: int | None, context: PageContext) -> str:
    """A day number as a short date; a dash where it is not known."""
    if day is None:
        return "–"
    date = datetime.date(1970, 1, 1) + datetime.timedelta(days=day)
    return context.words.short_date(date, context.working_day.year)
