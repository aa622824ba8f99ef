"""Marks and value types of the demo's accounts, computed from its CSV files with pandas alone."""

from functools import cache
from typing import Any

import pandas as pd

from tests.stories.demo_measures import days_of, table


@cache
def assessments() -> Any:
    return table("assessments").assign(day=days_of("assessments", "assessed_on"))


@cache
def marks() -> Any:
    """The mean mark of the latest day, a row per account and a column per criterion."""
    rows = assessments()
    latest = rows["day"].eq(rows.groupby(["account", "criterion"])["day"].transform("max"))
    return rows[latest].groupby(["account", "criterion"])["score"].mean().unstack()


@cache
def value_type() -> Any:
    """The value type of those whose buying was judged."""
    judged = marks()[marks()["bargaining_power"].notna() | marks()["focus"].notna()]
    meets, compensates, both = (
        judged[name] for name in ("meets_our_management", "compensates_loss", "mutual_dependence")
    )
    neither = meets.isna() & compensates.isna()
    passed = (meets.ge(4) & compensates.ge(4)) | (neither & both.ge(4))
    types = pd.Series("undecided", judged.index)
    types[judged["price_sensitivity"].ge(4) & judged["appetite_for_advice"].le(2)] = "intrinsic"
    types[judged["appetite_for_advice"].ge(4)] = "extrinsic"
    types[judged["openness_to_joint_work"].ge(4) & passed] = "strategic"
    return types


def contact_factor() -> Any:
    """By what the promised days between contacts are multiplied: 2 for an intrinsic buyer, who does not want our time
    (domain: care cadence)."""
    return value_type().eq("intrinsic").astype(int).add(1)
