"""Origin of a draft: the published version that it began from, and the scenario that it is a copy of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
        choices = dict(view or {})
        for key, value in values.items():
            # A draft may have begun from the built-in model: None says so, and is stored.
            if value is not None or key == _VERSION:
                choices[key] = {**valid_choices(view).get(key, {}), data_set: value}
            else:
                choices = _without(choices, key, {data_set})
        return choices


def without_origins(view: Mapping[str, Any] | None, but: Collection[str]) -> dict[str, Any]:
    """The choices of a workspace with the origins of these data sets alone."""
    choices = dict(view or {})
    for key in STORED_KEYS:
        choices = _without(choices, key, set(valid_choices(view).get(key, {})) - set(but))
    return choices


def _without(choices: Mapping[str, Any], key: str, data_sets: Collection[str]) -> dict[str, Any]:
    left = {name: value for name, value in valid_choices(choices).get(key, {}).items() if name not in data_sets}
    others = {name: value for name, value in choices.items() if name != key}
    return {**others, key: left} if left else others
