"""Names in an article: its words as the tables see them, the names they know, and other capitalised names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from recoupe.annotate.lexicon import Lexicon, Name, fold
from recoupe.annotate.reading import Reading, Token
from recoupe.model import ActorKind

_PIECE = re.compile(r"[^\W_]+")
_INSIDE_NAME = frozenset(" -–‑'’.\u00a0\u202f")
_MAX_GAP = 3
MAX_NAME_PIECES = 12


@dataclass(slots=True)
class Scan:
    """The words of an article's paragraphs, parted at every character that is no letter or digit.

    Parallel lists: the words, folded; their offsets; whether they begin with a capital; the parser's token that holds
    each (None without a parse). ``gaps[i]`` is what stands between word ``i`` and the next, a newline at a paragraph's end.
    ``taken[i]`` is the reference that covers word ``i``; ``labels`` what the parser's name finder says of a token, by its index.
    """

    reading: Reading
    lexicon: Lexicon
    texts: list[str] = field(default_factory=list)
    folds: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    capital: list[bool] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    tokens: list[Token | None] = field(default_factory=list)
    taken: dict[int, Reference] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.texts)

    def pos(self, index: int) -> str:
        token = self.tokens[index]
        return token.pos if token else ""

    def label(self, index: int) -> str:
        token = self.tokens[index]
        return self.labels.get(token.index, "") if token else ""

    def gap_before(self, index: int) -> str:
        return self.gaps[index - 1] if index > 0 else "\n"

    def before(self, index: int) -> str:
        """The folded word before, "" where a comma, a point or a paragraph parts them."""
        return self.folds[index - 1] if index > 0 and _joins(self.gaps[index - 1]) else ""

    def opens_sentence(self, index: int) -> bool:
        """Whether a capital at this word may be owed to its place: after a full stop, a colon or a quotation mark."""
        gap = self.gap_before(index)
        if "." in gap:
            previous = self.folds[index - 1]
            return len(previous) > 1 and previous not in self.lexicon.civility
        return any(mark in gap for mark in '\n?!:…«"“•-–—(') and gap != "-"


@dataclass(slots=True)
class Reference:
    """A stretch that may refer to an actor, before it is known which: words ``first:last`` of the scan and what they show.

    ``words`` are the folded words of a proper name; ``noun`` the singular of the common noun that heads the phrase and
    ``title`` its office with complements; ``definite`` is None where there is no determiner. ``key`` is set on joining.
    """

    first: int
    last: int
    start: int
    end: int
    kind: ActorKind
    name: str
    role: str
    country: str | None = None
    gender: str = ""
    plural: bool = False
    words: tuple[str, ...] = ()
    noun: str = ""
    title: str = ""
    tables: frozenset[str] = frozenset()
    definite: bool | None = None
    former: bool = False
    head: int = -1
    issuer: Reference | None = None
    office_holder: Reference | None = None
    key: str = ""


def _joins(gap: str) -> bool:
    return len(gap) <= _MAX_GAP and all(mark in _INSIDE_NAME for mark in gap) and (gap != ". ")


def scan_words(reading: Reading, lexicon: Lexicon) -> Scan:
    """The words of the paragraphs that are read as text; without zones, of the whole text."""
    scan = Scan(reading, lexicon)
    text = reading.text
    for zone in reading.paragraphs:
        begin = len(scan.texts)
        for match in _PIECE.finditer(text, zone.start, zone.end):
            word = match.group()
            scan.texts.append(word)
            scan.starts.append(match.start())
            scan.ends.append(match.end())
        scan.gaps.extend(
            text[scan.ends[i] : scan.starts[i + 1]] if scan.starts[i + 1] - scan.ends[i] < 20 else "\n"
            for i in range(begin, len(scan.texts) - 1)
        )
        if len(scan.texts) > begin:
            scan.gaps.append("\n")
    scan.folds = [fold(word) for word in scan.texts]
    scan.capital = [word[0].isupper() for word in scan.texts]
    scan.tokens = _tokens_of(reading, scan.starts)
    scan.labels = {
        index: entity.label for entity in reading.entities for index in range(entity.first, entity.last)
    }
    return scan


def _tokens_of(reading: Reading, starts: list[int]) -> list[Token | None]:
    found: list[Token | None] = []
    tokens, place = reading.tokens, 0
    for start in starts:
        while place < len(tokens) and tokens[place].end <= start:
            place += 1
        held = place < len(tokens) and tokens[place].start <= start
        found.append(tokens[place] if held else None)
    return found


# --------------------------------------------------------------------------- names of the tables


def find_known_names(scan: Scan) -> list[Reference]:
    """The names of countries, cities, bodies and media that the tables hold, longest first, none inside another."""
    found: list[Reference] = []
    index = 0
    while index < len(scan):
        reference = _known_name(scan, index)
        if reference is None:
            index += 1
            continue
        found.append(reference)
        for place in range(reference.first, reference.last):
            scan.taken[place] = reference
        index = reference.last
    return found


def _known_name(scan: Scan, index: int) -> Reference | None:
    for size, name in scan.lexicon.names.at(scan.folds, index):
        first, last = index + name.skip, index + size
        if not all(
            _joins(scan.gaps[i]) or (scan.gaps[i] == ". " and size > 2) for i in range(index, last - 1)
        ):
            continue
        if name.role == "adjective":
            if not _adjective_stands(scan, index, last):
                continue
        elif not _written_as(scan, index, name) or _part_of_longer_name(scan, first, last):
            continue
        return _reference(scan, first, last, name)
    return None


def _reference(scan: Scan, first: int, last: int, name: Name) -> Reference:
    start = scan.starts[first]
    role = name.role
    if role == "adjective" and scan.capital[first]:
        role = "demonym"
    reference = Reference(
        first, last, start, scan.ends[last - 1], name.kind, name.name, role, name.country, name.gender[:1]
    )
    reference.plural = name.gender.endswith("p")
    if not reference.gender and name.role in {"house", "body"}:
        reference.gender = {"la": "f", "le": "m", "du": "m", "au": "m"}.get(scan.before(first), "")
    reference.head = _head_index(scan, first, last)
    return reference


def _written_as(scan: Scan, index: int, name: Name) -> bool:
    """Whether the capitals are those of the name: acronyms whole, other words their first letter ("us" is no country)."""
    for offset, form in enumerate(name.forms):
        word = scan.texts[index + offset]
        if form and form[0].isupper():
            if form.isupper() and len(form) > 1 and word != form:
                return len(form) > 3 and word == form.capitalize()
            if not word[0].isupper():
                return False
        elif form and form[0].isdigit() and word != form:
            return False
    return True


def _part_of_longer_name(scan: Scan, first: int, last: int) -> bool:
    """Whether the word beside belongs to the same name ("Air France", "Denise Paris"): then the table's entry is not meant."""
    if last < len(scan) and scan.gaps[last - 1] in {" ", "-"} and scan.capital[last]:
        follows = next((n for _, n in scan.lexicon.names.at(scan.folds, last)), None)
        if (
            follows is None
            and scan.folds[last] not in scan.lexicon.no_names
            and not starts_person(scan, last)
        ):
            return True
    if first > 0 and scan.gaps[first - 1] == "-":
        return True
    if first > 0 and scan.gaps[first - 1] == " " and scan.capital[first - 1]:
        word = scan.folds[first - 1]
        if word in scan.lexicon.no_names or scan.taken.get(first - 1) or word in scan.lexicon.civility:
            return False
        common = scan.opens_sentence(first - 1) and scan.pos(first - 1) not in {"PROPN", "NOUN", "X"}
        return not common and word not in _BEFORE_NAMES
    return False


