"""Exports of Nexis: plain text or RTF with many articles, and the documents of Nexis Uni (read from their paragraphs)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.model import Article, InputRow
from recoupe.readers.dates import find_date
from recoupe.readers.decoding import decode
from recoupe.readers.fields import make_article
from recoupe.readers.labels import label_names, labels
from recoupe.readers.source import Source

COUNTED = re.compile(
    r"^[ \t\f]*(?:\d{1,6} (?:of|de|von|sur) \d{1,6} DOCUMENTS?|Dokument \d{1,6} von \d{1,6}|Document \d{1,6} (?:de|sur) \d{1,6})[ \t\r]*$",
    re.MULTILINE,
)
LABEL = re.compile(r"([^\W\d][^\W\d]*(?:[- ][^\W\d]+){0,3})\s?:[ \t\xa0]*(.*)", re.DOTALL)
RIGHTS = ("copyright", "©", "all rights reserved", "tous droits réservés")
DATE_LINE = re.compile(
    r"[^\W\d]{0,10}\W{0,2}(?:\d{1,2}\S{0,2} [^\W\d]+\.?,? \d{4}|[^\W\d]+\.? \d{1,2},? \d{4})\b.{0,40}"
)
MAX_LABEL_CHARS = 40


def sniff(head: bytes, name: str) -> bool:
    """Whether a line counts the documents (« 1 of 10 DOCUMENTS »)."""
    return b"<" not in head[:16] and is_export(decode(head[:65_536]).text)


def is_export(start: str) -> bool:
    """Whether a text is an export with counted documents."""
    return COUNTED.search(start) is not None


def is_document(lines: list[str]) -> bool:
    """Whether the paragraphs of a document are those of Nexis Uni: a date alone on a line, then a line that says « Body »."""
    return any(_is_date(line) for line in lines) and any(
        line.lower() in labels("nexis", "body") for line in lines
    )


def read(source: Source) -> Iterator[Article | InputRow]:
    """The articles, in the order of the file; the request and its holder, which stand before the first, are left out."""
    text, _, is_broken = decode(source.read_whole())
    yield from read_text(text.replace("\r\n", "\n"), source.origin, is_broken)


def read_text(text: str, origin: str, is_broken: bool = False) -> Iterator[Article | InputRow]:
    """The articles of an export with counted documents."""
    marks = list(COUNTED.finditer(text))
    for number, mark in enumerate(marks, start=1):
        end = marks[number].start() if number < len(marks) else len(text)
        place = f"{origin}#{number}" if len(marks) > 1 else origin
        yield from _read_counted(text[mark.end() : end], place, is_broken)


def _read_counted(text: str, origin: str, is_broken: bool) -> Iterator[Article | InputRow]:
    """One article in blocks between blank lines: outlet, day, headline and labelled lines, text, labelled lines, rights."""
    blocks = [" ".join(block.split()) for block in re.split(r"\n[ \t\r\f]*\n", text) if block.strip()]
    outlet, day = [*blocks, "", ""][:2]
    fields: dict[str, str] = {}
    head: list[str] = []
    body: list[str] = []
    is_head = any(_label(block)[0] in ("length", "section", "byline") for block in blocks[2:12])
    headline_only = not is_head
    for block in blocks[2:]:
        name, value = _label(block)
        if name:
            fields.setdefault(name, value)
            is_head = is_head and name != "length"
        elif is_head or (headline_only and not head):
            head.append(block)
        elif not block.lower().startswith(RIGHTS):
            body.append(block)
        else:
            fields.setdefault("rights", block)
    if is_head:
        head, body = head[:1], head[1:]
    yield from _article(origin, "\n".join(body), fields, [outlet, day, *head], is_broken)


def _article(
    origin: str, text: str, fields: dict[str, str], head: list[str], is_broken: bool
) -> Iterator[Article | InputRow]:
    """The article of a text, its labelled fields and the first lines of its head: outlet, day, headline."""
    outlet, day, title = [*head, "", "", ""][:3]
    kept = ("section", "dateline", "edition", "graphic", "load_date", "rights")
    yield from make_article(
        origin,
        text,
        title=fields.get("headline") or title or None,
        outlet=outlet or None,
        author=fields.get("byline"),
        stated=find_date(day) or day[:80],
        place="Nexis",
        is_broken=is_broken,
        extra={name: fields[name] for name in kept if fields.get(name)},
    )


def read_document(lines: list[str], origin: str, is_broken: bool = False) -> Iterator[Article | InputRow]:
    """The articles of a Nexis Uni document, given by its paragraphs; cover pages and lists of results are left out."""
    starts = [index for index, line in enumerate(lines) if line.lower() in labels("nexis", "body")]
    entries = []
    for number, start in enumerate(starts):
        last = starts[number + 1] if number + 1 < len(starts) else len(lines)
        before = starts[number - 1] if number else -1
        entries.append(_document_entry(lines[before + 1 : start], lines[start + 1 : last]))
    for number, (head, fields, text) in enumerate(entries, start=1):
        place = f"{origin}#{number}" if len(entries) > 1 else origin
        yield from _article(place, text, fields, head, is_broken)


def _document_entry(above: list[str], below: list[str]) -> tuple[list[str], dict[str, str], str]:
    """Head, labelled fields and text of an article, from the lines above and below its « Body »."""
    day = next((index for index in range(len(above) - 1, -1, -1) if _is_date(above[index])), None)
    head = ["", "", ""]
    fields: dict[str, str] = {}
    if day is not None:
        names = above[max(0, day - 2) : day]
        head = [names[-1] if names else "", above[day], names[0] if len(names) > 1 else ""]
        for line in above[day + 1 :]:
            name, value = _label(line)
            if name or line.lower().startswith(RIGHTS):
                fields.setdefault(name or "rights", value or line)
    ends = (*labels("nexis", "end"), *labels("nexis", "classification"))
    text = []
    for line in below:
        if line.lower() in ends:
            break
        name, value = _label(line)
        if name in ("graphic", "load_date", "language"):
            fields.setdefault(name, value)
        else:
            text.append(line)
    return head, fields, "\n".join(text)


def _label(block: str) -> tuple[str, str]:
    """The field that a line « RUBRIQUE: Monde » fills and its value; two empty words for any other line."""
    match = LABEL.match(block[: MAX_LABEL_CHARS + 20])
    if match is None or len(match[1]) > MAX_LABEL_CHARS:
        return "", ""
    name = label_names("nexis").get(match[1].lower(), "")
    return (name, block[match.start(2) :].strip()) if name else ("", "")


def _is_date(line: str) -> bool:
    return len(line) < 80 and DATE_LINE.fullmatch(line) is not None and find_date(line) is not None
