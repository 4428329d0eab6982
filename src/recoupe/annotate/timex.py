"""Where times are named: one pass over the folded text with a language's patterns, before any of them is resolved.

The patterns and word tables are data (``languages/<language>/times.toml``); a pattern's ``kind`` names the rule
of ``annotate/times.py`` that resolves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from recoupe.annotate.numerals import read_number
from recoupe.languages import word_list

_PLAIN = {
    ord(accented): plain
    for plain, accents in {
        "a": "àâäáãå",
        "c": "ç",
        "e": "éèêë",
        "i": "îïíì",
        "n": "ñ",
        "o": "ôöóòõ",
        "u": "ùûüú",
        "y": "ÿý",
        "'": "’ʼ‘`´′",
        "-": "‐‑‒–−",
        " ": "\r\u00a0\u202f\u2009\u2007\u2008\u200a\t",
    }.items()
    for accented in accents
}
_NAME = re.compile(r"\(\?P<([a-z]+)\d?>")
_TABLES = {
    "W": "weekdays",
    "M": "months",
    "MAB": "month_abbreviations",
    "DIR": "directions",
    "TOLD": "told_directions",
    "DAYWORD": "day_words",
    "TOLDDAY": "told_days",
    "RANK": "ranks",
    "SEASON": "seasons",
    "FEAST": "feasts",
    "REFERENCE": "references",
    "SETWORD": "sets",
    "PARTADJ": "part_adjectives",
    "PERIOD": "periods",
    "MOD": "modifiers",
    "ROUGH": "rough_numbers",
    "FRACTION": "fractions",
    "CLOCKWORD": "clock_words",
}


@dataclass(slots=True)
class Sign:
    """A stretch that seems to name a time: its offsets, the kind of its pattern and the folded words of its groups."""

    start: int
    end: int
    kind: str
    groups: dict[str, str]


@dataclass(slots=True, frozen=True)
class TimeWords:
    """One language's way of naming times: its tables, its patterns and the regular expression that finds them all."""

    tables: Mapping[str, Any]
    locator: re.Pattern[str]
    patterns: tuple[tuple[str, re.Pattern[str], tuple[tuple[str, str], ...]], ...]
    refusals: Mapping[str, re.Pattern[str]]
    listed_day: re.Pattern[str]

    def number(self, words: str) -> float | None:
        """The number that folded words stand for."""
        joiners = frozenset(self.tables.get("number_words", {}).get("joiners", ()))
        return read_number(words, self.tables["numbers"], joiners)

    def unit(self, word: str) -> str:
        """The unit a folded word names, singular or plural: S, m (minute), H, D, W, WE, M, Q, Y, E, C."""
        units: Mapping[str, str] = self.tables["units"]
        return units[word] if word in units else units[word[:-1]]