_BEFORE_NAMES = frozenset(["etat", "president", "republique", "premier", "the"])


def _adjective_stands(scan: Scan, first: int, last: int) -> bool:
    """An adjective of a country, not the name of a language ("en danois") nor of one unnamed person ("un Danois de 30 ans")."""
    before = scan.before(first)
    if scan.capital[first]:
        return before in {"les", "des", "aux", "the"} or (
            before in {"le", "l", "la"} and not scan.opens_sentence(first)
        )
    if before in {"en", "in"}:
        return False
    if before in {"le", "l", "du", "au"} and scan.pos(first) == "NOUN":
        token = scan.tokens[first]
        return token is not None and any(child.pos == "NOUN" for child in token.children)
    return True


def _head_index(scan: Scan, first: int, last: int) -> int:
    """The word of ``first:last`` whose token hangs outside it, else the first."""
    for index in range(first, last):
        token = scan.tokens[index]
        if (
            token
            and not (scan.starts[first] <= token.head.start < scan.ends[last - 1])
            and token.pos != "PUNCT"
        ):
            return index
    return first


# --------------------------------------------------------------------------- other capitalised names


def name_run(scan: Scan, index: int) -> int:
    """Where a capitalised name that starts at this word ends: capitals joined by blanks, hyphens, initials and particles."""
    lexicon = scan.lexicon
    last = index + 1
    while last < len(scan) and last - index < MAX_NAME_PIECES:
        gap = scan.gaps[last - 1]
        initial = gap == ". " and len(scan.texts[last - 1]) == 1 and scan.capital[last - 1]
        if gap not in {" ", "-", "\u00a0", "'", "’"} and not initial:
            break
        if scan.capital[last] and last not in scan.taken:
            if scan.texts[last - 1].isupper() and len(scan.texts[last - 1]) > 1 and starts_person(scan, last):
                break
            last += 1
        elif gap in {"-"} and scan.texts[last].islower() and last not in scan.taken:
            last += 1
        elif scan.folds[last] in lexicon.particles and (after := _after_particles(scan, index, last)):
            last = after
        else:
            break
    return last


