"""Names in an article: its words as the tables see them, the names they know, and other capitalised names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from recoupe.annotate.actors.lexicon import Lexicon, Name, Noun, fold
from recoupe.annotate.actors.small_words import SmallWords, small_words
from recoupe.annotate.reading import Reading, Token
from recoupe.languages import word_list
from recoupe.model import ActorKind

_PIECE = re.compile(r"[^\W_]+")
_INSIDE_NAME = frozenset(" -–‑'’.\u00a0\u202f")
_MAX_GAP = 3
_ACCENTED = frozenset(["dès", "Dès"])
MAX_NAME_PIECES = 12


@dataclass(slots=True)
class Scan:
    """The words of an article's paragraphs, parted at every character that is no letter or digit.

    Parallel lists: the words, folded; their offsets; whether they begin with a capital; the parser's token that holds
    each (None without a parse). ``gaps[i]`` is what stands between word ``i`` and the next, a newline at a paragraph's end;
    ``sentences[i]`` is the number of its sentence, by its marks and not by the parser, which parts one at a quotation.
    ``taken[i]`` is the reference that covers word ``i``; ``labels`` what the parser's name finder says of a token, by its index;
    ``doers`` are the unlisted nouns of people by word.
    """

    reading: Reading
    lexicon: Lexicon
    small: SmallWords
    texts: list[str] = field(default_factory=list)
    folds: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    capital: list[bool] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    tokens: list[Token | None] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    taken: dict[int, Reference] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    doers: dict[int, Noun] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.texts)

    def pos(self, index: int) -> str:
        token = self.tokens[index]
        return token.pos if token else ""

    def label(self, index: int) -> str:
        token = self.tokens[index]
        return self.labels.get(token.index, "") if token else ""

    def ends_paragraph(self, index: int) -> bool:
        """Whether a blank line or the end of the text stands before a word."""
        return index >= len(self) or "\n\n" in self.reading.text[self.ends[index - 1] : self.starts[index]]

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
    ``title`` its office with complements; ``definite`` is None where there is no determiner. ``proper`` says that the
    noun of a body has a capital of its own ("les Brigades du Levant"); ``named`` is where a name begins that stands right
    after the noun ("la compagnie Marnoze"), 0 without one. ``key`` is set on joining.
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
    proper: bool = False
    named: int = 0
    issuer: Reference | None = None
    office_holder: Reference | None = None
    key: str = ""


def _joins(gap: str) -> bool:
    return len(gap) <= _MAX_GAP and all(mark in _INSIDE_NAME for mark in gap) and (gap != ". ")


def scan_words(reading: Reading, lexicon: Lexicon) -> Scan:
    """The words of the paragraphs that are read as text; without zones, of the whole text."""
    scan = Scan(reading, lexicon, small_words(lexicon.language))
    text = reading.text
    for zone in reading.paragraphs:
        begin = len(scan.texts)
        spans = [match.span() for match in _PIECE.finditer(text, zone.start, zone.end)]
        scan.texts.extend([text[start:end] for start, end in spans])
        scan.starts.extend([start for start, _ in spans])
        scan.ends.extend([end for _, end in spans])
        scan.gaps.extend(
            text[scan.ends[i] : scan.starts[i + 1]] if scan.starts[i + 1] - scan.ends[i] < 20 else "\n"
            for i in range(begin, len(scan.texts) - 1)
        )
        if len(scan.texts) > begin:
            scan.gaps.append("\n")
    scan.folds = [fold(word) for word in scan.texts]
    if "dès" in text or "Dès" in text:
        _keep_accents(scan)
    scan.capital = [word[0].isupper() for word in scan.texts]
    scan.tokens = _tokens_of(reading, scan.starts)
    scan.sentences = _number_sentences(scan)
    scan.labels = {
        index: entity.label for entity in reading.entities for index in range(entity.first, entity.last)
    }
    return scan


def _keep_accents(scan: Scan) -> None:
    """ "dès" is no "des"."""
    for index, word in enumerate(scan.texts):
        if word in _ACCENTED:
            scan.folds[index] = word.lower()


_ENDING = frozenset("\n.!?…")


def _number_sentences(scan: Scan) -> list[int]:
    """The number of each word's sentence: one ends at a mark before a capital ("Il a cédé. *Elle* ...", not "M. *Kern*")."""
    numbers, number = [], 0
    for index, gap in enumerate(["", *scan.gaps[:-1]]):
        if _ENDING.intersection(gap) and (
            "\n" in gap or (scan.capital[index] and scan.opens_sentence(index))
        ):
            number += 1
        numbers.append(number)
    return numbers


def _tokens_of(reading: Reading, starts: list[int]) -> list[Token | None]:
    tokens = reading.tokens
    begins = {token.start: token for token in tokens}
    found: list[Token | None] = []
    place, size = 0, len(tokens)
    for start in starts:
        token = begins.get(start)
        if token is not None:
            place = token.index
        else:
            while place < size and tokens[place].end <= start:
                place += 1
            token = tokens[place] if place < size and tokens[place].start <= start else None
        found.append(token)
    return found


# --------------------------------------------------------------------------- names of the tables


