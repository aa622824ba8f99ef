"""Texts of the live levers, sent to the browser; placeholders are filled there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kam_core.locale.language import Language
from kam_core.scoring.model.criterion import Criterion
from kam_core.scoring.model.labels import CUT_CHOICES
from kam_core.vocabulary.enums import RANK_LABELS
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_
from kam_core.whatif.browser_payload import BrowserPayload


def lever_texts(
    words: Language, board: BrowserPayload, counted: Sequence[Criterion], active: Mapping[str, bool]
) -> dict[str, Any]:
    """The texts of levers and results."""
    return {
        "weights": words.say("Weights"),
        "keep": words.say("Keep the sum at 100"),
        "sum": words.say(N_("sum {sum}")),
        "sum_kept": words.say(N_("sum kept at {sum}")),
        "without_data": _without_data_text(counted, active, words),
        "no_data": words.say("No data; its weight is spread over the others."),
        "back": words.say("Double-click or Delete to reset"),
        "criteria": words.say("Criteria"),
        "points": words.say("points"),
        "lock": words.say("Lock"),
        "cut": words.say("Cut of"),
        "cut_by": words.say("Cut method"),
        "cut_title": words.say("Tier cut"),
        "kinds": {kind: words.say(label) for kind, label in CUT_CHOICES.items()},
        "cut_labels": {
            "quota": words.say(N_("{tier}: share of active customers, %")),
            "score": words.say(N_("{tier}: minimum score")),
            "pareto": words.say(N_("{tier}: up to this share of revenue, %")),
        },
        "cut_notes": {
            "quota": words.say("share of active customers"),
            "score": words.say("minimum score"),
            "pareto": words.say("up to this share of revenue"),
        },
        "tiers": {tier: words.say(RANK_LABELS[tier]) for tier in "SABC"},
        "accounts": words.say("accounts"),
        "unchanged": words.say("unchanged"),
        "distribution": words.say("Score distribution and tier cuts"),
        "drag_cut": words.say("Drag a line, or use the arrow keys, to move a tier cut."),
        "shown": words.say("Show"),
        "views": {"crossings": words.say("Crossings"), "scores": words.say("Scores and cuts")},
        "titles": {
            "crossings": words.say("What crosses each line"),
            "scores": words.say("Scores and cuts"),
        },
        "captions": {
            "crossings": words.say("accounts and their revenue, now → draft"),
            "scores": words.say("number of accounts by score, 0–100 points"),
        },
        "falls": words.say("← falls below"),
        "rises": words.say("rises above →"),
        "none": words.say("none"),
        "crossing": words.plural_forms("{count} account, {money}", "{count} accounts, {money}"),
        "moved": words.plural_forms(
            "{moved} account changes tier: {up} up, {down} down.",
            "{moved} accounts change tier: {up} up, {down} down.",
        ),
        "nobody": words.say("No tier changes."),
        "both": words.say(N_("{first} {then}")),
        "on_sample": words.say(
            "While dragging: estimate from {shown} of {count} accounts; exact on release.",
            shown=board.shown,
            count=board.accounts,
        ),
        "exact": words.say(
            "Calculated on the server for the {count} account.",
            "Calculated on the server for all {count} accounts.",
            "count",
            count=board.accounts,
        ),
        "failed": words.say("Live sliders do not work in this browser. Turn on “Plain sliders” above."),
        "errors": _errors(words),
    }


def _errors(words: Language) -> dict[str, str]:
    return {
        "zero": words.say(
            "All weights are zero; give at least one criterion a weight above 0. Your last valid settings were kept."
        ),
        "number": words.say("Invalid cut: not a number. Your last valid settings were kept."),
        "score": words.say("Cuts must decrease from S to A to B. Your last valid settings were kept."),
        "pareto": words.say("Shares must increase from S to A to B. Your last valid settings were kept."),
        "quota_s": words.say("The share of S must be above 0. Your last valid settings were kept."),
        "quota": words.say("S, A and B cannot exceed the number of accounts. Your last valid settings were kept."),
    }


def _without_data_text(counted: Sequence[Criterion], active: Mapping[str, bool], words: Language) -> str:
    """How many criteria have no data, what becomes of their weight, and which they are; empty where all have data."""
    missing = [criterion for criterion in counted if not active[criterion.name]]
    if not missing:
        return ""
    return words.say(
        "{count} of {all} criteria has no data; its weight is spread over the others: {criteria}.",
        "{count} of {all} criteria have no data; their weight is spread over the others: {criteria}.",
        "count",
        count=len(missing),
        all=len(counted),
        criteria=words.listed([words.say(MEASURES[criterion.measure].label) for criterion in missing]),
    )
