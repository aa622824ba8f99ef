"""Sentences on the check of the model: one for each of its three pictures, and what it was fitted on."""

from __future__ import annotations

from kam_core.insight.retention.fit import RetentionFit
from kam_core.insight.retention.fitted_parameters import FittedParameters
from kam_core.insight.retention.holdout import MOST_COUNT, Holdout
from kam_core.vocabulary.calendar import month_end
from kam_core.vocabulary.message import Change, Message, ShownFigure

ALL = "all"
CLOSE = 0.1
"""A holdout that is this near is called close."""


def holdout_sentence(found: Holdout) -> Message:
    """How near the purchases of the holdout are to those expected: the answer of the check."""
    expected, actual = found.expected, found.actual
    if expected is None or actual is None:
        return Message("By {until}: {reason}", until=month_end(found.until_month), reason=found.fit.sentence)
    values = {
        "until": month_end(found.until_month),
        "months": found.months,
        "expected": ShownFigure("holdout_expected", ALL, round(expected)),
        "actual": ShownFigure("holdout_actual", ALL, actual),
    }
    if not actual:
        return Message(
            "From the data to {until} the model expected {expected} purchases in the {months} months after; "
            "there were none.",
            **values,
        )
    return Message(
        "From the data to {until} the model expected {expected} purchases in the {months} months after; there were "
        "{actual}, so it was off by {error}.",
        **values,
        error=Change(expected / actual - 1.0),
    )


def cumulative_sentence(found: Holdout) -> Message:
    """What the first picture shows."""
    before = found.cumulative.filter(found.cumulative["month"] == found.until_month)
    actual, expected = before["actual"].item(), before["expected"].item()
    return Message(
        "Repeat purchases since the data began: {actual} by {until}, {expected} by the model; to the right of the line "
        "it has not seen the data.",
        until=month_end(found.until_month),
        actual=actual,
        expected=round(expected),
    )


def frequency_sentence(found: Holdout) -> Message:
    """What the second picture shows: the class where model and accounts differ most."""
    rows = found.frequency.with_columns((found.frequency["actual"] - found.frequency["expected"]).alias("difference"))
    row = rows.sort(rows["difference"].abs(), descending=True).row(0, named=True)
    return Message(
        "How often accounts had bought again by {until}: the largest difference is at {count} times, with "
        "{actual} accounts against {expected} expected.",
        until=month_end(found.until_month),
        count=repeat_count(row["count"]),
        actual=row["actual"],
        expected=round(row["expected"]),
    )


def by_count_sentence(found: Holdout) -> Message:
    """What the third picture shows: whether those who bought often before also do so after."""
    row = found.by_count.row(-1, named=True)
    return Message(
        "Purchases in the months after, by repeat purchases before: accounts with {count} made {actual} on average, "
        "{expected} were expected.",
        count=repeat_count(row["count"]),
        actual=f"{row['actual']:.1f}",
        expected=f"{row['expected']:.1f}",
    )


def repeat_count(count: int) -> str:
    """A class of repeat purchases: 0, 1, … 7+."""
    return f"{count}+" if count == MOST_COUNT else str(count)


def model_caption(fit: RetentionFit) -> Message:
    """Model, number of accounts, log-likelihood and parameters of a fit that worked; and the model beside it."""
    assert fit.parameters is not None
    parts = [parameters_text(fit.parameters)]
    if fit.spend_parameters is not None:
        parts.append(parameters_text(fit.spend_parameters))
    if fit.other is not None:
        parts.append(f"{fit.other.model} log L = {fit.other.log_likelihood:.2f}")
    fitted = Message(
        "Fitted on {count} accounts, {repeat} of them with repeat purchases, in weeks and currency units: {models}.",
        count=fit.buyers,
        repeat=fit.repeat_buyers,
        models="; ".join(parts),
    )
    if fit.spend_parameters is not None:
        return fitted
    return Message(
        "{fitted} {spend}",
        fitted=fitted,
        spend=Message(
            "The amounts per purchase do not determine a model of spend, so the value that is expected is not known."
        ),
    )


def parameters_text(parameters: FittedParameters) -> str:
    """A fitted model in a line, as statisticians write it."""
    values = ", ".join(f"{name} = {value:g}" for name, value in parameters.values.items())
    return f"{parameters.model} (n = {parameters.accounts}): {values}, log L = {parameters.log_likelihood:.2f}"
