"""Bounds by view: seen in a view a model carries the numbers of that view, and at home it is the document again."""

import datetime

import polars as pl
import pytest

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import QuotaCut, ScoreCut
from kam_core.scoring.model.difference import differences
from kam_core.scoring.model.draft_link import read_link, write_link
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.model_hash import model_hash
from kam_core.scoring.model.presets import built_in_preset
from kam_core.scoring.model.proposed_bounds import uses_home_bounds, with_proposed_bounds, with_proposed_view
from kam_core.scoring.model.view_bounds import with_home_bounds, with_view_bounds
from kam_core.scoring.utility import Linear, Log, Steps
from kam_core.services.appraisal import account_measures, built_in_model, preset_for, score_accounts
from kam_core.vocabulary.message import Term, UserError
from tests.datasets import dataset, monthly
from tests.scoring.former_model import former_model

HOME = View(datetime.date(2024, 12, 31))
QUARTER = View(HOME.as_of, 3)
DATA = dataset([line for n in range(1, 41) for line in monthly(f"{n:02d}", "2022-01-10", 36, n, margin=n / 4)])
MODEL = built_in_model(DATA, account_measures(DATA, HOME))


def by_hand() -> Model:
    """1 to 100 at home, 1 to 25 over three months; a judgement in days that is the same in every view."""
    return Model.from_toml(
        'version = 1\nname = "By hand"\n'
        '[[criteria]]\nname = "money"\ngroup = "realised"\nmeasure = "revenue"\nweight = 60.0\n'
        'utility = { kind = "linear", lo = 0.0, hi = 100.0 }\n'
        '[[criteria]]\nname = "days"\ngroup = "relationship"\nmeasure = "recency_days"\nweight = 40.0\n'
        'utility = { kind = "linear", lo = 180.0, hi = 0.0 }\n'
        '[cut]\nkind = "score"\ns = 80.0\na = 60.0\nb = 40.0\n'
        '[[bounds]]\nview = "3/account"\ncut = { s = 70.0, a = 50.0, b = 30.0 }\n'
        '[[bounds.utilities]]\ncriterion = "money"\nutility = { kind = "linear", lo = 0.0, hi = 25.0 }\n'
    )


def money(model: Model) -> tuple[float | None, float | None]:
    utility = model.criterion("money").utility
    assert isinstance(utility, Linear)
    return utility.lo, utility.hi


def numbers(cut: object) -> tuple[float | None, ...]:
    assert isinstance(cut, ScoreCut)
    return cut.s, cut.a, cut.b


def no_frame(key: str) -> pl.DataFrame:
    raise AssertionError(f"{key} was measured")


def test_in_a_view_with_bounds_the_criteria_and_the_cut_carry_them() -> None:
    seen = with_view_bounds(by_hand(), "3/account")
    assert money(seen) == (0.0, 25.0)
    assert numbers(seen.cut) == (70.0, 50.0, 30.0)
    assert seen.criterion("days") == by_hand().criterion("days")


def test_a_view_without_bounds_shows_those_of_the_home_view() -> None:
    assert with_view_bounds(by_hand(), "6/account") == by_hand()
    assert with_view_bounds(by_hand(), "12/account") == by_hand()


def test_at_home_again_the_model_is_equal_and_writes_the_same_document() -> None:
    seen = with_view_bounds(by_hand(), "3/account")
    assert seen != by_hand()
    assert with_home_bounds(seen) == by_hand()
    assert with_view_bounds(seen, "3/account") == seen
    assert with_view_bounds(seen, "12/account") == by_hand()
    assert seen.to_toml() == by_hand().to_toml()
    assert model_hash(seen) == model_hash(by_hand())
    assert Model.from_toml(seen.to_toml()) == by_hand()
    assert differences(seen, by_hand()) == ()


def test_what_is_edited_in_a_view_is_edited_at_home() -> None:
    edited = with_home_bounds(with_view_bounds(by_hand(), "3/account").with_weights({"money": 55.0}))
    assert edited == by_hand().with_weights({"money": 55.0})
    renamed = with_home_bounds(rebuilt(with_view_bounds(by_hand(), "3/account"), name="Other"))
    assert renamed == rebuilt(by_hand(), name="Other")


def test_a_cut_that_somebody_gives_holds_in_every_view() -> None:
    typed = with_view_bounds(by_hand(), "3/account").with_cut(ScoreCut(s=90.0, a=50.0, b=30.0))
    assert numbers(with_home_bounds(typed).cut) == (90.0, 50.0, 30.0)
    assert numbers(with_view_bounds(with_home_bounds(typed), "3/account").cut) == (90.0, 50.0, 30.0)
    assert money(with_home_bounds(typed)) == (0.0, 100.0)
    assert with_home_bounds(with_view_bounds(by_hand(), "3/account").with_cut(QuotaCut())).cut == QuotaCut()
    assert with_view_bounds(by_hand().with_cut(QuotaCut()), "3/account").cut == QuotaCut()


