"""Format stored values as text for the reader."""

from __future__ import annotations

from kam_core.entries.plain_values import stored
from kam_core.locale.language import Language
from kam_core.vocabulary.choice_labels import choice_label, named_label
from kam_core.vocabulary.entry import Plain
from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.plan_status import STATUSES


def value_text(table: Table, field: Field, value: Plain, words: Language) -> str:
    """A stored value in the reader's words; a dash where there is none."""
    if value is None:
        return "–"
    match field.kind:
        case Kind.MONEY:
            return words.money(int(stored(field, value) or 0), compact=False)
        case Kind.SHARE:
            return words.percent(float(value), 1)
        case Kind.NUMBER | Kind.SCORE | Kind.COUNT | Kind.DAYS:
            return words.number(float(value), 2)
        case Kind.FLAG:
            return words.say("Yes") if value else words.say("No")
        case Kind.MOMENT:
            return str(value).replace("T", " ")
        case Kind.CHOICE:
            return words.say(choice_label(table.name, field, str(value)))
        case Kind.TEXT if (label := named_label(table.name, field.name, str(value))) is not None:
            return words.say(label)
        case _:
            return status_text(str(value), words) if field.name == "status" else str(value)


def status_text(status: str, words: Language) -> str:
    """A status that a form proposes in the reader's words; any other as it is written."""
    return words.say(status) if status in STATUSES else status
