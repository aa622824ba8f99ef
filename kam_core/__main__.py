"""Command-line entry point: run one command and turn errors into exit codes.

python -m kam_core score --transactions FILE … --out FILE.csv
python -m kam_core concentration --transactions FILE … [--json]
python -m kam_core insight NAME --transactions FILE … | --dataset NAME [--json] | --list
python -m kam_core what-if FILE … --draft MODEL.toml [--published MODEL.toml] [--out FILE.csv]
python -m kam_core firmness FILE … [--model MODEL.toml] [--draws N] [--seed N] [--json | --markdown]
python -m kam_core inspect FILE … [--sheet NAME] [--json]
python -m kam_core import FILE … [--as TABLE|raw] [--out DIR | --into DATASET]
python -m kam_core datasets | open CUBE | undo IMPORT | audit
python -m kam_core enter TABLE FIELD=VALUE … [--row ROW] | entries TABLE | withdraw ENTRY  [--data-set ID | --demo]
python -m kam_core export TABLE --out FILE.csv|xlsx [--data-set ID | --demo]
python -m kam_core build --lines PATH … --out DIR [--engine polars|duckdb|spark] [--memory-limit 2GB]
python -m kam_core backup FILE [--replace] | restore FILE
python -m kam_core sql --dialect NAME [--table NAME] [--as-of DATE] [--window N]

Exit codes: 0 done (rejected rows are told), 1 refused, 2 a question is open, 64 wrong usage. Never a traceback
for what a person gave. Who closes the pipe has read enough: that changes no exit code.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from importlib import import_module

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Who breaks off while modules are loaded has lost nothing and reads no traceback; `main` hears it again.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from kam_core.commands.arguments import OPEN_QUESTION, REFUSED, Parser
from kam_core.commands.terminal import run_and_flush, tell
from kam_core.intake import ANSWERS, OpenQuestionError, currency_answers
from kam_core.intake.line_kinds.amount_effects import QUESTION as LINE_KINDS
from kam_core.intake.matching.missing_column import QUESTION as COLUMN
from kam_core.vocabulary.message import Message, UserError

COMMANDS = {
    "score": "score",
    "concentration": "score",
    "insight": "insight",
    "what-if": "what_if",
    "firmness": "robustness",
    "inspect": "inspect_files",
    "import": "import_files",
    "datasets": "datasets",
    "open": "datasets",
    "undo": "datasets",
    "audit": "datasets",
    "enter": "entries",
    "entries": "entries",
    "withdraw": "entries",
    "export": "export",
    "backup": "backup",
    "restore": "backup",
    "build": "build",
    "sql": "sql",
}
"""Each command and the module of `commands` that knows it. Only the one that is asked for is loaded: a cube is renewed
every night in less time than it takes to load the store and the scores."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    given = _parser(words[0] if words else "").parse_args(words)
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        code: int = given.run(given)
    except OpenQuestionError as question:
        tell(question.message)
        if question.question == COLUMN:
            offered = str(question.message.values["offered"]).split("\n")
            maps = " | ".join(f'--map {question.message.values["name"]}="{header}"' for header in offered)
            tell(Message("Answer with {options}.", options=maps))
            return OPEN_QUESTION
        if question.question == LINE_KINDS:
            options = f'--answer line_kinds=proposed | --answer line_kinds="{question.message.values["example"]}"'
            tell(Message("Answer with {options}.", options=options))
            return OPEN_QUESTION
        values = ANSWERS.get(question.question) or currency_answers(question) or ("VALUE",)
        options = " | ".join(f"--answer {question.question}={value}" for value in values)
        tell(Message("Answer with {options}.", options=options))
        return OPEN_QUESTION
    except UserError as refusal:
        tell(refusal.message)
        return REFUSED
    return code


def _parser(command: str) -> Parser:
    parser = Parser(prog="python -m kam_core", description="Order lists in, key accounts out.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    wanted = [COMMANDS[command]] if command in COMMANDS else dict.fromkeys(COMMANDS.values())
    for module in wanted:
        import_module(f"kam_core.commands.{module}").add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(run_and_flush(main))
