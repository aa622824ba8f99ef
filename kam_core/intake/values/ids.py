"""Repair ids that a spreadsheet treated as numbers, and report lost digits."""

from __future__ import annotations

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.plurals import Plural

CHANCE = 1e-2
"""Probability below which something is no coincidence."""
WITH_ZEROS = r"^\d+\.0+$"
WITH_DECIMALS = r"^\d+[.,]\d*[1-9]\d*$"
GROUPED = r"^\d{1,3}(?:,\d{3})+$"
PREFIXED = r"^'[\d\p{L}]"
PLAIN = r"^\d{1,3}$"
INVISIBLE = r"[\x{00ad}\x{200b}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2060}\x{2066}-\x{2069}\x{feff}]"
BLANK = r"[\x{00a0}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}]+"
WIDE = r"^[０-９Ａ-Ｚａ-ｚ0-9A-Za-z－＿．／＃\-_./#]*[０-９Ａ-Ｚａ-ｚ][０-９Ａ-Ｚａ-ｚ0-9A-Za-z－＿．／＃\-_./#]*$"
"""An id with full-width digits or letters and without Chinese characters."""
TO_NARROW = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}

ZEROS = N_('{place}: ids such as {value} were read without ".0".')
COMMAS = N_("{place}: ids such as {value} were read without thousands separators.")
BLANKS = Plural(
    "{place}: invisible spaces in {count} id were read as ordinary spaces or removed.",
    "{place}: invisible spaces in {count} ids were read as ordinary spaces or removed.",
    "count",
)
NARROWED = N_("{place}: ids in full-width characters, such as {value}, were read as ordinary characters.")
APOSTROPHE = N_("{place}: ids such as {value} were read without the leading apostrophe.")


def repair_ids(text: pl.Series, place: Place) -> tuple[pl.Series, list[Finding]]:
    """Repair ids that a spreadsheet changed, as far as possible, and report losses."""
    text, findings = _unify_spelling(text, place)
    known = text.drop_nulls()
    damaged = known.filter(known.str.contains(r"(?i)^\d(?:[.,]\d+)?E\+?\d{1,2}$"))
    long = known.filter(known.str.contains(r"^\d{17,}$"))
    if (long.len() > 1 and long.str.contains(r"^\d{15}0+$").all()) or _are_doubles(long):
        # A spreadsheet keeps 15 digits: it writes noughts for the others, or what its number happens to end with.
        damaged = damaged.append(long)
    if damaged.len():
        sentence = Plural(
            '{place}: {count} id such as "{value}" was changed by a spreadsheet and may no longer be unique. '
            "Export ids as text.",
            '{place}: {count} ids such as "{value}" were changed by a spreadsheet and may no longer be unique. '
            "Export ids as text.",
            "count",
        )
        findings.append(finding("warn", "damaged_id", place, sentence, value=damaged[0], count=damaged.len()))
    return text, findings


def _unify_spelling(text: pl.Series, place: Place) -> tuple[pl.Series, list[Finding]]:
    """Unify spellings of the same id: special blanks, .0, commas, full-width digits."""
    findings: list[Finding] = []

    def changed(rule: str, sentence: str | Plural, where: pl.Series, result: pl.Series) -> pl.Series:
        findings.append(finding("note", rule, place, sentence, value=text.filter(where)[0], count=int(where.sum())))
        return result

    odd = text.str.contains(f"{BLANK}|{INVISIBLE}").fill_null(False)
    if odd.any():
        plain = text.str.replace_all(INVISIBLE, "").str.replace_all(BLANK, " ").str.strip_chars()
        text = changed("id_blanks", BLANKS, odd, plain)
    wide = text.str.contains(WIDE).fill_null(False)
    if wide.any():
        narrow = pl.select(pl.when(wide).then(text.str.replace_many(TO_NARROW)).otherwise(text)).to_series()
        text = changed("id_width", NARROWED, wide, narrow)
    marked = text.str.contains(PREFIXED).fill_null(False)
    digits = text.str.contains(r"^'\d").fill_null(False)
    if digits.any() and (marked == digits).all():
        # 'Neill is a name; only before digits is the mark a spreadsheet's.
        bare = pl.select(pl.when(digits).then(text.str.slice(1)).otherwise(text)).to_series()
        text = changed("id_apostrophe", APOSTROPHE, digits, bare)
    zeros = text.str.contains(WITH_ZEROS).fill_null(False)
    if zeros.any() and not text.str.contains(WITH_DECIMALS).any():
        # A column of numbers passed through a spreadsheet or a script: 12345.0 is the id 12345.
        whole = pl.select(pl.when(zeros).then(text.str.replace(r"\.0+$", "")).otherwise(text)).to_series()
        text = changed("id_as_number", ZEROS, zeros, whole)
    grouped = text.str.contains(GROUPED).fill_null(False)
    if grouped.any() and (grouped | text.str.contains(PLAIN).fill_null(True)).all():
        text = changed("id_grouped", COMMAS, grouped, text.str.replace_all(",", "", literal=True))
    return text, findings


def _are_doubles(long: pl.Series) -> bool:
    """Whether all long ids are integers that a double represents exactly, which is no coincidence."""
    chance = 1.0
    for one in long.unique().head(100).to_list():
        number = int(one)
        if number != int(float(number)):
            return False
        chance *= 2.0**53 / max(number, 2**53)
    return chance < CHANCE
