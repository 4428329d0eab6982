"""Rows of the account as the page shows them: one number, one sentence, its origins, its passages, its relations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from recoupe.model import (
    AccountRow,
    Annotation,
    EventRow,
    Evidence,
    LedgerPart,
    LedgerRow,
    Lineage,
    PartStatus,
    Place,
    QuantityRow,
    RelationKind,
    Role,
    SpeakerKind,
    StatementRow,
)
from recoupe.views.digest import Digest, articles_of, shortened
from recoupe.views.foretold import aspect_in_words, part_in_words
from recoupe.views.passages import displayed, passage_in_sentence

_BETWEEN_BLANKS = re.compile(r"[^\s,;()«»“”]+")
QUOTED_ASPECTS = ("event", "excluded", "condition")
QUOTED_CHARACTERS = 260
MOST_PASSAGES = 8
MOST_RELATIONS = 6
MOST_STROKES = 9
MOST_OUTLETS = 3


class PassageView(NamedTuple):
    """A passage in its sentence, with where it stands, and whether its wording is to be read with care."""

    before: str
    words: str
    after: str
    href: str
    outlet: str
    title: str
    day: str
    paragraph: str
    language: str
    doubtful: bool


class Link(NamedTuple):
    """One link of a chain; ``unnamed`` where the source has no name."""

    name: str
    unnamed: bool = False


class OriginView(NamedTuple):
    """One lineage of a row: its chain from outlet to source, why several articles are one, its passages."""

    chain: list[Link]
    articles: int
    because: Markup | None
    passages: list[PassageView]
    more: list[tuple[str, str]]
    same: list[tuple[str, str]]


class RelationView(NamedTuple):
    """How another row bears on this one: the relation in words, the other row's key, sentence and place on the page."""

    key: str
    words: str
    summary: str
    href: str | None
    contradicts: bool


class PartView(NamedTuple):
    """One part of what was foreseen: its aspect in words, what it says beyond the quoted words, what became of it."""

    aspect: str
    what: str
    quoted: bool
    status: PartStatus
    passages: list[PassageView]


class RowView(NamedTuple):
    """A row ready to be shown."""

    id: str
    row: AccountRow
    when: str
    lineages: int
    strokes: int
    articles: int
    passages: int
    modality: str
    because: Markup
    origins: list[OriginView]
    relations: list[RelationView]
    parts: list[PartView]


