"""Serialise a draft into the parameters of a link and read it back strictly.

A link has the data set, the view, the base model and the levers of the draft. Every number has one notation, so a
damaged link is refused or gives another model with another hash, never the same model by accident. It contains no text
in any language.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from kam_core.measures.view import UNITS, View
from kam_core.scoring.model.cuts import ScoreCut
from kam_core.scoring.model.draft_text import exact_text, number, part_text, read_flat
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.model_hash import HASH_DIGITS, model_hash
from kam_core.scoring.model.view_bounds import with_home_bounds, without_cuts
from kam_core.vocabulary.message import UserError

LINK_VERSION = "1"
BUILT_IN = "builtin"
"""The base of a draft where no version is published."""
ALL = "all"
MAX_LENGTH = 8_000
"""Characters of a link; browsers and mail programs cut longer addresses."""
REQUIRED = ("v", "book", "as_of", "window", "unit", "base", "weights", "hash", "data")
PARTS = ("gates", "hysteresis", "capacity")
"""Levers of the model that are in the link only where they differ from the base."""
OPTIONAL = ("cut", *PARTS)
_ID = re.compile(r"[0-9A-Za-z_-]{1,32}")
_HASH = re.compile(f"[0-9a-f]{{{HASH_DIGITS}}}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Link:
    """A parsed link. weights: points by criterion name; parts: the levers that differ from the base, as text.

    hash: of the model that the sender saw; data: of the data set; both show whether something changed since.
    """

    data_set_id: str
    view: View
    base: str
    weights: Mapping[str, float]
    parts: Mapping[str, str]
    hash: str
    data: str

    def draft(self, base: Model) -> Model:
        """The draft of the link, from its base model, in the home view.

        Refuses a criterion that the base does not have, and invalid levers. A link from before a criterion was added to
        the base opens as its sender saw it.
        """
        base = with_home_bounds(base)
        names = {criterion.name for criterion in base.criteria}
        for unknown in sorted(set(self.weights) - names):
            raise UserError(
                "The link has a weight for {criterion}, which is not in the model “{model}”. Ask for a new link.",
                criterion=unknown,
                model=base.name,
            )
        for missing in sorted(names - set(self.weights)):
            former = self._draft_on_former_base(base)
            if former is not None:
                return former
            raise UserError(
                "The link has no weight for {criterion}. It may have been cut off; ask for it again.", criterion=missing
            )
        return self._draft_on(base)

    def _draft_on_former_base(self, base: Model) -> Model | None:
        """The draft without the criteria that the link does not name, if they were added to the base after the link was
        made; None unless its hash proves that."""
        named = tuple(one.model_dump() for one in base.criteria if one.name in self.weights)
        try:
            draft = self._draft_on(rebuilt(base, criteria=named))
        except UserError:
            return None
        return draft if model_hash(draft) == self.hash else None

    def _draft_on(self, base: Model) -> Model:
        if not any(self.weights.values()):
            raise UserError("All weights in the link are zero, so no score is possible. Ask for a new link.")
        for name in self.parts:
            if name not in Model.model_fields:
                raise _no_such_key(name)
        criteria = tuple({**one.model_dump(), "weight": self.weights[one.name]} for one in base.criteria)
        # A cut typed by a person applies to every view.
        bounds = tuple(one.model_dump() for one in (without_cuts(base.bounds) if "cut" in self.parts else base.bounds))
        parts = {name: read_flat(name, text) for name, text in self.parts.items()}
        draft = rebuilt(base, criteria=criteria, bounds=bounds, **parts)
        for name, text in self.parts.items():
            # A missing field would get its default value: then the link is incomplete.
            if part_text(getattr(draft, name)) != text:
                raise _unreadable(name, text)
        return draft


def write_link(draft: Model, base: Model, *, data_set_id: str, view: View, base_id: str, data: str) -> dict[str, str]:
    """The parameters of the link by name, in a readable order.

    `base_id` is the id of the version that `base` is stored as, else `BUILT_IN`. Both models are without separately
    stored overrides. Refuses a draft that differs from its base in more than its levers.
    """
    draft, base = with_home_bounds(draft), with_home_bounds(base)
    parts = {name: part_text(getattr(draft, name)) for name in PARTS if _differs(draft, base, name)}
    if draft.cut != base.cut:
        if isinstance(draft.cut, ScoreCut) and draft.cut.s is None:
            raise UserError("The score cuts have no values yet. Use proposals from the data, or enter s, a and b.")
        parts = {"cut": part_text(draft.cut), **parts}
    params = {
        "v": LINK_VERSION,
        "book": data_set_id,
        "as_of": view.as_of.isoformat(),
        "window": ALL if view.window_months is None else str(view.window_months),
        "unit": view.unit,
        "base": base_id,
        "weights": ",".join(f"{quote(one.name, safe='')}:{exact_text(one.weight)}" for one in draft.criteria),
        **parts,
        "hash": model_hash(draft),
        "data": data,
    }
    if sum(len(name) + len(value) for name, value in params.items()) > MAX_LENGTH:
        raise UserError("This draft is too long for a link. Save it as a file and send that.")
    again = read_link({name: [value] for name, value in params.items()})
    same = {one.name for one in base.criteria} == set(again.weights) and model_hash(again.draft(base)) == params["hash"]
    if not same:
        raise UserError(
            "This draft differs from “{model}” in more than weights, cuts and gates, which a link cannot "
            "contain. Save it as a scenario first; the link will then be based on it.",
            model=base.name,
        )
    return params


def read_link(params: Mapping[str, Sequence[str]]) -> Link:
    """Parse the parameters of a link, all values of each name. Refuses everything that `write_link` does not write."""
    if sum(len(name) + len(value) for name, values in params.items() for value in values) > MAX_LENGTH:
        raise UserError("This link is too long to be valid. Ask for a new one.")
    version = params.get("v", [""])
    if list(version) != [LINK_VERSION]:
        raise UserError(
            "This link has version {found}, but this app reads version {known}. Ask for a new link.",
            found=", ".join(version) or "none",
            known=LINK_VERSION,
        )
    for name, values in params.items():
        if name not in (*REQUIRED, *OPTIONAL):
            raise _no_such_key(name)
        if len(values) != 1:
            raise UserError("The link contains {name} {count} times. Ask for a new link.", name=name, count=len(values))
    for name in REQUIRED:
        if not params.get(name):
            raise UserError("The link has no {name}. It may have been cut off; ask for it again.", name=name)
    given = {name: values[0] for name, values in params.items()}
    parts = {name: given[name] for name in OPTIONAL if name in given}
    for name, text in parts.items():
        read_flat(name, text)
    return Link(
        data_set_id=_matched(_ID, "book", given["book"]),
        view=View(_day(given["as_of"]), _window(given["window"]), _unit(given["unit"])),
        base=_matched(_ID, "base", given["base"]),
        weights=_weights(given["weights"]),
        parts=parts,
        hash=_matched(_HASH, "hash", given["hash"]),
        data=_matched(_HASH, "data", given["data"]),
    )


def _differs(draft: Model, base: Model, name: str) -> bool:
    return name in Model.model_fields and getattr(draft, name) != getattr(base, name)


def _weights(text: str) -> Mapping[str, float]:
    weights: dict[str, float] = {}
    for one in text.split(","):
        name, mark, value = one.rpartition(":")
        criterion = unquote(name)
        if not mark or quote(criterion, safe="") != name:
            raise _unreadable("weights", one)
        if criterion in weights:
            raise UserError("The link has two weights for {criterion}. Ask for a new link.", criterion=criterion)
        weights[criterion] = number("weights", value)
        if weights[criterion] > 100:
            raise UserError(
                "The link has a weight of {value} for {criterion}; the maximum is 100 points.",
                criterion=criterion,
                value=value,
            )
    return weights


def _matched(form: re.Pattern[str], name: str, text: str) -> str:
    if not form.fullmatch(text):
        raise _unreadable(name, text)
    return text


def _day(text: str) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(_matched(_DAY, "as_of", text))
    except ValueError:
        raise _unreadable("as_of", text) from None
    if day.year not in _YEARS or day.isoformat() != text:
        raise _unreadable("as_of", text)
    return day


def _window(text: str) -> int | None:
    if text == ALL:
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,2}", text):
        raise _unreadable("window", text)
    return int(text)


def _unit(text: str) -> str:
    if text not in UNITS:
        raise _unreadable("unit", text)
    return text


def _unreadable(name: str, text: str) -> UserError:
    return UserError(
        "{name} = {text} in the link cannot be read. The link may have been altered; ask for it again.",
        name=name,
        text=text[:60],
    )


def _no_such_key(name: str) -> UserError:
    return UserError("The link contains an unknown part: {name}. Ask for a new link.", name=name[:60])
