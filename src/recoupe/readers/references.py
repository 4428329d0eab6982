"""References: RIS and BibTeX files. What they say of an article is kept; its text is a summary at most, or elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from recoupe.errors import Problem, problem_row
from recoupe.readers.decoding import decode, opening
from recoupe.readers.fields import make_article
from recoupe.readers.source import Item, Link, Source

RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?")
RIS_FIELDS = {"id": ("ID", "AN"), "title": ("TI", "T1"), "outlet": ("T2", "JO", "JF", "PB"), "author": ("AU", "A1"), "stated": ("DA", "PY", "Y1"),
              "url": ("UR", "LK"), "text": ("N2", "AB"), "language": ("LA",)}  # fmt: skip
BIB_ENTRY = re.compile(r"@\s{0,9}([A-Za-z]{2,30})\s{0,9}\{\s{0,9}([^,\s{}\"]{0,200})\s{0,9},")
BIB_NAME = re.compile(r"[\s,]{0,200}([A-Za-z][\w-]{0,60})\s{0,20}=\s{0,20}")
BIB_FIELDS = {"title": ("title",), "outlet": ("journaltitle", "journal", "publisher", "organization", "howpublished"), "author": ("author",),
              "stated": ("date", "year"), "url": ("url",), "text": ("abstract",), "language": ("langid", "language")}  # fmt: skip
BARE_END = re.compile(r"[,}\n]")
ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "c": "\u0327"}
ACCENT = re.compile(r"\\(['`^\"~]|c(?![a-z]))\s?\{?([A-Za-z])\}?")
MAX_VALUE_CHARS = 2_000_000


def sniff(head: bytes, name: str) -> bool:
    """Whether the input begins with the type of a RIS reference, or with an entry of BibTeX that has fields."""
    start = opening(head)
    return _is_ris(start) or (start[:1] in ("@", "%") and BIB_ENTRY.search(start) is not None)


def read(source: Source) -> Iterator[Item]:
    """The references, in order: an article of the summary where there is one, else the address to be fetched."""
    text = decode(source.read_whole()).text
    is_ris = _is_ris(text[:8_192].lstrip())
    names = RIS_FIELDS if is_ris else BIB_FIELDS
    for number, fields in enumerate(_ris(text) if is_ris else _bibtex(text), start=1):
        values = {
            field: next((fields[name] for name in places if fields.get(name)), "")
            for field, places in names.items()
        }
        yield from _read_reference(values, f"{source.origin}#{number}")


def _read_reference(values: dict[str, str], origin: str) -> Iterator[Item]:
    url = values["url"] if values["url"].lower().startswith(("http://", "https://")) else None
    stated = re.sub(r"[/ ]+$", "", values["stated"])
    known: dict[str, Any] = {name: values[name] or None for name in ("title", "outlet", "author")}
    date = re.sub(
        r"^(\d{4})/(\d\d)(?:/(\d\d))?.*", lambda found: "-".join(filter(None, found.groups())), stated
    )
    if values["text"]:
        yield from make_article(
            origin, values["text"], id=values.get("id", ""), url=url, stated=date, place="référence", **known
        )
        yield problem_row(origin, Problem.SUMMARY_ONLY)
    elif url:
        yield Link(origin, url, known | {"stated": date})
    else:
        yield problem_row(origin, Problem.REFERENCE_ONLY)


def _is_ris(start: str) -> bool:
    return re.match(r"TY  ?- ", start) is not None


def _ris(text: str) -> Iterator[dict[str, str]]:
    """The references of a RIS file as their fields by tag; repeated tags (authors) joined."""
    fields: dict[str, list[str]] = {}
    tag = ""
    for line in text.splitlines():
        match = RIS_LINE.fullmatch(line)
        if match and match[1] == "ER":
            yield {name: "; ".join(values) for name, values in fields.items()}
            fields, tag = {}, ""
        elif match:
            tag = match[1]
            fields.setdefault(tag, []).append((match[2] or "").strip())
        elif tag and line.strip():
            fields[tag][-1] += " " + line.strip()
    if fields:
        yield {name: "; ".join(values) for name, values in fields.items()}


def _bibtex(text: str) -> Iterator[dict[str, str]]:
    """The entries of a BibTeX file as their fields; comments, macros and preambles are none."""
    place = 0
    while entry := BIB_ENTRY.search(text, place):
        fields = {"ID": entry[2]}
        place = entry.end()
        while name := BIB_NAME.match(text, place):
            value, place = _bib_value(text, name.end())
            fields.setdefault(name[1].lower(), _without_tex(value))
        yield fields


def _bib_value(text: str, start: int) -> tuple[str, int]:
    """A value in braces, in quotation marks or bare, and where it ends."""
    if text[start : start + 1] not in ("{", '"'):
        end = BARE_END.search(text, start)
        place = end.start() if end else len(text)
        return text[start:place].strip(), place
    closing = '"' if text[start] == '"' else ""
    depth = 0
    for place in range(start, min(len(text), start + MAX_VALUE_CHARS)):
        letter = text[place]
        if letter in "{}" and text[place - 1] != "\\":
            depth += 1 if letter == "{" else -1
        if (closing and letter == closing and depth == 0 and place > start) or (not closing and depth == 0):
            return text[start + 1 : place], place + 1
    return text[start + 1 :][:MAX_VALUE_CHARS], len(text)


def _without_tex(value: str) -> str:
    """A value with TeX's accents as letters, without braces. « {\\'e}t{\\'e} » is « été »."""
    value = ACCENT.sub(lambda found: unicodedata.normalize("NFC", found[2] + ACCENTS[found[1]]), value)
    return " ".join(re.sub(r"\\([&%$#_])", r"\1", value).replace("{", "").replace("}", "").split())
