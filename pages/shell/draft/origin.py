"""Origin of a draft: the published version that it began from, and the scenario that it is a copy of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pages.shell.valid_choices import valid_choices

_VERSION, _SCENARIO, _SCENARIO_VERSION = STORED_KEYS = ("bases", "taken", "taken_at")
"""The choices of a workspace in which origins are stored, each by data set."""


@dataclass(frozen=True, slots=True)
class DraftOrigin:
    """The published version that a draft began from (None: the built-in model); the scenario that it is a copy of, if
    any, and the version number of that scenario when its editor read it."""

    version_id: str | None
    scenario_id: str | None = None
    scenario_version: int | None = None

    @classmethod
    def stored_in(
        cls, view: Mapping[str, Any] | None, data_set: str, default_version: str | None = None
    ) -> DraftOrigin:
        """The origin that the choices of a workspace hold for a data set; `default_version` where they hold none."""
        choices = valid_choices(view)
        number = choices.get(_SCENARIO_VERSION, {}).get(data_set)
        return cls(
            choices.get(_VERSION, {}).get(data_set, default_version),
            choices.get(_SCENARIO, {}).get(data_set),
            None if number is None else int(number),
        )

    def store_in(self, view: Mapping[str, Any] | None, data_set: str) -> dict[str, Any]:
        """The choices of a workspace with this origin for a data set."""
        number = None if self.scenario_version is None else str(self.scenario_version)
        values = {_VERSION: self.version_id, _SCENARIO: self.scenario_id, _SCENARIO_VERSION: number}
        choices = _with_origins(view, lambda other: other != data_set)
        for key, value in values.items():
            # A draft may have begun from the built-in model: None says so, and is stored.
            if value is not None or key == _VERSION:
                choices[key] = {**choices.get(key, {}), data_set: value}
        return choices


def without_origins(view: Mapping[str, Any] | None, but: Collection[str]) -> dict[str, Any]:
    """The choices of a workspace with the origins of these data sets alone."""
    return _with_origins(view, lambda data_set: data_set in but)


def _with_origins(view: Mapping[str, Any] | None, wanted: Callable[[str], bool]) -> dict[str, Any]:
    choices = {name: value for name, value in (view or {}).items() if name not in STORED_KEYS}
    for key in STORED_KEYS:
        origins = {name: value for name, value in valid_choices(view).get(key, {}).items() if wanted(name)}
        if origins:
            choices[key] = origins
    return choices
