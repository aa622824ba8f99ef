"""The glossary is what the vocabulary and the catalogue say today."""

from pathlib import Path

from kam_core.reports.glossary import glossary

PAGE = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"


def test_the_glossary_is_up_to_date() -> None:
    """Renew it with `make messages`."""
    assert PAGE.read_text(encoding="utf-8") == glossary()
