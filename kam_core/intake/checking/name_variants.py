"""Suggest names that may mean the same company or product; they are never merged automatically."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from kam_core.intake.checking.company_names import REGIONS, split_names
from kam_core.intake.findings import SHOWN_IN_FULL, Finding, Place, finding
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.plurals import Plural

SAME, SPELLING, FORM, PLACE, LETTER = "same", "spelling", "legal_form", "place", "letter"
"""Why two names are suggested: equal, written differently, one without its legal form, one with a place, a slip."""

LONG_WORD = 6
"""Length from which one wrong letter is more likely a misspelling than another word."""
MAX_ALIKE = 4
"""Maximum number of names with one shortened form; beyond it that letter distinguishes them."""

REASONS = {
    SAME: N_('{place}: "{first}" and "{other}" have the same name but different ids. They are treated as separate.'),
    SPELLING: N_(
        '{place}: "{first}" and "{other}" are two spellings of one name. They are treated as separate; if they '
        "are the same, use one spelling everywhere."
    ),
    FORM: N_(
        '{place}: "{first}" and "{other}" differ only in the legal form, which one of them lacks. They are '
        "treated as separate."
    ),
    PLACE: N_(
        '{place}: "{first}" and "{other}" differ only in the place name, which one of them lacks. They are '
        "treated as separate."
    ),
    LETTER: N_(
        '{place}: "{first}" and "{other}" differ in one letter and may be the same. They are treated as separate.'
    ),
}
ALPHABETS = rf"^[\p{{Latin}}\p{{Greek}}\p{{Cyrillic}}]{{{LONG_WORD},}}$"
"""Alphabets in which one letter may be a misspelling; each Chinese character is a word."""
MORE = Plural(
    "{place}: {count} more pair of names may refer to the same account.",
    "{place}: {count} more pairs of names may refer to the same account.",
    "count",
)


@dataclass(frozen=True, slots=True)
class NameVariants:
    """Two or more ids whose names may mean the same thing. `ids` are sorted and unique; `names` in their order."""

    why: str
    ids: tuple[str, ...]
    names: tuple[str, ...]


def account_name_variants(accounts: pl.DataFrame) -> list[NameVariants]:
    """Variants of company names among `account_id`, `name`, independent of the order of rows, sorted by ids.

    Names that differ in a number, in a place that both have, in the legal form that both have, or in a word such as
    group, branch or 分公司 are different companies and never suggested.
    """
    known = accounts.select(pl.col("account_id").alias("id"), "name").drop_nulls().unique().sort("id", "name")
    parts = pl.concat([known, split_names(known["name"])], how="horizontal").drop_nulls("key")
    alike = ["key", "digits", "form", "place", "rank"]
    groups = (
        parts.group_by(alike)
        .agg(pl.col("id"), pl.col("name"), pl.col("core").first(), pl.col("letters").first())
        .sort(pl.col("id").list.first(), pl.col("name").list.first(), *alike)
        .with_row_index("group")
    )
    variants = [_group(SPELLING, ids, names) for ids, names in _groups_of_several(groups)]
    variants += _variants_without_part(groups)
    variants += _variants_by_letter(groups)
    return sorted((one for one in variants if len(set(one.ids)) > 1), key=lambda one: (one.ids, one.why, one.names))


def spelling_variants(values: pl.Series) -> list[NameVariants]:
    """Variants of values in a text column (products, owners): by case, blanks, punctuation and width."""
    known = values.cast(pl.String).drop_nulls().unique().sort()
    key = (
        known.str.normalize("NFKC").str.to_lowercase().str.normalize("NFKD").str.replace_all(r"[\x{0300}-\x{036f}]", "")
        .str.normalize("NFC").str.replace_all(r"(\d)[.,](\d)", "${1}dot$2")
    )  # fmt: skip
    # 1.5 and 15 are two sizes, and so are 1-5 and 15; A-1 and A1 are one.
    key = key.str.replace_all(r"(\d)[^\p{L}\p{N}]+(\d)", "$1 $2").str.replace_all(r"[^\p{L}\p{N}+#* ]", "")
    key = key.str.replace_all(r"(\d) (\d)", "${1}to$2").str.replace_all(" ", "", literal=True)
    groups = pl.DataFrame({"value": known, "key": key}).filter(pl.col("key") != "").group_by("key").agg("value")
    several = groups.filter(pl.col("value").list.len() > 1)["value"].to_list()
    return sorted((_group(SPELLING, group, group) for group in several), key=lambda one: one.ids)


def variant_findings(variants: Iterable[NameVariants], place: Place) -> list[Finding]:
    """A note for each suggestion, the first ones in full; `place`: the place of the names."""
    pairs = [(one, name) for one in variants for name in one.names[1:]]
    findings = [
        finding("note", f"alike_{why}", place, REASONS[why], first=_shown(one, 0), other=_shown(one, at))
        for one in variants
        for at in range(1, len(one.names))
        for why in (SAME if one.names[0] == one.names[at] else one.why,)
    ][:SHOWN_IN_FULL]
    if len(pairs) > SHOWN_IN_FULL:
        findings.append(finding("note", "alike_more", place, MORE, count=len(pairs) - SHOWN_IN_FULL))
    return findings


def _shown(one: NameVariants, at: int) -> str:
    """The name, with the id if different."""
    name, key = one.names[at], one.ids[at]
    return name if name == key else f"{name} ({key})"


def _group(why: str, ids: Iterable[str], names: Iterable[str]) -> NameVariants:
    """One name per id: the first in alphabetical order."""
    by_id: dict[str, str] = {}
    for key, name in sorted(zip(ids, names, strict=True)):
        by_id.setdefault(key, name)
    return NameVariants(SAME if len(set(by_id.values())) == 1 else why, tuple(by_id), tuple(by_id.values()))


def _groups_of_several(groups: pl.DataFrame) -> list[tuple[list[str], list[str]]]:
    return groups.filter(pl.col("id").list.len() > 1).select("id", "name").rows()


def _variant_of_groups(why: str, one: dict[str, list[str]], other: dict[str, list[str]]) -> NameVariants:
    return _group(why, [one["id"][0], other["id"][0]], [one["name"][0], other["name"][0]])


def _variants_without_part(groups: pl.DataFrame) -> list[NameVariants]:
    """Names that differ by a legal form or a place that only one of them has."""
    block = ["key", "digits", "rank"]
    shared = groups.filter(pl.len().over(block) > 1)
    variants = []
    for _, family in shared.group_by(block, maintain_order=True):
        places = set(family["place"].to_list()) - {""}
        forms = set(family["form"].to_list()) - {""}
        rows = family.rows(named=True)
        for one, other in combinations(rows, 2):
            same_place, same_form = one["place"] == other["place"], one["form"] == other["form"]
            # A name without the one that its family has in several places is the head office of all of them.
            place = same_place or ("" in (one["place"], other["place"]) and len(places) == 1 and not one["rank"])
            form = same_form or ("" in (one["form"], other["form"]) and len(forms) == 1)
            if place and form:
                variants.append(_variant_of_groups(FORM if same_place else PLACE, one, other))
    return variants


def _variants_by_letter(groups: pl.DataFrame) -> list[NameVariants]:
    """Names that differ by one letter: added, missing, wrong or swapped.

    Two such names become equal when the right letter is taken from each (or from one): names that share no
    shortened form are never compared.
    """
    slippery = groups.filter(
        pl.col("letters").str.contains(rf"^[\p{{Latin}}\p{{Greek}}\p{{Cyrillic}}]{{{LONG_WORD},}}$")
    )
    longest = slippery["letters"].str.len_chars().max()
    if not isinstance(longest, int):
        return []
    own = slippery.select("group", "letters", pl.struct("digits", "form", "place", "rank").hash(0).alias("rest"))
    letters, rest = pl.col("letters"), pl.col("rest")
    shortened = [own.select("group", (letters.hash(0) ^ rest).alias("short"))]
    for at in range(longest):
        reaching = own.filter(letters.str.len_chars() > at)
        without = pl.concat_str(letters.str.slice(0, at), letters.str.slice(at + 1))
        shortened.append(reaching.select("group", (without.hash(0) ^ rest).alias("short")))
    every = pl.concat(shortened)
    met = every.filter(pl.col("short").is_duplicated()).unique()
    met = met.group_by("short").agg("group").filter(pl.col("group").list.len().is_between(2, MAX_ALIKE))
    pairs = {pair for group in met["group"].list.sort().to_list() for pair in combinations(group, 2)}
    asked = sorted({group for pair in pairs for group in pair})
    rows = slippery.filter(pl.col("group").is_in(asked)).select("group", "core", "id", "name").rows(named=True)
    by_group = {row["group"]: row for row in rows}
    return [
        _variant_of_groups(LETTER, by_group[one], by_group[other])
        for one, other in sorted(pairs)
        if _is_misspelled(by_group[one]["core"], by_group[other]["core"])
    ]


def _is_misspelled(one: str, other: str) -> bool:
    """Whether one word of two names is misspelled: not in its first letter, no short word, no place."""
    own_words, other_words = one.split(), other.split()
    if len(own_words) != len(other_words):
        return False
    apart = [(a, b) for a, b in zip(own_words, other_words, strict=True) if a != b]
    if len(apart) != 1:
        return False
    a, b = apart[0]
    if min(len(a), len(b)) < LONG_WORD or a[0] != b[0] or a in REGIONS or b in REGIONS:
        return False
    if any(letter.isdigit() for letter in a + b):
        return False
    # A last letter makes a plural or another name (Martin, Martins): no slip is that neat.
    return a[:-1] != b and b[:-1] != a
