"""Search over many passages while a writer adds articles: ``python -m benchmarks.search [--passages 1000000]``.

The passages are invented from a seed: syllables put together into some 40,000 words that are met as words are (Zipf),
with French function words between. Nothing is parsed; the writer that runs beside the readers writes each article with its index as ``recoupe add`` does.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, count
from pathlib import Path

from recoupe.model import (
    Actor,
    ActorKind,
    Annotation,
    Article,
    Basis,
    Granularity,
    InputRow,
    InputStatus,
    Mention,
    Published,
    Role,
    Zone,
)
from recoupe.store.file import DossierFile
from recoupe.store.search import search
from recoupe.store.search.index import index_article
from recoupe.store.search.words import fold

PASSAGES = 30_000
ARTICLES_AT_ONCE = 200
PASSAGES_PER_ARTICLE = 10
WORDS_PER_PASSAGE = 60
VOCABULARY = 40_000
QUERIES = 300
GOAL_MILLISECONDS = 100
ONSETS = (
    "b",
    "bl",
    "br",
    "c",
    "ch",
    "cl",
    "cr",
    "d",
    "dr",
    "f",
    "fl",
    "fr",
    "g",
    "gl",
    "gr",
    "j",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "pr",
    "qu",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
)
CORES = ("a", "ai", "an", "au", "e", "é", "eau", "en", "eu", "i", "in", "o", "oi", "on", "ou", "u")
ENDINGS = ["", "", "e", "s", "es", "er", "é", "ée", "és", "ées", "ation", "ations", "ement", "aient", "ent"]
FUNCTION_WORDS = (
    "de",
    "la",
    "le",
    "et",
    "les",
    "des",
    "en",
    "un",
    "du",
    "une",
    "que",
    "est",
    "pour",
    "qui",
    "a",
    "dans",
    "par",
    "plus",
    "pas",
    "au",
    "sur",
    "ne",
    "se",
    "ce",
    "il",
    "sont",
    "avec",
    "son",
)
OUTLETS = [
    f"Le Courrier de {name}"
    for name in ("Valme", "Lorme", "Orle", "Brune", "Tessar", "Marnoze", "Sirvay", "Norvik")
]


@dataclass(frozen=True)
class Language:
    """The invented words, how often each is met (cumulated), and the invented actors; the first words are function words."""

    words: list[str]
    weights: list[float]
    actors: list[str]

    @property
    def telling(self) -> list[str]:
        """The words that carry meaning, from frequent to rare."""
        return self.words[len(FUNCTION_WORDS) :]


def invent(seed: int = 8) -> Language:
    """The same words and names for every run; a third of what is met are function words."""
    chance = random.Random(seed)

    def word(syllables: int) -> str:
        return "".join(chance.choice(ONSETS) + chance.choice(CORES) for _ in range(syllables))

    roots = sorted({word(chance.choice((1, 2, 2, 3))) for _ in range(VOCABULARY)})
    forms = sorted({root + chance.choice(ENDINGS) for root in roots for _ in range(3)})
    chance.shuffle(forms)
    telling = [1 / (rank + 8) for rank in range(len(forms))]
    common = [0.5 * sum(telling) / len(FUNCTION_WORDS)] * len(FUNCTION_WORDS)
    actors = sorted({f"{word(2).title()} {word(2).title()}" for _ in range(2_000)})
    return Language([*FUNCTION_WORDS, *forms], list(accumulate((*common, *telling))), actors)


def invent_article(number: int, language: Language) -> Annotation:
    """One invented article of ten passages with its actors; the same number gives the same article."""
    chance = random.Random(number)
    met = chance.choices(
        language.words, cum_weights=language.weights, k=PASSAGES_PER_ARTICLE * WORDS_PER_PASSAGE
    )
    pieces, zones, mentions, actors, start = [], [], [], {}, 0
    for first in range(0, len(met), WORDS_PER_PASSAGE):
        name = language.actors[min(int(chance.paretovariate(0.5)) - 1, len(language.actors) - 1)]
        text = f"{name} {' '.join(met[first : first + WORDS_PER_PASSAGE])}."
        pieces.append(text)
        zones.append(Zone(start=start, end=start + len(text), role=Role.BODY))
        actors[name] = Actor(key=fold(name), name=name, kind=ActorKind.PERSON)
        mentions.append(Mention(start=start, end=start + len(name), actor=fold(name)))
        start += len(text) + 1
    day = f"20{20 + number % 12}-{1 + number % 11:02}-{1 + number % 28:02}"
    text = "\n".join(pieces)
    return Annotation(
        article=Article(id=f"a{number}", text=text, outlet=chance.choice(OUTLETS), origin=f"a{number}"),
        language="fr",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        published=Published(
            earliest=day, latest=day, granularity=Granularity.DAY, basis=Basis.STATED, because=""
        ),
        zones=tuple(zones),
        actors=tuple(actors.values()),
        mentions=tuple(mentions),
    )


def lay(path: Path, count: int) -> None:
    """Write the first ``count`` articles and their index, many to a transaction and without their records."""
    language = invent()
    columns = "id, text, outlet, origin, extra, sha256, identity, found_language, published, remarks"
    with DossierFile(path) as file:
        for first in range(0, count, ARTICLES_AT_ONCE):
            with file.transaction() as connection:
                for number in range(first, min(first + ARTICLES_AT_ONCE, count)):
                    made = invent_article(number, language)
                    article = made.article
                    values = (article.id, article.text, article.outlet, article.origin, "{}", made.sha256)
                    connection.execute(
                        f"INSERT INTO articles (number, {columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        (number + 1, *values, made.sha256, "fr", "{}", "[]"),
                    )
                    index_article(connection, number + 1, made)


def add(path: Path, first: int) -> None:
    """Add articles from number ``first`` on, as ``recoupe add`` does, without end."""
    language = invent()
    with DossierFile(path) as file:
        for number in count(first):
            annotation = invent_article(number, language)
            row = InputRow(origin=annotation.id, status=InputStatus.OK, article=annotation.id)
            file.save_annotation(annotation, annotation.sha256, row)


def queries(language: Language, seed: int = 5) -> Iterator[str]:
    """Ordinary queries: words from frequent to rare, together, either, in a phrase, near, by their beginning, of an actor, by date."""
    chance = random.Random(seed)

    def word() -> str:
        return language.telling[int(len(language.telling) ** chance.uniform(0.15, 1.0)) - 1]

    def phrase() -> str:
        words = invent_article(chance.randrange(100), language).text.split()
        at = chance.randrange(10, len(words) - 3)
        return f'"{" ".join(words[at : at + 3])}"'

    forms = [
        (30, lambda: word()),
        (25, lambda: f"{word()} {word()}"),
        (10, phrase),
        (8, lambda: f"{word()} OU {word()} OU {word()}"),
        (7, lambda: f"{word()} acteur:{chance.choice(language.actors[:50]).split()[1]}"),
        (6, lambda: f"{word()} avant:20{chance.randrange(22, 30)}"),
        (5, lambda: f"{word()} PROCHE/5 {word()}"),
        (4, lambda: f"{fold(word())[:4]}*"),
        (3, lambda: f"{word()} SAUF {word()}"),
        (2, lambda: f"{word()} source:{chance.choice(OUTLETS).split()[-1]}"),
    ]
    makers = chance.choices([form for _, form in forms], weights=[often for often, _ in forms], k=QUERIES)
    for make in makers:
        yield make()


@dataclass(frozen=True, order=True)
class Taken:
    """What one query took, in milliseconds on the clock and of the processor, and how many passages answered."""

    clock: float
    processor: float
    passages: int
    query: str


def measure(path: Path, asked: list[str]) -> list[Taken]:
    """The first page of each query with its counts."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
    for query in asked[:5]:
        search(connection, query)
    taken = []
    for query in asked:
        clock, processor = time.perf_counter(), time.process_time()
        found = search(connection, query, seconds=60)
        processor, clock = time.process_time() - processor, time.perf_counter() - clock
        taken.append(Taken(1000 * clock, 1000 * processor, found.total, query))
    connection.close()
    return taken


