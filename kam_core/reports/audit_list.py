"""Audit log as a table: time, person, action, subject and details."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kam_core.entries.entry_text import Say, field_labels, key_labels
from kam_core.measures.view_key import view_label
from kam_core.services.publishing import note_text
from kam_core.store.audit import AuditEntry
from kam_core.vocabulary.actor import ROLE_LABELS, Role, actor_name
from kam_core.vocabulary.durations import months_text
from kam_core.vocabulary.judgement.criterion_name import criterion_name
from kam_core.vocabulary.message import N_, Message, Term
from kam_core.vocabulary.tables import TABLES

ACTION_LABELS = {
    "book.archive": N_("Data set archived"),
    "book.begin": N_("Data set created"),
    "book.rename": N_("Data set renamed"),
    "book.restore": N_("Data set restored"),
    "entry.add": N_("Row entered"),
    "entry.change": N_("Row changed"),
    "entry.restore": N_("Entry restored"),
    "entry.withdraw": N_("Entry withdrawn"),
    "import.commit": N_("Files imported"),
    "import.undo": N_("Import undone"),
    "mapping.forget": N_("Column mapping deleted"),
    "mapping.remember": N_("Column mapping saved"),
    "mark.change": N_("Committee mark changed"),
    "mark.give": N_("Committee mark given"),
    "model.archive": N_("Model archived"),
    "model.draft": N_("Model draft saved"),
    "model.join": N_("Model merged into its data set's versions"),
    "model.publish": N_("Model published"),
    "model.reopen": N_("Model used as draft"),
    "override.change": N_("Manual tier changed"),
    "override.set": N_("Manual tier set"),
    "override.withdraw": N_("Manual tier withdrawn"),
    "person.add": N_("Person added"),
    "person.archive": N_("Person archived"),
    "person.change": N_("Person changed"),
    "person.restore": N_("Person restored"),
    "round.close": N_("Committee round closed"),
    "round.decide": N_("Committee decision"),
    "round.reopen": N_("Committee round reopened"),
    "round.start": N_("Committee round started"),
    "setting.put": N_("Setting changed"),
}
"""Labels of the kinds of actions."""

SCHEMA = {
    "entry": pl.Int64,
    "at": pl.String,
    "who": pl.String,
    "action": pl.String,
    "about": pl.String,
    "kind": pl.String,
    "subject": pl.String,
    "details": pl.String,
    "hash": pl.String,
}

LONGEST_CELL = 32_000
WON_DEALS = {
    "sale": N_("{files}; won deals count as sales"),
    "leave": N_("{files}; won deals do not count as sales"),
}
"""Answer about won deals → what an import says of it."""


def audit_list(entries: Sequence[AuditEntry], say: Say = str, longest: int | None = None) -> pl.DataFrame:
    """`entry`, `at` (UTC), `who`, `action` and `about` in words, then as it is kept: `kind`, `subject`, `details`
    (JSON) and `hash`. One row per entry, in the order given.

    `say` turns sentences into the reader's language. Details beyond `longest` characters are cut and end in "…"
    and how many there were: a cell of a workbook takes no more than `LONGEST_CELL`.
    """
    rows = [
        {
            "entry": entry.seq,
            "at": f"{entry.at:%Y-%m-%d %H:%M:%S} UTC",
            "who": actor_name(entry.who, say),
            "action": action(entry.action, say),
            "about": about(entry, say),
            "kind": entry.action,
            "subject": entry.subject,
            "details": _cut(json.dumps(entry.details, ensure_ascii=False, sort_keys=True), longest),
            "hash": entry.hash,
        }
        for entry in entries
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def action(kind: str, say: Say = str) -> str:
    """Label of a kind of action; an unknown kind of another version keeps its name."""
    label = ACTION_LABELS.get(kind)
    return kind if label is None else say(Message(label))


def about(entry: AuditEntry, say: Say = str) -> str:
    """Text on the subject of an action: the model and its number, the account and its tier, the files."""
    # What later versions call home was one of several slots of a data set before.
    details = {"home": entry.details.get("slot"), **entry.details}
    if entry.action == "model.publish" and "note" in details:
        details["note"] = note_text(entry.who, str(details["note"]), say)
    text = _about(entry.action, details, say)
    return entry.subject if text is None else text if isinstance(text, str) else say(text)


def _about(kind: str, details: Mapping[str, Any], say: Say) -> Message | str | None:
    match kind, details:
        case "model.publish" | "model.draft", {"name": name, "number": number, "home": str(home), "note": note}:
            return Message(
                "“{name} v{number}” ({home}): {note}",
                name=Term(name), number=number, home=view_label(home), note=note,
            )  # fmt: skip
        case "model.archive", {"number": number, "home": str(home), "reason": reason}:
            return Message("v{number} ({home}): {reason}", number=number, home=view_label(home), reason=reason)
        case "model.join", {"name": name, "slot": slot, "before": before, "number": number, "archived": True}:
            return Message(
                "“{name} v{before}” ({home}) is now v{number} and archived",
                name=Term(name), before=before, home=view_label(slot), number=number,
            )  # fmt: skip
        case "model.join", {"name": name, "slot": slot, "before": before, "number": number}:
            return Message(
                "“{name} v{before}” ({home}) is now v{number}",
                name=Term(name), before=before, home=view_label(slot), number=number,
            )  # fmt: skip
        case "setting.put", {"after": int(months)}:
            return Message("recurring purchases checked over {months}", months=months_text(months))
        case "setting.put", {"after": {"unread": [*data_sets]}}:
            return Message(
                "{count} data set has unconfirmed tier changes",
                "{count} data sets have unconfirmed tier changes",
                "count",
                count=len(data_sets),
            )
        case "setting.put", {"after": [*names]}:
            return ", ".join(str(name) for name in names) or Message("no names: all people")
        case "model.archive" | "model.reopen", {"number": number, "home": str(home)}:
            return Message("v{number} ({home})", number=number, home=view_label(home))
        case "override.change", {"before": {"tier": before}, "after": {"account_id": account} as after}:
            return f"{account}: {before} → {after['tier']}, {after['reason']}"
        case "override.set" | "override.withdraw", {"account_id": account, "tier": tier, "reason": reason}:
            return f"{account}: {tier}, {reason}"
        case "entry.add" | "entry.change" | "entry.restore" | "entry.withdraw", {"table": str(table)} if (
            table in TABLES
        ):
            return Message("{table}: {said}", table=Term(TABLES[table].label), said=_entry_text(table, details, say))
        case "import.commit", {"files": [*files]} if files:
            file_names = ", ".join(str(file.get("name")) for file in files)
            sentence = WON_DEALS.get(str((details.get("answers") or {}).get("won_deals")))
            return file_names if sentence is None else Message(sentence, files=file_names)
        case "book.begin", {"name": name}:
            return str(name)
        case "book.rename", {"before": {"name": before}, "after": {"name": after}}:
            return f"{before} → {after}"
        case "person.change", {"name": name, "before": {"role": str(before)}, "after": {"role": str(after)}} if (
            before != after
        ):
            return Message("{name}: {before} → {after}", name=name, before=_role(before), after=_role(after))
        case "person.add", {"name": name, "role": str(role)}:
            return Message("{name} ({role})", name=name, role=_role(role))
        case "person.change" | "person.archive" | "person.restore", {"name": name}:
            return str(name)
        case "round.decide", {"name": name, "account_id": account, "decision": decision}:
            return f"{name}: {account}, {decision}"
        case "round.start" | "round.close" | "round.reopen", {"name": name}:
            return str(name)
        case "mark.give" | "mark.change", {"name": name, "account_id": account, "criterion": str(criterion)}:
            return f"{name}: {account}, {criterion_name(criterion, say)}"
        case "mapping.remember", {"after": {"fields": {**fields}}}:
            return _columns(fields)
        case "mapping.forget", {"before": {"fields": {**fields}}}:
            return _columns(fields)
        case _:
            return None


def _role(role: str) -> Term | str:
    """Label of a role; an unknown role keeps its name."""
    return Term(ROLE_LABELS[Role(role)]) if role in list(Role) else role


def _columns(fields: Mapping[Any, object]) -> str:
    """Text of the column mapping in one line; a field without a column is left out."""
    return ", ".join(f"{field} ← {header}" for field, header in fields.items() if header)


def _cut(text: str, longest: int | None) -> str:
    return text if longest is None or len(text) <= longest else f"{text[:longest]}… ({len(text)})"


def _entry_text(table: str, details: Mapping[str, Any], say: Say) -> str:
    """Text of an entry: its row and values; a typed row is named by its own values."""
    declared, target = TABLES[table], details.get("target")
    row = [] if target is None else key_labels(declared, target, say)
    return ", ".join((*row, *field_labels(declared, details["fields"], details.get("released", ()), say)))
