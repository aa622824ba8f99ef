"""Locations from the environment: the home folder, the database, the folder of cubes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "KAM_HOME"
DATABASE = "KAM_DATABASE_URL"
CUBES = "KAM_CUBES"


def home_folder(environment: Mapping[str, str]) -> Path:
    """`$KAM_HOME`, or the per-user data folder of the operating system."""
    given = environment.get(VARIABLE, "").strip()
    return Path(given) if given else user_data_path("key-account-dashboard", appauthor=False)


def database_url(environment: Mapping[str, str]) -> str | None:
    """`$KAM_DATABASE_URL`, the PostgreSQL database that keeps the rows; None for a file in the home."""
    return environment.get(DATABASE, "").strip() or None


def cubes_folder(environment: Mapping[str, str]) -> Path:
    """`$KAM_CUBES`, the folder whose cubes people may open on the screen; without it `cubes` in the home."""
    given = environment.get(CUBES, "").strip()
    return Path(given) if given else home_folder(environment) / "cubes"
