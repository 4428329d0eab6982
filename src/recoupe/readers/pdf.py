"""PDF files with a text layer: columns in order, hyphens at line ends undone, running heads and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers.document import read_paragraphs
from recoupe.readers.source import MAX_TEXT_CHARS, Source

MAX_PAGES = 2_000
MAX_BOXES = 5_000
MARGIN_LINES = 2
MIN_PAGES_OF_HEADS = 3
HYPHEN = re.compile(r"(?<=[^\W\d])[-\u00ad\u2010\u0002\ufffe]$")
SCAN_CHARS = 20


class Line(NamedTuple):
    """A line of a page: its words and its box in points, from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def sniff(head: bytes, name: str) -> bool:
    """Whether the input begins as a PDF does, after at most a kilobyte of something else."""
    return b"%PDF-" in head[:1_024]


def read(source: Source) -> Iterator[Article | InputRow]:
    """The articles: those of a press database's export, or the one that the file is taken to be."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source.read_whole())
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower() or "security" in str(error).lower()
        problem = Problem.ENCRYPTED if is_locked else Problem.NOT_READABLE_AS
        yield problem_row(source.origin, problem, detail="PDF")
        return
    try:
        pages, lost = _pages(document)
        count = len(document)
    finally:
        document.close()
    if sum(len(line.text) for page in pages for line in page) < SCAN_CHARS:
        yield problem_row(
            source.origin, Problem.SCAN if count > lost else Problem.NOT_READABLE_AS, detail="PDF"
        )
        return
    yield from read_paragraphs(_paragraphs(_without_heads(pages)), source.origin, is_broken=lost > 0)
    if count > MAX_PAGES:
        yield problem_row(source.origin, Problem.TOO_MANY_PAGES)


def _pages(document: Any) -> tuple[list[list[Line]], int]:
    """The lines of each page in reading order, and how many pages could not be opened."""
    import pypdfium2

    pages: list[list[Line]] = []
    lost = chars = 0
    for number in range(min(len(document), MAX_PAGES)):
        try:
            page = document[number]
            lines = _lines(page.get_textpage())
            page.close()
        except pypdfium2.PdfiumError:
            lost += 1
            continue
        chars += sum(len(line.text) for line in lines)
        pages.append(lines)
        if chars > MAX_TEXT_CHARS:
            break
    return pages, lost


def _lines(text_page: Any) -> list[Line]:
    """The lines of a page: what stands on one height without a wide gap, by columns from the left.

    Of a page of more than ``MAX_BOXES`` pieces, which is no page of text, the words in the order of the file.
    """
    count = text_page.count_rects()
    if count > MAX_BOXES:
        words = text_page.get_text_range().split("\r\n")
        return [Line(line, 0.0, -row, 1.0, 1.0 - row) for row, line in enumerate(words) if line.strip()]
    pieces: list[Line] = []
    for index in range(count):
        left, bottom, right, top = text_page.get_rect(index)
        words = text_page.get_text_bounded(left, bottom, right, top).replace("\r\n", " ").strip("\0\r\n")
        if words.strip():
            pieces.append(Line(words, left, bottom, right, top))
    text_page.close()
    return _in_columns(_joined(pieces))


def _joined(pieces: list[Line]) -> list[Line]:
    """Pieces that follow each other on one height, with less than a letter's width and a half between, as one line."""
    lines: list[Line] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if (
            last is not None
            and _same_height(last, piece)
            and -1 <= piece.left - last.right < 1.5 * (last.top - last.bottom)
        ):
            gap = "" if piece.left - last.right < 0.1 * (last.top - last.bottom) else " "
            text = last.text.rstrip() + gap + piece.text.lstrip() if gap else last.text + piece.text
            lines[-1] = Line(
                text, last.left, min(last.bottom, piece.bottom), piece.right, max(last.top, piece.top)
            )
        else:
            lines.append(piece)
    return lines


def _same_height(one: Line, other: Line) -> bool:
    return min(one.top, other.top) - max(one.bottom, other.bottom) > 0.5 * min(
        one.top - one.bottom, other.top - other.bottom
    )


def _in_columns(lines: list[Line]) -> list[Line]:
    """Lines in reading order: what spans the page cuts it into bands; in each band the columns one after the other."""
    if not lines:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    middle = (left + right) / 2
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: (-line.top, line.left)):
        if line.left < middle < line.right and line.right - line.left > 0.6 * (right - left):
            ordered += _columns(band)
            band = []
            ordered.append(line)
        else:
            band.append(line)
    return ordered + _columns(band)


def _columns(band: list[Line]) -> list[Line]:
    """The lines of a band, column by column: a column begins where no line of those before reaches."""
    columns: list[tuple[float, list[Line]]] = []
    for line in sorted(band, key=lambda line: line.left):
        if columns and line.left < columns[-1][0]:
            columns[-1][1].append(line)
            columns[-1] = (max(columns[-1][0], line.right), columns[-1][1])
        else:
            columns.append((line.right, [line]))
    return [line for _, column in columns for line in sorted(column, key=lambda line: (-line.top, line.left))]


def _without_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without what stands alike at the top or the foot of most of them, figures aside."""
    if len(pages) < MIN_PAGES_OF_HEADS:
        return pages
    met: Counter[str] = Counter()
    for page in pages:
        met.update({_shape(line) for line in _margins(page)})
    often = {shape for shape, count in met.items() if count >= max(MIN_PAGES_OF_HEADS, len(pages) // 2)}
    return [
        [line for line in page if not (_shape(line) in often and line in _margins(page))] for page in pages
    ]


def _margins(page: list[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: -line.top)
    return by_height[:MARGIN_LINES] + by_height[-MARGIN_LINES:]


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "0", " ".join(line.text.split()))


def _paragraphs(pages: list[list[Line]]) -> list[str]:
    """Lines joined into paragraphs, over columns and pages: one ends at a gap, an indent, a larger letter, or a short last line."""
    paragraphs: list[str] = []
    last: Line | None = None
    for page in pages:
        widest = max((line.right - line.left for line in page), default=0.0)
        for line in page:
            text = " ".join(line.text.split())
            if last is None or not paragraphs or _is_new(last, line, widest):
                paragraphs.append(text)
            elif HYPHEN.search(paragraphs[-1]) and text[:1].isalpha():
                paragraphs[-1] = HYPHEN.sub("" if text[0].islower() else "-", paragraphs[-1]) + text
            else:
                paragraphs[-1] += " " + text
            last = line
    return paragraphs


def _is_new(last: Line, line: Line, widest: float) -> bool:
    height, before = line.top - line.bottom, last.top - last.bottom
    if abs(height - before) > 0.35 * max(height, before):
        return True
    is_below = line.top <= last.top and line.left < last.right and last.left < line.right
    if not is_below:
        return last.text.rstrip().endswith((".", "!", "?", "»", ":"))
    gap = last.bottom - line.top
    is_short_end = last.right < line.right - 0.15 * widest and last.text.rstrip().endswith(
        (".", "!", "?", "»", "…")
    )
    return gap > 0.9 * height or line.left - last.left > 0.6 * height or is_short_end
