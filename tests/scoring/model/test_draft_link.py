"""A link carries a draft to another browser exactly, and a damaged one never passes for the draft it was."""

import datetime
import string
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import Cut, ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.draft_link import BUILT_IN, Link, read_link, write_link
from kam_core.scoring.model.draft_text import exact_text
from kam_core.scoring.model.gates import Gates
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.model_hash import model_hash
from kam_core.scoring.model.presets import built_in_preset
from kam_core.scoring.model.tiering_limits import Capacity, Hysteresis, SeatLimits
from kam_core.vocabulary.message import UserError
from tests.scoring.former_model import former_model

BASE = former_model("transactions_only")
VIEW = View(datetime.date(2026, 9, 30))
DATA = "0123456789ab"
NAMES = [criterion.name for criterion in BASE.criteria]

weights = st.lists(st.floats(0, 100), min_size=len(NAMES), max_size=len(NAMES)).filter(lambda found: sum(found) > 0)
shares = st.tuples(st.floats(0.001, 0.4), st.floats(0, 0.3), st.floats(0, 0.3))
falling = st.tuples(*[st.floats(0, 100)] * 3).map(lambda found: sorted(found, reverse=True))
rising = st.tuples(*[st.floats(0.001, 1)] * 3).map(sorted)
cuts = st.one_of(
    shares.map(lambda found: QuotaCut(s=found[0], a=found[1], b=found[2])),
    falling.map(lambda found: ScoreCut(s=found[0], a=found[1], b=found[2])),
    rising.map(lambda found: ParetoCut(s=found[0], a=found[1], b=found[2])),
)
gates = st.builds(Gates, recurring=st.booleans(), least_rate_of_portfolio=st.floats(0, 9))
bands = st.builds(Hysteresis, points=st.floats(0, 100), share=st.floats(0, 1), stay_months=st.integers(0, 1200))
seats = st.none() | st.integers(0, 10**6)
hours = st.none() | st.floats(0, 1e6)
places = st.builds(
    SeatLimits,
    in_all=seats,
    per_owner=seats,
    hours_in_all=hours,
    hours_per_owner=hours,
    hours_each=st.floats(0.01, 1e4),
)
capacities = st.builds(Capacity, s=st.just(SeatLimits()) | places, a=st.just(SeatLimits()) | places)


def drafted(points: list[float], **parts: BaseModel) -> Model:
    values = {name: part.model_dump() for name, part in parts.items()}
    return rebuilt(BASE.with_weights(dict(zip(NAMES, points, strict=True))), **values)


drafts = st.builds(
    drafted,
    weights,
    cut=st.just(BASE.cut) | cuts,
    gates=st.just(BASE.gates) | gates,
    hysteresis=st.just(BASE.hysteresis) | bands,
    capacity=st.just(BASE.capacity) | capacities,
)


def written(draft: Model, base: Model = BASE, view: View = VIEW) -> dict[str, str]:
    return write_link(draft, base, data_set_id="demo", view=view, base_id=BUILT_IN, data=DATA)


def read(parameters: dict[str, str], **changes: str) -> Link:
    return read_link({name: [value] for name, value in (parameters | changes).items()})


@given(drafts)
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read_back_to_the_last_bit(draft: Model) -> None:
    parameters = written(draft)
    # Through an address, as a browser has it.
    link = read_link(parse_qs(urlencode(parameters), strict_parsing=True))
    again = link.draft(BASE)
    assert again == draft
    assert link.hash == model_hash(again) == model_hash(draft)
    assert (link.data_set_id, link.view, link.base, link.data) == ("demo", VIEW, BUILT_IN, DATA)


PAGES = st.tuples(
    st.integers(0, 10_000), st.integers(0, 2), st.sampled_from(string.ascii_letters + string.digits + ".,:-_%e ")
)


@given(drafts, st.integers(0, 100), PAGES)
@settings(max_examples=500, deadline=None)
def test_one_wrong_character_is_refused_or_is_another_link_that_its_hash_gives_away(
    draft: Model, key: int, place: tuple[int, int, str]
) -> None:
    parameters = written(draft)
    name = list(parameters)[key % len(parameters)]
    value, at = parameters[name], place[0] % (len(parameters[name]) + 1)
    # Put one in, take one away, or change one.
    damaged = (
        value[:at] + place[2] + value[at:],
        value[:at] + value[at + 1 :],
        value[:at] + place[2] + value[at + 1 :],
    )
    assume(damaged[place[1]] != value)
    try:
        link = read(parameters, **{name: damaged[place[1]]})
        model = link.draft(BASE)
    except UserError:
        return
    other = (link.data_set_id, link.view, link.base, link.data) != ("demo", VIEW, BUILT_IN, DATA)
    assert other or model_hash(model) != link.hash


