"""Turn validation errors of a model document into messages: the place and the fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kam_core.scoring.model.labels import GATE_LABELS, PLACES_LABELS
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_, Message, Term

Text = Message | Term | str
LONGEST_SHOWN = 40
"""Characters of a given text that a message repeats."""
PART_LABELS = {
    "hysteresis.points": N_("Buffer around a score cut (points)"),
    "hysteresis.share": N_("Buffer around a quota or revenue cut (share)"),
    "hysteresis.stay_months": N_("Minimum months at a published tier"),
    "gates.least_rate_of_portfolio": N_("Gate: minimum margin rate, as a share of the portfolio's"),
    "name": N_("Model name"),
    **{f"gates.{name}": label for name, label in GATE_LABELS.items()},
}
"""Labels of the parts of a model that users set in forms, by their path in the document."""


class ModelRuleError(ValueError):
    """A broken rule of the document, as a message."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


def detail(error: ValidationError) -> Text:
    """The first fault, as a part of a sentence."""
    return _text(error.errors()[0])


def location(error: ValidationError, document: Mapping[str, Any], in_file: bool) -> Text:
    """The place of the first fault: a criterion by its name; other parts as in a file, or by their labels in forms."""
    first = error.errors()[0]
    path = _without_kinds(first["loc"], document)
    match path:
        case []:
            return Term(N_("the whole document"))
        case ["criteria", int(number), *rest]:
            criterion = _criterion(document, number, in_file)
            if not rest:
                return Message("criterion {criterion}", criterion=criterion)
            return Message("criterion {criterion}, {part}", criterion=criterion, part=_dotted(rest))
    dotted = _dotted(path)
    return dotted if in_file else _form_label(path) or dotted


def cut_place(error: ValidationError) -> str:
    """The tier whose cut is wrong; empty where the cut as a whole is."""
    last = str((error.errors()[0]["loc"] or ("",))[-1])
    return last.upper() if last in ("s", "a", "b") else ""


def _form_label(path: Sequence[int | str]) -> Text | None:
    match path:
        case ["capacity", str(tier), str(name)] if name in PLACES_LABELS:
            return Message(PLACES_LABELS[name], tier=tier.upper())
        case ["capacity", str(tier)]:
            return Message("limits of {tier}", tier=tier.upper())
        case ["cut", str(tier)] if tier in ("s", "a", "b"):
            return Message("Cut of {tier}", tier=tier.upper())
    label = PART_LABELS.get(_dotted(path))
    return None if label is None else Term(label)


def _criterion(document: Mapping[str, Any], number: int, in_file: bool) -> Text:
    try:
        given = document["criteria"][number]
        name, measure = given["name"], given["measure"]
    except (KeyError, IndexError, TypeError):
        return str(number + 1)
    if not in_file and measure in MEASURES:
        return Term(MEASURES[measure].label)
    return str(name)[:LONGEST_SHOWN]


def _without_kinds(loc: Sequence[int | str], document: Any) -> list[int | str]:
    """The path in the document: pydantic's location has the kind of a part between the part and its field."""
    path: list[int | str] = []
    current = document
    for step in loc:
        if isinstance(current, Mapping) and step not in current and current.get("kind") == step:
            continue
        path.append(step)
        current = _inside(current, step)
    return path


def _inside(current: Any, step: int | str) -> Any:
    try:
        return current[step]
    except (KeyError, IndexError, TypeError):
        return None


def _dotted(path: Sequence[int | str]) -> str:
    return ".".join(str(step)[:LONGEST_SHOWN] for step in path)


def _text(error: ErrorDetails) -> Text:
    ctx = error.get("ctx", {})
    broken = ctx.get("error")
    if isinstance(broken, ModelRuleError):
        return broken.message
    say = _KINDS.get(error["type"])
    return error["msg"].removeprefix("Value error, ") if say is None else say(_given(error["input"]), ctx)


def _given(value: object) -> Text:
    """The given value, as a file writes it."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value:,}".removesuffix(".0")
        case str():
            return f"“{value[:LONGEST_SHOWN]}”"
        case Mapping():
            return Term(N_("a table"))
        case list() | tuple():
            return Term(N_("a list"))
        case _:
            return str(value)[:LONGEST_SHOWN]


def _not_a_number(given: Text, _ctx: Mapping[str, Any]) -> Text:
    return Message("{given} is not a number", given=given)


def _not_whole(given: Text, _ctx: Mapping[str, Any]) -> Text:
    return Message("{given} is not a whole number", given=given)


def _not_a_text(given: Text, _ctx: Mapping[str, Any]) -> Text:
    return Message("{given} is not a text", given=given)


def _not_listed(given: Text, ctx: Mapping[str, Any]) -> Text:
    known = str(ctx.get("expected") or ctx.get("expected_tags"))
    return Message("{given} is not a valid value; use {known}", given=given, known=known.replace(" or ", ", "))


def _kind_not_listed(_given: Text, ctx: Mapping[str, Any]) -> Text:
    return _not_listed(_given_kind(ctx), ctx)


def _given_kind(ctx: Mapping[str, Any]) -> Text:
    return f"“{str(ctx.get('tag'))[:LONGEST_SHOWN]}”"


_KINDS: Mapping[str, Callable[[Text, Mapping[str, Any]], Text]] = {
    "float_type": _not_a_number,
    "float_parsing": _not_a_number,
    "finite_number": _not_a_number,
    "int_type": _not_whole,
    "int_parsing": _not_whole,
    "int_from_float": _not_whole,
    "string_type": _not_a_text,
    "bool_type": lambda given, ctx: Message("{given} is neither true nor false", given=given),
    "greater_than": lambda given, ctx: Message(
        "{given} is too small; it must be above {least}", given=given, least=_given(ctx["gt"])
    ),
    "greater_than_equal": lambda given, ctx: Message(
        "{given} is too small; the minimum is {least}", given=given, least=_given(ctx["ge"])
    ),
    "less_than": lambda given, ctx: Message(
        "{given} is too large; it must be below {most}", given=given, most=_given(ctx["lt"])
    ),
    "less_than_equal": lambda given, ctx: Message(
        "{given} is too large; the maximum is {most}", given=given, most=_given(ctx["le"])
    ),
    "missing": lambda given, ctx: Message("it is missing"),
    "union_tag_not_found": lambda given, ctx: Message("its kind is missing"),
    "union_tag_invalid": _kind_not_listed,
    "literal_error": _not_listed,
    "extra_forbidden": lambda given, ctx: Message("unknown name; check the spelling"),
    "string_too_short": lambda given, ctx: Message("it is empty"),
    "too_short": lambda given, ctx: Message("it is empty"),
    "string_too_long": lambda given, ctx: Message("it has more than {most} characters", most=ctx["max_length"]),
}
"""Messages of the usual errors, by pydantic's names."""
