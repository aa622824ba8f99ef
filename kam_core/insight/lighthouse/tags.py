"""Tag of a lighthouse account, in the spellings of either language."""

from __future__ import annotations

import re

import polars as pl

from kam_core.vocabulary.lexicon.spellings import fold_spelling

LIGHTHOUSE_WORDS = frozenset(
    ("lighthouse", "lighthouse account", "lighthouse customer", "灯塔", "灯塔客户", "行业灯塔", "leuchtturm",
     "leuchtturmkunde")
)  # fmt: skip
SEPARATORS = re.compile(r"[;,|/\n；，、｜]")
TOP_MARK = 5
"""Mark for brand and lighthouse effect from which an account without the tag is proposed as a lighthouse."""


def has_lighthouse_tag(tags: str | None) -> bool:
    """Whether one of the tags, separated by commas, semicolons, bars or line ends, says lighthouse."""
    return any(fold_spelling(one) in LIGHTHOUSE_WORDS for one in SEPARATORS.split(tags or ""))


def lighthouse_accounts(master: pl.DataFrame) -> pl.Series:
    """The codes of the tagged accounts. master: `account`, `tags`."""
    tagged = master.filter(pl.col("tags").is_not_null()).select("account", "tags").iter_rows()
    return pl.Series("account", sorted(code for code, tags in tagged if has_lighthouse_tag(tags)), pl.Int64)


def proposed_lighthouses(accounts: pl.DataFrame, tagged: pl.Series) -> pl.DataFrame:
    """The accounts that people gave the top mark for brand and lighthouse effect, without the tag.

    accounts: the portfolio frame.
    """
    return accounts.filter(
        (pl.col("brand_lighthouse") >= TOP_MARK).fill_null(False) & ~pl.col("account").is_in(tagged.implode())
    ).sort("revenue_total", "account", descending=[True, False])
