"""Which of two articles that share wording had it first: by date, else by what the texts themselves betray."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from recoupe.languages import word_list
from recoupe.model import Article, Basis, Direction, Granularity, Published

ELLIPSES = ("…", "...", "[…]", "[...]", "(...)")
CREDIT_CHARS = 160  # a credit stands this near to the beginning or the end of an article


@dataclass(slots=True, frozen=True)
class Version:
    """One side of a pair of articles that share wording; ``passages`` are the shared stretches of its text, in order."""

    article: Article
    language: str
    published: Published
    passages: tuple[tuple[int, int], ...]


@dataclass(slots=True, frozen=True)
class Verdict:
    """Whether the first of two versions is the earlier one (None: nothing tells), how that is known, and why in words."""

    first: bool | None
    direction: Direction
    because: str | None = None


UNKNOWN = Verdict(None, Direction.UNKNOWN)


def judge_direction(one: Version, other: Version) -> Verdict:
    """Which of two versions is the earlier: dates decide where they can, textual evidence where it does not conflict."""
    dated = _by_date(one.published, other.published)
    if dated is not None:
        return Verdict(dated, Direction.DATED, _say_dates(*_ordered(one, other, dated)))
    votes = [vote for evidence in EVIDENCE for vote in evidence(one, other)]
    sides = {first for first, _ in votes}
    if len(sides) != 1:
        return UNKNOWN
    return Verdict(votes[0][0], Direction.INFERRED, votes[0][1])


def _ordered(one: Version, other: Version, first: bool) -> tuple[Version, Version]:
    return (one, other) if first else (other, one)


def _wording(version: Version) -> dict[str, str]:
    table = word_list(version.language, "copying") or word_list("en", "copying")
    wording: dict[str, str] = table["direction"]
    return wording


# --------------------------------------------------------------------------- dates


def published_as_stated(prefix: str | None) -> Published:
    """The interval of days that an ISO 8601 prefix stands for (``2031``, ``2031-04``, ``2031-04-14...``); unknown where it is none."""
    unknown = Published(granularity=Granularity.UNKNOWN, basis=Basis.UNKNOWN, because="")
    if not prefix:
        return unknown
    try:
        first = date.fromisoformat(f"{prefix[:10]}-01-01"[:10] if len(prefix) < 10 else prefix[:10])
    except ValueError:
        return unknown
    size, granularity = {4: (366, Granularity.YEAR), 7: (31, Granularity.MONTH)}.get(
        len(prefix), (1, Granularity.DAY)
    )
    after = first + timedelta(days=size)
    if granularity is not Granularity.DAY:
        after = after.replace(day=1, month=1 if granularity is Granularity.YEAR else after.month)
    return Published(
        earliest=first.isoformat(),
        latest=(after - timedelta(days=1)).isoformat(),
        granularity=granularity,
        basis=Basis.STATED,
        because="",
        stated=prefix,
    )


def _moment(stated: str | None) -> datetime | None:
    """A stated date that has a time of day."""
    if not stated or len(stated) <= 10:
        return None
    try:
        return datetime.fromisoformat(stated)
    except ValueError:
        return None


def _by_date(one: Published, other: Published) -> bool | None:
    """Whether ``one`` is earlier, where the two intervals of days (or two times of one day) do not overlap."""
    if one.latest and other.earliest and one.latest < other.earliest:
        return True
    if other.latest and one.earliest and other.latest < one.earliest:
        return False
    here, there = _moment(one.stated), _moment(other.stated)
    if here is None or there is None or (here.tzinfo is None) != (there.tzinfo is None) or here == there:
        return None
    return here < there


def _say_dates(earlier: Version, later: Version) -> str:
    return _wording(later)["dated"].format(
        earlier=earlier.article.id,
        later=later.article.id,
        earlier_date=earlier.published.stated or earlier.published.latest,
        later_date=later.published.stated or later.published.earliest,
    )


# --------------------------------------------------------------------------- what the texts betray

Vote = tuple[bool, str]


def _names(text: str, name: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def names_its_source(one: Version, other: Version) -> list[Vote]:
    """The copy names the outlet it takes from: « selon Le Fanal d'Orvane » in an article that is not Le Fanal's."""
    votes = []
    for source, copy, first in ((one, other, True), (other, one, False)):
        outlet = source.article.outlet or ""
        if outlet == (copy.article.outlet or "") or not _names(copy.article.text, outlet):
            continue
        said = _wording(copy)["names"].format(outlet=outlet, earlier=source.article.id, later=copy.article.id)
        votes.append((first, said))
    return votes


def breaks_off(one: Version, other: Version) -> list[Vote]:
    """The copy is cut inside a sentence: « Le maire a promis que » ends one text, the other goes on."""
    votes = []
    for source, copy, first in ((one, other, True), (other, one, False)):
        if any(
            _ends_cut(copy.article.text, here[1]) and _goes_on(source.article.text, there[1])
            for there, here in zip(source.passages, copy.passages, strict=True)
        ):
            votes.append(
                (first, _wording(copy)["cut"].format(earlier=source.article.id, later=copy.article.id))
            )
    return votes


def _ends_cut(text: str, end: int) -> bool:
    """Whether the text ends with this passage, without the end of a sentence or with dots that stand for one."""
    rest = text[end : end + 200].strip()
    if len(text) - end > 200 or len(rest) > 5 or any(character.isalnum() for character in rest):
        return False
    return rest in ELLIPSES or not rest


def _goes_on(text: str, end: int) -> bool:
    """Whether the sentence goes on after this place: the next sign is a word or a comma, on the same line."""
    rest = text[end : end + 40].lstrip(" \u00a0\u202f")
    return bool(rest) and (rest[0].isalnum() or rest[0] in ",;:-–—(«'’")


def carries_a_credit(one: Version, other: Version) -> list[Vote]:
    """The copy carries an agency's credit: « (avec AFP) » at its edge, none in the other, which is no agency's copy."""
    here, there = find_credit(one.article.text, one.language), find_credit(other.article.text, other.language)
    if (here is None) == (there is None):
        return []
    copy, source = (one, other) if here else (other, one)
    said = _wording(copy)["credit"].format(
        agency=here or there, earlier=source.article.id, later=copy.article.id
    )
    return [(source is one, said)]


EVIDENCE = (names_its_source, breaks_off, carries_a_credit)


def find_credit(text: str, language: str) -> str | None:
    """The agency that an article credits at its beginning or its end, None where it credits none.

    A credit is in brackets, or after a word of crediting, or alone on its line: « (AFP) », « avec AFP », « Reuters ».
    """
    table = word_list(language, "copying") or word_list("en", "copying")
    edges: Sequence[str] = (text[:CREDIT_CHARS], text[-CREDIT_CHARS:])
    credit = "|".join(table["credit"])
    for agency in (known for known in table["agencies"] if known in edges[0] or known in edges[1]):
        name = re.escape(agency)
        pattern = rf"\([^()\n]{{0,30}}\b{name}\b[^()\n]{{0,30}}\)|(?i:\b(?:{credit}))(?: |\s?:\s?)(?:l['’]|the )?{name}\b|^\s*{name}\s*$"
        if any(agency in edge and re.search(pattern, edge, re.MULTILINE) for edge in edges):
            return str(agency)
    return None
