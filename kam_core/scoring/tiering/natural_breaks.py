"""Natural breaks: optimal classes of sorted values (Fisher 1958; Jenks's breaks in cartography).

Of all ways to cut sorted values into k classes, the one with the least sum of squared distances from the class means,
found exactly by dynamic programming over the distinct values.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]


def natural_breaks(values: Values, classes: int) -> tuple[float, ...]:
    """The lowest value of each class, rising; fewer classes where there are fewer distinct values.

    values: finite, in any order, each as often as it occurs, and at most some thousand distinct ones: time grows with
    their square.
    """
    distinct, counts = np.unique(values, return_counts=True)
    classes = min(classes, len(distinct))
    if classes == 0:
        return ()
    # Centred, so that squares of values far from zero keep their digits.
    centred = distinct - np.average(distinct, weights=counts)
    count, first, second = (np.r_[0.0, np.cumsum(counts * centred**power)] for power in (0, 1, 2))

    def spread(starts: npt.NDArray[np.intp], end: int) -> Values:
        """Squared distances within the class from each start up to, not including, `end`."""
        n = count[end] - count[starts]
        moment = first[end] - first[starts]
        return np.asarray(second[end] - second[starts] - moment * moment / n)

    m = len(distinct)
    least = np.array([np.inf, *(spread(np.array([0]), end)[0] for end in range(1, m + 1))])
    starts_of: list[npt.NDArray[np.intp]] = []
    for count_so_far in range(1, classes):
        best, start_of = np.full(m + 1, np.inf), np.zeros(m + 1, np.intp)
        for end in range(count_so_far + 1, m + 1):
            starts = np.arange(count_so_far, end)
            costs = least[starts] + spread(starts, end)
            at = int(np.argmin(costs))
            best[end], start_of[end] = costs[at], starts[at]
        least = best
        starts_of.append(start_of)
    end, lowest = m, []
    for start_of in reversed(starts_of):
        end = int(start_of[end])
        lowest.append(float(distinct[end]))
    return (float(distinct[0]), *reversed(lowest))
