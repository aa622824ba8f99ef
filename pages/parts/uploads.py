"""The steps of an upload: files → what was understood → columns → findings → result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import polars as pl
import streamlit as st

from kam_core.intake import Choices, Counts, Finding, Intake, Understood, Upload, understand
from kam_core.locale.language import Language
from kam_core.reports.export import table_bytes
from kam_core.vocabulary.calendar import month_start
from kam_core.vocabulary.message import N_, Money
from kam_core.vocabulary.tables import TABLES
from kam_core.vocabulary.tables.transactions import CANCELLED_STATUSES
from pages.parts import cached, session
from pages.parts.choices import choose
from pages.parts.escape import plain
from pages.parts.headings import show_heading

MOST_BYTES = 200 * 1024 * 1024
CURRENCIES = ("CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "SGD", "CHF", "INR", "BRL")
SEVERITIES = {
    "error": N_("cannot be loaded"),
    "ask": N_("a question for you"),
    "reject": N_("row left behind"),
    "warn": N_("may be wrong"),
    "note": N_("good to know"),
}
HEADERS = {"first": N_("holds the headers"), "none": N_("is data already, there are no headers")}
ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "cp932", "euc-kr", "cp1252", "cp850", "utf-16-le", "utf-16-be")
ORDERS = {"dmy": N_("day before month (31/12)"), "mdy": N_("month before day (12/31)")}


def ask_files(words: Language) -> list[Upload]:
    """The drop zone and, per file, what kind of table it is. Names are shown, never used as paths."""
    files = st.file_uploader(
        words.say("Drop your orders and, if you have it, your account list (CSV or Excel, several at once)"),
        accept_multiple_files=True,
        key="files",
    )
    uploads = []
    for place, file in enumerate(files or []):
        if file.size > MOST_BYTES:
            st.error(
                plain(words.say("{file} is larger than 200 MB. Split it, or use the command line.", file=file.name))
            )
            continue
        role = st.session_state.get(f"kept_role_{place}")
        uploads.append(Upload(file.name, file.getvalue(), role))
    return uploads


def ask_choices(uploads: Sequence[Upload], words: Language) -> Choices:
    """Everything that can be decided about reading, folded away: most files need none of it."""
    with st.expander(words.say("How to read it"), icon=":material/tune:", key="how_to_read"):
        for place, upload in enumerate(uploads):
            choose(
                words.say("{file} is", file=plain(upload.name)),
                [None, *TABLES],
                lambda name: words.say("find out") if name is None else words.say(TABLES[name].label),
                f"role_{place}",
                words,
            )
        left, right = st.columns(2)
        with left:
            currency = choose(
                words.say("Currency"),
                [None, *CURRENCIES],
                lambda code: words.say("as the file says") if code is None else code,
                "currency",
                words,
            )
            order = choose(
                words.say("Dates such as 3/4/2025"),
                [None, *ORDERS],
                lambda code: words.say("find out") if code is None else words.say(ORDERS[code]),
                "date_order",
                words,
            )
            header = choose(
                words.say("First row"),
                [None, *HEADERS],
                lambda code: words.say("find out") if code is None else words.say(HEADERS[code]),
                "header",
                words,
            )
        with right:
            encoding = choose(
                words.say("Letters of text files"),
                [None, *ENCODINGS],
                lambda code: words.say("find out") if code is None else code,
                "encoding",
                words,
            )
            excluded = st.multiselect(
                words.say("Leave out orders with these statuses"),
                CANCELLED_STATUSES,
                default=CANCELLED_STATUSES,
                accept_new_options=True,
                key="exclude_status",
            )
        mapping = _ask_columns(uploads, words)
    return Choices(
        mapping=mapping,
        exclude_status=tuple(excluded),
        date_order=order,
        header=header,
        encoding=encoding,
        currency=currency,
        name=", ".join(upload.name for upload in uploads),
        today=cached.today(),
    )


def _ask_columns(uploads: Sequence[Upload], words: Language) -> Mapping[str, str]:
    """Our columns beside theirs, where somebody wants to say it differently."""
    fields = TABLES["transactions"].fields
    chosen = st.multiselect(
        words.say("Say which column is which"),
        [field.name for field in fields],
        format_func=lambda name: words.say(TABLES["transactions"].field(name).label),
        key="mapped_fields",
        placeholder=words.say("our column"),
    )
    # The files are read for their headers only where somebody wants to choose among them.
    seen = understand(uploads) if chosen else ()
    headers = sorted({column.header for one in seen for column in one.columns})
    mapping = {}
    for name in chosen:
        column = st.selectbox(
            words.say("{field} is in", field=words.say(TABLES["transactions"].field(name).label)),
            headers,
            index=None,
            key=f"map_{name}",
            placeholder=words.say("your column"),
        )
        if column:
            mapping[name] = column
    return mapping


def show_understood(seen: Sequence[Understood], words: Language) -> None:
    """Per file or sheet: what it is, its columns and the first rows."""
    for place, one in enumerate(seen):
        with st.container(border=True, key=f"understood_{place}"):
            st.markdown(f"**{plain(one.file)}**" + (f" · {plain(one.sheet)}" if one.sheet else ""))
            st.caption(" · ".join(_facts(one, words)))
            if one.table is None:
                if one.why is not None:
                    st.caption(plain(words.say(one.why)))
                continue
            columns, preview = st.tabs([words.say("Columns"), words.say("First rows")])
            with columns:
                st.dataframe(_column_rows(one, words), hide_index=True, key=f"columns_{place}", height=240)
            with preview:
                st.dataframe(one.preview, hide_index=True, key=f"preview_{place}", height=240)


def _facts(one: Understood, words: Language) -> list[str]:
    facts = [plain(one.kind)]
    if one.encoding:
        facts.append(plain(one.encoding))
    if one.delimiter:
        names = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("bar")}
        facts.append(words.say(names.get(one.delimiter, one.delimiter)))
    if one.header_row:
        facts.append(words.say("headers in row {row}", row=one.header_row))
    facts.append(words.say("{count} rows", count=one.rows))
    table = words.say(TABLES[one.table].label) if one.table else words.say("none of our tables")
    facts.append(words.say("read as: {table}", table=table))
    return facts


def _column_rows(one: Understood, words: Language) -> pl.DataFrame:
    table = TABLES[one.table or "transactions"]
    ours, theirs, sure, samples = (words.say(label) for label in OUR_COLUMN_WORDS)
    return pl.DataFrame(
        [
            {
                theirs: column.header,
                ours: words.say(table.field(column.field).label) if column.field else words.say("not used"),
                sure: words.percent(column.confidence) if column.field else "–",
                samples: " | ".join(column.samples),
            }
            for column in one.columns
        ]
    )


OUR_COLUMN_WORDS = (N_("Our column"), N_("Your column"), N_("How sure"), N_("Samples"))


def show_result(intake: Intake, words: Language) -> None:
    """What would be used: accounts, lines, money, dates; what became of every row; the rejected rows as a file."""
    data = intake.dataset
    st.success(
        plain(
            words.with_currency(data.currency).say(
                "{accounts} accounts and {lines} order lines worth {money} can be used.",
                accounts=data.accounts.height,
                lines=data.lines.height,
                money=Money(int(data.lines["amount"].sum())),
            )
        )
    )
    st.dataframe(_count_rows(intake.counts, words), hide_index=True, key="counts")
    if intake.rejected.height:
        st.download_button(
            words.say("Download the {count} rejected rows", count=intake.rejected.height),
            data=lambda: table_bytes(intake.rejected, "csv"),
            file_name="rejected.csv",
            mime="text/csv",
            key="rejected",
        )


def _count_rows(counts: Sequence[Counts], words: Language) -> pl.DataFrame:
    labels = [words.say(label) for label in COUNT_WORDS]
    return pl.DataFrame(
        [
            dict(
                zip(
                    labels,
                    (
                        f"{count.file} [{count.sheet}]" if count.sheet else count.file,
                        words.say(TABLES[count.table].label) if count.table else "–",
                        count.read,
                        count.loaded,
                        count.left_out,
                        count.rejected,
                    ),
                    strict=True,
                )
            )
            for count in counts
        ]
    )


COUNT_WORDS = (N_("File"), N_("Read as"), N_("Rows read"), N_("Loaded"), N_("Left out"), N_("Rejected"))


def show_findings(notes: Sequence[Finding], words: Language) -> None:
    """Everything noticed, the gravest first, with file, line, column and value."""
    if not notes:
        return
    counts = Counter(note.severity for note in notes)
    order = [severity for severity in SEVERITIES if counts[severity]]
    show_heading(words.say("What we noticed"))
    st.caption(" · ".join(f"{words.say(SEVERITIES[severity])}: {counts[severity]}" for severity in order))
    labels = [words.say(label) for label in FINDING_WORDS]
    ranked = sorted(notes, key=lambda note: list(SEVERITIES).index(note.severity))
    rows = [
        dict(
            zip(
                labels,
                (
                    words.say(SEVERITIES[note.severity]),
                    note.place.file + (f" [{note.place.sheet}]" if note.place.sheet else ""),
                    note.place.line,
                    note.place.column,
                    note.value,
                    words.say(note.message),
                ),
                strict=True,
            )
        )
        for note in ranked
    ]
    st.dataframe(pl.DataFrame(rows, infer_schema_length=None), hide_index=True, key="findings", placeholder="–")


FINDING_WORDS = (N_("Kind"), N_("File"), N_("Line"), N_("Column"), N_("Cell"), N_("What it means"))


def show_dataset(desk: session.Desk, words: Language) -> None:
    """The data in use: tables that are there, and what the missing ones would switch on."""
    data = desk.dataset
    show_heading(words.say("The data in use"))
    if data.first_month is not None and data.last_day is not None:
        st.caption(
            words.say(
                "{lines} order lines from {start} to {end}",
                lines=data.lines.height,
                start=month_start(data.first_month),
                end=data.last_day,
            )
        )
    rows = {"transactions": data.lines.height, "accounts": data.accounts.height} | {
        name: table.height for name, table in data.tables.items()
    }
    labels = [words.say(label) for label in TABLE_WORDS]
    listed = [
        dict(
            zip(
                labels,
                (words.say(table.label), rows.get(name, 0), words.say(table.feeds)),
                strict=True,
            )
        )
        for name, table in TABLES.items()
    ]
    st.dataframe(pl.DataFrame(listed), hide_index=True, key="tables", height="content")
    if session.workspace().dataset is not None and st.button(words.say("Back to the demo data"), key="use_demo"):
        session.use_dataset(None)
        st.rerun()


TABLE_WORDS = (N_("Table"), N_("Rows"), N_("Switches on"))