class RowShelf:
    """Where each row and article stands on the page; ``texts`` holds the articles whose text is shown."""

    def __init__(self, digest: Digest, shown: Iterable[AccountRow], texts: frozenset[str]) -> None:
        self.digest = digest
        self.texts = texts
        wanted = {row.key for row in shown}
        rows = [row for row in digest.account.rows if row.key in wanted]
        self.ids = {row.key: f"r{number}" for number, row in enumerate(rows, 1)}
        self.article_ids = {
            annotation.id: f"a{number}" for number, annotation in enumerate(digest.annotations, 1)
        }

    def row_id(self, key: str) -> str:
        """The anchor of a row on its page."""
        return self.ids[key]

    def margin_words(self, row: AccountRow) -> str:
        """What stands for a row in the margin of an article: its number on the page."""
        return self.ids[row.key][1:]

    def shows(self, key: str) -> bool:
        """Whether the row of this key stands on the page."""
        return key in self.ids

    def href(self, key: str) -> str | None:
        """The link to a row, None where the page does not show it."""
        return f"#{self.ids[key]}" if key in self.ids else None

    def article_href(self, article: str) -> str | None:
        """The link to an article, None where the page does not show it."""
        return f"#{self.article_ids[article]}" if article in self.article_ids else None

    def section_href(self, section: str) -> str:
        """The link to a section of the page, by its name."""
        return f"#{section}"

    def view(self, row: AccountRow) -> RowView:
        """A row with everything it unfolds to."""
        wording = self.digest.wording
        modality = row.modality.value if isinstance(row, EventRow | StatementRow) else ""
        return RowView(
            id=self.row_id(row.key),
            row=row,
            when=wording.row_date(row),
            lineages=len(row.lineages),
            strokes=min(MOST_STROKES, len(row.lineages)),
            articles=len(articles_of(row)),
            passages=len(row.evidence),
            modality=wording(f"modality.{modality}") if modality else "",
            because=self.naming(row.because, row.lineages),
            origins=self._origins(row),
            relations=self._relations(row),
            parts=self._parts(row) if isinstance(row, LedgerRow) else [],
        )

    def language_of(self, row: AccountRow) -> str:
        """The language of the words a row quotes: that of its first article."""
        article = next((self.digest.articles.get(evidence.id) for evidence in row.evidence), None)
        return article.language if article else self.digest.wording.language

    def naming(self, words: str, lineages: Sequence[Lineage] = ()) -> Markup:
        """A sentence of the account with each article's id replaced by its name on the page and a link to it."""
        ids = [word.strip(".:") for word in _BETWEEN_BLANKS.findall(words)]
        ids += [article for lineage in lineages for article in (*lineage.articles, lineage.origin)]
        found = {article for article in ids if self.article_href(article) and _can_be_told(article, words)}
        if not found:
            return escape(displayed(self.digest.wording.typeset(words)))
        longest_first = sorted(found, key=lambda article: (-len(article), article))
        pattern = re.compile(f"(?<![\\w-])({'|'.join(map(re.escape, longest_first))})(?![\\w-])")
        told = Markup()
        for number, piece in enumerate(pattern.split(words)):
            if number % 2:
                link = Markup('<a href="{}"><bdi>{}</bdi></a>')
                told += link.format(self.article_href(piece), displayed(self.digest.outlet(piece)))
            else:
                told += escape(displayed(self.digest.wording.typeset(piece)))
        return told

    def passage(self, evidence: Evidence) -> PassageView | None:
        """One passage in its sentence, None where its article was not handed over."""
        annotation = self.digest.articles.get(evidence.id)
        if annotation is None:
            return None
        passage = passage_in_sentence(annotation.text, evidence.start, evidence.end, annotation.zones)
        place = _paragraph_of(annotation, evidence.start)
        return PassageView(
            *passage,
            href=self.place_href(evidence),
            outlet=annotation.article.outlet or "",
            title=self.digest.title(evidence.id),
            day=self.digest.wording.published(self.digest.account.published.get(evidence.id)),
            paragraph=self.digest.wording("row.paragraph", n=place) if place else "",
            language=annotation.language,
            doubtful=self.digest.doubtful(evidence.id),
        )

    def place_href(self, place: Place) -> str:
        """The link to a passage in its article, or to the article where its text is not shown."""
        article = self.article_ids[place.id]
        if place.id in self.texts:
            return f"#{article}-{place.start}-{place.end}"
        return f"#{article}"

    def chain(self, row: AccountRow, lineage: Lineage) -> list[Link]:
        """From the outlets through the relays to the source, read right to left; no name stands twice in a row."""
        outlets = list(dict.fromkeys(self.digest.outlet(article) for article in lineage.articles))
        first = self.digest.wording.listed(outlets[:MOST_OUTLETS])
        if len(outlets) > MOST_OUTLETS:
            rest = self.digest.wording.count("grammar.more", len(outlets) - MOST_OUTLETS)
            first = f"{', '.join(outlets[:MOST_OUTLETS])} {rest}"
        links = [Link(first)] if first else []
        names = list(lineage.via)
        unnamed = False
        if isinstance(row, StatementRow) and row.speaker is not None:
            names.append(row.speaker.name)
            unnamed = row.speaker_kind is SpeakerKind.ANONYMOUS
        elif isinstance(row, QuantityRow) and row.owner is not None:
            names.append(row.owner.name)
        elif lineage.origin:
            names.append(lineage.origin)
        said = {name.casefold() for name in (*outlets, *lineage.articles)}
        for number, name in enumerate(names):
            if name.casefold() not in said:
                links.append(Link(name, unnamed and number == len(names) - 1))
                said.add(name.casefold())
        return links

    def _origins(self, row: AccountRow) -> list[OriginView]:
        origins = []
        room = MOST_PASSAGES
        for number, lineage in enumerate(row.lineages):
            found = [item for item in row.evidence if item.lineage == number and self.article_href(item.id)]
            count = max(1, room) if number < MOST_PASSAGES else 0
            views, same = self._said_once(found[:count])
            room -= len(views)
            more = [(self.place_href(item), self.digest.outlet(item.id)) for item in found[count:]]
            several = len(lineage.articles) > 1
            because = self.naming(lineage.because, [lineage]) if lineage.because and several else None
            origins.append(
                OriginView(self.chain(row, lineage), len(lineage.articles), because, views, more, same)
            )
        return origins

    def _said_once(self, found: Sequence[Evidence]) -> tuple[list[PassageView], list[tuple[str, str]]]:
        """Passages of one origin, and the places and outlets of those that have the very words of one before."""
        views: dict[str, PassageView] = {}
        same = []
        for item in found:
            view = self.passage(item)
            if view is not None and views.setdefault(view.words, view) is not view:
                same.append((self.place_href(item), self.digest.outlet(item.id)))
        return list(views.values()), same

    def _relations(self, row: AccountRow) -> list[RelationView]:
        found = []
        for relation in self.digest.relations_of.get(row.key, ())[: 4 * MOST_RELATIONS]:
            outward = relation.source == row.key
            other = self.digest.rows.get(relation.target if outward else relation.source)
            if other is None or other.key == row.key:
                continue
            words = self.digest.wording(f"relation.{'from' if outward else 'to'}.{relation.kind.value}")
            contradicts = relation.kind is RelationKind.CONTRADICTS
            found.append(RelationView(other.key, words, other.summary, self.href(other.key), contradicts))
        return found[:MOST_RELATIONS]

    def quoted_words(self, row: AccountRow) -> str:
        """The words a row rests on first, on one line and cut where they are long; "" where no article holds them."""
        for evidence in row.evidence:
            annotation = self.digest.articles.get(evidence.id)
            if annotation is not None:
                return shortened(
                    " ".join(annotation.text[evidence.start : evidence.end].split()), QUOTED_CHARACTERS
                )
        return ""

    def _parts(self, row: LedgerRow) -> list[PartView]:
        quoted = self.quoted_words(row)
        return [self._part(part, quoted) for part in row.parts]

    def _part(self, part: LedgerPart, quoted: str) -> PartView:
        return PartView(
            aspect_in_words(self.digest.wording, part),
            part_in_words(self.digest.wording, part, quoted),
            part.aspect in QUOTED_ASPECTS,
            part.status,
            [view for item in part.evidence[:3] if (view := self.passage(item)) is not None],
        )


