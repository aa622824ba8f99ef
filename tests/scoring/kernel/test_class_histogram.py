"""Sums by class are those of adding up one number after the other."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam_core.scoring.kernel.class_histogram import MIN_SPARSE_ACCOUNTS, ClassHistogram

NUMBERS = st.lists(st.tuples(st.integers(0, 5), st.integers(-(10**13), 10**13)), max_size=40)


@pytest.mark.parametrize("accounts", [MIN_SPARSE_ACCOUNTS - 1, MIN_SPARSE_ACCOUNTS], ids=["few", "many"])
@given(st.lists(NUMBERS, max_size=4))
def test_numbers_that_come_in_blocks_are_added_to_their_class(
    accounts: int, blocks: list[list[tuple[int, int]]]
) -> None:
    money, counts = ClassHistogram(6, np.float64, accounts), ClassHistogram(6, np.int32, accounts)
    expected, members = [0] * 6, Counter[int]()
    for block in blocks:
        classes = np.array([one for one, _ in block], np.int32)
        money.add(classes, np.array([number for _, number in block], np.float64))
        counts.add(classes, np.ones(len(block), np.int32))
        members.update(one for one, _ in block)
        for one, number in block:
            expected[one] += number
    assert money.sums.tolist() == expected
    assert counts.sums.tolist() == [members[one] for one in range(6)]


def test_two_tallies_at_the_same_time_do_not_mix() -> None:
    first, second = (
        ClassHistogram(3, np.float64, MIN_SPARSE_ACCOUNTS),
        ClassHistogram(3, np.float64, MIN_SPARSE_ACCOUNTS),
    )
    for _ in range(3):
        first.add(np.array([0, 2], np.int32), np.array([1.0, 10.0]))
        second.add(np.array([1], np.int32), np.array([5.0]))
    assert first.sums.tolist() == [3.0, 0.0, 30.0]
    assert second.sums.tolist() == [0.0, 15.0, 0.0]
