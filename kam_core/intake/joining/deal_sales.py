"""Decide whether won deals are sales, and which lines and accounts the deals of an import give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kam_core.intake.comparing.record_merge import RecordMerger, StoredRecords
from kam_core.intake.joining.dataset import table_rows
from kam_core.intake.joining.outcomes import with_outcomes
from kam_core.intake.joining.won_deals import SALE, decided, is_won, naming_rows, proposed, won_deal_lines
from kam_core.intake.upload import Choices
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.tables.pipeline import OPPORTUNITIES


@dataclass(frozen=True)
class DealSales:
    """The deals of a data set as far as they are sales or name accounts.

    answer: whether won deals are sales, None without any; proposal: what is proposed; is_assumed: won deals are sales
    although nobody said so. deals: the merged deals where accounts follow from them,
    else None: they are merged once the accounts are known. lines: those of won deals that are sales; naming: rows that
    only name accounts, in the columns of order lines.
    """

    answer: str | None
    deals: pl.DataFrame | None
    proposal: str
    is_assumed: bool = False
    lines: pl.DataFrame | None = None
    naming: pl.DataFrame | None = None

    @property
    def counted(self) -> bool:
        """Whether won deals are sales."""
        return self.answer == SALE

    def with_lines(self, orders: pl.DataFrame) -> pl.DataFrame:
        """The order lines of the data set with those of won deals."""
        return orders if self.lines is None else pl.concat([orders, self.lines]).sort("source", "line")

    def with_naming_rows(self, orders: pl.DataFrame) -> pl.DataFrame:
        """The same, with a row for each deal that names an account besides."""
        return orders if self.naming is None else pl.concat([self.with_lines(orders), self.naming])

    @staticmethod
    def of(
        parts: Sequence[TypedRows],
        records: RecordMerger,
        stored: StoredRecords,
        orders: pl.DataFrame,
        choices: Choices,
        earlier_answers: Mapping[str, str],
    ) -> DealSales:
        """Decide from the deals of the files and of earlier imports; `orders`: all order lines of the data set."""
        proposal = proposed(not orders.is_empty())
        earlier_deals = stored.of(OPPORTUNITIES.name)
        if not parts and earlier_deals is None:
            return DealSales(choices.won_deals, None, proposal)
        new_deals = table_rows(OPPORTUNITIES, parts)
        origin = (
            pl.col("source")
            .cast(pl.String)
            .replace_strict({str(rows.source): str(rows.sheet.place.words) for rows in parts}, return_dtype=pl.String())
        )
        before = with_outcomes(OPPORTUNITIES, new_deals.with_columns(origin.alias("origin")))
        if earlier_deals is not None:
            before = pl.concat([with_outcomes(OPPORTUNITIES, earlier_deals), before], how="diagonal")
        answer = None
        if before.select(is_won().any()).item():
            had = stored.of("transactions")
            had_orders = had is not None and not had.is_empty()
            answer = decided(choices.won_deals, earlier_answers.get("won_deals"), orders, had_orders, before)
        names_accounts = orders.is_empty() and "accounts" not in records.frames
        if answer != SALE and not names_accounts:
            return DealSales(answer, None, proposal)
        deals = with_outcomes(OPPORTUNITIES, records.merge(OPPORTUNITIES.name, new_deals))
        lines = won_deal_lines(deals).select(orders.columns) if answer == SALE else orders.clear()
        was_asked = choices.won_deals is not None or "won_deals" in earlier_answers
        assumed = answer == SALE and not was_asked
        return DealSales(answer, deals, proposal, assumed, lines, naming_rows(deals, pl.concat([orders, lines])))
