"""ZIP files: archives of inputs, and the documents that are ZIP files within (DOCX, ODT, EPUB, WACZ)."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from recoupe.errors import Problem, problem_row
from recoupe.model import InputRow
from recoupe.readers import epub, office, webarchive
from recoupe.readers.folders import LOCK_PREFIX
from recoupe.readers.members import BROKEN, read_member
from recoupe.readers.source import MAX_UNPACKED_BYTES, Budget, Item, Part, Source, make_part
from recoupe.readers.torn import mend

MAX_DEPTH = 2
MAX_MEMBERS = 10_000
KINDS = (office, epub, webarchive)
PARTS_OF_DOCUMENTS = ("[Content_Types].xml", "mimetype", "datapackage.json")
"""What documents that are ZIP files begin with."""
SHEETS = ("xl/workbook.xml", "ppt/presentation.xml", "content.xml")


def sniff(head: bytes, name: str) -> bool:
    """Whether the input begins with a member of a ZIP file, or is an empty one."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read(source: Source) -> Iterator[Item]:
    """What a document holds; of an archive each member, in the order of sorted names, read by its own kind."""
    stream = (
        source.stream if source.depth == 0 and source.stream.seekable() else io.BytesIO(source.read_whole())
    )
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN:
        yield from _read_damaged(stream, source)
        return
    with archive:
        budget = source.budget or Budget(stream.seek(0, io.SEEK_END))
        names = frozenset(archive.namelist())
        kind = next((each for each in KINDS if each.holds(names)), None)
        if kind is not None:
            yield from kind.read_archive(archive, source, budget)
        elif names.intersection(SHEETS):
            yield problem_row(source.origin, Problem.OFFICE_FILE)
        elif source.depth >= MAX_DEPTH:
            yield problem_row(source.origin, Problem.TOO_DEEP)
        else:
            yield from _members(archive, source, budget)


def _read_damaged(stream: BinaryIO, source: Source) -> Iterator[Item]:
    """What is whole in an archive that was cut or lost its directory, and the word on the rest; a damaged document is not read."""
    stream.seek(0)
    data = stream.read(MAX_UNPACKED_BYTES)
    try:
        archive = zipfile.ZipFile(io.BytesIO(mend(data, MAX_MEMBERS)))
    except BROKEN:
        yield problem_row(source.origin, Problem.ARCHIVE_BROKEN)
        return
    with archive:
        names = frozenset(archive.namelist())
        document = any(each.holds(names) for each in KINDS) or names & {*SHEETS, *PARTS_OF_DOCUMENTS}
        if not document and source.depth < MAX_DEPTH:
            yield from _members(archive, source, source.budget or Budget(len(data)))
    yield problem_row(source.origin, Problem.ARCHIVE_BROKEN)


def _members(archive: zipfile.ZipFile, source: Source, budget: Budget) -> Iterator[Item]:
    members = sorted(archive.infolist(), key=lambda member: member.filename)
    met: dict[str, int] = {}
    for member in members[:MAX_MEMBERS]:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if (
            member.is_dir()
            or any(part.startswith(".") and part != ".." for part in path.parts)
            or "__MACOSX" in path.parts
        ):
            continue
        met[member.filename] = met.get(member.filename, 0) + 1
        origin = f"{source.origin}/{member.filename}" + (
            f"#{met[member.filename]}" if met[member.filename] > 1 else ""
        )
        problem = _refused(member, path)
        yield (
            problem_row(origin, problem) if problem else _open_member(archive, member, source, origin, budget)
        )
    if len(members) > MAX_MEMBERS:
        yield problem_row(source.origin, Problem.TOO_MANY_PARTS)


def _refused(member: zipfile.ZipInfo, path: PurePosixPath) -> Problem | None:
    """Why a member is not opened: its name, or what it says to be."""
    mode = stat.S_IFMT(member.external_attr >> 16) if member.create_system == 3 else 0
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return Problem.NAME_LEAVES
    if path.name.startswith(LOCK_PREFIX):
        return Problem.LOCK_FILE
    if mode == stat.S_IFLNK:
        return Problem.LINK_LEAVES
    if mode not in (0, stat.S_IFREG):
        return Problem.NOT_A_FILE
    return Problem.ENCRYPTED if member.flag_bits & 1 else None


def _open_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source, origin: str, budget: Budget
) -> Part | InputRow:
    """A member as an input of its own. Its bytes are read here, so that a damaged one is told from a damaged format."""
    try:
        data = read_member(archive, member, budget)
    except BROKEN:
        return problem_row(origin, Problem.ARCHIVE_BROKEN)
    if data is None:
        return problem_row(origin, Problem.FILE_TOO_LARGE)
    return make_part(source, origin, PurePosixPath(member.filename).name, data, budget)
