"""Names of all insights with their figures and columns, as docs/insights.md has them."""

from __future__ import annotations

import sys

from kam_core.services.insights.catalogue import INSIGHTS

HEAD = """# Insights

`python -m kam_core insight NAME` prints the figures of a screen; with `--json` one object with figures and rows.
Money is in currency units, shares are 0–1, dates in ISO order; what is unknown is null. Made from the code; a test
fails when it is out of date.
"""


def insight_names() -> str:
    """The page as Markdown."""
    lines = [HEAD, "| name | answers | figures | a row |", "|---|---|---|---|"]
    lines += [
        f"| {name} | {recipe.title} | {', '.join(recipe.figures)} | {', '.join(recipe.columns)} |"
        for name, recipe in INSIGHTS.items()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(insight_names())
