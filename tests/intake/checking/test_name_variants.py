"""Near-duplicate names are suggested and never merged; different companies of one family are left in peace."""

import time

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.intake.checking.name_variants import (
    FORM,
    LETTER,
    PLACE,
    SAME,
    SPELLING,
    NameVariants,
    account_name_variants,
    spelling_variants,
    variant_findings,
)
from kam_core.intake.findings import Place


def found(*names: str) -> list[NameVariants]:
    ids = [f"C{number}" for number in range(len(names))]
    return account_name_variants(
        pl.DataFrame({"account_id": ids, "name": names}, schema={"account_id": str, "name": str})
    )


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("华东样例电子(上海)有限公司", "华东样例电子有限公司", PLACE),
        ("上海华东样例电子有限公司", "华东样例电子有限公司", PLACE),
        ("华东样例电子（上海）有限公司", "华东样例电子(上海)有限公司", SPELLING),
        ("上海华东样例电子有限公司", "华东样例电子(上海)有限公司", SPELLING),
        ("示例重工股份有限公司", "示例重工有限公司", SPELLING),
        ("示例重工有限责任公司", "示例 重工有限公司", SPELLING),
        ("示例重工", "示例重工有限公司", FORM),
        ("Sample Ltd", "Sample Limited", SPELLING),
        ("Sample & Co., Ltd.", "SAMPLE LIMITED", SPELLING),
        ("Sample Inc.", "Sample, Incorporated", SPELLING),
        ("Sample Corp", "Sample Corporation", SPELLING),
        ("Sample L.L.C.", "Sample LLC", SPELLING),
        ("Sample", "Sample GmbH", FORM),
        ("Sample Co.", "Sample Company", SPELLING),
        ("GTXPro", "GTX Pro", SPELLING),
        ("Ｓａｍｐｌｅ　Ｔｒａｄｅ", "sample trade", SPELLING),
        ("Smith & Sons", "Smith and Sons", SPELLING),
        ("Müller Technik", "Muller-Technik", SPELLING),
        ("株式会社鈴木電機", "鈴木電機(株)", SPELLING),
        ("Nordic Technology", "Nordic Technolgy", LETTER),
        ("Universal Motors", "Univesral Motors", LETTER),
        ("Same Name", "Same Name", SAME),
    ],
)
def test_two_spellings_of_one_company_are_suggested(one: str, other: str, why: str) -> None:
    assert [(pair.why, pair.ids) for pair in found(one, other)] == [(why, ("C0", "C1"))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sample GmbH", "Sample AG"),
        ("Sample GmbH", "Sample GmbH & Co. KG"),
        ("Sample Ltd", "Sample Inc"),
        ("Sample Pte Ltd", "Sample Pty Ltd"),
        ("样例电子有限公司", "样例电子有限公司北京分公司"),
        ("样例电子", "样例电子子公司"),
        ("样例集团有限公司", "样例有限公司"),
        ("Sample Ltd", "Sample Holding Ltd"),
        ("Sample Group", "Sample"),
        ("华东样例电子(上海)有限公司", "华东样例电子(北京)有限公司"),
        ("北京华东样例电子有限公司", "上海华东样例电子有限公司"),
        ("Sample Austria Ltd", "Sample Australia Ltd"),
        ("Sample Northern Ltd", "Sample Norther Ltd"),
        ("Store 12", "Store 13"),
        ("第1样例机械厂", "第2样例机械厂"),
        ("样例第一机械厂", "样例第二机械厂"),
        ("华东电子有限公司", "华南电子有限公司"),
        ("Hansen Trading", "Jansen Trading"),
        ("Alpha Systems", "Beta Systems"),
        ("Martin Werkzeuge", "Martins Werkzeuge"),
        ("Ltd", "Limited Edition Shop"),
        ("***", "---"),
    ],
)
def test_different_companies_are_not(one: str, other: str) -> None:
    assert found(one, other) == []


def test_a_head_office_is_none_of_its_offices_in_several_cities() -> None:
    assert found("样例电子有限公司", "样例电子(上海)有限公司", "样例电子(北京)有限公司") == []


def test_a_product_in_two_spellings_is_suggested_and_sizes_are_not() -> None:
    values = pl.Series(["GTXPro", "GTX Pro", "GTX Basic", "Box 1.5", "Box 15", "Box 1-5", "C", "C++", "C#", None])
    assert [one.ids for one in spelling_variants(values)] == [("GTX Pro", "GTXPro")]


def test_a_suggestion_names_both_with_their_ids_and_states_that_nothing_was_merged() -> None:
    (one_finding,) = variant_findings(found("Sample Ltd", "Sample Limited"), Place("accounts.csv"))
    assert (one_finding.severity, one_finding.rule) == ("note", "alike_spelling")
    assert str(one_finding.message) == (
        'accounts.csv: "Sample Ltd (C0)" and "Sample Limited (C1)" are two spellings of one name. '
        "They are treated as separate; if they are the same, use one spelling everywhere."
    )


def test_two_ids_of_one_name_are_reported_by_their_ids() -> None:
    (one_finding,) = variant_findings(found("李丽丽", "李丽丽"), Place("orders.csv"))
    assert one_finding.rule == "alike_same"
    assert 'orders.csv: "李丽丽 (C0)" and "李丽丽 (C1)" have the same name but different ids.' in str(
        one_finding.message
    )


def test_many_suggestions_are_summed_up_by_their_number() -> None:
    names = [
        name for letter in "abcdefghijklmnopqrstuvwxyz" for name in (f"{letter}xx", f"{letter} xx", f"{letter}.xx")
    ]
    findings = variant_findings(found(*names), Place("accounts.csv"))
    assert len(findings) == 31
    assert "22 more pairs" in str(findings[-1].message)


WORDS = st.sampled_from(
    ["Sample", "sample", "Sampel", "Technology", "Technolgy", "Ltd", "Limited", "GmbH", "AG", "Group", "&", "Co.",
     "(上海)", "北京", "华东", "有限公司", "12", "13"]
)  # fmt: skip
NAME = st.one_of(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), st.text(max_size=12))
NAMES = st.lists(NAME, max_size=14)


@settings(max_examples=60, deadline=None)
@given(NAMES, st.randoms(use_true_random=False))
def test_suggestions_do_not_depend_on_row_order_or_repeats_and_no_name_is_its_own_variant(
    names: list[str], chance: object
) -> None:
    rows = [(f"C{number // 2}", name) for number, name in enumerate(names)]
    mixed = [*rows, *rows[:3]]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    frames = [pl.DataFrame(given, schema={"account_id": str, "name": str}, orient="row") for given in (rows, mixed)]
    first, second = (account_name_variants(frame) for frame in frames)
    assert first == second
    for one in first:
        assert list(one.ids) == sorted(set(one.ids))
        assert len(one.ids) == len(one.names) > 1


def test_a_hundred_thousand_names_take_no_more_than_a_second() -> None:
    towns = ["Berlin", "Lyon", "Porto", "Turin", "Gent"]
    names = [f"Workshop {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}chuck {towns[n % 5]} Ltd"
             for n in range(50_000)]  # fmt: skip
    names += [f"上海样例第{n}电子股份有限公司" for n in range(50_000)]
    frame = pl.DataFrame({"account_id": [f"C{n}" for n in range(100_000)], "name": names})
    start = time.process_time()
    account_name_variants(frame)
    assert time.process_time() - start < 2.0  # one second of wall time on two cores
