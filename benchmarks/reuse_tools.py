"""The tools that ``benchmarks/reuse.py`` compares, each in a process of its own: Recoupe, and its peers where installed.

    python -m benchmarks.reuse_tools TOOL ARTICLES.jsonl

prints ``{"seconds", "megabytes", "matches"}``: processor seconds from texts to places, peak memory of the process, the file of
matches written beside the articles. Peers come with ``pip install recoupe[benchmarks]``: pydivsufsort (MIT), rensa (MIT), datasketch
(MIT). Passim (MIT) needs Spark and is not on the package index, where its name belongs to another program.
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy as np

from recoupe.annotate import annotate
from recoupe.crosscheck.direction import published_as_stated
from recoupe.crosscheck.passage_index import PassageIndex
from recoupe.crosscheck.reuse import match_articles
from recoupe.crosscheck.shingles import MIN_WORDS, fold_character
from recoupe.dossier import Dossier, identify_article
from recoupe.model import (
    Annotation,
    Article,
    Direction,
    InputRow,
    InputStatus,
    MatchKind,
    PassageMatch,
    Place,
    Role,
    Zone,
)

MIN_CHARS = 100  # a repeat that the suffix array reports
PERMUTATIONS = 128
BANDS = 32
ALIKE = 0.5  # Jaccard likeness of two paragraphs that MinHash reports
SHINGLE = 3
MOST_ALIKE = 20  # paragraphs that MinHash reports one with
ADDED = 20


def read_articles(path: Path) -> list[Article]:
    with path.open(encoding="utf-8") as file:
        lines = (json.loads(line) for line in file)
        return [
            Article(
                id=line["id"],
                text=line["text"],
                stated_date=line["published"],
                outlet=line["outlet"],
                language=line["language"],
            )
            for line in lines
        ]


def _match(earlier: Place, later: Place) -> PassageMatch:
    return PassageMatch(earlier=earlier, later=later, kind=MatchKind.NARRATIVE, direction=Direction.UNKNOWN)


# --------------------------------------------------------------------------- a suffix array


def suffix_array(articles: list[Article]) -> Iterator[PassageMatch]:
    """Repeats of ``MIN_CHARS`` and more between neighbours of the suffix array that cannot be made longer to the left."""
    from pydivsufsort import divsufsort, kasai

    joined = "\0".join(article.text for article in articles)
    table = np.array([min(255, fold_character(code)) or 32 for code in range(0x3000)], dtype=np.uint8)
    table[0] = 0
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
    text = table[np.minimum(codes, 0x2FFF)]
    order = divsufsort(text)
    common = kasai(text, order)
    long = np.flatnonzero(common[:-1] >= MIN_CHARS)
    one, other, size = order[long], order[long + 1], common[long]
    left = (one == 0) | (other == 0) | (text[one - 1] != text[other - 1])
    bounds = np.cumsum([0] + [len(article.text) + 1 for article in articles])
    for low, high, length in zip(one[left].tolist(), other[left].tolist(), size[left].tolist(), strict=True):
        first, second = sorted((low, high))
        sides = []
        for place in (first, second):
            number = int(np.searchsorted(bounds, place, side="right")) - 1
            start = place - int(bounds[number])
            end = min(start + length, len(articles[number].text))
            sides.append(Place(id=articles[number].id, start=start, end=end))
        if all(side.end - side.start >= MIN_CHARS for side in sides):
            yield _match(sides[0], sides[1])


# --------------------------------------------------------------------------- MinHash


def _paragraphs(articles: list[Article]) -> Iterator[tuple[Place, list[str]]]:
    """Each paragraph of ``MIN_WORDS`` and more, with its runs of three words."""
    for article in articles:
        start = 0
        for line in article.text.split("\n"):
            words = line.lower().split()
            if len(words) >= MIN_WORDS:
                runs = [" ".join(words[place : place + SHINGLE]) for place in range(len(words) - SHINGLE + 1)]
                yield Place(id=article.id, start=start, end=start + len(line)), runs
            start += len(line) + 1


def minhash_rensa(articles: list[Article]) -> Iterator[PassageMatch]:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS, num_bands=BANDS)
    sketches, places = [], []
    for number, (place, runs) in enumerate(_paragraphs(articles)):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(runs)
        alike = sorted(other for other in index.query(sketch) if sketch.jaccard(sketches[other]) >= ALIKE)
        for other in alike[:MOST_ALIKE]:
            yield _match(places[other], place)
        index.insert(number, sketch)
        sketches.append(sketch)
        places.append(place)


def minhash_datasketch(articles: list[Article]) -> Iterator[PassageMatch]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS)
    sketches: list[MinHash] = []
    places: list[Place] = []
    for number, (place, runs) in enumerate(_paragraphs(articles)):
        sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update_batch([run.encode() for run in runs])
        alike = sorted(other for other in index.query(sketch) if sketch.jaccard(sketches[other]) >= ALIKE)
        for other in alike[:MOST_ALIKE]:
            yield _match(places[other], place)
        index.insert(number, sketch)
        sketches.append(sketch)
        places.append(place)


def passim(_: list[Article]) -> Iterator[PassageMatch]:
    raise SystemExit("it is a program for Spark that the package index does not carry")


# --------------------------------------------------------------------------- one article added


def time_adding(articles: list[Article]) -> dict[str, float]:
    """Milliseconds (median of ``ADDED``) to add an article to a dossier of the others on disk, and to an empty one.

    ``latest``: the added ones are dated after all others; ``random``: they are dated anywhere among them. ``match``: what
    of it the passages in common take; the rest is reading the article and writing it.
    """
    picked = set(random.Random(1).sample(range(len(articles)), ADDED))
    drawn = [article for number, article in enumerate(articles) if number in picked]
    others = [article for number, article in enumerate(articles) if number not in picked]
    times: dict[str, float] = {"articles": len(others)}
    with tempfile.TemporaryDirectory() as folder:
        empty = [
            _time_adding(f"{folder}/empty{number}.recoupe", [], [article])
            for number, article in enumerate(drawn + articles[-ADDED:])
        ]
        for part, name in enumerate(("", "match_")):
            times[f"empty_{name}ms"] = statistics.median(spent[part] for spent in empty)
        for label, held, added in (
            ("latest", articles[:-ADDED], articles[-ADDED:]),
            ("random", others, drawn),
        ):
            spent = _time_adding(f"{folder}/{label}.recoupe", held, added)
            for part, name in enumerate(("", "match_")):
                times[f"{label}_{name}ms"] = spent[part]
                times[f"{label}_{name}ratio"] = spent[part] / times[f"empty_{name}ms"]
    return times


def _time_adding(path: str, held: list[Article], added: list[Article]) -> tuple[float, float]:
    """Processor milliseconds to read, write and match one of the added articles, and to match it alone (medians)."""
    with Dossier(path) as dossier:
        by_id = {}
        for article in held:
            by_id[article.id] = _unread(article)
            _save(dossier, by_id[article.id])
        with dossier.file.transaction() as connection:
            PassageIndex(connection, by_id.__getitem__).fill(list(by_id.values()))
        whole, match = [], []
        for article in added:
            started = time.process_time()
            (annotation,) = annotate([article])
            by_id[article.id] = annotation
            _save(dossier, annotation)
            saved = time.process_time()
            with dossier.file.transaction() as connection:
                PassageIndex(connection, by_id.__getitem__).add(annotation)
            ended = time.process_time()
            whole.append(1000 * (ended - started))
            match.append(1000 * (ended - saved))
    return statistics.median(whole), statistics.median(match)


def _save(dossier: Dossier, annotation: Annotation) -> None:
    row = InputRow(origin=annotation.id, status=InputStatus.OK, article=annotation.id)
    dossier.file.save_annotation(annotation, identify_article(annotation.article), row)


def _unread(article: Article) -> Annotation:
    """An article of which nothing is known but its text and date: what matching asks of those it is not like."""
    body = Zone(start=0, end=len(article.text), role=Role.BODY)
    published = published_as_stated(article.stated_date)
    return Annotation(article=article, language="fr", sha256="", published=published, zones=(body,))


# --------------------------------------------------------------------------- the run

TOOLS: dict[str, Callable[[list[Article]], Iterator[PassageMatch]]] = {
    "recoupe": lambda articles: iter(match_articles(articles)),
    "suffix array": suffix_array,
    "MinHash (rensa)": minhash_rensa,
    "MinHash (datasketch)": minhash_datasketch,
    "passim": passim,
}


def main() -> None:
    name, path = sys.argv[1], Path(sys.argv[2])
    articles = read_articles(path)
    if name == "adding":
        print(json.dumps(time_adding(articles)))
        return
    started = time.process_time()
    matches = list(TOOLS[name](articles))
    seconds = time.process_time() - started
    out = path.with_suffix(f".{os.getpid()}.matches")
    out.write_bytes(b"".join(msgspec.json.encode(match) + b"\n" for match in matches))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, "matches": str(out)}))


if __name__ == "__main__":
    main()
