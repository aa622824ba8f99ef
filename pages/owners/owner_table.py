"""Table of owners, those who need help first; a click anywhere in a row opens the owner."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from kam_core.locale.language import Language
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.formulas import formula_of
from pages.shell.owner_choice import choose_owner
from pages.widgets.tables.column import ANSWER, DETAIL, NAME_WIDTH, REASON, Cell, Column
from pages.widgets.tables.memory import table_memory
from pages.widgets.tables.table_component import mount, payload, rows_to_send

KEY = "owners"
ROWS_AT_FIRST = 25
SHOWN = (
    "name", "gap", "target", "alerts", "alert_stake", "loss", "purchases_overdue", "actions_overdue", "accounts",
    "book", "key_accounts", "sold", "minutes", "touches",
)  # fmt: skip


def show_owner_table(frame: pl.DataFrame, words: Language) -> None:
    """Show the owners of an `OwnerList` frame; columns of which nothing is known are left out."""
    rows = rows_to_send(owner_rows(frame), words)
    memory = table_memory()
    mount(
        payload(rows, _columns(rows, words), words, memory.read(KEY), ROWS_AT_FIRST, find=True),
        KEY,
        choose_owner,
        lambda choices: memory.save(KEY, choices),
    )


def owner_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows by gap, the largest shortfall first, then by money at stake; the hidden id is the name."""
    named = frame.filter(pl.col("owner").is_not_null())
    known = [name for name in named.columns if named[name].count()]
    return (
        named.sort("gap", "alert_stake", "owner", descending=[False, True, False], nulls_last=True)
        .select(known)
        .with_columns(
            pl.col("owner").alias("account_id"),
            pl.col("owner").alias("name"),
            pl.concat_str(
                [pl.when(pl.col(tier) > 0).then(pl.format(f"{tier} {{}}", tier)) for tier in TIERS],
                separator=" · ", ignore_nulls=True,
            ).alias("book"),
        )
        # On a phone the card shows one amount: the gap, not the revenue.
        .rename({"revenue": "sold"})
        .select("account_id", *(name for name in SHOWN if name in {*known, "name", "book", "sold"}))
    )  # fmt: skip


def _columns(rows: pl.DataFrame, words: Language) -> dict[str, Column]:
    money, number = Cell.MONEY, Cell.NUMBER
    settings = {
        "name": Column(words.say("Owner"), Cell.TEXT, NAME_WIDTH, ANSWER),
        "gap": Column(words.say("Gap to target"), money, priority=ANSWER, help=words.say(formula_of("owner_gap"))),
        "target": Column(words.say("Target"), money, priority=DETAIL),
        "alerts": Column(words.say("Need attention"), number, priority=ANSWER),
        "alert_stake": Column(
            words.say("At stake"), money, priority=ANSWER, help=words.say(formula_of("owner_alert_stake"))
        ),
        "loss": Column(words.say("Expected loss"), money, priority=ANSWER),
        "purchases_overdue": Column(
            words.say("Purchases overdue"), number, priority=REASON, help=words.say(formula_of("purchases_overdue"))
        ),
        "actions_overdue": Column(words.say("Actions overdue"), number, priority=REASON),
        "accounts": Column(words.say("Accounts"), number, priority=REASON),
        "book": Column(words.say("By tier"), Cell.TEXT, 170, DETAIL),
        "key_accounts": Column(words.say("Key accounts"), number, priority=DETAIL + 1, shown=False),
        "sold": Column(words.say("Revenue"), money, priority=REASON, help=words.say(formula_of("revenue"))),
        "minutes": Column(
            words.say("Minutes of touches"), number, priority=DETAIL, help=words.say(formula_of("touch_minutes"))
        ),
        "touches": Column(words.say("Touches"), number, priority=DETAIL + 1, shown=False),
    }
    return {name: _filled(settings[name]) for name in rows.columns if name != "account_id"}


def _filled(column: Column) -> Column:
    """The column with whole numbers, and no width but that of texts."""
    return replace(column, digits=0, width=column.width or 0)
