"""Which of two articles that share wording had it first: by date, else by what the texts themselves betray."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property, lru_cache
from typing import Any

from recoupe.languages import word_list
from recoupe.model import Article, Basis, Direction, Granularity, Published

ELLIPSES = ("…", "...", "[…]", "[...]", "(...)")
LEFT_OUT = re.compile(r"[(\[]\s?(?:…|\.\.\.)\s?[)\]]")
SIC = re.compile(r"[(\[]\s?sic\b", re.IGNORECASE)
SPOILED = re.compile(
    "\ufffd|Ã[\u0080-\u00bf]|â€|&(?:[a-z]{2,8}|#[0-9]{2,5});"
)  # UTF-8 read as Latin-1; HTML left over
SENTENCE_END = re.compile(r"[.!?\n]")
MARGIN_CHARS = 60  # a relay in apposition stands this near to the words it relays
CREDITS_KEPT = 1 << 14  # articles whose credit is remembered, since one is compared with many
CREDIT_CHARS = 160  # a credit stands this near to the beginning or the end of an article


@dataclass(frozen=True)
class Version:
    """One side of a pair of articles that share wording; ``passages`` are the shared stretches of its text, in order."""

    article: Article
    language: str
    published: Published
    passages: tuple[tuple[int, int], ...]

    @cached_property
    def wording(self) -> list[str]:
        """The words of the passages, each with the rest of its first and last sentences."""
        text = self.article.text
        return [text[slice(*_to_the_sentence(text, *passage))] for passage in self.passages]


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
    return Verdict(votes[0][0], Direction.INFERRED, "; ".join(dict.fromkeys(said for _, said in votes)))


def _ordered(one: Version, other: Version, first: bool) -> tuple[Version, Version]:
    return (one, other) if first else (other, one)


def _reasons(version: Version) -> dict[str, str]:
    reasons: dict[str, str] = _table(version)["direction"]
    return reasons


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
    return _reasons(later)["dated"].format(
        earlier=earlier.article.id,
        later=later.article.id,
        earlier_date=earlier.published.stated or earlier.published.latest,
        later_date=later.published.stated or later.published.earliest,
    )


# --------------------------------------------------------------------------- what the texts betray

Vote = tuple[bool, str]


def _sides(one: Version, other: Version) -> tuple[tuple[Version, Version, bool], ...]:
    """Source, copy, and whether that makes ``one`` the earlier: each version is taken for the copy in turn."""
    return ((one, other, True), (other, one, False))


def _say(reason: str, source: Version, copy: Version, **parts: str) -> str:
    return _reasons(copy)[reason].format(earlier=source.article.id, later=copy.article.id, **parts)


def names_its_source(one: Version, other: Version) -> list[Vote]:
    """The copy names the outlet it takes from: « selon Le Fanal d'Orvane » in an article that is not Le Fanal's."""
    votes = []
    for source, copy, first in _sides(one, other):
        outlet = (source.article.outlet or "").strip()
        if outlet and outlet != copy.article.outlet and _names(copy, outlet):
            votes.append((first, _say("names", source, copy, outlet=outlet)))
    return votes


def _names(version: Version, outlet: str) -> bool:
    """Whether a text names an outlet, as it is written or with its article drawn into a preposition.

    « au Fanal d'Orvane » is Le Fanal d'Orvane; of a name of one word more is asked, since « la coupe du Monde » names
    no newspaper: the article as written (« Le Monde ») or a word of citing before it (« selon le Monde »).
    """
    text = version.article.text
    name, drawn = _outlet_patterns(outlet, version.language)
    if name not in text:
        return False
    if outlet in text and re.search(rf"(?<!\w){re.escape(outlet)}(?!\w)", text):
        return True
    return drawn is not None and drawn.search(text) is not None


@cache
def _outlet_patterns(outlet: str, language: str) -> tuple[str, re.Pattern[str] | None]:
    """An outlet's name without its article, and a pattern for that name with its article drawn into a preposition."""
    table = word_list(language, "copying") or word_list("en", "copying")
    article = re.match(rf"(?:{_either(table['articles'])})(?:(?<=['’])|\s+)", outlet, re.IGNORECASE)
    name = outlet[article.end() :] if article else ""
    if not name:
        return outlet, None
    before = "" if " " in name else rf"(?i:{_either(table['citing'])})\s+"
    drawn = _either(table["drawn_articles"])
    return name, re.compile(rf"(?<!\w){before}(?:{drawn})\s*[«\"“]?\s*{re.escape(name)}(?!\w)")


