"""A number per pattern, laid out by account, is the number of the account's pattern."""

import numpy as np
import pytest

from kam_core.scoring.kernel.missing_patterns import MAX_PAIRED_PATTERNS, PatternLookup


@pytest.mark.parametrize("patterns", [1, 2, 3, MAX_PAIRED_PATTERNS, MAX_PAIRED_PATTERNS + 1, 256, 300])
@pytest.mark.parametrize("accounts", [1, 8, 17, 50])
def test_every_account_has_the_number_of_its_pattern(patterns: int, accounts: int) -> None:
    chance = np.random.default_rng(patterns * accounts)
    numbers = chance.random(patterns).astype(np.float32)
    numbers[-1] = np.nan
    pattern = chance.integers(0, patterns, accounts).astype(np.min_scalar_type(patterns - 1))
    laid = PatternLookup(numbers, pattern, 8)
    found = [laid.values_of(slice(at, at + 8), len(pattern[at : at + 8])).tolist() for at in range(0, accounts, 8)]
    expected = [float(numbers[one]) for one in pattern.tolist()]
    assert [one for block in found for one in block] == pytest.approx(expected, abs=0, nan_ok=True)