def sizes(path: Path) -> tuple[int, int]:
    """Passages, and the bytes of the index: everything in the file that search alone needs."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    passages = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
    words = connection.execute("SELECT sum(length(block)) FROM passage_words_data").fetchone()[0]
    others = connection.execute(
        "SELECT (SELECT sum(20) FROM passages) + (SELECT coalesce(sum(8), 0) FROM passage_actors) + (SELECT sum(40) FROM article_facts)"
    ).fetchone()[0]
    docsize = connection.execute("SELECT sum(8 + length(sz)) FROM passage_words_docsize").fetchone()[0]
    return passages, words + others + docsize


def report(title: str, taken: list[Taken], slowest: int) -> None:
    for name, times in (
        ("on the clock", sorted(each.clock for each in taken)),
        ("of the processor", sorted(each.processor for each in taken)),
    ):
        within = 100 * sum(milliseconds < GOAL_MILLISECONDS for milliseconds in times) / len(times)
        print(
            f"{title:<20} {statistics.median(times):8.1f} ms {name} median, {times[int(0.95 * len(times))]:.0f} ms for 95 of 100,"
            f" slowest {times[-1]:.0f} ms; {within:.0f} of 100 under {GOAL_MILLISECONDS} ms (at least 95)",
            flush=True,
        )
    for each in sorted(taken, reverse=True)[:slowest]:
        print(f"    {each.clock:8.1f} ms {each.processor:8.1f} ms {each.passages:8} passages  {each.query}")


def bench_search(folder: Path, passages: int = PASSAGES, slowest: int = 0) -> None:
    """Write the passages, then ask alone, then ask while a writer adds articles as fast as it can."""
    path = folder / "search.recoupe"
    articles = passages // PASSAGES_PER_ARTICLE
    start = time.perf_counter()
    if not path.exists():
        lay(path, articles)
    seconds = time.perf_counter() - start
    count, size = sizes(path)
    print(
        f"search               {count:8} passages written in {seconds:.0f} s, {size / count:.0f} bytes of index each"
    )
    asked = list(queries(invent()))
    report("search, alone", measure(path, asked), slowest)
    writer = multiprocessing.get_context("spawn").Process(target=add, args=(path, articles))
    writer.start()
    try:
        time.sleep(3)
        report("search, with writer", measure(path, asked), slowest)
    finally:
        writer.terminate()
        writer.join()
    print(f"articles added meanwhile: {sizes(path)[0] // PASSAGES_PER_ARTICLE - articles}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=PASSAGES)
    parser.add_argument("--slowest", type=int, default=10, help="how many of the slowest queries to print")
    parser.add_argument(
        "--folder", type=Path, help="where to put the dossier (a temporary folder by default)"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        bench_search(options.folder or Path(name), options.passages, options.slowest)


if __name__ == "__main__":
    main()
