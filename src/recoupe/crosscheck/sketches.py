"""What the steps over a whole dossier know of each article; its text and records are read only where its chapter is told.

A dossier keeps a sketch beside each article, so that one more article does not mean reading all the others again.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Protocol

import msgspec

from recoupe.annotate.actors.lexicon import fold, slug
from recoupe.crosscheck.direction import find_credit
from recoupe.crosscheck.stories import Opening, open_annotation
from recoupe.model import Actor, Annotation, Article, Published, Record

SHOWN_EXTRA = frozenset({"republications"})

_DETERMINER = re.compile(
    r"^(?:les?|la|une?|des|ces?|cette|cet|ses|son|sa|leurs?|the)\s+|^[lL]['’]", re.IGNORECASE
)
_PRONOUNS = frozenset(
    ["il", "elle", "ils", "elles", "lui", "eux", "leur", "celui-ci", "celle-ci", "he", "she", "they"]
)
_UNNAMED_PRONOUN = re.compile(r"^(?:(?:ce|cette|ces) derni|l['’]intéressé)", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"\b(les?|la|une?|du|aux?|des|l['’])\s*$", re.I)
_AT_NAME = re.compile(r"(les?|la|une?|du|aux?|des|l['’])(?:\s|(?<=['’]))", re.I)
_BEFORE_CHARS = 6


class Named(Record, frozen=True, array_like=True):
    """An actor of an article as the text names it.

    ``relays`` are those through which its first statement came. ``forms`` counts its names without determiners, pronouns
    left out, ``determiners`` the French articles before them ("" where there is none), ``places`` are where it is mentioned.
    """

    actor: Actor
    relays: tuple[str, ...]
    forms: dict[str, int]
    determiners: dict[str, int]
    places: tuple[tuple[int, int], ...]


class Sketch(Record, frozen=True, array_like=True):
    """An article without its text: ``digest`` stands for the article and all its records, ``size_chars`` is that of its zones,
    ``credit`` the agency it credits."""

    article: Article
    language: str
    published: Published
    digest: str
    size_chars: int
    credit: str | None
    opening: Opening
    named: tuple[Named, ...]

    @property
    def id(self) -> str:
        return self.article.id

    @property
    def actors(self) -> list[Actor]:
        """The actors of the article, in the order of its records."""
        return [one.actor for one in self.named]


class Articles(Protocol):
    """The articles of an account: a sketch of each in the order of their ids, and each in full when it is asked for."""

    @property
    def sketches(self) -> Sequence[Sketch]: ...

    def read(self, ids: Sequence[str]) -> list[Annotation]:
        """These articles with their records, in this order."""
        ...

    def text(self, article: str) -> str:
        """The text of an article."""
        ...


class HeldArticles:
    """Articles that are in memory already."""

    def __init__(self, annotations: Iterable[Annotation]):
        self._by_id = {annotation.id: annotation for annotation in annotations}

    @cached_property
    def sketches(self) -> list[Sketch]:
        return [sketch_article(self._by_id[article]) for article in sorted(self._by_id)]

    def read(self, ids: Sequence[str]) -> list[Annotation]:
        return [self._by_id[article] for article in ids]

    def text(self, article: str) -> str:
        return self._by_id[article].text


def sketch_article(annotation: Annotation) -> Sketch:
    """What the steps over a whole dossier know of an article."""
    article = annotation.article
    extra = {name: value for name, value in article.extra.items() if name in SHOWN_EXTRA}
    relays = _relays(annotation)
    places: dict[str, list[tuple[int, int]]] = {}
    for mention in annotation.mentions:
        places.setdefault(mention.actor, []).append((mention.start, mention.end))
    return Sketch(
        article=msgspec.structs.replace(article, text="", extra=extra),
        language=annotation.language,
        published=annotation.published,
        digest=hashlib.sha256(msgspec.msgpack.encode(annotation)).hexdigest(),
        size_chars=sum(zone.end - zone.start for zone in annotation.zones) or len(annotation.text),
        credit=find_credit(article, annotation.language),
        opening=open_annotation(annotation),
        named=tuple(
            _name(annotation, actor, relays.get(actor.key, ()), places.get(actor.key, ()))
            for actor in annotation.actors
        ),
    )


def _name(
    annotation: Annotation,
    actor: Actor,
    relays: tuple[str, ...],
    places: Sequence[tuple[int, int]],
) -> Named:
    text = annotation.text
    forms = (_form(" ".join(text[start:end].split())) for start, end in places)
    articles = (_determiner(text, *place) for place in places) if annotation.language == "fr" else ()
    return Named(
        actor=actor,
        relays=relays,
        forms=dict(Counter(form for form in forms if form)),
        determiners=dict(Counter(articles)),
        places=tuple(places),
    )


def _form(words: str) -> str:
    """The words of a mention without a determiner; none of a pronoun's."""
    if fold(words) in _PRONOUNS or _UNNAMED_PRONOUN.match(words):
        return ""
    return _DETERMINER.sub("", words)


def _determiner(text: str, start: int, end: int) -> str:
    """The French article at the beginning of a mention or before it, in small letters, "" where there is none."""
    found = _AT_NAME.match(text, start, end) or _BEFORE_NAME.search(
        text, max(0, start - _BEFORE_CHARS), start
    )
    return found.group(1).lower().replace("'", "’") if found else ""


def _relays(annotation: Annotation) -> dict[str, tuple[str, ...]]:
    """By actor, the relays through which its first statement reached the article."""
    found: dict[str, tuple[str, ...]] = {}
    for attribution in annotation.attributions:
        if attribution.speaker is not None and attribution.speaker.actor is not None:
            found.setdefault(attribution.speaker.actor, tuple(slug(relay.name) for relay in attribution.via))
    return found