def test_a_cut_that_nobody_touched_stays_each_views_own() -> None:
    seen = with_view_bounds(by_hand(), "3/account")
    again = with_home_bounds(seen.with_weights({"money": 50.0}, seen.cut))
    assert numbers(again.cut) == (80.0, 60.0, 40.0)
    assert numbers(with_view_bounds(again, "3/account").cut) == (70.0, 50.0, 30.0)


def test_documents_without_home_and_bounds_read_as_before() -> None:
    old = former_model("standard")
    assert (old.home, old.bounds, old.view) == ("12/account", (), None)
    # As the app named it before there were bounds by view.
    assert model_hash(old) == "f96504df4074"
    assert model_hash(built_in_preset("classic_rfm")) == "9b6c42ac97c7"


@pytest.mark.parametrize(
    ("added", "why"),
    [
        ('home = "12"\n', "home: 12 is not a view"),
        ('home = "0/account"\n', "home: 0/account is not a view"),
        ('home = "601/account"\n', "home: 601/account is not a view"),
        ('view = "3/account"\n', "at view: unknown name"),
        ('bounds = [{ view = "3/firm" }]\n', "3/firm is not a view"),
        ('bounds = [{ view = "3/account" }, { view = "3/account" }]\n', "duplicate ranges for a view: 3/account"),
        ('bounds = [{ view = "12/account" }]\n', "the ranges of 12/account are already in the criteria"),
        ('bounds = [{ view = "3/account", cut = { s = 9.0 } }]\n', "does not use score cuts"),
        ('bounds = [{ view = "3/account", utilities = [{ criterion = "x", utility = { kind = "log" } }] }]\n',
         "the range of x in 3/account does not match a criterion"),
        ('bounds = [{ view = "3/account", utilities = [{ criterion = "revenue", utility = { kind = "steps" } }] }]\n',
         "the range of revenue in 3/account does not match a criterion"),
    ],
)  # fmt: skip
def test_bounds_that_fit_no_view_or_no_criterion_are_refused(added: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        Model.from_toml(added + MODEL.to_toml().replace('home = "12/account"\n', ""))


def test_the_order_of_the_views_in_a_document_does_not_count() -> None:
    one = rebuilt(MODEL, bounds=({"view": "3/account"}, {"view": "24/group"}))
    assert one == rebuilt(MODEL, bounds=({"view": "24/group"}, {"view": "3/account"}))


def test_ranges_of_amounts_are_proposed_for_a_view_and_those_of_days_and_shares_stay() -> None:
    """Steady sales of n a month, 40 accounts: a quarter's 99th percentile is a fourth of the year's."""
    both = with_proposed_view(MODEL, "3/account", account_measures(DATA, QUARTER))
    assert with_home_bounds(both).criteria == MODEL.criteria
    year, quarter = (one.criterion("revenue").utility for one in (MODEL, with_view_bounds(both, "3/account")))
    assert isinstance(year, Log)
    assert isinstance(quarter, Log)
    assert (quarter.lo, quarter.hi) == pytest.approx((year.lo / 4, year.hi / 4), rel=1e-3)  # type: ignore[operator]
    for name in ("regularity", "growth", "recency"):
        assert with_view_bounds(both, "3/account").criterion(name) == MODEL.criterion(name)


def test_in_its_own_bounds_a_quarter_of_steady_sales_scores_like_the_year() -> None:
    """With bounds of the year everybody who sells evenly looks smaller over a quarter; with own bounds nobody does."""
    both = with_proposed_view(MODEL, "3/account", account_measures(DATA, QUARTER))
    money_alone = {one.name: 100.0 if one.name == "revenue" else 0.0 for one in MODEL.criteria}
    year = score_accounts(account_measures(DATA, HOME), HOME, both.with_weights(money_alone)).accounts["score"]
    own = score_accounts(account_measures(DATA, QUARTER), QUARTER, both.with_weights(money_alone)).accounts["score"]
    home_only = score_accounts(account_measures(DATA, QUARTER), QUARTER, MODEL.with_weights(money_alone)).accounts[
        "score"
    ]
    assert own.to_list() == pytest.approx(year.to_list(), abs=0.1)
    assert (home_only <= year).all()
    assert home_only.sum() < year.sum() - 100


def test_only_a_view_that_would_have_other_bounds_uses_those_of_the_home_view() -> None:
    both = with_proposed_view(MODEL, "3/account", account_measures(DATA, QUARTER))
    assert uses_home_bounds(MODEL, "3/account")
    assert not uses_home_bounds(MODEL, "12/account")
    assert not uses_home_bounds(both, "3/account")
    assert not uses_home_bounds(with_view_bounds(both, "3/account"), "3/account")
    assert uses_home_bounds(both, "12/group")
    ranked = rebuilt(by_hand(), bounds=(), criteria=(by_hand().criterion("days").model_dump(),))
    assert not uses_home_bounds(ranked, "3/account")


def test_publishing_adds_the_bounds_of_a_view_once_and_measures_the_home_view_only_for_open_ones() -> None:
    quarter = account_measures(DATA, QUARTER)
    once = with_proposed_bounds(MODEL, "3/account", quarter, no_frame)
    assert once == with_proposed_view(MODEL, "3/account", quarter)
    assert with_proposed_bounds(once, "3/account", quarter.clear(), no_frame) == once
    assert with_proposed_bounds(MODEL, "12/account", quarter, no_frame) == MODEL


def test_a_preset_taken_in_another_view_has_the_bounds_of_both() -> None:
    quarter = score_accounts(account_measures(DATA, QUARTER), QUARTER, MODEL)
    asked = []

    def home_frame(key: str) -> pl.DataFrame:
        asked.append(key)
        return account_measures(DATA, HOME)

    taken = preset_for("classic_rfm", quarter, home_frame)
    assert asked == ["12/account"]
    year = built(account_measures(DATA, HOME))
    assert with_home_bounds(taken).criterion("revenue") == year.criterion("revenue")
    seen = taken.criterion("revenue").utility
    assert isinstance(seen, Steps)
    assert seen == built(quarter.accounts).criterion("revenue").utility
    assert taken.view == "3/account"


def built(frame: pl.DataFrame) -> Model:
    return with_proposed_bounds(built_in_preset("classic_rfm"), "12/account", frame, no_frame)


def test_an_open_score_cut_gets_numbers_of_its_own_in_each_view() -> None:
    opened = built_in_preset("transactions_only").with_cut(ScoreCut())
    taken = preset_for(
        opened,
        score_accounts(account_measures(DATA, QUARTER), QUARTER, MODEL),
        lambda key: account_measures(DATA, HOME),
    )
    home = with_home_bounds(taken)
    assert None not in numbers(home.cut)
    assert numbers(taken.cut) == numbers(with_view_bounds(home, "3/account").cut)
    assert home.bounds[0].cut is not None


def test_a_range_that_falls_keeps_its_direction_and_steps_of_ones_own_stay() -> None:
    falling = rebuilt(by_hand(), bounds=(), criteria=tuple(
        one.model_dump() | ({"measure": "revenue", "utility": {"kind": "log", "lo": 90.0, "hi": 1.0}}
                            if one.name == "money" else {"measure": "orders", "utility": {
                                "kind": "steps", "thresholds": (3.0,), "points_from": (70.0,), "below": 10.0}})
        for one in by_hand().criteria))  # fmt: skip
    seen = with_view_bounds(with_proposed_view(falling, "3/account", account_measures(DATA, QUARTER)), "3/account")
    utility = seen.criterion("money").utility
    assert isinstance(utility, Log)
    assert utility.lo is not None
    assert utility.hi is not None
    assert utility.lo > utility.hi
    assert seen.criterion("days") == falling.criterion("days")


def test_differences_name_the_home_view_and_the_bounds_of_each_view() -> None:
    without = rebuilt(by_hand(), bounds=())
    (added,) = differences(without, by_hand())
    assert str(added.what) == "Ranges for 3 months, by account"
    assert (added.before, added.after) == (Term("as in the base view"), Term("own setting"))
    wider = rebuilt(by_hand(), bounds=tuple(
        one.model_dump() | {"cut": None, "utilities": ({"criterion": "money", "utility": Linear(lo=0.0, hi=30.0)
                                                        .model_dump()},)} for one in by_hand().bounds))  # fmt: skip
    assert [str(one.what) for one in differences(by_hand(), wider)] == [
        "Revenue, 3 months, by account", "Score cuts, 3 months, by account",
    ]  # fmt: skip
    (moved,) = differences(by_hand(), rebuilt(by_hand(), home="24/group"))
    assert (str(moved.what), str(moved.after)) == ("Base view", "24 months, by group")


@pytest.mark.parametrize("cut", [None, ScoreCut(s=90.0, a=50.0, b=30.0)])
def test_a_link_made_in_a_view_leads_to_the_same_draft(cut: ScoreCut | None) -> None:
    base = with_view_bounds(by_hand(), "3/account")
    draft = base.with_weights({"money": 50.0}, cut)
    parameters = write_link(draft, base, data_set_id="demo", view=QUARTER, base_id="builtin", data="0" * 12)
    link = read_link({name: [value] for name, value in parameters.items()})
    assert ("cut" in parameters) == (cut is not None)
    assert link.draft(by_hand()) == with_home_bounds(draft)
    assert model_hash(link.draft(base)) == parameters["hash"]
