"""Every number has a formula in words, in every language."""

from __future__ import annotations

import re

import pytest

from kam_core.locale.language import Language
from kam_core.locale.languages import TRANSLATED
from kam_core.vocabulary.figures import ALIASES, FIGURES
from kam_core.vocabulary.formulas import formula_of, formulas_of
from kam_core.vocabulary.measures import JUDGED, MEASURES

FORMULAS = {
    **{f"measure {name}": measure.formula for name, measure in MEASURES.items()},
    **{f"figure {name}": figure.formula for name, figure in FIGURES.items()},
}


@pytest.mark.parametrize("name", FORMULAS)
def test_every_measure_and_figure_has_a_formula_of_whole_sentences(name: str) -> None:
    assert re.fullmatch(r"[^\s].{15,}[^\s.]\.", FORMULAS[name])


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_formula_is_said_in_the_other_languages(code: str) -> None:
    words = Language(code)
    assert [name for name, formula in FORMULAS.items() if words.say(formula) == formula] == []


def test_criteria_that_people_judge_share_one_formula_and_no_other_measure_has_it() -> None:
    (shared,) = {MEASURES[name].formula for name in JUDGED}
    assert {name for name, measure in MEASURES.items() if measure.formula == shared} == set(JUDGED)


def test_a_ratio_is_written_as_one() -> None:
    """A share whose formula divides nothing would explain nothing; two are probabilities of a model or surveys."""
    ratios = {name for name, measure in MEASURES.items() if measure.kind == "share"}
    assert {name for name in ratios if " / " not in MEASURES[name].formula} == {"p_alive"}


def test_a_column_is_explained_by_its_measure_first_then_by_the_figure_of_its_name() -> None:
    assert formula_of("margin") == MEASURES["margin"].formula
    assert formula_of("stake") == FIGURES["stake"].formula
    assert formula_of("scores") == FIGURES["score"].formula
    assert formula_of("industry") == ""
    assert set(ALIASES.values()) <= set(FIGURES)


def test_a_table_has_the_formulas_of_its_own_columns_by_their_short_names() -> None:
    assert set(formulas_of("weight")) == {"nominal", "effective"}
    assert formulas_of("weight")["nominal"] == FIGURES["weight.nominal"].formula
    assert formulas_of("nothing") == {}
