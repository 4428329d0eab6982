"""Words on their way out: whole Unicode for data, one harmless line for what is displayed, names that a file can bear."""

from __future__ import annotations

import json
import re
import unicodedata
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import quoteattr

import msgspec

from recoupe.views.passages import displayed

NAME_BYTES = 120
"""How long the name of a note or text file may be; file systems allow 255 bytes with the folder's own marks."""

_NOT_IN_NAMES = re.compile(r"[^\w \-.,'’()«»]+")
_NOT_IN_SLUGS = re.compile(r"[^A-Za-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"})
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def json_bytes(value: Any) -> bytes:
    """A value or record as compact JSON; a lone surrogate, which UTF-8 has not, becomes a question mark."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value)
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def one_line(text: str) -> str:
    """Text for a line that is displayed: blanks and line ends of every kind are one space, controls and direction marks are gone."""
    return " ".join(displayed(" ".join(text.split())).split())


def attribute(words: str) -> str:
    """Words as the quoted value of an XML attribute."""
    return quoteattr(displayed(words), {"\n": "&#10;", "\t": "&#9;"})


def file_name(words: str, fallback: str) -> str:
    """Words as the stem of a file's name on any system: no separators, no leading or trailing dots, at most ``NAME_BYTES`` bytes."""
    name = _NOT_IN_NAMES.sub(" ", unicodedata.normalize("NFC", one_line(words)))
    name = " ".join(name.split()).encode()[:NAME_BYTES].decode("utf-8", "ignore").strip(" .")
    return fallback if not name or _RESERVED.fullmatch(name) else name


def slug(text: str) -> str:
    """Text in ASCII letters, digits and underscores, without accents: for formats that take nothing else."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_IN_SLUGS.sub("_", bare).strip("_")


def unique(names: list[str]) -> list[str]:
    """Names of which no two are alike, capitals and accents aside: a later one gets the first number that is free."""
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    found = []
    for name in names:
        free = name
        while _folded(free) in taken:
            numbers[name] = numbers.get(name, 1) + 1
            free = f"{name} {numbers[name]}"
        taken.add(_folded(free))
        found.append(free)
    return found


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKD", name).casefold()


def digest(*parts: str) -> str:
    """Twenty hexadecimal digits that stand for these words, the same in every run."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
