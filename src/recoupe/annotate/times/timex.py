"""Where times are named: one pass over the folded text with a language's patterns, before any of them is resolved.

The patterns and word tables are data (``languages/<language>/times.toml``); a pattern's ``kind`` names the rule
of ``annotate/times/time_rules.py`` that resolves it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from recoupe.annotate.numerals import read_number
from recoupe.annotate.times.openers import Openers, openers
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
_WORD = re.compile(r"\w+")
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
    "ORD": "ordinals",
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
    "DELAY": "delays",
}
_REPEATED = {"century": "roman", "decade": "decade", "year": "y"}
"""The group that the second of two joined signs fills: "les années 70 et 80"."""


class Verdict(Enum):
    """What a sign is: a time; none, so that later patterns may read its place; none as far as it reaches."""

    TIME = 0
    OTHERWISE = 1
    NONE = 2


@dataclass(slots=True)
class Sign:
    """A stretch that seems to name a time: its offsets, the kind of its pattern and the folded words of its groups."""

    start: int
    end: int
    kind: str
    groups: dict[str, str]


@dataclass(slots=True, frozen=True)
class TimeWords:
    """One language's way of naming times: its tables, its patterns, and which of them may begin with a word."""

    tables: Mapping[str, Any]
    guard: re.Pattern[str]
    openers: Openers
    patterns: tuple[tuple[str, re.Pattern[str], tuple[tuple[str, str], ...]], ...]
    refusals: Mapping[str, re.Pattern[str]]
    listed_day: re.Pattern[str]
    joiner: re.Pattern[str]
    look_alikes: Mapping[str, list[dict[str, Any]]]

    def number(self, words: str) -> float | None:
        """The number that folded words stand for."""
        spelling = self.tables.get("number_words", {})
        joiners = frozenset(spelling.get("joiners", ()))
        if "thousands" in spelling:
            words = words.replace(spelling["thousands"], "")
        return read_number(words, self.tables["numbers"], joiners)

    def unit(self, word: str) -> str:
        """The unit a folded word names, singular or plural: S, m (minute), H, D, W, WE, M, Q, Y, E, C."""
        units: Mapping[str, str] = self.tables["units"]
        return units[word] if word in units else units[word[:-1]]

    def day(self, word: str) -> int:
        """The number of a day of the month, in figures or folded words: "1er", "vingt-cinq"."""
        figures = re.sub(r"\D", "", word)
        number = int(figures) if figures else self.number(word)
        return int(number) if number else 1

    def month(self, word: str) -> int:
        """The number of a folded month name, abbreviation or figure, 0 where it is none."""
        for table in ("months", "month_abbreviations"):
            if word in self.tables[table]:
                number: int = self.tables[table][word]
                return number
        return int(word) if word.isdigit() else 0


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
    named_bodies = []
    for entry in tables["expression"]:
        body = _expand(entry["pattern"], fragments)
        named_bodies.append((entry["kind"], *_number_groups(body)))
    opens, closes = _guards(tables.get("hyphened", {}).get("words", []))
    patterns = [(kind, re.compile(f"(?:{body}){closes}"), names) for kind, body, names in named_bodies]
    refusals = {
        name: re.compile(_fill(value, fragments))
        for name, value in tables["refuse"].items()
        if isinstance(value, str)
    }
    listed_day = re.compile(_expand(tables["listed_days"]["pattern"], fragments))
    joiner = re.compile(_fill(tables["listed_days"].get("joiner", "(?!)"), fragments))
    return TimeWords(
        tables,
        re.compile(opens),
        openers(pattern.pattern for _, pattern, _ in patterns),
        tuple(patterns),
        refusals,
        listed_day,
        joiner,
        _look_alikes(tables),
    )


