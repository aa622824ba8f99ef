"""Command `inspect`: print how each file is understood, its findings, and what `import` would do."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from kam_core import clock
from kam_core.commands.arguments import DONE, Parser, answer, file_name, uploaded
from kam_core.commands.terminal import answer_with
from kam_core.intake import Choices, DetectedSheet, Finding, Upload, detect_sheets, tables_of, type_raw_sheet
from kam_core.intake.findings import OpenQuestionError, Place
from kam_core.intake.size_limits import COMMAND_LINE
from kam_core.vocabulary.message import UserError

Report = dict[str, object]


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command and its arguments."""
    command = commands.add_parser("inspect", help="what was understood of a file, and every finding")
    command.add_argument("files", type=Path, nargs="+", metavar="FILE")
    command.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    command.add_argument("--answer", type=answer, action="append", default=[], metavar="QUESTION=VALUE")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=_inspect)


def _inspect(given: argparse.Namespace) -> int:
    choices = Choices(sheet=given.sheet, limits=COMMAND_LINE).with_answers(dict(given.answer))
    reports = [one for path in given.files for one in _file(path, choices)]
    if given.json:
        answer_with(json.dumps(reports[0] if len(reports) == 1 else reports, ensure_ascii=False))
        return DONE
    for one in reports:
        _print(one)
    return DONE


def _file(path: Path, choices: Choices) -> list[Report]:
    """One object per file, or per sheet of a workbook that has several with a table."""
    try:
        upload = uploaded(path, None)
        found = [one for one in detect_sheets(upload, choices) if isinstance(one, DetectedSheet)]
    except UserError as refusal:
        severity, rule = ("ask", refusal.question) if isinstance(refusal, OpenQuestionError) else ("error", "refused")
        return [_unreadable(path, Finding(severity, rule, Place(file_name(path)), refusal.message))]
    reports = [_sheet(one, choices) for one in found]
    reports[0]["import"] = _import(upload, choices)
    return reports


def _import(upload: Upload, choices: Choices) -> Report:
    """Preview of `import`: it loads the file, asks or refuses, with its findings."""
    choices = choices.with_remembered({}, clock.now().date())
    try:
        tables = tables_of([upload], choices)
    except UserError as refusal:
        severity, rule = ("ask", refusal.question) if isinstance(refusal, OpenQuestionError) else ("error", "refused")
        found = Finding(severity, rule, Place(upload.name), refusal.message)
        return {"outcome": "asks" if severity == "ask" else "refuses", "findings": [_finding(found)]}
    rows = {name: frame.height for name, frame in tables.frames.items()}
    return {"outcome": "loads", "rows": rows, "findings": [_finding(found) for found in tables.findings]}


def _sheet(one: DetectedSheet, choices: Choices) -> Report:
    raw, sheet = type_raw_sheet(one.sheet, choices), one.sheet
    asked = [Finding("ask", one.question.question, sheet.place, one.question.message)] if one.question else []
    columns = [
        {"name": name, "type": kind, "field": field, "confidence": confidence}
        for name, kind, (field, confidence) in zip(raw.names, raw.types, one.fields, strict=True)
    ]
    return {
        "file": sheet.file,
        "kind": sheet.kind,
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter,
        "sheet": sheet.sheet,
        "header_row": sheet.header_row,
        "table": one.table,
        "columns": columns,
        "rows": raw.frame.height,
        "findings": [_finding(found) for found in (*asked, *raw.findings)],
    }


def _unreadable(path: Path, why: Finding) -> Report:
    empty: Report = {"file": file_name(path), "kind": "unknown", "columns": [], "rows": 0, "findings": [_finding(why)]}
    return empty | dict.fromkeys(("encoding", "delimiter", "sheet", "header_row", "table"))


def _finding(found: Finding) -> Report:
    return {
        "severity": found.severity,
        "rule": found.rule,
        "line": found.place.line,
        "column": found.place.column,
        "value": found.value,
        "message": str(found.message),
    }


def _print(report: Report) -> None:
    known = ("kind", "encoding", "delimiter", "sheet", "header_row", "table", "rows")
    properties = [f"{name}={report[name]!r}" for name in known if report[name] is not None]
    answer_with(" ".join([str(report["file"]), *properties]))
    for column in report["columns"] if isinstance(report["columns"], list) else []:
        answer_with(f"  {column['type']:4s}  {column['name']}" + (f"  = {column['field']}" if column["field"] else ""))
    shown = report["findings"] if isinstance(report["findings"], list) else []
    for found in shown:
        answer_with(f"  {found['severity']}: {found['message']}")
    preview = report.get("import")
    if isinstance(preview, dict):
        rows = ", ".join(f"{table}: {count}" for table, count in preview.get("rows", {}).items())
        answer_with(f"  import {preview['outcome']} " + rows)
        shown_messages = {found["message"] for found in shown}
        for found in preview["findings"]:
            if found["message"] not in shown_messages:
                answer_with(f"    {found['severity']}: {found['message']}")
