"""Outcome of a reading: an intake, or the message why the files were refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import polars as pl

from kam_core.intake import Counts, FileSummary, Finding, Intake, OpenQuestionError, Place
from kam_core.intake.comparing.difference import Difference
from kam_core.intake.upload import Totals
from kam_core.sandbox.serialisation import Encoded, MessageCodec
from kam_core.vocabulary.message import Message, UserError

ANSWER = "answer.json"


class Outcome:
    """The outcome of a reading, while its folder is there; frames are loaded on demand.

    `refusal` is None where the files were read, a Question where a person has to decide first, else a `UserError`
    to raise.
    """

    def __init__(self, refusal: UserError | None, understood: Sequence[FileSummary] = ()) -> None:
        self.refusal = refusal
        self._understood: tuple[FileSummary, ...] | None = tuple(understood)
        self._wire: MessageCodec | None = None
        self._fields: dict[str, Encoded] = {}

    @staticmethod
    def of(folder: Path) -> Outcome | None:
        """The answer that a child left in its folder; None where there is none, or none that can be read."""
        try:
            document = json.loads((folder / ANSWER).read_text(encoding="utf-8"))
            wire = MessageCodec(folder)
            if document["refusal"] is None:
                outcome = Outcome(None)
                outcome._understood, outcome._wire, outcome._fields = None, wire, document["intake"]["fields"]
                return outcome
            message, asked = cast(Message, wire.decoded(document["refusal"])), document["question"]
            understood = cast("tuple[FileSummary, ...]", wire.decoded(document["understood"]))
            return Outcome(UserError(message) if asked is None else OpenQuestionError(asked, message), understood)
        except (OSError, ValueError, LookupError, TypeError):
            return None

    @property
    def understood(self) -> tuple[FileSummary, ...]:
        """How each file or sheet was understood, refused ones among them."""
        if self._understood is None:
            self._understood = cast("tuple[FileSummary, ...]", self.part("file_summaries"))
        return self._understood

    @property
    def notes(self) -> tuple[Finding, ...]:
        """The findings; raises the refusal where there is no intake."""
        return cast("tuple[Finding, ...]", self.part("notes"))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, also where the files were refused."""
        if self.refusal is None:
            return self.notes
        return tuple(found for one in self.understood for found in one.findings)

    @property
    def totals(self) -> Totals:
        """The totals; raises the refusal where there is no intake."""
        return cast(Totals, self.part("totals"))

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The differences to the stored rows; raises the refusal where there is no intake."""
        return cast("tuple[Difference, ...]", self.part("differences"))

    @property
    def counts(self) -> tuple[Counts, ...]:
        """The row counts of each file or sheet; raises the refusal where there is no intake."""
        return cast("tuple[Counts, ...]", self.part("counts"))

    @property
    def assumed(self) -> tuple[str, ...]:
        """The questions that nobody answered, where the proposal holds; raises the refusal where there is no intake."""
        return cast("tuple[str, ...]", self.part("assumed"))

    @property
    def shared_accounts(self) -> tuple[int, int]:
        """Accounts in the files, and how many of them earlier imports know; raises the refusal without an intake."""
        return cast("tuple[int, int]", self.part("shared_accounts"))

    @property
    def rejected(self) -> pl.DataFrame:
        """The rows that were refused; raises the refusal where there is no intake."""
        return cast(pl.DataFrame, self.part("rejected"))

    @property
    def left_out(self) -> pl.DataFrame:
        """The rows that are no sales; raises the refusal where there is no intake."""
        return cast(pl.DataFrame, self.part("left_out"))

    def part(self, name: str) -> object:
        """One field of the intake, without loading the others; raises the refusal where there is no intake."""
        if self._wire is None:
            assert self.refusal is not None
            raise self.refusal
        try:
            return self._wire.decoded(self._fields[name])
        except (OSError, ValueError, LookupError, TypeError, pl.exceptions.PolarsError) as error:
            raise UserError("The files that were read are no longer available. Upload them again.") from error

    def intake(self) -> Intake:
        """The whole intake in memory; raises the refusal where there is none."""
        fields = {name: self.part(name) for name in self._fields or ("dataset",)}
        return Intake(**cast("dict[str, Any]", fields))


def answer(
    folder: Path, intake: Intake | None, refusal: UserError | None = None, understood: Sequence[FileSummary] = ()
) -> Encoded:
    """Encode the answer of a child for JSON; its frames are written into the folder."""
    wire = MessageCodec(folder)
    return {
        "intake": None if intake is None else wire.encoded(intake),
        "refusal": None if refusal is None else wire.encoded(refusal.message),
        "question": refusal.question if isinstance(refusal, OpenQuestionError) else None,
        "understood": wire.encoded(tuple(understood)),
    }


def unread(name: str, why: Message) -> FileSummary:
    """A file that was not read, with the reason."""
    finding = Finding("error", "refused", Place(name), why)
    return FileSummary(name, "unknown", None, None, None, None, (), None, why, 0, (finding,), pl.DataFrame())
