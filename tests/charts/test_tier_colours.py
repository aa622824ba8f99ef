"""Tier colours: B and C differ for a reader who sees no red and green, and every letter can be read on its badge.

Lightness as a deuteranope sees it: the matrix of Machado, Oliveira and Fernandes, "A physiologically-based model for
simulation of color vision deficiency" (IEEE TVCG 15(6), 2009), severity 1.0, on linear RGB. Contrast and relative
luminance: WCAG 2.2.
"""

from itertools import combinations

import pytest

from kam_core.charts.theme import DARK_TIER_COLOURS, DARK_TIER_INK, TIER_COLOURS, TIER_INK

DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)


def linear(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(rgb: list[float]) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one: float, other: float) -> float:
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)


def seen_by_deuteranope(colour: str) -> float:
    rgb = linear(colour)
    seen = [sum(weight * part for weight, part in zip(row, rgb, strict=True)) for row in DEUTERANOPIA]
    return luminance([min(1.0, max(0.0, part)) for part in seen])


@pytest.mark.parametrize("colours", [TIER_COLOURS, DARK_TIER_COLOURS], ids=["light", "dark"])
def test_every_two_tiers_differ_in_lightness_also_for_a_deuteranope(colours: dict[str, str]) -> None:
    close = {
        one + other: round(contrast(seen_by_deuteranope(colours[one]), seen_by_deuteranope(colours[other])), 2)
        for one, other in combinations(colours, 2)
        if contrast(seen_by_deuteranope(colours[one]), seen_by_deuteranope(colours[other])) < 1.25
    }
    assert close == {}


@pytest.mark.parametrize(
    ("colours", "inks"), [(TIER_COLOURS, TIER_INK), (DARK_TIER_COLOURS, DARK_TIER_INK)], ids=["light", "dark"]
)
def test_the_letter_of_every_badge_can_be_read(colours: dict[str, str], inks: dict[str, str]) -> None:
    unreadable = {
        tier: round(contrast(luminance(linear(colours[tier])), luminance(linear(inks[tier]))), 2)
        for tier in colours
        if contrast(luminance(linear(colours[tier])), luminance(linear(inks[tier]))) < 4.5
    }
    assert unreadable == {}
