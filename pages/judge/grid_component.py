"""The grid in the browser: what is sent to it, and the cell and mark that it sends back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import polars as pl
import streamlit as st

from kam_core.charts.theme import DARK_TIER_COLOURS, DARK_TIER_INK, TIER_COLOURS, TIER_INK
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.whatif.judging.answer_sentence import tier_runs
from kam_core.whatif.judging.summary import ROW
from pages.judge.open_questions import OpenQuestions
from pages.panels.judging.cell import Cell, parsed_cell
from pages.widgets.browser_files import browser_text

_GRID = st.components.v2.component(
    "kam_judging_grid",
    html='<div class="judging"></div>',
    css=browser_text(__file__, "grid.css"),
    js=browser_text(__file__, "grid.js"),
)
KEY = "judge_grid"


def grid_payload(questions: OpenQuestions, rows: pl.DataFrame, chosen: Cell | None) -> dict[str, Any]:
    """All that the browser needs for the accounts of one page: texts, marks and the chosen cell."""
    words = questions.context.words
    codes = rows["account"].to_list()
    marks = {
        (account, criterion): (score, is_old, disagrees)
        for account, criterion, score, is_old, disagrees in questions.marks.filter(
            pl.col("account").is_in(codes), pl.col("criterion").is_in(list(questions.criteria))
        )
        .select("account", "criterion", "score", "is_old", "disagrees")
        .iter_rows()
    }
    deciding = questions.deciding
    return {
        "criteria": [
            {"n": name, "h": words.say(CRITERIA[name].head), "l": words.say(CRITERIA[name].label)}
            for name in questions.criteria
        ],
        "rows": [
            {
                "id": row["account_id"],
                "name": row["name"] or row["account_id"],
                "owner": row["owner"] or "",
                "tier": row["tier"] or "",
                "ask": deciding.first(row[ROW]) or "",
                "runs": [[run.marks, run.tier] for run in tier_runs(deciding.tiers[row[ROW]].tolist())],
                "revenue": words.money(row["revenue"]),
                "marks": [_mark(marks.get((row["account"], name)), row.get(name)) for name in questions.criteria],
            }
            for row in rows.iter_rows(named=True)
        ],
        "cell": None if chosen is None else [chosen.account, chosen.criterion],
        "tiers": {
            tier: [TIER_COLOURS[tier], DARK_TIER_COLOURS[tier], TIER_INK[tier], DARK_TIER_INK[tier]] for tier in TIERS
        },
        "words": {
            "account": words.say("Account"),
            "tier": words.say("Mark: tier"),
            "revenue": words.say("Revenue"),
            "old": words.say("older than 12 months"),
            "apart": words.say("two assessors differ by 2 or more"),
            "blank": words.say("not judged"),
            "first": words.say("ask first"),
            "open": words.say("Open the account"),
        },
    }


def _mark(given: tuple[float, bool, bool] | None, value: float | None) -> list[Any]:
    """Text, mark for the tint, and flags: old, disagrees, computed from its parts. No text where not judged."""
    if given is not None:
        score, is_old, disagrees = given
        return [_text(score), score, int(is_old), int(disagrees), 0]
    return ["", 0, 0, 0, 0] if value is None else [_text(value), value, 0, 0, 1]


def _text(score: float) -> str:
    return f"{score:.0f}" if score == round(score) else f"{score:.1f}"


def mount_grid(
    payload: dict[str, Any],
    accounts: tuple[str, ...],
    choose: Callable[[Cell, int | None], None],
    save: Callable[[Cell, int], None],
    open_account: Callable[[str], None],
) -> None:
    """Show the grid. The callbacks get cells of these accounts alone; 0 is unknown."""

    def chosen() -> None:
        found = parsed_cell(_sent("choose"), accounts)
        if found is not None:
            choose(*found)

    def saved() -> None:
        found = parsed_cell(_sent("save"), accounts)
        if found is not None and found[1] is not None:
            save(found[0], found[1])

    def opened() -> None:
        account = _sent("open")
        if isinstance(account, str) and account in accounts:
            open_account(account)

    # Bytes, because Streamlit would write each Chinese letter as six.
    data = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    _GRID(key=KEY, data=data, on_choose_change=chosen, on_save_change=saved, on_open_change=opened)


def _sent(event: str) -> object:
    return (st.session_state.get(KEY) or {}).get(event)


def page_ids(rows: pl.DataFrame) -> Sequence[str]:
    """The ids of the accounts of a page."""
    ids: list[str] = rows["account_id"].to_list()
    return ids