def _paragraph_of(annotation: Annotation, offset: int) -> int:
    """The number of the paragraph of the body in which an offset stands, from 1; 0 before the first."""
    starts = [zone.start for zone in annotation.zones if zone.role in (Role.BODY, Role.REPETITION)]
    return bisect_right(starts, offset)


def _can_be_told(article: str, words: str) -> bool:
    """Whether an id stands in a sentence and cannot be one of its words: « 004_dunes » can be told apart, « mars » cannot."""
    return article in words and not article.isalpha()


def evidence_of(row: AccountRow) -> list[Evidence]:
    """Every passage a row rests on, those that settle its parts among them."""
    found = list(row.evidence)
    if isinstance(row, LedgerRow):
        found += [evidence for part in row.parts for evidence in part.evidence]
    return found


def texts_to_show(
    annotations: Sequence[Annotation], rows: Iterable[AccountRow], most_characters: int
) -> frozenset[str]:
    """Ids of the articles whose text the page holds: all while they fit, else those that rows rest on, while they fit."""
    if sum(len(annotation.text) for annotation in annotations) <= most_characters:
        return frozenset(annotation.id for annotation in annotations)
    cited = {evidence.id for row in rows for evidence in evidence_of(row)}
    shown, room = set(), most_characters
    for annotation in annotations:
        if annotation.id in cited and len(annotation.text) <= room:
            shown.add(annotation.id)
            room -= len(annotation.text)
    return frozenset(shown)


def web_address(url: str | None) -> str | None:
    """An address that may be linked to: http or https with a host, without blanks or controls; None for any other."""
    if not url or any(character <= " " or character == "\x7f" for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
