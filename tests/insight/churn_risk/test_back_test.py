"""Back-test of warnings by hand: who left, who was warned, false warnings, and the plain rule."""

import datetime
from collections.abc import Mapping
from typing import Any

from kam_core.insight.churn_risk.back_test import BackTest, back_test, back_test_answer, back_test_line
from kam_core.insight.churn_risk.risk import churn_risk
from kam_core.insight.churn_risk.signals import RiskSources
from tests.insight.churn_risk.risk_accounts import CERTAIN, TODAY, accounts

ON = datetime.date(2024, 9, 30)
Change = Mapping[str, Any]
CALM: Change = {}
SILENT: Change = {"recency_days": 90, "stage": "cooling"}
COOLING: Change = {"stage": "cooling"}
ENDED: Change = {"stage": "ended"}
LEFT: Change = {"recency_days": 365}
STAYED: Change = {"recency_days": 364}


def _found(*pairs: tuple[Change, Change]) -> BackTest:
    """The back-test of accounts: what they were three months before, and what they are now."""
    before = churn_risk(accounts(*[then for then, _ in pairs]), RiskSources(TODAY, {}, is_past=True), CERTAIN)
    return back_test(accounts(*[now for _, now in pairs]), before, 365, ON)


def test_of_those_that_left_as_many_were_warned_as_were_cooling_before() -> None:
    found = _found(
        *[(SILENT, LEFT)] * 4, *[(COOLING, LEFT)] * 3, *[(CALM, LEFT)] * 5, (SILENT, STAYED), (CALM, STAYED),
        (ENDED, LEFT),
    )  # fmt: skip
    assert (found.accounts, found.left, found.warned, found.warned_left) == (14, 12, 8, 7)
    assert (found.plain, found.plain_left, found.is_better) == (5, 4, True)
    assert str(back_test_answer(found)) == "Warned three months before: 7 of 12 that left."
    assert str(back_test_line(found)) == (
        "8 were warned on 2024-09-30; 1 of them stayed. "
        'The plain rule "quiet for twice its own rhythm" finds 4, with 1 false warning.'
    )


def test_warnings_that_find_no_more_than_the_plain_rule_say_so() -> None:
    found = _found(*[(SILENT, LEFT)] * 10, (SILENT, STAYED))
    assert not found.is_better
    assert "so far our alerts are not better than it" in str(back_test_line(found))


def test_with_fewer_than_ten_that_left_it_says_too_few() -> None:
    found = _found(*[(SILENT, LEFT)] * 9, *[(CALM, STAYED)] * 30)
    assert str(back_test_answer(found)) == "Too few to tell: 9 accounts left in the last 12 months."
