"""Verdict per product family of one account: for which of its families it can be a key account, and why not."""

from __future__ import annotations

import polars as pl

from kam_core.insight.qualification.verdict import KEY
from kam_core.measures.qualification.check_states import family_states, people_answers
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.judgement.checks import CENTRAL_PURCHASING, PER_FAMILY, PRODUCT_FIT
from kam_core.vocabulary.message import Message

FAMILY = "product_family"


def family_checks(dataset: Dataset, account: int, as_of_day: int) -> pl.DataFrame:
    """`product_family`, `product_fit`, `central_purchasing` (true, false, unknown) and `passed` of one account.

    A family counts as people answered it; else it fails where they answered that the whole account fails; else as the
    data say. passed: false where one of the two fails, true where they buy it centrally and it does not fail, else
    unknown (domain: qualification is per product family).
    """
    own = pl.col("account") == account
    answers, data = people_answers(dataset, as_of_day).filter(own), family_states(dataset).filter(own)
    by_family = answers.filter(pl.col(FAMILY).is_not_null() & pl.col("check").is_in(PER_FAMILY))
    states = pl.concat([by_family, data]).unique(["check", FAMILY], keep="first", maintain_order=True)
    frame = pl.concat([data, by_family]).select(FAMILY).unique(maintain_order=True)
    for check in PER_FAMILY:
        of_check = states.filter(pl.col("check") == check).select(FAMILY, pl.col("passed").alias(check))
        frame = frame.join(of_check, on=FAMILY, how="left", maintain_order="left")
        answered = by_family.filter(pl.col("check") == check)[FAMILY].implode()
        if _fails_whole(answers, check):
            frame = frame.with_columns(
                pl.when(pl.col(FAMILY).is_in(answered)).then(pl.col(check)).otherwise(pl.lit(False)).alias(check)
            )
    failed = pl.any_horizontal((~pl.col(check)).fill_null(False) for check in PER_FAMILY)
    central = pl.col(CENTRAL_PURCHASING).fill_null(False)
    return frame.with_columns(
        pl.when(failed).then(False).when(central).then(True).otherwise(pl.lit(None, pl.Boolean)).alias("passed")
    )


def family_verdict(families: pl.DataFrame, verdict: str) -> Message | None:
    """For which families the account is (or, below S and A, would be) a key account and for which not; None where
    nothing is known of its families."""
    good = [row[FAMILY] for row in families.iter_rows(named=True) if row["passed"] is True]
    bad = [row for row in families.iter_rows(named=True) if row["passed"] is False]
    if not good and not bad:
        return None
    if not good:
        return Message("For no listed product family: {bad}.", bad=_reasons(bad))
    names = ", ".join(good)
    if verdict == KEY:
        if bad:
            return Message("Key account for {good}, not for {bad}.", good=names, bad=_reasons(bad))
        return Message("Key account for {good}.", good=names)
    if bad:
        return Message("By purchasing, one for {good}, not for {bad}.", good=names, bad=_reasons(bad))
    return Message("By purchasing, one for {good}.", good=names)


def _fails_whole(answers: pl.DataFrame, check: str) -> bool:
    whole = answers.filter(pl.col(FAMILY).is_null() & (pl.col("check") == check))
    return bool((~whole["passed"]).any())


def _reasons(rows: list[dict[str, object]]) -> Message:
    """The families with why each fails."""
    text: Message | None = None
    for row in rows:
        one = Message("{family} ({reason})", family=str(row[FAMILY]), reason=_reason(row))
        text = one if text is None else Message("{first}, {second}", first=text, second=one)
    assert text is not None
    return text


def _reason(row: dict[str, object]) -> Message:
    dispersed, unfit = row[CENTRAL_PURCHASING] is False, row[PRODUCT_FIT] is False
    if dispersed and unfit:
        return Message("bought by dispersed units, and our products do not fit")
    return Message("bought by dispersed units") if dispersed else Message("our products do not fit")
