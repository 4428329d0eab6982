"""What a search gives back: hits with their marks, counts, and what the reader is told about the query."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from recoupe.languages import word_list
from recoupe.model import Record, Role, Span


class Order(StrEnum):
    """In what order hits come: the most telling first, or the newest article first."""

    RELEVANCE = "relevance"
    NEWEST = "newest"


HIT_FORMAT = "recoupe.hit/1"


class Hit(Span, frozen=True, kw_only=True):
    """One passage that answers: ``start:end`` of the text of the article ``id`` (number ``article`` in the file).

    ``text`` is the whole passage. ``snippet`` is the part of it to show where space is short; it holds the first marks.
    ``marks`` are the words that answer, sorted and disjoint. All offsets are into the article's text. ``earliest`` and
    ``latest`` are the ISO days between which the article came out, None where that side is not known.
    """

    format: str
    id: str
    article: int
    role: Role
    text: str
    snippet: Span
    marks: tuple[Span, ...]
    title: str | None = None
    outlet: str | None = None
    earliest: str | None = None
    latest: str | None = None


class Count(Record, frozen=True, kw_only=True):
    """How many of the passages found are of one outlet, name one actor, or came out in one month (``2031-03``).

    ``name`` is None for the passages of which it is not known.
    """

    name: str | None
    passages: int


class Counts(Record, frozen=True, kw_only=True):
    """The passages found by outlet and by actor, most first, and by month, earliest first."""

    outlets: tuple[Count, ...] = ()
    actors: tuple[Count, ...] = ()
    months: tuple[Count, ...] = ()


class Note(Record, frozen=True, kw_only=True):
    """One thing that the reader should know of the query: a code of ``languages/<language>/search.toml`` [note]
    and what fills the holes of its sentence."""

    code: str
    values: dict[str, str] = msgspec.field(default_factory=dict)


class Found(Record, frozen=True, kw_only=True):
    """One page of the answer to a query.

    ``total`` is how many passages answer; where ``more`` is set there are at least so many, and counts and order are of
    those. ``complete`` is False where the time limit struck first; hits and counts are then what was ready.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    more: bool = False
    page: int = 1
    pages: int = 0
    counts: Counts = Counts()
    notes: tuple[Note, ...] = ()
    complete: bool = True


def explain_note(note: Note, language: str) -> str:
    """The sentence for a note, in the reader's language."""
    return str(word_list(language, "search")["note"][note.code]).format(**note.values)
