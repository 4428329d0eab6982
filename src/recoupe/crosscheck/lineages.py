"""Origins behind articles: which supports of one point are one voice, and why.

Ten articles that copy one dispatch, quote one communiqué or cite one outlet are one lineage. What joins two supports
is written on the lineage; supports that nothing joins are kept apart, each under its own article.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from recoupe.crosscheck.direction import find_credit, same_agency
from recoupe.crosscheck.identities import Identities
from recoupe.crosscheck.republished import known_copies, reprinted_elsewhere
from recoupe.crosscheck.retold import Retelling
from recoupe.crosscheck.sketches import Sketch
from recoupe.languages import word_list
from recoupe.model import Annotation, Article, Lineage, MatchKind, PassageMatch, SpeakerKind

COVERED = 0.5  # share of a support that a copied passage must hold
FOUND_BY_WORDS_CHARS = 12  # from which length on a stretch is looked for by its words in the other text
COPIED_SHARE = 0.25  # share of the shorter article from which on two whole articles are one lineage

Place = tuple[str, int, int]


@dataclass(slots=True, frozen=True)
class Support:
    """One passage that supports a point.

    ``speaker`` is the account's key of who speaks (None: the article itself, or somebody unknown), ``via`` the names
    of the relays, outermost first, ``words`` the article's words for the speaker.
    """

    article: str
    start: int
    end: int
    speaker: str | None = None
    speaker_kind: SpeakerKind | None = None
    via: tuple[str, ...] = ()
    words: str = ""


class Bond(StrEnum):
    """What makes several supports one lineage, strongest first."""

    COPY = "copy"
    REPUBLISHED = "republished"
    DOCUMENT = "document"
    RELAY = "relay"
    VOICE = "voice"
    RETOLD = "retold"
    AGENCY = "agency"
    OUTLET = "outlet"
    REPETITION = "repetition"
    ALONE = "alone"


@dataclass(slots=True, frozen=True)
class _Origin:
    """A named origin: a key that is the same wherever it is named, the bond it makes, the name shown."""

    key: str
    bond: Bond
    name: str


@dataclass
class Lineages:
    """The lineages of a set of articles: ``of`` for the supports of one point, ``whole`` for whole articles.

    ``known`` are the articles that the source of another lists as its reprint, and those that list them.
    """

    articles: Mapping[str, Article]
    order: Mapping[str, tuple[str, str]]
    copies: Mapping[str, Sequence[tuple[tuple[int, int], Place]]]
    groups: Sequence[frozenset[str]]
    names: Mapping[str, str]
    language: str
    retold: Mapping[str, Sequence[tuple[Retelling, Place, Place]]] = field(default_factory=dict)
    credits: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    def of(self, supports: Sequence[Support]) -> tuple[list[Lineage], list[int]]:
        """The lineages behind these supports, in the order of their first articles, and the lineage of each support."""
        union = _Union(len(supports))
        if len(supports) > 1:
            self._join_copies(supports, union)
            _join_origins(supports, union)
            _join_own_words(supports, union)
            self._join_newsrooms(supports, union)
            self._join_retold(supports, union)
        members: dict[int, list[int]] = defaultdict(list)
        for number in range(len(supports)):
            members[union.find(number)].append(number)
        ranked = sorted(
            members.values(), key=lambda group: min(self._rank(supports[number]) for number in group)
        )
        numbers = [0] * len(supports)
        for place, group in enumerate(ranked):
            for number in group:
                numbers[number] = place
        return [self._lineage(supports, group, union) for group in ranked], numbers

    def whole(self) -> tuple[Lineage, ...]:
        """The articles as lineages: those that share a quarter of the shorter one in copied narrative are one."""
        lineages = []
        for group in self.groups:
            names = sorted(group, key=self.order.__getitem__)
            because = self._say({self._bond(group): names}, "") + self._say_elsewhere(names)
            lineages.append(Lineage(origin=self._outlet(names[0]), articles=tuple(names), because=because))
        return tuple(sorted(lineages, key=lambda lineage: self.order[lineage.articles[0]]))

    def _bond(self, group: frozenset[str]) -> Bond:
        """What makes whole articles one lineage: nothing, what a database knows of all of them, or the words they share."""
        if len(group) < 2:
            return Bond.ALONE
        return Bond.REPUBLISHED if group <= self.known else Bond.COPY

    def _rank(self, support: Support) -> tuple[str, str, int]:
        return (*self.order.get(support.article, ("~", support.article)), support.start)

    def _outlet(self, article: str) -> str:
        """Whose an article is: the agency's that it credits, else the outlet's."""
        held = self.articles.get(article)
        return self.credits.get(article) or (held.outlet if held else None) or article

    # ------------------------------------------------------------------ what joins

    def _join_copies(self, supports: Sequence[Support], union: _Union) -> None:
        """Supports that stand in the same copied passage, however many articles lie between."""
        by_article: dict[str, list[int]] = defaultdict(list)
        for number, support in enumerate(supports):
            by_article[support.article].append(number)
        for number, support in enumerate(supports):
            for article, start, end in self._copies_of(support):
                for other in by_article.get(article, ()):
                    if other != number and _overlap(start, end, supports[other]) >= COVERED:
                        repeated = article == support.article
                        union.join(number, other, Bond.REPETITION if repeated else Bond.COPY)

    def _copies_of(self, support: Support) -> list[Place]:
        """Where the words of a support stand elsewhere: copied passages followed both ways, each article visited once."""
        seen = {support.article}
        found: list[Place] = []
        waiting = deque([(support.article, support.start, support.end)])
        while waiting:
            article, start, end = waiting.popleft()
            for (low, high), target in self.copies.get(article, ()):
                if min(end, high) - max(start, low) < COVERED * (end - start):
                    continue
                place = self._counterpart((article, start, end), (low, high), target)
                if target[0] == article and place not in found:
                    found.append(place)
                elif target[0] not in seen:
                    seen.add(target[0])
                    found.append(place)
                    waiting.append(place)
        return found

    def _counterpart(self, place: Place, source: tuple[int, int], target: Place) -> Place:
        """Where a stretch of one side of a match stands on the other: at its very words, nearest to where proportion puts it.

        What stands between two parts of a passage on one side only, a dateline say, shifts all that follows it. A word or two
        are looked for with those before them.
        """
        projected = _project(place[1], place[2], source, target)
        here, there = self.articles.get(place[0]), self.articles.get(target[0])
        if here is None or there is None:
            return projected
        low, high = max(place[1], source[0]), min(place[2], source[1])
        lead = min(low - source[0], FOUND_BY_WORDS_CHARS) if high - low < FOUND_BY_WORDS_CHARS else 0
        words = here.text[low - lead : high]
        if len(words) < FOUND_BY_WORDS_CHARS:
            return projected
        after = there.text.find(words, projected[1], target[2])
        before = there.text.rfind(words, target[1], projected[1] + len(words))
        starts = [start for start in (before, after) if start >= 0]
        if not starts:
            return projected
        start = min(starts, key=lambda start: (abs(start - projected[1]), start))
        return (target[0], start + lead, start + len(words))

    def _join_newsrooms(self, supports: Sequence[Support], union: _Union) -> None:
        """Articles in their own name are one voice where one outlet printed them, where they credit one agency, or where one
        took much from the other."""
        first: dict[str, int] = {}
        for number, support in enumerate(supports):
            if not _is_own_word(support):
                continue
            article = self.articles.get(support.article)
            group = self._group_of.get(support.article, frozenset({support.article}))
            keys = [(f"group:{min(group)}", self._bond(group))]
            if article is not None and article.outlet:
                keys.append((f"outlet:{_fold(article.outlet)}", Bond.OUTLET))
            if support.article in self.credits:
                keys.append((f"agency:{self.credits[support.article]}", Bond.AGENCY))
            for key, bond in keys:
                if key in first and supports[first[key]].article != support.article:
                    union.join(first[key], number, bond)
                first.setdefault(key, number)

    def _join_retold(self, supports: Sequence[Support], union: _Union) -> None:
        """Quoted supports that stand in one statement told in other words: the weakest link, so the last one made."""
        by_article: dict[str, list[int]] = defaultdict(list)
        for number, support in enumerate(supports):
            if not _is_own_word(support):
                by_article[support.article].append(number)
        for number, support in enumerate(supports):
            for link, here, there in () if _is_own_word(support) else self.retold.get(support.article, ()):
                if _overlap(here[1], here[2], support) < COVERED:
                    continue
                for other in by_article.get(there[0], ()):
                    same = _overlap(there[1], there[2], supports[other]) >= COVERED
                    if same and union.find(other) != union.find(number):
                        union.join(number, other, Bond.RETOLD)
                        union.retellings[union.find(number)].append(link)

    @cached_property
    def _group_of(self) -> dict[str, frozenset[str]]:
        return {article: group for group in self.groups for article in group}

    # ------------------------------------------------------------------ how it is said

    def _lineage(self, supports: Sequence[Support], group: Sequence[int], union: _Union) -> Lineage:
        members = sorted((supports[number] for number in group), key=self._rank)
        articles = list(dict.fromkeys(support.article for support in members))
        joined = union.bonds[union.find(group[0])]
        bonds = {
            bond: [
                name for name in articles if any(supports[number].article == name for number in joined[bond])
            ]
            for bond in sorted(joined, key=list(Bond).index)
        }
        named, origin = next(
            ((member, found) for member in members if (found := _origin(member)) is not None), (None, None)
        )
        return Lineage(
            origin=self._name(origin) if origin else self._outlet(articles[0]),
            articles=tuple(articles),
            via=named.via if named else (),
            because=self._say(
                bonds or {Bond.ALONE: articles},
                self._named(origin) if origin else "",
                max(union.retellings[union.find(group[0])], key=_strength, default=None),
            )
            + (self._say_elsewhere(articles) if any(map(_is_own_word, members)) else ""),
        )

    def _table(self) -> Mapping[str, Mapping[str, str]]:
        return word_list(self.language, "copying") or word_list("en", "copying")

    def _name(self, origin: _Origin) -> str:
        return self._table()["origin"][origin.bond].format(name=self._named(origin))

    def _named(self, origin: _Origin) -> str:
        """The account's name of an origin that is an actor, else the article's words."""
        return self.names.get(origin.key.partition(":")[2], origin.name)

    def _say_elsewhere(self, names: Sequence[str]) -> str:
        """Where else these articles stood, as their source says; "" where it says nothing."""
        held = [self.articles[name] for name in names if name in self.articles]
        reprints = reprinted_elsewhere(held, held)
        if not reprints:
            return ""
        table = self._table()["elsewhere"]
        told = [table["dated"].format(outlet=outlet, day=day) if day else outlet for outlet, day in reprints]
        return table["said"].format(outlets=", ".join(told))

    def _say(self, bonds: Mapping[Bond, Sequence[str]], name: str, link: Retelling | None = None) -> str:
        """What joined a lineage, bond by bond with the articles that it joined."""
        table = self._table()
        agency = next((self.credits[one] for one in bonds.get(Bond.AGENCY, ()) if one in self.credits), "")
        parts = {"name": name, "agency": agency}
        if link is not None:
            parts["score"] = f"{link.score:.2f}".replace(".", table["number"]["point"])
            parts["reason"] = table["retold"][link.reason]
        return "; ".join(
            table["lineage"][bond].format(articles=", ".join(articles), **parts)
            for bond, articles in bonds.items()
        )


def trace_lineages(
    held: Sequence[Annotation] | Sequence[Sketch],
    matches: Sequence[PassageMatch],
    identities: Identities | None = None,
    language: str = "fr",
    retellings: Iterable[Retelling] = (),
) -> Lineages:
    """What is needed to reduce supports to lineages: who copied what, and in what order the articles came out.

    Of ``held`` sketches are enough for the lineages of whole articles; supports want the articles in full.
    ``identities`` gives the names of the account's actors; ``language`` is the reader's, in which reasons are worded;
    ``retellings`` are the statements told in other words.
    """
    names = {key: joined.name for key, joined in identities.actors.items()} if identities else {}
    articles = {one.id: one.article for one in held}
    order = {one.id: (one.published.earliest or "~", one.id) for one in held}
    copies: dict[str, list[tuple[tuple[int, int], Place]]] = defaultdict(list)
    for match in matches:
        if match.kind is not MatchKind.NARRATIVE:
            continue
        here, there = match.earlier, match.later
        copies[here.id].append(((here.start, here.end), (there.id, there.start, there.end)))
        copies[there.id].append(((there.start, there.end), (here.id, here.start, here.end)))
    pairs = known_copies([one.article for one in held])
    groups = _groups({one.id: _size_chars(one) for one in held}, matches, pairs)
    known = frozenset(article for pair in pairs for article in pair)
    credits = _credited({one.id: agency for one in held if (agency := _credit(one))})
    return Lineages(
        articles, order, dict(copies), groups, names, language, _by_article(retellings), credits, known
    )


def _size_chars(held: Annotation | Sketch) -> int:
    """How long an article is, counted in its zones."""
    if isinstance(held, Sketch):
        return held.size_chars
    return sum(zone.end - zone.start for zone in held.zones) or len(held.text)


def _credit(held: Annotation | Sketch) -> str | None:
    """The agency that an article credits."""
    return held.credit if isinstance(held, Sketch) else find_credit(held.article, held.language)


def _credited(found: Mapping[str, str]) -> dict[str, str]:
    """The agency that each article credits, by the longest of the names that it goes by here."""
    names = sorted(set(found.values()), key=lambda name: (-len(name), name))
    full = {name: next(other for other in names if same_agency(name, other)) for name in names}
    return {article: full[agency] for article, agency in found.items()}


def _by_article(retellings: Iterable[Retelling]) -> dict[str, list[tuple[Retelling, Place, Place]]]:
    """Retellings by each of their articles: the link, the place in that article, the place in the other."""
    table: dict[str, list[tuple[Retelling, Place, Place]]] = defaultdict(list)
    for link in retellings:
        here, there = ((place.id, place.start, place.end) for place in (link.one, link.other))
        table[here[0]].append((link, here, there))
        table[there[0]].append((link, there, here))
    return dict(table)


def _strength(link: Retelling) -> float:
    return link.score


def _groups(
    sizes_chars: Mapping[str, int], matches: Sequence[PassageMatch], known: Iterable[tuple[str, str]]
) -> list[frozenset[str]]:
    """Articles joined by copied narrative that makes a quarter of the shorter one, or ``known`` to be reprints."""
    numbers = {article: number for number, article in enumerate(sizes_chars)}
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for match in matches:
        if match.kind is MatchKind.NARRATIVE and match.earlier.id != match.later.id:
            low, high = sorted((match.earlier.id, match.later.id))
            shared[low, high] += match.later.end - match.later.start
    union = _Union(len(numbers))
    for (low, high), size in shared.items():
        if size >= COPIED_SHARE * min(sizes_chars[low], sizes_chars[high]):
            union.join(numbers[low], numbers[high], Bond.COPY)
    for one, other in known:
        union.join(numbers[one], numbers[other], Bond.REPUBLISHED)
    members: dict[int, set[str]] = defaultdict(set)
    for article, number in numbers.items():
        members[union.find(number)].add(article)
    return [frozenset(group) for group in members.values()]


# --------------------------------------------------------------------------- joining


class _Union:
    """Sets of numbers that are joined one by one, with what joined them."""

    def __init__(self, size: int):
        self.root = list(range(size))
        self.bonds: list[dict[Bond, set[int]]] = [defaultdict(set) for _ in range(size)]
        self.retellings: list[list[Retelling]] = [[] for _ in range(size)]

    def find(self, number: int) -> int:
        while self.root[number] != number:
            self.root[number] = self.root[self.root[number]]
            number = self.root[number]
        return number

    def join(self, one: int, other: int, bond: Bond) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self.bonds[low][bond] |= {one, other}
        if low != high:
            self.root[high] = low
            for other_bond, members in self.bonds[high].items():
                self.bonds[low][other_bond] |= members
            self.retellings[low] += self.retellings[high]


def _overlap(start: int, end: int, support: Support) -> float:
    """How much of the shorter of a place and a support lies in the other."""
    shorter = min(end - start, support.end - support.start)
    return (min(end, support.end) - max(start, support.start)) / shorter if shorter > 0 else 0.0


def _project(start: int, end: int, source: tuple[int, int], target: Place) -> Place:
    """Where a stretch of one side of a match stands on the other side, in proportion."""
    low, high = source
    scale = (target[2] - target[1]) / max(1, high - low)
    first = target[1] + round((max(start, low) - low) * scale)
    last = target[1] + round((min(end, high) - low) * scale)
    return (target[0], first, max(first, last))


def _fold(name: str) -> str:
    """A name for comparing: letters and digits only, without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())


