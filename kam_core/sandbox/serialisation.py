"""Serialise values as JSON and frames as Parquet, for messages between parent and child process.

Only the dataclasses that follow from the declared fields can come out of an answer; nothing in it is ever run.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import typing
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import polars as pl

from kam_core.intake import Intake
from kam_core.vocabulary.message import Change, Message, Money, Points, PointsChange, Share, Term

Encoded = typing.Any
"""A JSON value: null, true, numbers, text, lists and objects."""

MESSAGE_TYPES = (Message, Money, Share, Change, Points, PointsChange, Term)
"""Types of the values of a message, which are declared as mere objects."""
FRAME = re.compile(r"frame-[0-9]{1,6}\.parquet")


@cache
def reachable_types(*roots: type) -> Mapping[str, type]:
    """Every dataclass that a field of the roots may hold, by name; a new field of theirs needs no line here."""
    found: dict[str, type] = {}
    waiting: list[object] = [*MESSAGE_TYPES, *roots]
    while waiting:
        one = waiting.pop()
        waiting += typing.get_args(one)
        # A class may have fields of its own type: each is visited once.
        if isinstance(one, type) and dataclasses.is_dataclass(one) and one.__name__ not in found:
            found[one.__name__] = one
            hints = typing.get_type_hints(one)
            waiting += [hints[field.name] for field in dataclasses.fields(one)]
    return found


class MessageCodec:
    """Encodes values for JSON and decodes them; frames go into files of the folder."""

    def __init__(self, folder: Path, *roots: type) -> None:
        self.folder = folder
        self.known = reachable_types(Intake, *roots)
        self._frames = 0

    def encoded(self, value: object) -> Encoded:
        """The value for JSON. TypeError for a type without a form there."""
        match value:
            case None | bool() | str():
                return value
            case int() | float():
                return value
            case Message():
                texts = [value.text, value.plural, value.number]
                return {"is": "Message", "texts": texts, "values": self.encoded(value.values)}
            case pl.DataFrame():
                return {"is": "frame", "file": self._write_frame(value)}
            case Path():
                return {"is": "path", "at": str(value)}
            case datetime.datetime():
                raise TypeError("a time of day has no form in an answer")
            case datetime.date():
                return {"is": "date", "day": value.isoformat()}
            case Mapping():
                pairs = [[self.encoded(key), self.encoded(one)] for key, one in value.items()]
                return {"is": "mapping", "pairs": pairs}
            case tuple() | list():
                return [self.encoded(one) for one in value]
            case set() | frozenset():
                return {"is": "set", "of": [self.encoded(one) for one in sorted(value)]}
            case _ if dataclasses.is_dataclass(value):
                fields = {f.name: self.encoded(getattr(value, f.name)) for f in dataclasses.fields(value) if f.init}
                return {"is": type(value).__name__, "fields": fields}
            case _:
                raise TypeError(f"{type(value).__name__} has no form in an answer")

    def decoded(self, encoded: Encoded) -> object:
        """The value again; sequences come back as tuples. ValueError for any other form."""
        if isinstance(encoded, list):
            return tuple(self.decoded(one) for one in encoded)
        if not isinstance(encoded, dict):
            return encoded
        match encoded:
            case {"is": "Message", "texts": [str(text), str(plural), str(number)], "values": values}:
                return Message(text, plural, number, **typing.cast("dict[str, object]", self.decoded(values)))
            case {"is": "frame", "file": str(name)} if FRAME.fullmatch(name):
                return pl.read_parquet(self.folder / name, glob=False, memory_map=False)
            case {"is": "path", "at": str(at)}:
                return Path(at)
            case {"is": "date", "day": str(day)}:
                return datetime.date.fromisoformat(day)
            case {"is": "mapping", "pairs": list(pairs)}:
                return {self.decoded(key): self.decoded(one) for key, one in pairs}
            case {"is": "set", "of": list(of)}:
                return frozenset(self.decoded(one) for one in of)
            case {"is": str(name), "fields": dict(fields)} if name in self.known:
                return self.known[name](**{field: self.decoded(one) for field, one in fields.items()})
            case _:
                raise ValueError("an answer holds what nobody says")

    def _write_frame(self, frame: pl.DataFrame) -> str:
        name = f"frame-{self._frames}.parquet"
        self._frames += 1
        with (self.folder / name).open("wb") as file:
            frame.write_parquet(file, compression="lz4")
        return name
