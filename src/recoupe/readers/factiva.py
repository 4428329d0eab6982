"""Exports of Factiva: HTML with or without field codes, and the same codes as plain lines (text, RTF, Word)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from recoupe.model import Article, InputRow
from recoupe.readers.dates import find_date
from recoupe.readers.decoding import decode, opening
from recoupe.readers.fields import make_article
from recoupe.readers.labels import labels
from recoupe.readers.markup import declared_encoding, parse_markup, tree_text
from recoupe.readers.source import Source

FRAME = re.compile(r"\b([a-z]{2})Article\b")
FRAME_BYTES = re.compile(rb"class=[\"']?article [a-z]{2}Article\b|\b[a-z]{2}articleParagraph\b")
TITLE_BYTES = b"<title>factiva</title>"
CODES = frozenset(
    [
        "SE",
        "HD",
        "BY",
        "CR",
        "WC",
        "PD",
        "ET",
        "SN",
        "SC",
        "ED",
        "PG",
        "VOL",
        "LA",
        "CY",
        "LP",
        "TD",
        "CT",
        "RF",
        "CO",
        "IN",
        "NS",
        "RE",
        "IPC",
        "IPD",
        "PUB",
        "AN",
        "ART",
        "CX",
        "DLN",
    ]
)
LINE = re.compile(r"([A-Z]{2,3})(?:[\t \xa0]+(.*))?")
TEXT_CODES = ("LP", "TD")
NUMBER = re.compile(r"Document\s+(\w{10,60})")
KEPT = {"SE": "section", "CR": "credit", "SC": "source_code", "ED": "edition", "PG": "page", "CO": "companies", "IN": "industries",
        "NS": "subjects", "RE": "regions", "CY": "rights", "PUB": "publisher", "RF": "reference"}  # fmt: skip
HOUR = re.compile(r"\d{1,2}[:h]\d{2}(?::\d{2})?")
SOURCE_CODE = re.compile(r"[A-Z][A-Z0-9]{2,7}")


def sniff(head: bytes, name: str) -> bool:
    """Whether the input has the classes of Factiva's HTML, or begins with lines of field codes."""
    if b"<" in head[:1_000]:
        return FRAME_BYTES.search(head) is not None or TITLE_BYTES in head[:4_096].lower()
    return is_export(opening(head))


def is_export(start: str) -> bool:
    """Whether a text begins as an export in coded lines: headline, day and outlet each on a line with its code."""
    codes = {match[1] for line in start.splitlines()[:400] if (match := LINE.fullmatch(line.strip()))}
    return {"HD", "PD", "SN"} <= codes


def read(source: Source) -> Iterator[Article | InputRow]:
    """The articles, in the order of the file; one that older exports list twice comes once."""
    text, _, is_broken = decode(source.read_whole(), declared_encoding(source.head))
    if b"<" not in source.head[:1_000]:
        yield from read_text(text, source.origin, is_broken)
        return
    tree = parse_markup(text)
    entries = [] if tree is None else [_html_fields(frame) for frame in _frames(tree)]
    yield from _articles(entries, source.origin, is_broken)


def read_text(text: str, origin: str, is_broken: bool = False) -> Iterator[Article | InputRow]:
    """The articles of an export in coded lines, which ends each with its ``AN``."""
    yield from _articles(list(_text_fields(text)), origin, is_broken)


def _articles(entries: list[dict[str, str]], origin: str, is_broken: bool) -> Iterator[Article | InputRow]:
    seen: set[tuple[str, str]] = set()
    for number, fields in enumerate(entries, start=1):
        text = "\n".join(fields[code] for code in TEXT_CODES if fields.get(code))
        name = fields.get("AN", "")
        if name and (name, text) in seen:
            continue
        seen.add((name, text))
        yield from make_article(
            f"{origin}#{number}" if len(entries) > 1 else origin,
            text,
            id=name,
            title=fields.get("HD"),
            outlet=fields.get("SN"),
            author=fields.get("BY"),
            stated=_stated(fields),
            place="PD",
            is_broken=is_broken,
            extra={name: fields[code] for code, name in KEPT.items() if fields.get(code)},
        )