def find_known_names(scan: Scan) -> list[Reference]:
    """The names of countries, cities, bodies and media that the tables hold, longest first, none inside another.

    One person by where they come from ("*le Danois* a gagné") is no country, and a decoration ("la Légion d'honneur") is
    nobody: these are left out, and their words are taken.
    """
    found: list[Reference] = []
    folds, firsts, size = scan.folds, scan.lexicon.names.firsts, len(scan)
    index = 0
    while index < size:
        if folds[index] not in firsts:
            index += 1
            continue
        reference = _known_name(scan, index)
        if reference is None:
            index += 1
            continue
        if reference.role not in {"native", "thing"}:
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
            if not adjective_stands(scan, index, last):
                continue
        elif not _written_as(scan, index, name) or _part_of_longer_name(scan, first, last):
            continue
        if name.kind is ActorKind.MEDIA and size == 1 and _is_common_noun(scan, index):
            continue
        return _reference(scan, first, last, name)
    return None


def _reference(scan: Scan, first: int, last: int, name: Name) -> Reference:
    start = scan.starts[first]
    role = name.role
    if role == "adjective" and scan.capital[first] and not _english_modifier(scan, last):
        role = "native" if scan.before(first) in scan.small.one else "demonym"
    reference = Reference(
        first, last, start, scan.ends[last - 1], name.kind, name.name, role, name.country, name.gender[:1]
    )
    reference.plural = name.gender.endswith("p")
    if not reference.gender and name.role in {"house", "body"}:
        reference.gender = article_gender(scan, first)
    reference.head = head_index(scan, first, last)
    return reference


def article_gender(scan: Scan, first: int) -> str:
    """The gender that the article before a word shows: "f" after *la*, "m" after *le* or *du*, "" after *l'*."""
    before = scan.before(first)
    return "f" if before in scan.small.feminine else "m" if before in scan.small.masculine else ""


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


def _is_common_noun(scan: Scan, index: int) -> bool:
    """Whether a paper's name is only its noun, with an article that the paper has not: "*la Libération* de Paris"."""
    common = word_list(scan.lexicon.language, "names").get("capitalised", {}).get("words", ())
    return scan.before(index) in scan.small.articles and scan.folds[index] in common


def _part_of_longer_name(scan: Scan, first: int, last: int) -> bool:
    """Whether the word beside belongs to the same name ("Air France", "Denise Paris"): then the table's entry is not meant.

    A common noun in capitals does not ("l'*ONG* Médecins sans frontières").
    """
    if last < len(scan) and scan.gaps[last - 1] in {" ", "-"} and scan.capital[last]:
        follows = next((n for _, n in scan.lexicon.names.at(scan.folds, last)), None)
        if (
            follows is None
            and scan.folds[last] not in scan.lexicon.no_names
            and not starts_person(scan, last)
            and not (last == first + 1 and is_acronym(scan, first) and two_names_at(scan, last))
        ):
            return True
    if first > 0 and scan.gaps[first - 1] == "-" and scan.folds[first - 1] not in scan.small.sided:
        return True
    if first > 0 and scan.gaps[first - 1] == " " and scan.capital[first - 1]:
        word = scan.folds[first - 1]
        if word in scan.lexicon.no_names or scan.taken.get(first - 1) or word in scan.lexicon.civility:
            return False
        if scan.texts[first - 1].isupper() and word in scan.lexicon.nouns.firsts:
            return False
        common = scan.opens_sentence(first - 1) and scan.pos(first - 1) not in {"PROPN", "NOUN", "X"}
        return not common and word not in scan.small.before_names
    return False


def adjective_stands(scan: Scan, first: int, last: int) -> bool:
    """An adjective of a country, not the name of a language ("en danois") nor of one unnamed person ("un Danois de 30 ans")."""
    before = scan.before(first)
    if _english_modifier(scan, last):
        return True
    if scan.capital[first]:
        return before in scan.small.peoples or (
            before in scan.small.articles | scan.small.one and not scan.opens_sentence(first)
        )
    if before in scan.small.tongues:
        return False
    if before in scan.small.one and scan.pos(first) == "NOUN":
        token = scan.tokens[first]
        return token is not None and any(child.pos == "NOUN" for child in token.children)
    return True


def _english_modifier(scan: Scan, last: int) -> bool:
    """Whether an English adjective goes with the noun after it: "Norwegian troops"."""
    return (
        scan.lexicon.language == "en"
        and last < len(scan)
        and scan.gaps[last - 1] in {" ", "-"}
        and scan.texts[last].islower()
    )


def head_index(scan: Scan, first: int, last: int) -> int:
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


def is_acronym(scan: Scan, index: int) -> bool:
    """Whether a word is all capitals and figures: "ABC", "F1"."""
    return len(scan.texts[index]) > 1 and scan.texts[index].isupper()


def two_names_at(scan: Scan, index: int) -> bool:
    """Whether two capitalised words stand here that are no acronyms, a person's given and family name behind an acronym: "a dit à
    l'ABC *Sulmi Ondar*"."""
    if index + 1 >= len(scan) or scan.gaps[index] not in {" ", "-", "\u00a0"}:
        return False
    return all(
        scan.capital[place] and scan.texts[place].isalpha() and not scan.texts[place].isupper()
        for place in (index, index + 1)
    )


def starts_person(scan: Scan, index: int) -> bool:
    """Whether a given name and another capital stand here: a person's own name begins ("le maire de Paris Anne Vasseur")."""
    if index + 1 >= len(scan) or scan.folds[index] not in scan.lexicon.given or not scan.capital[index]:
        return False
    return scan.capital[index + 1] and scan.gaps[index] in {" ", "-", "\u00a0"}
