"""Minutes of a committee round: one page to print, in the reader's language, with all names escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from kam_core.insight.grading.round_result import CriterionResult
from kam_core.locale.language import Language
from kam_core.vocabulary.judgement.criterion_name import criterion_name
from kam_core.vocabulary.judgement.grading_round import GradingRound
from kam_core.vocabulary.message import moment

STYLE = (
    "body{font:11pt/1.4 system-ui,'PingFang SC','Microsoft YaHei',sans-serif;margin:2cm;color:#111}"
    "table{border-collapse:collapse;width:100%;margin:0 0 1em}"
    "th,td{border-bottom:1px solid #bbb;padding:3pt 6pt;text-align:left;vertical-align:top}"
    ".disputed{font-weight:700}section{break-inside:avoid}@page{size:A4;margin:15mm}@media print{body{margin:0}}"
)


def minutes(one: GradingRound, found: Sequence[CriterionResult], names: Mapping[str, str], words: Language) -> str:
    """The minutes as a self-contained HTML page: who, when, and per account the marks, differences and the decision.

    names: account id → name. Marks that differ by two or more are bold.
    """
    say = words.say
    people = words.say("Assessors: {names}", names=", ".join(one.assessors))
    started = say("Started by {name} on {day}", name=one.created_by, day=one.created_at.date())
    head = [started, people]
    if one.closed_at is not None:
        head.append(say("Closed by {name} on {day}", name=one.closed_by or "", day=one.closed_at.date()))
    sections = "".join(_section(one, account, found, names, words) for account in one.accounts)
    lines = "".join(f"<p>{escape(line)}</p>" for line in head)
    title = escape(say("Minutes of the committee: {name}", name=one.name))
    return (
        f'<!doctype html><html lang="{escape(words.code)}"><head><meta charset="utf-8">'
        f"<title>{escape(one.name)}</title><style>{STYLE}</style></head><body>"
        f"<h1>{title}</h1>{lines}{sections}</body></html>"
    )


def _section(
    one: GradingRound, account: str, found: Sequence[CriterionResult], names: Mapping[str, str], words: Language
) -> str:
    say = words.say
    head = _row((say("Criterion"), *one.assessors, say("Median"), say("Difference")), "th")
    rows = "".join(
        _row(
            (
                criterion_name(result.criterion, say),
                *(str(result.marks[name].score) if name in result.marks else "–" for name in one.assessors),
                "–" if result.median is None else f"{result.median:g}",
                str(result.spread) if len(result.marks) > 1 else "–",
            ),
            "td",
            "disputed" if result.is_disputed else "",
        )
        for result in found
        if result.account_id == account
    )
    made = one.decisions.get(account)
    decision = (
        say("Not decided yet")
        if made is None
        else say("Decision: {text} ({name}, {at})", text=made.text, name=made.by, at=moment(made.at))
    )
    note = ""
    if made is not None and made.note:
        text = escape(say("Note: {text}", text=made.note))
        note = f"<p>{text}</p>"
    return (
        f"<section><h2>{escape(names.get(account, account))}</h2><table>{head}{rows}</table>"
        f"<p><b>{escape(decision)}</b></p>{note}</section>"
    )


def _row(cells: Iterable[str], tag: str, kind: str = "") -> str:
    return f'<tr class="{kind}">' + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