def test_a_link_reads_like_a_sentence_of_plain_numbers() -> None:
    draft = BASE.with_weights(dict.fromkeys(NAMES, 20.0) | {"revenue": 30.5}, QuotaCut(s=0.05, a=0.15, b=0.25))
    assert written(draft) == {
        "v": "1",
        "book": "demo",
        "as_of": "2026-09-30",
        "window": "12",
        "unit": "account",
        "base": "builtin",
        "weights": "revenue:30.5,margin:20,revenue_total:20,regularity:20,growth:20,recency:20",
        "cut": "kind:quota,s:0.05,a:0.15,b:0.25",
        "hash": model_hash(draft),
        "data": DATA,
    }


def test_the_untouched_model_is_a_link_of_weights_alone() -> None:
    assert set(written(BASE)) == {"v", "book", "as_of", "window", "unit", "base", "weights", "hash", "data"}


def test_all_months_and_groups_are_kept() -> None:
    view = View(datetime.date(2026, 8, 31), None, "group")
    assert read(written(BASE, view=view)).view == view


def test_a_criterion_may_have_any_name() -> None:
    names = ["a:b,c", "收入 %", "&=", "x y"]
    criteria = tuple({**one.model_dump(), "name": name} for one, name in zip(BASE.criteria, names, strict=False))
    odd = rebuilt(BASE, criteria=criteria)
    assert read_link(parse_qs(urlencode(written(odd, odd)))).draft(odd) == odd


BAD = {
    "another version": ({"v": "2"}, "has version 2, but this app reads version 1"),
    "no version": ({"v": ""}, "has version none"),
    "a version that looks the same": ({"v": "01"}, "version 01"),
    "a word for a number": ({"weights": "revenue:many"}, "many is not a number like 20.5"),
    "not a number": ({"weights": "revenue:nan"}, "nan is not a number"),
    "infinity": ({"weights": "revenue:inf"}, "inf is not a number"),
    "a number with an exponent": ({"weights": "revenue:1e2"}, "1e2 is not a number"),
    "figures of another script": ({"weights": "revenue:３"}, "is not a number"),
    "a negative weight": ({"weights": "revenue:-5"}, "-5 is negative"),
    "a weight above all points": ({"weights": "revenue:101"}, "maximum is 100 points"),
    "a needless zero": ({"weights": "revenue:30.0"}, "has the wrong format"),
    "more digits than a number has": ({"weights": "revenue:0.1000000000000000055"}, "has the wrong format"),
    "a weight given twice": ({"weights": "revenue:1,revenue:2"}, "two weights"),
    "no name": ({"weights": "30"}, "cannot be read"),
    "an unknown criterion": ({"weights": "charm:30"}, "weight for charm, which is not in the model"),
    "a missing criterion": ({"weights": "revenue:30"}, "has no weight for growth"),
    "all weights zero": ({"weights": ",".join(f"{name}:0" for name in NAMES)}, "All weights in the link are zero"),
    "a cut out of order": ({"cut": "kind:score,s:50,a:60,b:40"}, "must decrease from S to A to B"),
    "a cut over all accounts": ({"cut": "kind:quota,s:0.5,a:0.5,b:0.5"}, "more than all accounts"),
    "a cut of no kind": ({"cut": "kind:magic,s:1"}, "cut"),
    "a cut without its numbers": ({"cut": "kind:quota,s:0.05"}, "cut = kind:quota,s:0.05 in the link cannot be read"),
    "a cut with more than its numbers": ({"cut": "kind:quota,s:0.05,a:0.15,b:0.3,c:0.5"}, "cut"),
    "a part named twice": ({"cut": "kind:quota,s:0.05,s:0.06"}, "twice"),
    "no cut at all": ({"cut": "off"}, "cut"),
    "a day that is none": ({"as_of": "2026-02-30"}, "as_of = 2026-02-30 in the link cannot be read"),
    "a day of another age": ({"as_of": "0001-01-31"}, "cannot be read"),
    "a window of no months": ({"window": "0"}, "window = 0"),
    "a window of an age": ({"window": "601"}, "601"),
    "a unit that is none": ({"unit": "galaxy"}, "unit = galaxy"),
    "a book that is a path": ({"book": "../../etc"}, "book"),
    "a hash that is none": ({"hash": "zz"}, "hash = zz"),
    "an unknown key": ({"evil": "1"}, "contains an unknown part: evil"),
    "a link without end": ({"weights": "x" * 9000}, "too long to be valid"),
}