def _look_alikes(tables: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The entries ``[[look_alike]]`` by the kind of sign they are about, their patterns compiled."""
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in tables.get("look_alike", []):
        compiled = {
            name: re.compile(value) if name in ("before", "written", "after") else value
            for name, value in entry.items()
        }
        for kind in entry["kinds"]:
            found.setdefault(kind, []).append(compiled)
    return found


def _guards(hyphened: list[str]) -> tuple[str, str]:
    """What may not stand just before and just after a time: "après-midi" holds no "midi", but "avril-mai" holds two months."""
    before = "|".join(["(?<![a-z]-)", *(f"(?<=\\b{re.escape(word)}-)" for word in hyphened)])
    after = f"(?!{_any_of(dict.fromkeys(hyphened, 0))})" if hyphened else ""
    return rf"(?<!\w)(?>{before})(?<!\d[.,])", rf"(?!\w)(?!-{after}[a-z])"


def _fragments(tables: Mapping[str, Any]) -> dict[str, str]:
    """The pattern fragments: one a table (longest words first), numbers, units, and those the language spells out."""
    fragments = {name: _any_of(tables.get(table, {})) for name, table in _TABLES.items()}
    numbers = _any_of(tables["numbers"])
    joiners = _any_of(dict.fromkeys(tables.get("number_words", {}).get("joiners", ()), 0))
    link = f"(?:[- ](?:{joiners})[- ]|[- ])" if joiners else "[- ]"
    digits = r"\d{1,3}(?:[ .]\d{3})+(?!\d)|\d{1,6}(?:[.,]\d{1,3})?(?!\d)"
    fragments["N"] = f"(?:{digits}|(?:{numbers})(?:{link}(?:{numbers})){{0,5}})"
    fragments["U"] = f"(?:{_any_of(tables['units'])})s?"
    for name, body in tables["fragments"].items():
        fragments[name] = _expand(body, fragments)
    return fragments


def _any_of(words: Mapping[str, Any]) -> str:
    return "|".join(re.escape(word).replace("\\ ", " ") for word in sorted(words, key=lambda w: (-len(w), w)))


def _expand(pattern: str, fragments: Mapping[str, str]) -> str:
    return re.sub(r"(?<!\[)(?<!\\) (?![?*\]])", "[ \\n]{1,3}", _fill(pattern, fragments))


def _fill(pattern: str, fragments: Mapping[str, str]) -> str:
    return re.sub(r"\{([A-Z]+)\}", lambda found: f"(?:{fragments[found[1]]})", pattern)


def _number_groups(body: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give each named group of a pattern a name of its own, so that two alternatives may fill one name."""
    names: list[tuple[str, str]] = []

    def rename(found: re.Match[str]) -> str:
        names.append((f"{found[1]}_{len(names)}", _base_name(found[0])))
        return f"(?P<{names[-1][0]}>"

    return _NAME.sub(rename, body), tuple(names)


def _base_name(group: str) -> str:
    return group[4:-1]


def split(sign: Sign, folded: str, words: TimeWords) -> list[Sign]:
    """The signs that one stretch holds: "les 3, 5 et 7 juin" are three that share their month, "les années 70 et 80" two."""
    if sign.kind == "day_list":
        return _split_days(sign, folded, words)
    joiners = list(words.joiner.finditer(folded, sign.start, sign.end)) if "more" in sign.groups else []
    if not joiners:
        return [sign]
    first = {name: word for name, word in sign.groups.items() if name != "more"}
    second = {_REPEATED[sign.kind]: sign.groups["more"]}
    return [
        Sign(sign.start, joiners[-1].start(), sign.kind, first),
        Sign(joiners[-1].end(), sign.end, sign.kind, second),
    ]


def _split_days(sign: Sign, folded: str, words: TimeWords) -> list[Sign]:
    shared = {name: sign.groups[name] for name in ("m", "y") if name in sign.groups}
    month = folded.rindex(sign.groups["m"], sign.start, sign.end)
    items = list(words.listed_day.finditer(folded, sign.start, month))
    if not items:
        items = list(words.listed_day.finditer(folded, month + len(sign.groups["m"]), sign.end))
    found = []
    for item in items:
        groups = shared | {name: word for name, word in item.groupdict().items() if word}
        start = sign.start if item is items[0] else item.start()
        found.append(Sign(start, sign.end if item is items[-1] else item.end(), "calendar", groups))
    return found


def share(signs: list[Sign], folded: str, words: TimeWords) -> None:
    """Give a sign what only the one joined after it says: "entre mai et juin 2011", "lundi et mardi prochains".

    A later month before an earlier one is of the year before: "de novembre à mars 2010".
    """
    for sign, after in zip(reversed(signs[:-1]), reversed(signs[1:]), strict=True):
        if not words.joiner.fullmatch(folded, sign.end, after.start):
            continue
        if "m" in sign.groups and "m" in after.groups and "y" in after.groups:
            if not sign.groups.keys() & {"y", "dir", "told"}:
                sign.groups["y"] = _joined_year(sign, after, words)
        elif sign.kind == after.kind == "weekday" and after.groups.get("dir", "").endswith("s"):
            sign.groups.setdefault("dir", after.groups["dir"])


def _joined_year(sign: Sign, after: Sign, words: TimeWords) -> str:
    year = after.groups["y"]
    later = words.month(sign.groups["m"]) > words.month(after.groups["m"])
    figures = year.lstrip("'")
    return str(int(figures) - 1) if later and figures.isdigit() and len(figures) == 4 else year


def scan(
    folded: str, start: int, end: int, words: TimeWords, judge: Callable[[Sign], Verdict]
) -> Iterator[Sign]:
    """The signs of ``folded[start:end]`` from left to right; ``judge(sign)`` says which are look-alikes.

    Where the first pattern's match is no time, the later patterns are tried at the same place.
    """
    place = start
    for word in _WORD.finditer(folded, start, end):
        if word.start() < place:
            continue
        numbers = words.openers.of(word[0])
        if not numbers or words.guard.match(folded, word.start()) is None:
            continue
        sign, verdict = _first_accepted(folded, word.start(), end, words, numbers, judge)
        if sign is None:
            continue
        if verdict is Verdict.TIME:
            yield sign
        place = sign.end


def _first_accepted(
    folded: str,
    place: int,
    end: int,
    words: TimeWords,
    numbers: tuple[int, ...],
    judge: Callable[[Sign], Verdict],
) -> tuple[Sign | None, Verdict]:
    for number in numbers:
        kind, pattern, names = words.patterns[number]
        found = pattern.match(folded, place, end)
        if found and found.end() > place:
            groups = {base: found[name] for name, base in names if found[name] is not None}
            sign = Sign(place, found.end(), kind, groups)
            verdict = judge(sign)
            if verdict is not Verdict.OTHERWISE:
                return sign, verdict
    return None, Verdict.OTHERWISE
