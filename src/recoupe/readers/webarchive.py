"""Web archives: WARC files, and WACZ files that hold them. One input for each page, text, feed or PDF captured."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from recoupe.errors import Problem, problem_row
from recoupe.readers.members import BROKEN, read_member
from recoupe.readers.source import MAX_FILE_BYTES, Budget, Item, Source, make_part

KINDS = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/rss+xml", "application/atom+xml", "application/xml", "text/xml")  # fmt: skip
OK = 200
NO_LIMIT = 1 << 60


def sniff(head: bytes, name: str) -> bool:
    """Whether the input begins with a record of a WARC file, packed with gzip or not."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(31).decompress(head[:4_096], 200)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def read(source: Source) -> Iterator[Item]:
    """What was captured, in the order of the file; answers other than « found » and other kinds of files are left out."""
    packed = (
        source.stream.seek(0, io.SEEK_END)
        if source.depth == 0 and source.stream.seekable()
        else len(source.head)
    )
    if source.depth == 0 and source.stream.seekable():
        source.stream.seek(0)
    yield from _read_records(source.stream, source, source.budget or Budget(packed, NO_LIMIT))


def holds(names: frozenset[str]) -> bool:
    """Whether a ZIP file with these members is a WACZ file."""
    return "datapackage.json" in names and any(_is_warc(name) for name in names)


def read_archive(archive: zipfile.ZipFile, source: Source, budget: Budget) -> Iterator[Item]:
    """What the WARC files of a WACZ file hold, in the order of their sorted names."""
    for name in sorted(filter(_is_warc, archive.namelist())):
        try:
            data = read_member(archive, name, budget)
        except BROKEN:
            yield problem_row(f"{source.origin}/{name}", Problem.ARCHIVE_BROKEN)
            continue
        if data is None:
            yield problem_row(f"{source.origin}/{name}", Problem.FILE_TOO_LARGE)
        else:
            yield from _read_records(io.BytesIO(data), source, budget)


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def _read_records(stream: Any, source: Source, budget: Budget) -> Iterator[Item]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield problem_row(source.origin, Problem.NEEDS_PACKAGE, detail="warc")
        return
    kinds = WarcRecordType.response | WarcRecordType.resource
    records = iter(ArchiveIterator(stream, record_types=kinds, parse_http=True))
    while True:
        try:
            record = next(records, None)
            if record is None:
                return
            item = _read_record(record, source, budget)
        except (*BROKEN, ValueError, TypeError):
            yield problem_row(source.origin, Problem.ARCHIVE_BROKEN)
            return
        if item is not None:
            yield item


def _read_record(record: Any, source: Source, budget: Budget) -> Item | None:
    """A record as an input of its own, None for one that is no answer to be read."""
    address = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    http = record.http_headers
    kind = (
        (record.http_content_type if http is not None else record.headers.get("Content-Type")) or ""
    ).split(";")[0]
    if (http is not None and http.status_code != OK) or kind.strip().lower() not in KINDS:
        return None
    origin = f"{source.origin}#{address}"
    data = record.reader.read(MAX_FILE_BYTES + 1)
    budget.spend(len(data))
    if len(data) > MAX_FILE_BYTES:
        return problem_row(origin, Problem.FILE_TOO_LARGE)
    known = {"url": address, "extra": {"captured": record.headers.get("WARC-Date") or ""}}
    name = PurePosixPath(urlsplit(address).path).name if address.isprintable() else ""
    return make_part(source, origin, name, data, budget, known)
