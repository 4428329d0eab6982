"""One article in, every record found in it out. Pure: the same article gives the same records, in any process.

Each layer is a module, or a package whose ``__init__`` holds the layer's function and whose other modules are its rooms.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from recoupe.annotate.actors import find_actors
from recoupe.annotate.attributions import find_attributions
from recoupe.annotate.events import find_events
from recoupe.annotate.parses import OpenParses, RecentParses
from recoupe.annotate.positions import find_positions
from recoupe.annotate.publication import date_article, not_older_than_told
from recoupe.annotate.quantities import find_quantities
from recoupe.annotate.quotes import find_quotes
from recoupe.annotate.reading import Reading, parse
from recoupe.annotate.times import find_times_and_ages
from recoupe.annotate.workers import annotate_in_workers
from recoupe.languages import identify_language
from recoupe.model import Annotation, Article
from recoupe.zones import find_zones


def annotate(
    articles: Iterable[Article], *, workers: int = 1, parses: OpenParses = RecentParses
) -> Iterator[Annotation]:
    """The annotation of each article, in the order given; streams, a batch of paragraphs at a time.

    ``workers`` processes share the work; with one, it is done in this process. ``parses`` opens, once in each process, what
    remembers the texts that were parsed before. Neither changes a record.
    """
    if workers > 1:
        yield from annotate_in_workers(articles, workers, parses)
        return
    for reading in parse((_open(article) for article in articles), parses()):
        yield _annotate_reading(reading)


def _open(article: Article) -> Reading:
    """An article with its language and zones, before it is parsed."""
    language = article.language or identify_language(article.text)
    return Reading(article, language, find_zones(article, language))


def _annotate_reading(reading: Reading) -> Annotation:
    """Run the layers, each on what those before it found."""
    reading.published = date_article(reading)
    reading.quotes = find_quotes(reading)
    reading.times, reading.ages = find_times_and_ages(reading)
    reading.published = not_older_than_told(reading)
    reading.actors, reading.mentions = find_actors(reading)
    reading.attributions = find_attributions(reading)
    reading.events = find_events(reading)
    return Annotation(
        article=reading.article,
        language=reading.language,
        sha256=hashlib.sha256(reading.text.encode("utf-8", "surrogatepass")).hexdigest(),
        published=reading.published,
        zones=reading.zones,
        times=tuple(reading.times),
        ages=tuple(reading.ages),
        actors=tuple(reading.actors),
        mentions=tuple(reading.mentions),
        attributions=tuple(reading.attributions),
        events=tuple(reading.events),
        positions=tuple(find_positions(reading)),
        quantities=tuple(find_quantities(reading)),
        remarks=tuple(reading.remarks),
    )
