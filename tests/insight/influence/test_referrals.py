"""Referrals on small books: levels, unknown margins, what a reader may see, and files with faults."""

import datetime
import re

import polars as pl
import pytest

from kam_core.insight.referrals.margin_ever import margin_ever
from kam_core.insight.referrals.referrals import Referrals, find_referrals
from kam_core.insight.referrals.sentence import account_sentences, portfolio_sentence
from kam_core.intake import Choices, Upload, load
from kam_core.measures.view import View
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.presets import built_in_preset
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.vocabulary.message import UserError
from tests.datasets import dataset, money, monthly

VIEW = View(datetime.date(2024, 12, 31))
ACCOUNTS = (
    {"account": "head"}, {"account": "one", "referred_by": "head"}, {"account": "two", "referred_by": "head"},
    {"account": "three", "referred_by": "one"}, {"account": "four", "referred_by": "three"},
)  # fmt: skip
HEADER = b"account,name,referred_by\n"


def referrals() -> Referrals:
    """head → one (100 a month, margin 40) → three (10 a month, no margin) → four; head → two, which never bought."""
    data = dataset(
        [*monthly("one", "2023-01-05", 24, 100, margin=40), *monthly("three", "2024-01-05", 12, 10)], ACCOUNTS
    )
    frame = account_measures(data, VIEW)
    model = built_in_preset("transactions_only").with_cut(QuotaCut(s=0.5, a=0.0, b=0.0))
    accounts = score_accounts(frame, VIEW, model).accounts
    return find_referrals(data.accounts, accounts, margin_ever(data, VIEW, data.accounts["account"]))


def test_direct_referrals_count_whole_and_the_second_level_half() -> None:
    rows = {row["account_id"]: row for row in referrals().referrers.iter_rows(named=True)}
    assert {name: (row["direct"], row["second_level"], row["reach"]) for name, row in rows.items()} == {
        "head": (2, 1, 2.5), "one": (1, 1, 1.5), "three": (1, 0, 1.0),
    }  # fmt: skip
    head = rows["head"]
    assert (head["revenue"], head["revenue_total"]) == (money(1_200), money(2_400))
    assert (head["margin"], head["margin_total"]) == (money(480), money(960))


def test_a_margin_that_no_line_knows_is_unknown_and_not_zero() -> None:
    rows = referrals().referrers.filter(pl.col("account_id") == "one")
    assert rows["margin_total"].to_list() == [None]
    assert rows["revenue_total"].to_list() == [money(120)]


def test_the_sentences_name_accounts_and_money() -> None:
    found = referrals()
    codes = dict(found.referrers.select("account_id", "account").iter_rows())
    assert str(portfolio_sentence(found)).startswith("4 accounts came by referral, ")
    assert "they bring 1,320.00" in str(portfolio_sentence(found))
    sentences = " ".join(str(one) for one in account_sentences(found, codes["head"], "account:head", None))
    assert re.search(r"Referred 2 accounts, \d of them S or A: 1,200.00 in this window, 2,400.00 ever", sentences)
    assert sentences.endswith("They referred 1 account in turn, 120.00; reach 2.5.")


def test_a_reader_sees_no_name_of_a_referrer_outside_the_own_accounts() -> None:
    found = referrals()
    codes = dict(found.referred.select("account_id", "account").iter_rows())
    own = found.among(pl.Series([codes["one"], codes["three"]]))
    assert dict(own.referred.select("account_id", "referrer_name").iter_rows()) == {"one": None, "three": "one"}
    assert own.referrers["account_id"].sort().to_list() == ["one", "three"]


def test_without_referrals_the_answer_says_so() -> None:
    data = dataset(monthly("one", "2024-01-05", 12, 100))
    frame = account_measures(data, VIEW)
    accounts = score_accounts(frame, VIEW, built_in_preset("transactions_only")).accounts
    found = find_referrals(data.accounts, accounts, margin_ever(data, VIEW, data.accounts["account"]))
    assert str(portfolio_sentence(found)) == "No account is known to have come by referral."


def test_a_file_whose_referrals_form_a_circle_is_refused_with_the_names() -> None:
    with pytest.raises(UserError, match=r"referrals of .*form a circle"):
        load([Upload("accounts.csv", HEADER + b"A1,Alpha,A3\nA2,Beta,A1\nA3,Gamma,A2\n")], Choices())


def test_a_referrer_that_is_not_in_the_files_is_said_and_the_account_stays() -> None:
    loaded = load([Upload("accounts.csv", HEADER + b"A1,Alpha,A9\nA2,Beta,A1\n")], Choices())
    sentences = [str(one.message) for one in loaded.notes if one.rule == "unknown_referred_by"]
    assert len(sentences) == 1
    assert "A9" in sentences[0]
    assert loaded.dataset.accounts["referred_by"].to_list() == [None, 0]
