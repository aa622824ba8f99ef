"""Parameters of a fitted model in a plain form: six significant digits, with what they were fitted on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

DIGITS = 6


@dataclass(frozen=True)
class FittedParameters:
    """A fitted model: its name, its parameters by name, the accounts behind it and its log-likelihood."""

    model: str
    values: Mapping[str, float]
    accounts: int
    log_likelihood: float

    def __post_init__(self) -> None:
        # Rounded once, so that what is stored, shown and computed with is the same.
        rounded = {name: significant(value) for name, value in self.values.items()}
        object.__setattr__(self, "values", MappingProxyType(rounded))
        object.__setattr__(self, "log_likelihood", float(self.log_likelihood))

    def to_dict(self) -> dict[str, object]:
        """As JSON holds it."""
        return {
            "model": self.model,
            "parameters": dict(self.values),
            "accounts": self.accounts,
            "log_likelihood": round(self.log_likelihood, 4),
        }


def significant(value: float) -> float:
    """A number rounded to six significant digits."""
    return float(f"{value:.{DIGITS}g}")