def starts_person(scan: Scan, index: int) -> bool:
    """Whether a given name and another capital stand here: a person's own name begins ("le maire de Paris Anne Vasseur")."""
    if index + 1 >= len(scan) or scan.folds[index] not in scan.lexicon.given or not scan.capital[index]:
        return False
    return scan.capital[index + 1] and scan.gaps[index] in {" ", "-", "\u00a0"}


def _after_particles(scan: Scan, first: int, index: int) -> int:
    """Past one to three particles to the capital they lead to, 0 where they lead to none ("Otto van der Hemel")."""
    given = scan.folds[first] in scan.lexicon.given
    for place in range(index, min(index + 3, len(scan) - 1)):
        word = scan.folds[place]
        if word not in scan.lexicon.particles or (word in {"de", "d", "du", "des", "la", "le"} and not given):
            return 0
        if scan.gaps[place] not in {" ", "-", "'", "’"}:
            return 0
        if scan.capital[place + 1]:
            known = scan.taken.get(place + 1)
            return 0 if known or word == "des" else place + 2
    return 0


def find_other_names(scan: Scan, titled: dict[int, str]) -> list[Reference]:
    """Capitalised names that no table holds, with what they are: person, place, organisation.

    ``titled`` gives the words that a title stands before, with the title's gender: what follows them is a person.
    """
    found: list[Reference] = []
    index = 0
    while index < len(scan):
        if not scan.capital[index] or index in scan.taken or not _may_start_name(scan, index, titled):
            index += 1
            continue
        end = name_run(scan, index)
        last = next((place for place in range(index + 1, end) if place in titled), end)
        reference = _name_reference(scan, index, last, titled)
        if reference is not None:
            found.append(reference)
            for place in range(index, last):
                scan.taken[place] = reference
        index = last
    return found


def _may_start_name(scan: Scan, index: int, titled: dict[int, str]) -> bool:
    """No name starts at a function word, nor at a common word that only its place capitalises."""
    word = scan.folds[index]
    if index in titled:
        return True
    if word in scan.lexicon.no_names or word in scan.lexicon.civility or scan.texts[index].isdigit():
        return False
    if scan.opens_sentence(index) and word not in scan.lexicon.given and scan.pos(index) not in {"PROPN", ""}:
        return False
    if (
        scan.gap_before(index) in {"'", "’"}
        and scan.capital[index - 1]
        and scan.folds[index - 1] not in {"l", "d", "qu"}
    ):
        return False
    return not (word.isdigit() or (len(word) == 1 and scan.gaps[index] != ". "))


def _name_reference(scan: Scan, first: int, last: int, titled: dict[int, str]) -> Reference | None:
    kind = _kind_of_name(scan, first, last, titled)
    if kind is None:
        return None
    start, end = scan.starts[first], scan.ends[last - 1]
    words = tuple(scan.folds[first:last])
    reference = Reference(first, last, start, end, kind, scan.reading.text[start:end], "name", words=words)
    reference.head = _head_index(scan, first, last)
    if kind is ActorKind.PERSON:
        reference.gender = titled.get(first, "") or scan.lexicon.given.get(words[0], "")
    return reference


def _kind_of_name(scan: Scan, first: int, last: int, titled: dict[int, str]) -> ActorKind | None:
    if first in titled:
        return ActorKind.PERSON
    texts = scan.texts[first:last]
    label = scan.label(first)
    given = scan.folds[first] in scan.lexicon.given
    if len(texts) > 1 and given and label not in {"LOC", "ORG"} and not texts[1].isdigit():
        return ActorKind.PERSON
    if len(texts) == 1 and any(size == 1 for size, _ in scan.lexicon.nouns.at(scan.folds, first)):
        return None
    if len(texts) == 1 and texts[0].isupper():
        return ActorKind.ORGANISATION if label == "ORG" and len(texts[0]) > 1 else None
    if any(text.isdigit() for text in texts):
        return None
    if label == "PER":
        plausible = len(texts) > 1 or not scan.opens_sentence(first) or scan.pos(first) == "PROPN"
        return (
            ActorKind.PERSON if plausible and scan.before(first) not in {"les", "des", "un", "une"} else None
        )
    if label == "ORG":
        return ActorKind.ORGANISATION
    if label == "LOC":
        return ActorKind.PLACE
    return None