def breaks_off(one: Version, other: Version) -> list[Vote]:
    """The copy is cut inside a sentence, at its end or at a mark of leaving out: « La digue […] tiendra » where the
    other has no such mark."""
    votes = []
    for source, copy, first in _sides(one, other):
        at_end = any(
            _ends_cut(copy.article.text, here[1]) and _goes_on(source.article.text, there[1])
            for there, here in zip(source.passages, copy.passages, strict=True)
        )
        if at_end or _only_in(LEFT_OUT, copy, source):
            votes.append((first, _say("cut", source, copy)))
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


def adds_to_it(one: Version, other: Version) -> list[Vote]:
    """The copy puts into the shared words what only somebody who took them over puts there: a relay, an editor's note.

    « La digue a cédé, rapporte l'agence Corvin, à l'aube » adds its relay to « La digue a cédé à l'aube »;
    « [NDLR : …] » comments on words that were there before. Sentences around the shared ones tell nothing: a copy is
    cut as often as it is added to.
    """
    votes = []
    for source, copy, first in _sides(one, other):
        for pattern in (*_relays_in(copy), _note(copy.language)):
            if words := _only_in(pattern, copy, source):
                votes.append((first, _say("adds", source, copy, words=" ".join(words.split()))))
    return votes


def repeats_an_error(one: Version, other: Version) -> list[Vote]:
    """The copy repeats a fault of the source and says so: « le préfét (sic) » where the other has no such mark."""
    return [
        (first, _say("error", source, copy))
        for source, copy, first in _sides(one, other)
        if _only_in(SIC, copy, source)
    ]


def is_damaged(one: Version, other: Version) -> list[Vote]:
    """The copy's letters were spoiled on the way: « la prÃ©fÃ¨te » where the other has « la préfète ».

    A misspelling is no such evidence: who takes over a text mends faults as often as he makes them.
    """
    return [
        (first, _say("damaged", source, copy))
        for source, copy, first in _sides(one, other)
        if _only_in(SPOILED, copy, source)
    ]


def _only_in(pattern: re.Pattern[str], version: Version, other: Version) -> str | None:
    """What a pattern finds first in the shared passages of a version, where it finds nothing in those of the other."""
    if version.wording == other.wording:
        return None
    found = next((match.group() for words in version.wording if (match := pattern.search(words))), None)
    return None if found is None or any(pattern.search(words) for words in other.wording) else found


def _to_the_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """A passage with what stands between it and the ends of its first and last sentences, ``MARGIN_CHARS`` at most."""
    before = SENTENCE_END.split(text[max(0, start - MARGIN_CHARS) : start])[-1]
    after = SENTENCE_END.split(text[end : end + MARGIN_CHARS])[0]
    return start - len(before), end + len(after)


def _table(version: Version) -> dict[str, Any]:
    return word_list(version.language, "copying") or word_list("en", "copying")


def _either(words: Iterable[str]) -> str:
    """A pattern for one of these words, the longest first; a blank stands for any blanks."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda word: (-len(word), word))
    )


@cache
def _relay(language: str) -> re.Pattern[str]:
    """« selon l'AFP », « rapporte le quotidien », « d'après nos confrères »; « a-t-elle dit à l'AFP » is no relay."""
    table = word_list(language, "copying") or word_list("en", "copying")
    relays = _either([*table["agencies"], *table["relays"]])
    return re.compile(
        rf"\b(?i:{_either(table['citing'])})\s+(?:(?:{_either(table['before_relays'])})\s*)?(?:{relays})\b"
    )


def _relays_in(version: Version) -> list[re.Pattern[str]]:
    """The pattern of relays, where a shared passage has the first word of one: it is much dearer than to look for the words."""
    firsts = _first_words_of_relays(version.language)
    return [_relay(version.language)] if any(map(firsts.search, version.wording)) else []