@pytest.mark.parametrize(("changes", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_link_is_refused_in_a_sentence(changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        read(written(BASE), **changes).draft(BASE)
    assert sentence in str(refused.value)


def test_a_parameter_given_twice_is_refused() -> None:
    parameters = {name: [value] for name, value in written(BASE).items()}
    with pytest.raises(UserError, match="contains unit 2 times"):
        read_link(parameters | {"unit": ["account", "group"]})


@pytest.mark.parametrize("name", ["book", "as_of", "window", "unit", "base", "weights", "hash", "data"])
def test_a_link_without_one_of_its_parts_is_refused(name: str) -> None:
    parameters = {key: [value] for key, value in written(BASE).items() if key != name}
    with pytest.raises(UserError, match=f"has no {name}"):
        read_link(parameters)


def test_a_draft_that_differs_in_more_than_levers_asks_for_a_scenario_first() -> None:
    with pytest.raises(UserError, match="Save it as a scenario first"):
        written(rebuilt(BASE, missing="neutral"))
    with pytest.raises(UserError, match="Save it as a scenario first"):
        written(built_in_preset("standard"))


def test_a_base_that_has_moved_since_gives_another_hash_than_the_link() -> None:
    link = read(written(BASE))
    moved = rebuilt(BASE, least_coverage=0.9)
    assert model_hash(link.draft(moved)) != link.hash


def test_a_link_from_before_a_criterion_was_added_opens_as_its_sender_saw_it() -> None:
    draft = BASE.with_weights({"revenue": 40.0})
    added = {**BASE.criterion("recency").model_dump(), "name": "touch_recency", "measure": "touch_recency_days"}
    grown = rebuilt(BASE, criteria=(added, *(one.model_dump() for one in BASE.criteria)))
    assert read(written(draft)).draft(grown) == draft
    # What somebody cut out of a link is not what its sender saw.
    with pytest.raises(UserError, match="has no weight for touch_recency"):
        read(written(draft), weights=written(BASE)["weights"]).draft(grown)


@given(st.floats(0, 1e300))
@settings(max_examples=200, deadline=None)
def test_a_number_is_written_in_figures_alone_and_is_the_same_number_again(value: float) -> None:
    assert float(exact_text(value)) == value
    assert set(exact_text(value)) <= set("0123456789.")


def test_limits_that_the_base_has_and_the_draft_has_not_are_reported() -> None:
    limited = rebuilt(BASE, capacity={"s": {"in_all": 5}, "a": {}, "b": {}})
    assert written(limited)["capacity"] == "s.in_all:5"
    parameters = write_link(BASE, limited, data_set_id="demo", view=VIEW, base_id="abc", data=DATA)
    assert parameters["capacity"] == "off"
    assert read(parameters).draft(limited) == BASE


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("capacity", "s.in_all:5.5"), ("capacity", "s.in_all:-1"), ("capacity", "s.in_all:5,s.in_all:6"),
        ("capacity", "s:5"), ("capacity", "s.in_all.x:5"), ("capacity", "x.in_all:5"), ("capacity", ""),
        ("capacity", "s.hours_in_all:9"), ("hysteresis", "points:2"), ("hysteresis", "off"),
        ("hysteresis", "points:2,share:2,stay_months:0"), ("gates", "recurring:yes"), ("gates", "off"),
        ("gates", "recurring:true"), ("gates", "Recurring:true"), ("gates", "recurring:1"),
    ],
)  # fmt: skip
def test_a_part_that_is_not_whole_or_does_not_hold_is_refused(name: str, text: str) -> None:
    with pytest.raises(UserError):
        read(written(BASE), **{name: text}).draft(BASE)


def test_every_kind_of_cut_differs_from_the_others_in_the_link() -> None:
    kinds: list[Cut] = [QuotaCut(), ParetoCut(), ScoreCut(s=80.0, a=65.0, b=45.0)]
    parameters = {written(BASE.with_cut(cut)).get("cut", "the base's own") for cut in kinds}
    assert len(parameters) == len(kinds)
