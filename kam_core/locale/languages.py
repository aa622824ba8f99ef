"""Registry of the languages of the screens: names, locale, plural rule, compact units and separators of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from babel import Locale

from kam_core.locale.plural_rule import PluralRule
from kam_core.vocabulary.cached_property import cached_property


class CompactUnit(NamedTuple):
    """A power of ten that compact amounts are written in: 8 and 亿, 6 and M."""

    power: int
    suffix: str


@dataclass(frozen=True)
class LanguageSpec:
    """One language; what is not given here comes from Unicode's CLDR through Babel."""

    code: str
    """In links, in the workspace and on the command line."""
    name: str
    """Its own name for itself."""
    short_name: str
    """The same in a few letters, for the switch and for headings."""
    locale_name: str
    """Babel's locale, and the folder of the catalogue."""
    sentence_gap: str = " "
    """What stands between two sentences."""
    other_codes: tuple[str, ...] = ()
    """Codes of browsers that also mean this language, such as no and nn beside nb."""

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale for numbers and dates."""
        return Locale.parse(self.locale_name)

    @property
    def tag(self) -> str:
        """The locale as browsers name it (BCP 47): zh-Hans-CN."""
        return self.locale_name.replace("_", "-")

    @cached_property
    def accepted_codes(self) -> frozenset[str]:
        """First parts of a browser's or a machine's locale that mean this language: zh, and Windows' chinese."""
        english = self.locale.get_language_name("en") or ""
        return frozenset({self.code, self.locale.language, english.lower(), *self.other_codes})

    @cached_property
    def list_separator(self) -> str:
        """What stands between the words of a list."""
        return str(self.locale.list_patterns["standard"]["middle"]).replace("{0}", "").replace("{1}", "")

    @cached_property
    def plural(self) -> PluralRule:
        """CLDR's rule for the words beside a number."""
        rule = self.locale.plural_form
        return PluralRule(rule.tags, rule)

    @cached_property
    def compact_units(self) -> tuple[CompactUnit, ...]:
        """Units of compact amounts, the greatest first: 万亿, 亿 and 万, or T, B, M and K."""
        units = set()
        for magnitude, pattern in self.locale.compact_decimal_formats["short"]["other"].items():
            text = pattern.pattern
            suffix = text.replace("0", "").replace("'", "").strip()
            if suffix:
                units.add(CompactUnit(len(magnitude) - text.count("0"), suffix))
        return tuple(sorted(units, reverse=True))

    @cached_property
    def whole_pattern(self) -> str:
        """Babel's pattern of a number without decimals: #,##0."""
        return str(self.locale.decimal_formats[None].pattern).split(";")[0].split(".")[0]

    @cached_property
    def percent_pattern(self) -> str:
        """Babel's pattern of a share without decimals: #,##0%."""
        return str(self.locale.percent_formats[None].pattern)

    @cached_property
    def currency_pattern(self) -> str:
        """Babel's pattern of an amount with its currency, in hundredths: ¤#,##0.00."""
        return str(self.locale.currency_formats["standard"].pattern)

    @cached_property
    def whole_currency_pattern(self) -> str:
        """Babel's pattern of an amount with its currency, without decimals: ¤#,##0."""
        return re.sub(r"\.0+", "", self.currency_pattern)

    @cached_property
    def decimal_mark(self) -> str:
        """What stands before decimals."""
        return str(self.locale.number_symbols[self.locale.default_numbering_system]["decimal"])

    @cached_property
    def group_mark(self) -> str:
        """What stands between thousands."""
        return str(self.locale.number_symbols[self.locale.default_numbering_system]["group"])

    @property
    def separators(self) -> str:
        """Decimal mark and group mark, as Plotly takes them."""
        return self.decimal_mark + self.group_mark

    @property
    def browser_format(self) -> dict[str, Any]:
        """What the browser needs to write numbers as the server does; its own plural rules go by the locale."""
        return {
            "locale": self.tag,
            "compact_powers": [unit.power for unit in self.compact_units],
            "decimal_mark": self.decimal_mark,
        }


SOURCE = "en"
"""Code of the language in which the texts of the source are written."""
LANGUAGES = {
    language.code: language
    for language in (
        LanguageSpec(SOURCE, "English", "EN", "en_US"),
        LanguageSpec("zh", "简体中文", "中文", "zh_Hans_CN", sentence_gap=""),
    )
}
"""Every language by its code, in the order of the switch."""
TRANSLATED = tuple(code for code in LANGUAGES if code != SOURCE)
"""Codes of the languages that have a catalogue."""


def language_for(accepted: str | None) -> str:
    """The code of the language that fits a browser's or a machine's locale, such as zh-CN; English where none does."""
    first = re.split(r"[-_.]", (accepted or "").lower())[0]
    return next((code for code, language in LANGUAGES.items() if first in language.accepted_codes), SOURCE)