def _origin(support: Support) -> _Origin | None:
    """The named origin of a support, None where the article speaks for itself or the source has no name.

    « selon Radio Tarvel » is an origin wherever it stands; « une source proche du dossier » is not: two articles may
    each have their own. The innermost relay is the origin: who cites Radio Tarvel through another outlet has its words.
    """
    if support.via:
        return _Origin(f"media:{_fold(support.via[-1])}", Bond.RELAY, support.via[-1])
    kind, name = support.speaker_kind, support.words
    if kind is None or kind is SpeakerKind.ANONYMOUS:
        return None
    if kind is SpeakerKind.MEDIA and name:
        return _Origin(f"media:{_fold(name)}", Bond.RELAY, name)
    if kind is SpeakerKind.DOCUMENT:
        if support.speaker is None and len(name.split()) < MIN_DOCUMENT_WORDS:
            return None
        return _Origin(f"document:{support.speaker or _fold(name)}", Bond.DOCUMENT, name)
    if support.speaker is None:
        return None
    return _Origin(f"voice:{support.speaker}", Bond.VOICE, name or support.speaker)


MIN_DOCUMENT_WORDS = 3  # « le communiqué » names no document, « le communiqué de la préfecture » does


def _join_origins(supports: Sequence[Support], union: _Union) -> None:
    first: dict[str, int] = {}
    for number, support in enumerate(supports):
        origin = _origin(support)
        if origin is None:
            continue
        if origin.key in first:
            union.join(first[origin.key], number, origin.bond)
        first.setdefault(origin.key, number)


def _is_own_word(support: Support) -> bool:
    """Whether the article says it in its own name."""
    return support.speaker_kind is None and not support.via


def _join_own_words(supports: Sequence[Support], union: _Union) -> None:
    """An article vouches once: what it says again, or says in its own name beside the source it quotes, adds no voice."""
    own: dict[str, int] = {}
    quoted: dict[str, int] = {}
    for number, support in enumerate(supports):
        table = own if _is_own_word(support) else quoted
        if support.article in table and table is own:
            union.join(own[support.article], number, Bond.REPETITION)
        table.setdefault(support.article, number)
    for article in sorted(own.keys() & quoted.keys()):
        union.join(own[article], quoted[article], Bond.REPETITION)
