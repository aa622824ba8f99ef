"""Tables of the revenue bridge: the accounts of a kind, the bridge and the retention of each tier."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kam_core.insight.revenue_bridge.bridge import Bridge
from kam_core.insight.revenue_bridge.by_tier import MOVED_IN, MOVED_OUT, TIER_STEPS
from kam_core.insight.revenue_bridge.changes import KIND_LABELS
from kam_core.insight.revenue_bridge.retention import ContractRetention, Retention
from kam_core.locale.language import Language
from kam_core.vocabulary.formulas import formulas_of
from kam_core.vocabulary.message import N_, Rate
from pages.widgets.tables.column import ANSWER, REASON, Cell, Column

STEP_LABELS = {**KIND_LABELS, MOVED_IN: N_("Moved in"), MOVED_OUT: N_("Moved out")}
CUSTOMERS = ("accounts", "stayed", "gross", "net")


def kind_rows(changes: pl.DataFrame, kind: str) -> pl.DataFrame:
    """The accounts of a kind, the largest change first."""
    return changes.filter(pl.col("kind") == kind).select(
        "account_id", "tier_before", "tier", "name", "owner", "before", "now", "change"
    )


def kind_columns(found: Bridge, words: Language) -> dict[str, Column]:
    """Column settings; both windows are named by their last month."""
    formulas = formulas_of("bridge")

    def money(name: str, label: str) -> Column:
        return Column(label, Cell.MONEY, priority=ANSWER, help=words.say(formulas[name]))

    return {
        "tier_before": Column(
            words.say("Tier before"), Cell.TIER, priority=REASON, help=words.say(formulas["tier_before"])
        ),
        "before": money("before", words.say("to {month}", month=words.month(found.prior_end))),
        "now": money("now", words.say("to {month}", month=words.month(found.end))),
        "change": money("change", words.say("Change of revenue")),
    }


def tier_rows(tiers: pl.DataFrame, words: Language) -> pl.DataFrame:
    """`bridge_by_tier` as texts, with the sums in the last row; nothing where a step is empty."""
    amounts = ("before", *TIER_STEPS, "now")
    total = tiers.select(pl.lit(words.say("All")).alias("tier"), *(pl.col(name).sum() for name in amounts))
    named = tiers.select(pl.col("tier").fill_null(words.say("no tier")), *amounts)
    return pl.concat([named, total]).with_columns(
        *(
            pl.col(name).map_elements(lambda value: _amount(value, words), return_dtype=pl.String)
            for name in ("before", "now")
        ),
        *(
            pl.col(name).map_elements(lambda value: _signed(value, words), return_dtype=pl.String)
            for name in TIER_STEPS
        ),
    )


def tier_heads(found: Bridge, words: Language) -> dict[str, str]:
    """Heads of `tier_rows`."""
    return {
        "tier": words.say("Tier"),
        "before": words.say("to {month}", month=words.month(found.prior_end)),
        **{step: words.say(STEP_LABELS[step]) for step in TIER_STEPS},
        "now": words.say("to {month}", month=words.month(found.end)),
    }


def retention_rows(
    whole: Retention, tiers: Mapping[str, Retention], contracts: ContractRetention | None, words: Language
) -> pl.DataFrame:
    """One row per tier before, one for all, and where contracts are known, for those under contract and those that were
    up for renewal."""
    named = [*tiers.items(), (words.say("All"), whole)]
    if contracts is not None:
        named.append((words.say("With a contract (GRR, NRR)"), contracts.contracted))
        if contracts.up_for_renewal.accounts:
            named.append((words.say("Up for renewal"), contracts.up_for_renewal))
    return pl.DataFrame(
        [
            {
                "who": name,
                "accounts": words.number(one.accounts),
                "stayed": words.number(one.stayed),
                "gross": _rate(one.gross, words),
                "net": _rate(one.net, words),
            }
            for name, one in named
        ]
    )


def retention_heads(words: Language) -> dict[str, str]:
    """Heads of `retention_rows`."""
    return {
        "who": words.say("Tier before"),
        "accounts": words.say("Customers before"),
        "stayed": words.say("Stayed"),
        "gross": words.say("Revenue kept"),
        "net": words.say("with growth"),
    }


def _amount(value: int, words: Language) -> str:
    return words.money(value, fixed=True) if value else "–"


def _signed(value: int, words: Language) -> str:
    if not value:
        return ""
    text = words.money(value, fixed=True)
    return f"+{text}" if value > 0 else text


def _rate(ratio: float | None, words: Language) -> str:
    return "–" if ratio is None else words.show(Rate(ratio))
