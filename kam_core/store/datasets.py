"""Datasets as immutable folders of Parquet files, named by their content."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from pathlib import Path

import polars as pl

from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Refusal

MANIFEST = "dataset.json"
LAYOUT_VERSION = 1
OWN_FRAMES = ("accounts", "lines", "orders", "products")


class DatasetStore:
    """Saves each dataset once under `home/datasets/<content id>` and gives it back by that id."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "datasets"

    def save(self, dataset: Dataset) -> str:
        """Write the dataset if it is not there yet; its content id. A crash leaves either nothing or all of it."""
        target = self._path(dataset.content_id)
        if target.exists():
            return dataset.content_id
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".writing-", dir=self.folder))
        try:
            for name, frame in dataset.frames.items():
                with (draft / f"{name}.parquet").open("wb") as file:
                    frame.write_parquet(file)
                    file.flush()
                    os.fsync(file.fileno())
            manifest = {
                "layout": LAYOUT_VERSION,
                "name": dataset.name,
                "currency": dataset.currency,
                "sources": list(dataset.sources),
                "tables": sorted(dataset.tables),
            }
            with (draft / MANIFEST).open("w", encoding="utf-8") as text:
                json.dump(manifest, text, ensure_ascii=False, indent=1)
                text.flush()
                os.fsync(text.fileno())
            try:
                draft.rename(target)
            except OSError:
                # Somebody else saved the same content a moment earlier: theirs is as good.
                if not target.exists():
                    raise
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        return dataset.content_id

    def load(self, content_id: str) -> Dataset:
        """The dataset of that id. Refuses an unknown id and a layout of another version."""
        folder = self._path(content_id)
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise Refusal("This data set is no longer there. Load the file again on the data page.") from error
        if manifest.get("layout") != LAYOUT_VERSION:
            raise Refusal("This data set was saved by another version of the app. Load the file again.")
        frames = {
            name: pl.read_parquet(folder / f"{name}.parquet", glob=False) for name in (*OWN_FRAMES, *manifest["tables"])
        }
        return Dataset(
            name=manifest["name"],
            currency=manifest["currency"],
            **{name: frames[name] for name in OWN_FRAMES},
            tables={name: frames[name] for name in manifest["tables"]},
            sources=tuple(manifest["sources"]),
            content_id=content_id,
        )

    def _path(self, content_id: str) -> Path:
        # The id comes from a link; only our own form of it may become part of a path.
        if not re.fullmatch(r"[0-9a-f]{16}", content_id):
            raise Refusal("This link names no data set of ours.")
        return self.folder / content_id