def fold(text: str) -> str:
    """The text in lower case, without accents, with plain blanks and apostrophes; offsets stay as they were.

    >>> fold("Été\u00a02003, l’Aube")
    "ete 2003, l'aube"
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.translate(_PLAIN)


@cache
def time_words(language: str) -> TimeWords | None:
    """The compiled tables and patterns of a language, None where it has none."""
    tables = word_list(language, "times")
    if not tables:
        return None
    fragments = _fragments(tables)
    patterns = []
    bodies = []
    for number, entry in enumerate(tables["expression"]):
        body = _expand(entry["pattern"], fragments)
        named, names = _number_groups(body)
        patterns.append((entry["kind"], re.compile(rf"(?:{named})(?!\w)(?!-[a-z])"), names))
        bodies.append(f"(?P<e{number}>{_NAME.sub('(?:', body)})")
    locator = re.compile(rf"(?<!\w)(?<![a-z]-)(?<!\d[.,])(?:{'|'.join(bodies)})(?!\w)(?!-[a-z])")
    refusals = {name: re.compile(value) for name, value in tables["refuse"].items() if isinstance(value, str)}
    listed_day = re.compile(_expand(tables["listed_days"]["pattern"], fragments))
    return TimeWords(tables, locator, tuple(patterns), refusals, listed_day)


def _fragments(tables: Mapping[str, Any]) -> dict[str, str]:
    """The pattern fragments: one a table (longest words first), numbers, units, and those the language spells out."""
    fragments = {name: _any_of(tables.get(table, {})) for name, table in _TABLES.items()}
    numbers = _any_of(tables["numbers"])
    joiners = _any_of(dict.fromkeys(tables.get("number_words", {}).get("joiners", ()), 0))
    link = f"(?:[- ](?:{joiners})[- ]|[- ])" if joiners else "[- ]"
    digits = r"\d{1,3}(?:[ .]\d{3})+(?!\d)|\d{1,6}(?:,\d{1,3})?(?!\d)"
    fragments["N"] = f"(?:{digits}|(?:{numbers})(?:{link}(?:{numbers})){{0,5}})"
    fragments["U"] = f"(?:{_any_of(tables['units'])})s?"
    for name, body in tables["fragments"].items():
        fragments[name] = _expand(body, fragments)
    return fragments


def _any_of(words: Mapping[str, Any]) -> str:
    return "|".join(re.escape(word).replace("\\ ", " ") for word in sorted(words, key=lambda w: (-len(w), w)))


def _expand(pattern: str, fragments: Mapping[str, str]) -> str:
    body = re.sub(r"\{([A-Z]+)\}", lambda found: f"(?:{fragments[found[1]]})", pattern)
    return re.sub(r"(?<!\[)(?<!\\) (?![?*\]])", "[ \\n]{1,3}", body)


def _number_groups(body: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give each named group of a pattern a name of its own, so that two alternatives may fill one name."""
    names: list[tuple[str, str]] = []

    def rename(found: re.Match[str]) -> str:
        names.append((f"{found[1]}_{len(names)}", _base_name(found[0])))
        return f"(?P<{names[-1][0]}>"

    return _NAME.sub(rename, body), tuple(names)


def _base_name(group: str) -> str:
    return group[4:-1]


def split_days(sign: Sign, folded: str, words: TimeWords) -> list[Sign]:
    """ "les 3, 5 et 7 juin" are three signs that share their month and year; any other sign is itself."""
    if sign.kind != "day_list":
        return [sign]
    shared = {name: sign.groups[name] for name in ("m", "y") if name in sign.groups}
    month = folded.rindex(sign.groups["m"], sign.start, sign.end)
    items = [item for item in words.listed_day.finditer(folded, sign.start, sign.end) if item.start() < month]
    if words.tables["listed_days"].get("month_first"):
        items = list(words.listed_day.finditer(folded, month + len(sign.groups["m"]), sign.end))
    split = []
    for item in items:
        groups = shared | {name: word for name, word in item.groupdict().items() if word}
        start = sign.start if item is items[0] else item.start()
        split.append(Sign(start, sign.end if item is items[-1] else item.end(), "calendar", groups))
    return split


def scan(folded: str, start: int, end: int, words: TimeWords, refuses: Any) -> Iterator[Sign]:
    """The signs of ``folded[start:end]`` from left to right; ``refuses(sign)`` says which are look-alikes.

    Where the first pattern's match is refused, the later patterns are tried at the same place.
    """
    place = start
    while found := words.locator.search(folded, place, end):
        first = int((found.lastgroup or "e0")[1:])
        sign = _first_accepted(folded, found.start(), end, words, first, refuses)
        if sign is None:
            place = _after_word(folded, found.start(), end)
        else:
            yield sign
            place = sign.end


def _first_accepted(
    folded: str, place: int, end: int, words: TimeWords, first: int, refuses: Any
) -> Sign | None:
    for kind, pattern, names in words.patterns[first:]:
        found = pattern.match(folded, place, end)
        if found and found.end() > place:
            groups = {base: found[name] for name, base in names if found[name] is not None}
            sign = Sign(place, found.end(), kind, groups)
            if not refuses(sign):
                return sign
    return None


def _after_word(folded: str, place: int, end: int) -> int:
    while place < end and folded[place].isalnum():
        place += 1
    return place + 1 if place < end else end
