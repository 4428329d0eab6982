"""Text documents in ZIP files: Word (DOCX) and OpenDocument (ODT). Paragraphs in order; nothing outside is opened."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers.document import read_paragraphs
from recoupe.readers.markup import local_name, parse_xml
from recoupe.readers.members import BROKEN, read_member
from recoupe.readers.source import Budget, Source

WORD, ODT = "word/document.xml", "content.xml"
UNREAD = frozenset(
    ("Fallback", "annotation", "annotation-end", "del", "delText", "forms", "instrText", "moveFrom", "note",
     "pPr", "rPr", "sectPr", "sequence-decls", "tracked-changes")
)  # fmt: skip
BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "noBreakHyphen": "-"}
MAX_SPACES = 100


def holds(names: frozenset[str]) -> bool:
    """Whether a ZIP file with these members is such a document (a workbook of OpenDocument has no text to read)."""
    return WORD in names or (ODT in names and "mimetype" in names)


def read_archive(archive: zipfile.ZipFile, source: Source, budget: Budget) -> Iterator[Article | InputRow]:
    """The articles: those of a press database's export, or the one that the document is."""
    try:
        is_word = WORD in archive.namelist()
        if not is_word and b".text" not in (read_member(archive, "mimetype", budget) or b"")[:200]:
            yield problem_row(source.origin, Problem.OFFICE_FILE)
            return
        data = read_member(archive, WORD if is_word else ODT, budget)
    except BROKEN:
        yield problem_row(source.origin, Problem.ARCHIVE_BROKEN)
        return
    root = parse_xml(data) if data is not None else None
    if root is None:
        problem = Problem.FILE_TOO_LARGE if data is None else Problem.NOT_READABLE_AS
        yield problem_row(source.origin, problem, detail="DOCX" if is_word else "ODT")
        return
    yield from read_paragraphs(_paragraphs(root), source.origin)


def _paragraphs(root: Any) -> list[str]:
    """The paragraphs and headings of a document, those in cells of tables too, in order; deleted text and notes left out.

    In Word words stand in ``t`` only; in OpenDocument anywhere in a paragraph.
    """
    paragraphs: list[str] = []
    words: list[list[str]] = []
    unread = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local_name(element)
        is_paragraph = name in ("p", "h")
        is_word = "wordprocessingml" in (element.tag if isinstance(element.tag, str) else "")
        if event == "start":
            unread += name in UNREAD
            if is_paragraph:
                words.append([])
            if words and not unread:
                words[-1].append(_own_words(element, name, is_word))
        else:
            unread -= name in UNREAD
            if is_paragraph:
                paragraphs.append("".join(words.pop()).strip())
            if words and not unread and not is_word:
                words[-1].append(element.tail or "")
    return paragraphs


def _own_words(element: Any, name: str, is_word: bool) -> str:
    """The words that stand directly in an element, or those that it stands for."""
    if name in BREAKS:
        return BREAKS[name]
    if name == "s":
        count = element.get(element.tag.replace("}s", "}c"), "1")
        return " " * min(int(count) if count.isdecimal() else 1, MAX_SPACES)
    return (element.text or "") if not is_word or name == "t" else ""