@cache
def _first_words_of_relays(language: str) -> re.Pattern[str]:
    table = word_list(language, "copying") or word_list("en", "copying")
    names = {name.split()[0] for name in (*table["agencies"], *table["relays"])}
    return re.compile(r"\b(?:" + _either(names) + r")\b")


@cache
def _note(language: str) -> re.Pattern[str]:
    """« (NDLR : …) », « [ndlr] »: the editor's own words among those of another."""
    table = word_list(language, "copying") or word_list("en", "copying")
    return re.compile(rf"[(\[]\s*(?:{_either(table['notes'])})\b", re.IGNORECASE)


def carries_a_credit(one: Version, other: Version) -> list[Vote]:
    """The copy carries an agency's credit: « (avec AFP) » at its edge, none in the other, which is no agency's copy."""
    here, there = find_credit(one.article, one.language), find_credit(other.article, other.language)
    if (here is None) == (there is None):
        return []
    copy, source = (one, other) if here else (other, one)
    said = _reasons(copy)["credit"].format(
        agency=here or there, earlier=source.article.id, later=copy.article.id
    )
    return [(source is one, said)]


EVIDENCE = (names_its_source, breaks_off, carries_a_credit, adds_to_it, repeats_an_error, is_damaged)


def find_credit(article: Article, language: str) -> str | None:
    """The agency that an article credits in its signature, at its beginning or its end; None where it credits none.

    A credit is in brackets, or after a word of crediting, or alone on its line: « (AFP) », « avec AFP », « Reuters ». Of
    an agency that is on no list more is asked: « TARVEL (ALV) – », « (avec ALV) », « dépêche ALV », « Agence Littoral ».
    """
    edges = (article.text[:CREDIT_CHARS], article.text[-CREDIT_CHARS:], article.author or "")
    return _credit_in(edges, language)


@lru_cache(maxsize=CREDITS_KEPT)
def _credit_in(edges: tuple[str, ...], language: str) -> str | None:
    table = word_list(language, "copying") or word_list("en", "copying")
    for agency in table["agencies"]:
        pattern = _known_credit(agency, language)
        if any(agency in edge and pattern.search(edge) for edge in edges):
            return str(agency)
    found = (_unlisted_credit(language).search(edge) for edge in edges)
    return next((next(filter(None, match.groups())) for match in found if match), None)


@cache
def _known_credit(agency: str, language: str) -> re.Pattern[str]:
    table = word_list(language, "copying") or word_list("en", "copying")
    name, credit = re.escape(agency), _either(table["credit"])
    return re.compile(
        rf"\([^()\n]{{0,30}}\b{name}\b[^()\n]{{0,30}}\)"
        rf"|(?i:\b(?:{credit}))(?: |\s?:\s?)(?:l['’]|the )?{name}\b|^\s*{name}\s*$",
        re.MULTILINE,
    )


@cache
def _unlisted_credit(language: str) -> re.Pattern[str]:
    table = word_list(language, "copying") or word_list("en", "copying")
    full = rf"(?:{_either(table['agency_nouns'])})(?: [A-Z][\w’'-]{{1,30}}){{1,3}}"
    name = rf"([A-Z]{{2,6}}|{full})"
    return re.compile(
        rf"^[A-ZÀ-Ý][\w’' -]{{1,40}} \({name}\) ?[–—-]"
        rf"|\((?i:{_either(table['credit'])}) (?:l['’])?{name}\)\s*$"
        rf"|\b(?i:{_either(table['dispatch'])}) (?:de |d['’]|de l['’])?{name}\b"
        rf"|\b(?i:{_either(table['credit'])}) (?:l['’])?({full})\s*[.)]?\s*$"
        rf"|\b(?i:{_either(table['beside'])}) ([A-Z]{{2,6}})\s*$",
        re.MULTILINE,
    )


def same_agency(one: str, other: str) -> bool:
    """Whether two credits name one agency, in full or by its first letters: « ALV », « Agence Littoral-Varenne »."""
    short, long = sorted((one, other), key=len)
    return short.casefold() == long.casefold() or short == "".join(re.findall(r"\b[A-ZÀ-Ý]", long))
