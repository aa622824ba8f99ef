"""A draft as plain numbers in an address: what another person needs to see the same, and nothing that runs.

A link names the data set, the view, the model to begin from and the levers of the draft. It is read strictly: every
number has one way to be written, so a link that was damaged on its way is refused or is another model with another
hash, and never the same model by accident. It holds no words of any language.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from kam_core.measures.view import UNITS, View
from kam_core.scoring.model.draft_text import exact, flat, number, read_flat
from kam_core.scoring.model.model import Model, ScoreCut, rebuilt
from kam_core.scoring.model.model_hash import HASH_DIGITS, model_hash
from kam_core.scoring.model.view_bounds import at_home, without_cuts
from kam_core.vocabulary.message import UserError

LINK_VERSION = "1"
BUILT_IN = "builtin"
"""The base of a draft where no version is published."""
ALL = "all"
LONGEST = 8_000
"""Characters of a link; browsers and mail programs cut longer addresses."""
REQUIRED = ("v", "book", "as_of", "window", "unit", "base", "weights", "hash", "data")
PARTS = ("gates", "hysteresis", "capacity")
"""Levers of the model that stand in the link only where they differ from the base."""
OPTIONAL = ("cut", *PARTS)
_ID = re.compile(r"[0-9A-Za-z_-]{1,32}")
_HASH = re.compile(f"[0-9a-f]{{{HASH_DIGITS}}}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Link:
    """What a link says. weights: points by criterion name; parts: the levers that differ from the base, as text.

    hash: of the model that the sender saw; data: of the data set; both tell whether something has moved since.
    """

    data_set_id: str
    view: View
    base: str
    weights: Mapping[str, float]
    parts: Mapping[str, str]
    hash: str
    data: str

    def draft(self, base: Model) -> Model:
        """The draft that the link describes, on the model that it names as its base, at home.

        Refuses a criterion that the base does not have or the link does not name, and levers that do not hold.
        """
        base = at_home(base)
        names = {criterion.name for criterion in base.criteria}
        for unknown in sorted(set(self.weights) - names):
            raise UserError(
                "The link gives a weight to {criterion}, which the model “{model}” does not have. Ask for a new link.",
                criterion=unknown,
                model=base.name,
            )
        for missing in sorted(names - set(self.weights)):
            raise UserError(
                "The link gives no weight to {criterion}. It was cut on its way; ask for it again.", criterion=missing
            )
        if not any(self.weights.values()):
            raise UserError("All weights in the link are zero, so nothing would decide. Ask for a new link.")
        for name in self.parts:
            if name not in Model.model_fields:
                raise _no_such_key(name)
        criteria = tuple({**one.model_dump(), "weight": self.weights[one.name]} for one in base.criteria)
        # A cut that somebody gave holds in every view.
        bounds = tuple(one.model_dump() for one in (without_cuts(base.bounds) if "cut" in self.parts else base.bounds))
        parts = {name: read_flat(name, text) for name, text in self.parts.items()}
        made = rebuilt(base, criteria=criteria, bounds=bounds, **parts)
        for name, text in self.parts.items():
            # A field that is not named would be filled by its usual value: then the link is not whole.
            if flat(getattr(made, name)) != text:
                raise _unreadable(name, text)
        return made


def write_link(draft: Model, base: Model, *, data_set_id: str, view: View, base_id: str, data: str) -> dict[str, str]:
    """The parameters of the address, by name, in the order in which they are read best.

    `base_id` is the id of the version that `base` is kept as, `BUILT_IN` where it is not. Both models come without
    decisions that are kept elsewhere. Refuses a draft that differs from its base in more than its levers.
    """
    draft, base = at_home(draft), at_home(base)
    parts = {name: flat(getattr(draft, name)) for name in PARTS if _differs(draft, base, name)}
    if draft.cut != base.cut:
        if isinstance(draft.cut, ScoreCut) and draft.cut.s is None:
            raise UserError("The score cuts have no numbers yet. Let the data propose them, or give s, a and b.")
        parts = {"cut": flat(draft.cut), **parts}
    told = {
        "v": LINK_VERSION,
        "book": data_set_id,
        "as_of": view.as_of.isoformat(),
        "window": ALL if view.window_months is None else str(view.window_months),
        "unit": view.unit,
        "base": base_id,
        "weights": ",".join(f"{quote(one.name, safe='')}:{exact(one.weight)}" for one in draft.criteria),
        **parts,
        "hash": model_hash(draft),
        "data": data,
    }
    if sum(len(name) + len(value) for name, value in told.items()) > LONGEST:
        raise UserError("This draft is too long for a link. Save it as a file and send that.")
    again = read_link({name: [value] for name, value in told.items()})
    same = {one.name for one in base.criteria} == set(again.weights) and model_hash(again.draft(base)) == told["hash"]
    if not same:
        raise UserError(
            "This draft differs from “{model}” in more than weights, cuts and gates, which a link does not carry. "
            "Save it as a scenario first: then its link begins from there.",
            model=base.name,
        )
    return told


def read_link(params: Mapping[str, Sequence[str]]) -> Link:
    """The link in the parameters of an address, all values of each name. Refuses whatever is not exactly as written."""
    if sum(len(name) + len(value) for name, values in params.items() for value in values) > LONGEST:
        raise UserError("This link is longer than any link of ours. Ask for a new one.")
    version = params.get("v", [""])
    if list(version) != [LINK_VERSION]:
        raise UserError(
            "This link is of version {found}; this app reads version {known}. Ask for a new link.",
            found=", ".join(version) or "none",
            known=LINK_VERSION,
        )
    for name, values in params.items():
        if name not in (*REQUIRED, *OPTIONAL):
            raise _no_such_key(name)
        if len(values) != 1:
            raise UserError("The link says {name} {count} times. Ask for a new link.", name=name, count=len(values))
    for name in REQUIRED:
        if not params.get(name):
            raise UserError("The link does not say {name}. It was cut on its way; ask for it again.", name=name)
    given = {name: values[0] for name, values in params.items()}
    parts = {name: given[name] for name in OPTIONAL if name in given}
    for name, text in parts.items():
        read_flat(name, text)
    return Link(
        data_set_id=_matching(_ID, "book", given["book"]),
        view=View(_day(given["as_of"]), _window(given["window"]), _unit(given["unit"])),
        base=_matching(_ID, "base", given["base"]),
        weights=_weights(given["weights"]),
        parts=parts,
        hash=_matching(_HASH, "hash", given["hash"]),
        data=_matching(_HASH, "data", given["data"]),
    )


def _differs(draft: Model, base: Model, name: str) -> bool:
    return name in Model.model_fields and getattr(draft, name) != getattr(base, name)


def _weights(text: str) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for one in text.split(","):
        name, mark, value = one.rpartition(":")
        criterion = unquote(name)
        if not mark or quote(criterion, safe="") != name:
            raise _unreadable("weights", one)
        if criterion in found:
            raise UserError("The link gives {criterion} two weights. Ask for a new link.", criterion=criterion)
        found[criterion] = number("weights", value)
        if found[criterion] > 100:
            raise UserError(
                "The link gives {criterion} a weight of {value}; a weight is at most 100 points.",
                criterion=criterion,
                value=value,
            )
    return found


def _matching(form: re.Pattern[str], name: str, text: str) -> str:
    if not form.fullmatch(text):
        raise _unreadable(name, text)
    return text


def _day(text: str) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(_matching(_DAY, "as_of", text))
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
        "The link says {name} = {text}, which cannot be read. It was changed on its way; ask for it again.",
        name=name,
        text=text[:60],
    )


def _no_such_key(name: str) -> UserError:
    return UserError("The link says {name}, which no link of ours has. Ask for a new link.", name=name[:60])
