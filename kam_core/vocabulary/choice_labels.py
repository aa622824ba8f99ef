"""Labels of choices for the screen, one for each word in the catalogue.

A label is a word that the import reads back as the same choice. It stands for one thing in the whole catalogue, so it
may differ from the word of the file: "open" is a verb elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kam_core.vocabulary.enums import RANK_LABELS, STAGES
from kam_core.vocabulary.field import Field
from kam_core.vocabulary.judgement.checks import CHECKS
from kam_core.vocabulary.lexicon.spellings import parse_choice
from kam_core.vocabulary.message import N_

CHOICE_LABELS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("opportunities", "status"): {"open": N_("Ongoing"), "won": N_("Won"), "lost": N_("Lost")},
    ("opportunities", "entry"): {
        "before need": N_("Before the need was known"),
        "after approval": N_("After approval"),
        "after tender": N_("After tender"),
    },
    ("contacts", "role"): {
        "executive": N_("Executive"),
        "economic buyer": N_("Economic buyer"),
        "manager": N_("Manager"),
        "technical buyer": N_("Technical buyer"),
        "user": N_("End user"),
        "coach": N_("Coach"),
    },
    ("touches", "direction"): {"in": N_("Incoming"), "out": N_("Outgoing")},
    ("touches", "call_step"): {
        "opening": N_("Opening"),
        "investigating": N_("Investigating"),
        "demonstrating": N_("Demonstrating capability"),
        "obtaining commitment": N_("Obtaining commitment"),
    },
    ("touches", "outcome"): {
        "order": N_("Order won"),
        "advance": N_("Advance"),
        "continuation": N_("Continuation"),
        "no sale": N_("No sale"),
    },
    ("feedback", "kind"): {
        "survey": N_("Survey"),
        "complaint": N_("Complaint"),
        "incident": N_("Incident"),
        "request": N_("Request"),
        "praise": N_("Praise"),
    },
    ("feedback", "status"): {"open": N_("Unresolved"), "handled": N_("Handled"), "closed": N_("Resolved")},
    ("buying", "purchasing"): {"central": N_("Central"), "dispersed": N_("Dispersed")},
    ("account_costs", "kind"): {
        "win": N_("Acquisition"),
        "serve": N_("Service"),
        "discount": N_("Discount"),
        "other": N_("Other"),
    },
    ("needs", "horizon"): {"short": N_("Short term"), "medium": N_("Medium term"), "long": N_("Long term")},
    ("plan", "heading"): {
        "understanding": N_("Understanding"),
        "competition": N_("Competition"),
        "affinity": N_("Affinity"),
        "management": N_("Management"),
    },
    ("targets", "measure"): {
        "revenue": N_("Revenue"),
        "margin": N_("Margin"),
        "signed": N_("Signed"),
        "collected": N_("Collected"),
    },
    ("checks", "answer"): {"pass": N_("Passed"), "fail": N_("Failed"), "unknown": N_("Unclear")},
    ("corrections", "state"): {
        "bought": N_("Bought"),
        "open": N_("Open deal"),
        "lost": N_("Lost"),
        "empty": N_("Empty"),
        "rival": N_("Rival holds it"),
        "does not apply": N_("Does not apply"),
    },
    ("exchange", "status"): {"asked": N_("Asked"), "agreed": N_("Agreed"), "done": N_("Fulfilled")},
    ("benefits", "kind"): {
        "cost saving": N_("Cost saving"),
        "market share": N_("Market share"),
        "brand": N_("Brand"),
        "product": N_("Product"),
        "other": N_("Other"),
    },
    ("benefits", "side"): {"theirs": N_("Theirs"), "ours": N_("Ours")},
    ("contracts", "renewal"): {
        "none": N_("Not started"),
        "in progress": N_("Negotiating"),
        "signed": N_("Renewed"),
    },
    ("alerts", "kind"): {
        "open incident": N_("Incident open"),
        "one order only": N_("One order only"),
        "cooling": N_("No purchase"),
        "ended": N_("Churned"),
        "revenue fall": N_("Revenue drop"),
        "late payment": N_("Late payment"),
        "open complaint": N_("Open complaint"),
        "loss": N_("Loss-making"),
        "overdue action": N_("Overdue action"),
        "overdue contact": N_("Overdue contact"),
        "contract end": N_("Contract ends"),
        "low satisfaction": N_("Dissatisfied"),
        "high discount": N_("High discount"),
        "no owner": N_("Without owner"),
        "churn risk": N_("May leave"),
        "score fall": N_("Score fell"),
        "lower tier": N_("Tier fell"),
    },
    ("alerts", "state"): {"open": N_("Assigned"), "snoozed": N_("Postponed"), "done": N_("Handled")},
    ("defections", "reason"): {
        "price": N_("Price"),
        "quality": N_("Quality"),
        "service": N_("Service"),
        "culture": N_("Culture"),
        "lost person": N_("Lost person"),
        "their business": N_("Their business"),
        "other": N_("Other"),
    },
    ("stage_overrides", "stage"): {stage: RANK_LABELS[stage] for stage in STAGES},
}
"""(table, column) → word → label."""
NAMED_LABELS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("checks", "check"): {name: check.label for name, check in CHECKS.items()},
}
"""The same for columns of text that name something of our vocabulary; a file may hold other words."""


def choice_label(table: str, field: Field, word: str) -> str:
    """The label of a choice, untranslated; the word itself where it has none, such as the code of a currency."""
    return CHOICE_LABELS.get((table, field.name), {}).get(word, word)


def importable_label(table: str, field: Field, word: str, say: Callable[[str], str]) -> str:
    """The cell for a choice in a file: its translated label if the import can read it back, else the word."""
    label = say(choice_label(table, field, word))
    return label if parse_choice(label, field) == word else word


def named_label(table: str, column: str, word: str) -> str | None:
    """The label of a word that names something of our vocabulary, untranslated; None for any other text."""
    return NAMED_LABELS.get((table, column), {}).get(word)
