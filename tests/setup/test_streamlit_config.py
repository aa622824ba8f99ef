"""The app's settings are safe, known to the installed Streamlit, and call no other machine."""

import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit import config as streamlit_config

SETTINGS = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8"))

# Machado, Oliveira and Fernandes (2009), severity 1.0: what red-, green- and blue-blind eyes see of linear RGB.
EYES = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def flat(section: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    for key, value in section.items():
        pairs |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return pairs


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    ratio = TO_XYZ @ np.clip(rgb, 0, 1) / np.array([0.9505, 1.0, 1.089])
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it, from 1 (none) to 21."""
    dark, light = sorted(float((TO_XYZ @ linear(colour))[1]) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def test_every_setting_is_known_to_the_installed_streamlit() -> None:
    known = streamlit_config.get_config_options()
    assert set(flat(SETTINGS)) <= set(known)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.address", "127.0.0.1"),
        ("server.enableXsrfProtection", True),
        ("server.enableStaticServing", False),
        ("server.enableAgentApi", False),
        ("browser.gatherUsageStats", False),
        ("client.showErrorDetails", "none"),
        ("client.showErrorLinks", False),
        ("client.showSidebarNavigation", False),
        ("client.disableDataExport", True),
        ("runner.magicEnabled", False),
        ("runner.postScriptGC", False),
    ],
)
def test_the_safe_value_is_set(name: str, value: object) -> None:
    assert flat(SETTINGS)[name] == value


def test_no_setting_names_another_machine() -> None:
    assert not [value for value in flat(SETTINGS).values() if "://" in str(value)]
    assert "fontFaces" not in SETTINGS["theme"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_there_are_exactly_ten_chart_colours(scheme: str) -> None:
    assert len(set(SETTINGS["theme"][scheme]["chartCategoricalColors"])) == 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_chart_colours_differ_for_every_kind_of_eye(scheme: str, eyes: str) -> None:
    seen = [lab(EYES[eyes] @ linear(c)) for c in SETTINGS["theme"][scheme]["chartCategoricalColors"]]
    # A distance of 2.3 is just noticeable; small marks far apart need several times that.
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) > 12


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_accent_can_be_read_on_both_backgrounds(scheme: str) -> None:
    theme = SETTINGS["theme"][scheme]
    for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(theme["textColor"], ground) >= 7
        assert contrast(theme["primaryColor"], ground) >= 4.5
