"""Files of formats that no library here writes, put together byte by byte as their specifications say."""

import gzip
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import polars as pl

Row = Sequence[object]


def zipped(entries: Mapping[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def gzipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


MANIFEST = """<?xml version="1.0"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{more}</manifest:manifest>"""
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"""
NO_ROWS_BELOW = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def ods_cell(value: object) -> str:
    match value:
        case None:
            return "<table:table-cell/>"
        case str() if value.startswith("<"):
            return value
        case str():
            return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
        case _ if hasattr(value, "isoformat"):
            day = value.isoformat()
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{day}">'
                f"<text:p>{day}</text:p></table:table-cell>"
            )
        case _:
            return (
                f'<table:table-cell office:value-type="float" office:value="{value}">'
                f"<text:p>{value}</text:p></table:table-cell>"
            )


def ods_rows(rows: Sequence[Row]) -> str:
    return "".join("<table:table-row>" + "".join(ods_cell(cell) for cell in row) + "</table:table-row>" for row in rows)


def ods(tables: Mapping[str, str], manifest: str = "") -> bytes:
    """An OpenDocument spreadsheet; the rows of each sheet in XML."""
    body = "".join(f'<table:table table:name="{escape(name)}">{rows}</table:table>' for name, rows in tables.items())
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": DOCUMENT.format(tables=body),
            "META-INF/manifest.xml": MANIFEST.format(more=manifest),
        }
    )


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of a binary workbook ([MS-XLSB] 2.1.4): number and length in groups of seven bits."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, groups = len(content), b""
    while True:
        length, group = length >> 7, length & 0x7F
        groups += bytes([group | (0x80 if length else 0)])
        if not length:
            return head + groups + content


def wide(text: str) -> bytes:
    """XLWideString: the length, then UTF-16."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_cell(column: int, value: object) -> bytes:
    place = struct.pack("<II", column, 0)
    match value:
        case bytes():
            return value
        case str() if value.startswith("#"):
            return record(3, place + bytes([{"#N/A": 0x2A, "#DIV/0!": 0x07}[value]]))
        case str():
            return record(6, place + wide(value))
        case _:
            return record(5, place + struct.pack("<d", value))


def xlsb_row(number: int, cells: Mapping[int, object], hidden: bool = False) -> bytes:
    head = struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 if hidden else 0, 0, 0)
    return record(0, head) + b"".join(xlsb_cell(column, value) for column, value in cells.items() if value is not None)


def xlsb_rows(rows: Sequence[Row]) -> bytes:
    return b"".join(xlsb_row(number, dict(enumerate(row))) for number, row in enumerate(rows))


def xlsb(sheets: Mapping[str, bytes], dimension: tuple[int, int, int, int] = (0, 9, 0, 9)) -> bytes:
    """A binary workbook; the records of each sheet's rows, and first and last row, first and last column as told."""
    book = record(131) + record(143)
    relations = ""
    entries: dict[str, bytes | str] = {}
    for number, (name, rows) in enumerate(sheets.items(), 1):
        book += record(156, struct.pack("<II", 0, number) + wide(f"rId{number}") + wide(name))
        relations += (
            f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.bin" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        )
        head = record(129) + record(148, struct.pack("<4I", *dimension)) + record(145)
        entries[f"xl/worksheets/sheet{number}.bin"] = head + rows + record(146) + record(130)
    package = "http://schemas.openxmlformats.org/package/2006"
    return zipped(
        {
            "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{package}/content-types"/>',
            "xl/workbook.bin": book + record(144) + record(132),
            "xl/_rels/workbook.bin.rels": (
                f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships">{relations}</Relationships>'
            ),
            **entries,
        }
    )


def biff(kind: int, content: bytes = b"") -> bytes:
    """One record of a workbook of 1997 ([MS-XLS] 2.1.4)."""
    return struct.pack("<HH", kind, len(content)) + content


def xls_cell(row: int, column: int, value: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    match value:
        case None:
            return b""
        case bytes():
            return biff(0x06, place + value + bytes(8))
        case str() if value.startswith("#"):
            return biff(0x205, place + bytes([{"#N/A": 0x2A, "#DIV/0!": 0x07}[value], 1]))
        case str():
            return biff(0x204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
        case _:
            return biff(0x203, place + struct.pack("<d", value))


def xls(
    rows: Sequence[Row], title: str = "S", hidden: Sequence[int] = (), protected: bool = False, size: int = 0
) -> bytes:
    """A workbook of 1997 with one sheet, its stream filled up with zeros to `size`; bytes are results of formulas."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    name = struct.pack("<BB", len(title), 1) + title.encode("utf-16-le")
    password = biff(0x2F, bytes(6)) if protected else b""
    for _ in range(2):
        at = len(biff(0x809, begin) + password + biff(0x85, bytes(6) + name) + biff(0x0A))
        book = biff(0x809, begin) + password + biff(0x85, struct.pack("<IBB", at, 0, 0) + name) + biff(0x0A)
    sheet = biff(0x809, begin.replace(b"\x05\x00", b"\x10\x00", 1))
    sheet += b"".join(biff(0x208, struct.pack("<HHHHHHHH", row, 0, 9, 255, 0, 0, 0x20, 0)) for row in hidden)
    sheet += b"".join(xls_cell(i, j, cell) for i, row in enumerate(rows) for j, cell in enumerate(row))
    return compound({"Workbook": (book + sheet + biff(0x0A)).ljust(size, b"\0")})


SECTOR, NO_SECTOR, LAST_SECTOR, TABLE_SECTOR = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]) with one stream; one shorter than 4,096 bytes lies in small sectors of 64."""
    ((name, stream),) = streams.items()
    small = len(stream) < 4096
    folders, sectors = 1, -(-len(stream) // SECTOR)
    tables = 1 + sectors // 100
    first = tables + folders
    chains = [TABLE_SECTOR] * tables + [LAST_SECTOR] * folders
    chains += [first + n + 1 for n in range(sectors - 1)] + [LAST_SECTOR]
    pieces = stream.ljust(sectors * SECTOR, b"\0")
    small_table = NO_SECTOR
    if small:
        small_table = len(chains)
        chains.append(LAST_SECTOR)
        places = -(-len(stream) // 64)
        numbers = [*range(1, places), LAST_SECTOR] + [NO_SECTOR] * (128 - places)
        pieces += struct.pack("<128I", *numbers)
    chains += [NO_SECTOR] * (tables * 128 - len(chains))

    def entry(title: str, kind: int, child: int, begin: int, size: int) -> bytes:
        raw = title.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<III", NO_SECTOR, NO_SECTOR, child)
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBB", len(raw), kind, 1)
            + links
            + bytes(36)
            + struct.pack("<III", begin, size, 0)
        )

    root = entry("Root Entry", 5, 1, first if small else LAST_SECTOR, len(stream) if small else 0)
    folder = (root + entry(name, 2, NO_SECTOR, 0 if small else first, len(stream))).ljust(SECTOR, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", tables, tables, 0, 4096, small_table, int(small), LAST_SECTOR, 0)
    head += struct.pack("<109I", *range(tables), *[NO_SECTOR] * (109 - tables))
    return head + struct.pack(f"<{len(chains)}I", *chains) + folder + pieces
