"""Summarise concentration in one sentence: top shares, 80/20 ratio, loss of the largest accounts."""

from __future__ import annotations

from kam_core.insight.concentration.by_unit import BUYING_UNITS, ConcentrationView
from kam_core.measures.share_of_total import negative_note
from kam_core.vocabulary.message import N_, Message, Money, Points, Share, Term
from kam_core.vocabulary.plurals import Plural

UNIT_WORDS = {
    "account_id": N_("accounts"),
    "parent": N_("groups"),
    "owner": N_("owners"),
    "industry": N_("industries"),
    "region": N_("regions"),
}
UNITS_COUNTED = {
    "account_id": Plural("{count} account", "{count} accounts", "count"),
    "parent": Plural("{count} group", "{count} groups", "count"),
    "owner": Plural("{count} owner", "{count} owners", "count"),
    "industry": Plural("{count} industry", "{count} industries", "count"),
    "region": Plural("{count} region", "{count} regions", "count"),
}
MEASURE_WORDS = {"revenue": N_("revenue"), "margin": N_("margin"), "score": N_("score")}


def concentration_sentence(view: ConcentrationView, window: Message) -> Message:
    """The result in sentences: both readings of 80/20, the loss without the first ones, negative amounts."""
    units, measure = Term(UNIT_WORDS[view.unit]), Term(MEASURE_WORDS[view.measure])
    numbers = view.numbers
    if numbers.top20_share is None or numbers.n80 is None:
        return Message("There is no {measure} above 0 in {window}, so there is no dependence to show.",
                       measure=measure, window=window)  # fmt: skip
    sentence = Message(
        "The top 20% ({top}) bring {share} of {measure} in {window}; the top {n80} ({part} of {units}) bring 80%.",
        top=_count_text(numbers.top20_accounts, view.unit), units=units, share=Share(numbers.top20_share),
        measure=measure, window=window, n80=numbers.n80, part=Share(numbers.n80 / view.units),
    )  # fmt: skip
    for more in (_loss_sentence(view), _negative_sentence(view)):
        if more is not None:
            sentence = Message("{first} {then}", first=sentence, then=more)
    return sentence


def _count_text(units: int, unit: str) -> Message:
    return Message(UNITS_COUNTED[unit], count=units)


def _loss_sentence(view: ConcentrationView) -> Message | None:
    if view.loss is None:
        return None
    lost = Points(view.loss.lost) if view.measure == "score" else Money(round(view.loss.lost))
    assert view.loss.after.n80 is not None, "at least one unit above 0 remains"
    return Message(
        "Without the top {n}, {lost} ({share}) is lost; 80% of the rest comes from {n80}.",
        n=view.loss.n, lost=lost, share=Share(view.loss.lost_share), n80=_count_text(view.loss.after.n80, view.unit),
    )  # fmt: skip


def _negative_sentence(view: ConcentrationView) -> Message | None:
    """Note on amounts below 0, by account where the unit is a set of accounts."""
    numbers = view.numbers
    if not numbers.negative_accounts or view.measure == "score":
        return None
    who = _count_text(numbers.negative_accounts, view.unit if view.unit in BUYING_UNITS else "account_id")
    return negative_note(who, round(numbers.negative_total), round(numbers.total))