def _stated(fields: dict[str, str]) -> str:
    """The day with its hour, as one date in words or ISO 8601."""
    day = fields.get("PD", "")
    return find_date(f"{day} {fields.get('ET', '')}") or day


# --------------------------------------------------------------------------- HTML


def _frames(tree: Any) -> list[Any]:
    frames = [each for each in tree.iter("div") if FRAME.search(each.get("class", ""))]
    return [
        each
        for each in frames
        if not any(FRAME.search(above.get("class", "")) for above in each.iterancestors())
    ]


def _html_fields(frame: Any) -> dict[str, str]:
    """An article's fields by their codes, from the table of codes or, without one, from the lines of its head."""
    fields: dict[str, str] = {}
    for row in frame.iter("tr"):
        cells = [cell for cell in row if cell.tag == "td"]
        code = cells[0].text_content().strip(" \xa0\n\t") if len(cells) > 1 else ""
        if code in CODES:
            fields.setdefault(code, _value(code, tree_text(cells[1])))
    return fields or _uncoded_fields(frame)


def _uncoded_fields(frame: Any) -> dict[str, str]:
    """The format without codes: the lines of the head are told apart by their form and their order."""
    paragraphs = [each for each in frame.iter("p") if "articleParagraph" in each.get("class", "")]
    fields = {"TD": "\n".join(filter(None, (tree_text(each) for each in paragraphs)))}
    heading = next(
        (each for each in frame.iter() if each.get("id") == "hd" or "Headline" in each.get("class", "")), None
    )
    if heading is not None:
        fields["HD"] = " ".join(heading.text_content().split())
    for each in paragraphs:
        each.drop_tree()
    for line in tree_text(frame).split("\n"):
        if number := NUMBER.fullmatch(line):
            fields["AN"] = number[1]
        elif line != fields.get("HD"):
            _file_line(line, fields)
    if (last := NUMBER.search(fields["TD"], max(0, len(fields["TD"]) - 200))) is not None:
        fields["AN"] = last[1]
        fields["TD"] = fields["TD"][: last.start()].rstrip()
    return fields


def _file_line(line: str, fields: dict[str, str]) -> None:
    """Put one line of a head without codes under the code that its form and its place tell."""
    low = line.lower()
    if low.endswith(labels("factiva", "words")) and line[0].isdigit():
        code = "WC"
    elif low in labels("factiva", "languages"):
        code = "LA"
    elif low.startswith(labels("factiva", "rights")):
        code = "CY"
    elif HOUR.fullmatch(line):
        code = "ET"
    elif find_date(line) and len(line) < 40:
        code = "PD"
    elif "PD" in fields and "SN" not in fields:
        code = "SN"
    elif "SN" in fields and SOURCE_CODE.fullmatch(line):
        code = "SC"
    else:
        code = "BY" if "WC" not in fields else "ED"
    fields.setdefault(code, line)


# --------------------------------------------------------------------------- coded lines


def _text_fields(text: str) -> Iterator[dict[str, str]]:
    fields: dict[str, list[str]] = {}
    code = ""
    for line in text.splitlines():
        match = LINE.fullmatch(line.strip())
        if match and match[1] in CODES:
            code = match[1]
            fields.setdefault(code, []).append(match[2] or "")
            if code == "AN":
                yield _joined(fields)
                fields, code = {}, ""
        elif code:
            fields[code].append(line.strip())
    if fields.keys() & set(TEXT_CODES):
        yield _joined(fields)


def _joined(fields: dict[str, list[str]]) -> dict[str, str]:
    return {code: _value(code, "\n".join(filter(None, lines))) for code, lines in fields.items()}


def _value(code: str, value: str) -> str:
    """A field's value: the text in its lines, the document's number alone, everything else on one line."""
    if code in TEXT_CODES:
        return value
    number = NUMBER.search(value) if code == "AN" else None
    return number[1] if number else " ".join(value.split())
