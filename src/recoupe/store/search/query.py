"""What was typed, read: a tree of words, phrases, nearness and fields, joined by ET, OU and SAUF.

Any string whatever is read; what cannot be meant is left out and told in a note. SAUF binds closest, then PROCHE, then ET
(which need not be written), then OU. Operators are in capitals; words in small letters are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache

from recoupe.languages import LANGUAGES, word_list
from recoupe.store.search.found import Note
from recoupe.store.search.words import WORD, empty_words, fold

MOST_CHARS = 1_000
MOST_WORDS = 40
DEEPEST = 10
LEAST_PREFIX_LETTERS = 2
NEAR_WORDS = 8
MOST_NEAR_WORDS = 50


class Column(StrEnum):
    """Where a term is looked for: as it is written, by its stem, in the names of actors, in the outlet's name."""

    EXACT = "exact"
    STEM = "stem"
    ACTOR = "actor"
    OUTLET = "outlet"


TEXT = (Column.EXACT, Column.STEM)


@dataclass(frozen=True, slots=True)
class Term:
    """One or more words in a row, as typed; ``prefix`` where the last is only the beginning of a word."""

    words: tuple[str, ...]
    column: Column
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Terms of one column with at most ``distance`` words between the first and the last, in any order."""

    terms: tuple[Term, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Both:
    """All of ``wanted``, and none of ``unwanted``."""

    wanted: tuple[Node, ...]
    unwanted: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """Any of ``parts``."""

    parts: tuple[Node, ...]


Node = Term | Near | Both | Either


@dataclass(slots=True)
class Query:
    """A query read: what is looked for (None where nothing is), the days between which, what the reader is told.

    Articles must be out surely before the day ``before``, and surely after the day ``after``.
    """

    sought: Node | None = None
    before: str | None = None
    after: str | None = None
    notes: list[Note] = field(default_factory=list)

    def tell(self, code: str, **values: object) -> None:
        note = Note(code=code, values={key: str(value) for key, value in values.items()})
        if note not in self.notes:
            self.notes.append(note)


def read_query(text: str) -> Query:
    """Read what was typed; never fails."""
    query = Query()
    if len(text) > MOST_CHARS:
        query.tell("cut", kept=MOST_CHARS)
        text = text[:MOST_CHARS]
    query.sought = _Parser(list(_pieces(text, query)), query).read()
    return query


# --------------------------------------------------------------------------- pieces


class _Sign(StrEnum):
    """What a piece of a query is when it is no term."""

    OPEN = "("
    CLOSE = ")"
    AND = "and"
    OR = "or"
    NOT = "not"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class _Piece:
    """One piece of a query: a sign, or a term; ``typed`` is what the reader wrote, ``distance`` that of a NEAR."""

    typed: str
    sign: _Sign | None = None
    term: Term | None = None
    distance: int = NEAR_WORDS


_CLOSING = {'"': '"', "«": "»", "“": "”", "„": "“"}
_PIECE = re.compile(r"""\s+|[()]|(?P<lead>[-–−]?(?:[^\W\d_]{2,12}:)?=?)(?P<quote>["«“„])|[^\s()"«“„]+""")
_FIELD = re.compile(r"([^\W\d_]{2,12}):(?!//)(.*)", re.DOTALL)
_NEAR = re.compile(r"(\w+)/(\d{1,6})")


@cache
def _named(table: str) -> dict[str, str]:
    """The operators or fields of every language: what is typed, and what it stands for."""
    spell = fold if table == "fields" else str
    return {
        spell(word): name
        for language in LANGUAGES
        for name, words in word_list(language, "search")[table].items()
        for word in words
    }


def _pieces(text: str, query: Query) -> Iterator[_Piece]:
    position = 0
    while position < len(text):
        found = _PIECE.match(text, position)
        if found is None:
            position += 1
            continue
        position = found.end()
        typed = found.group()
        if typed in "()":
            yield _Piece(typed, _Sign(typed))
        elif found.group("quote"):
            end = text.find(_CLOSING[found.group("quote")], position)
            if end < 0:
                query.tell("closed_quote")
                end = len(text)
            yield from _quoted(found.group("lead"), text[position:end], query)
            position = end + 1
        elif not typed.isspace():
            yield from _typed(typed, query)


def _quoted(lead: str, words: str, query: Query) -> Iterator[_Piece]:
    """A phrase between quotation marks, with what stands right before it: ``-"…"``, ``acteur:"…"``."""
    if lead[:1] in ("-", "–", "−"):
        yield _Piece(lead[0], _Sign.NOT)
        lead = lead[1:]
    name, colon, _ = lead.partition(":")
    if colon:
        yield from _field(name, words, query, phrase=True)
    elif term := _term(words, Column.EXACT):
        yield _Piece(words, term=term)


def _typed(typed: str, query: Query) -> Iterator[_Piece]:
    """What stands between blanks: an operator, a field, a word with its signs."""
    near = _NEAR.fullmatch(typed)
    operator = _named("operators").get(near.group(1) if near else typed)
    if operator is not None and (near is None or operator == _Sign.NEAR):
        distance = min(int(near.group(2)), MOST_NEAR_WORDS) if near else NEAR_WORDS
        yield _Piece(typed, _Sign(operator), distance=distance)
        return
    if typed[0] in "-–−" and len(typed) > 1 and WORD.search(typed):
        yield _Piece(typed[0], _Sign.NOT)
        typed = typed[1:]
    named = _FIELD.fullmatch(typed)
    if named is not None and (named.group(2) or fold(named.group(1)) in _named("fields")):
        yield from _field(named.group(1), named.group(2), query)
    else:
        yield from _word(typed, query)


def _word(typed: str, query: Query) -> Iterator[_Piece]:
    """A word with its signs: ``=digues`` as it is written, ``dig*`` its beginning."""
    prefix = typed.endswith("*")
    exact = typed.startswith("=") or prefix
    term = _term(typed, Column.EXACT if exact else Column.STEM, prefix)
    if term is not None and prefix and len(fold(term.words[-1])) < LEAST_PREFIX_LETTERS:
        query.tell("few_letters", word=term.words[-1], least=LEAST_PREFIX_LETTERS)
    elif term is not None:
        yield _Piece(typed, term=term)


def _field(name: str, value: str, query: Query, phrase: bool = False) -> Iterator[_Piece]:
    """``acteur:``, ``source:``, ``avant:``, ``après:`` with what follows; any other is read as words."""
    kind = _named("fields").get(fold(name))
    if kind is None:
        if not phrase:
            query.tell("unknown_field", field=name)
            yield from _word(f"{name} {value}", query)
        elif term := _term(value, Column.EXACT):
            query.tell("unknown_field", field=name)
            yield from _word(name, query)
            yield _Piece(value, term=term)
        return
    if kind in ("before", "after"):
        yield from _date(name, kind, value, query)
        return
    term = _term(value, Column(kind), value.endswith("*"))
    if term is None:
        query.tell("field_empty", field=name, example="Marsan" if kind == "actor" else "Courrier")
    else:
        yield _Piece(f"{name}:{value}", term=term)


def _date(name: str, kind: str, value: str, query: Query) -> Iterator[_Piece]:
    """Keeps a date of the query; yields nothing, since dates hold for the whole."""
    if not value:
        query.tell("field_empty", field=name, example="2031-04")
        return
    days = _days(value)
    if days is None:
        query.tell("no_date", date=value)
    elif kind == "before":
        query.before = min(filter(None, (query.before, days[0])))
    else:
        query.after = max(filter(None, (query.after, days[1])))
    yield from ()


_FRENCH_DATE = re.compile(r"(?:(\d{1,2})[/.])?(\d{1,2})[/.](\d{4})")
_ISO_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def _days(value: str) -> tuple[str, str] | None:
    """The first and the last day of a year, month or day; None for what is no date."""
    french = _FRENCH_DATE.fullmatch(value)
    if french is not None:
        day, month, year = french.groups()
        value = "-".join(part.zfill(2) for part in (year, month, day) if part)
    if not _ISO_DATE.fullmatch(value):
        return None
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return None
    from recoupe.annotate.times.calendar import (
        interval,
    )  # loads all analysis: only for a query that names a day

    return interval(value)


def _term(typed: str, column: Column, prefix: bool = False) -> Term | None:
    """The words of what was typed as one term; None where there are none.

    By stems, the words that carry no meaning are left out where others stand beside them: « l’écluse » is « écluse ».
    """
    words = tuple(word for word in WORD.findall(typed) if fold(word))[:MOST_WORDS]
    if column is Column.STEM:
        words = tuple(word for word in words if fold(word) not in empty_words()) or words
    elif prefix and column is Column.EXACT:
        while len(words) > 1 and fold(words[0]) in empty_words():
            words = words[1:]
    return Term(words, column, prefix) if words else None


# --------------------------------------------------------------------------- the tree


class _Parser:
    """Reads pieces from left to right; what is out of place is skipped and told."""

    def __init__(self, pieces: list[_Piece], query: Query):
        self.pieces = pieces
        self.query = query
        self.position = 0
        self.words = 0
        self.depth = 0

    def read(self) -> Node | None:
        parts = []
        while self.position < len(self.pieces):
            node = self._either()
            if node is not None:
                parts.append(node)
            if self._take(_Sign.CLOSE) is None and self.position < len(self.pieces):
                self.position += 1
        return parts[0] if len(parts) == 1 else Both(tuple(parts)) if parts else None

    def _peek(self) -> _Piece | None:
        return self.pieces[self.position] if self.position < len(self.pieces) else None

    def _take(self, *signs: _Sign) -> _Piece | None:
        piece = self._peek()
        if piece is None or piece.sign not in signs:
            return None
        self.position += 1
        return piece

    def _either(self) -> Node | None:
        parts = [self._both()]
        while (sign := self._take(_Sign.OR)) is not None:
            parts.append(self._both())
            if None in parts[-2:]:
                self.query.tell("operator_alone", operator=sign.typed)
        kept = tuple(part for part in parts if part is not None)
        return kept[0] if len(kept) == 1 else Either(kept) if kept else None

    def _both(self) -> Node | None:
        wanted: list[Node] = []
        unwanted: list[Node] = []
        typed: list[str] = []
        while True:
            sign = self._take(_Sign.AND)
            refused = self._take(_Sign.NOT)
            begin = self.position
            node = self._near()
            if node is not None and refused is not None:
                unwanted.append(node)
                typed += [piece.typed for piece in self.pieces[begin : self.position] if piece.term]
            elif node is not None:
                wanted.append(node)
            elif sign or refused:
                self.query.tell("operator_alone", operator=(refused or sign).typed)  # type: ignore[union-attr]
            if sign and not (wanted or unwanted):
                self.query.tell("operator_alone", operator=sign.typed)
            if begin == self.position and not (sign or refused):
                break
        if not wanted:
            if unwanted:
                self.query.tell("only_unwanted", words=", ".join(typed))
            return None
        return wanted[0] if len(wanted) == 1 and not unwanted else Both(tuple(wanted), tuple(unwanted))

    def _near(self) -> Node | None:
        first = self._single()
        nodes = [first] if first is not None else []
        distance = 0
        while (sign := self._take(_Sign.NEAR)) is not None:
            distance = max(distance, sign.distance)
            node = self._single()
            if node is None or not nodes:
                self.query.tell("operator_alone", operator=sign.typed)
            if node is not None:
                nodes.append(node)
        if len(nodes) < 2:
            return nodes[0] if nodes else None
        terms = [node for node in nodes if isinstance(node, Term)]
        if len(terms) < len(nodes) or not {term.column for term in terms} <= set(TEXT):
            self.query.tell("near_words")
            return Both(tuple(nodes))
        if any(term.prefix for term in terms):
            self.query.tell("near_words")
            return Both(tuple(nodes))
        column = Column.EXACT if any(term.column is Column.EXACT for term in terms) else Column.STEM
        return Near(tuple(Term(term.words, column) for term in terms), distance)

    def _single(self) -> Node | None:
        """A term, or what stands in parentheses."""
        while (piece := self._peek()) is not None:
            if piece.term is not None:
                self.position += 1
                self.words += len(piece.term.words)
                if self.words <= MOST_WORDS:
                    return piece.term
                self.query.tell("many_words", kept=MOST_WORDS)
            elif piece.sign is _Sign.OPEN:
                self.position += 1
                if self.depth >= DEEPEST:
                    self.query.tell("too_deep")
                elif (node := self._parenthesis()) is not None:
                    return node
            else:
                return None
        return None

    def _parenthesis(self) -> Node | None:
        self.depth += 1
        node = self._either()
        self.depth -= 1
        if self._take(_Sign.CLOSE) is None:
            self.query.tell("closed_parenthesis")
        return node
