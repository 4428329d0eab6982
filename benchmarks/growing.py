"""What articles cost that come to a dossier: the account of most, then ten more, then one, then opening what is kept.

    OPENBLAS_NUM_THREADS=1 python -m benchmarks.growing ARTICLES.jsonl [--articles N] [--workers N]

One thread, as ``recoupe`` calculates. Prints processor seconds of this process and seconds by the clock, the parse apart from the account; of each account the
processor seconds of its steps and the chapters that were told, those with an article that came apart from the others.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from recoupe.annotate import annotate
from recoupe.crosscheck import account, telling
from recoupe.crosscheck.situation import Situation
from recoupe.dossier import Dossier, identify_article
from recoupe.model import Annotation, Article, Chapter, InputRow, InputStatus
from recoupe.readers import read_paths
from recoupe.store.file import DossierFile

LATER = 10
STEPS: tuple[tuple[Any, str], ...] = (
    (Dossier, "_match"),
    (account, "group_stories"),
    (account, "date_stories"),
    (account, "join_actors"),
    (account, "follow_threads"),
    (account, "divide_dossier"),
    (telling, "_tell"),
    (DossierFile, "save_account"),
)


def timed(label: str, work: Callable[[], object]) -> None:
    """Do some work and print its seconds."""
    start, busy = time.perf_counter(), time.process_time()
    work()
    spent, clock = time.process_time() - busy, time.perf_counter() - start
    print(f"{label:32}{spent:10.1f} s of processor{clock:10.1f} s by the clock", flush=True)


class Watch:
    """Processor seconds by step, and the articles of each chapter that was told, of one account."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.told: list[frozenset[str]] = []

    @contextmanager
    def on(self) -> Iterator[None]:
        """Watch the steps; what one step takes for itself within another counts twice."""
        whole = [(owner, name, getattr(owner, name)) for owner, name in STEPS]
        for owner, name, step in whole:
            setattr(owner, name, self._watched(name, step))
        try:
            yield
        finally:
            for owner, name, step in whole:
                setattr(owner, name, step)

    def _watched(self, name: str, step: Callable[..., object]) -> Callable[..., object]:
        def watched(*given: Any) -> object:
            start = time.process_time()
            found = step(*given)
            self.seconds[name] += time.process_time() - start  # type: ignore[assignment]
            if isinstance(found, Chapter):
                self.told += [frozenset(one.by_id) for one in given if isinstance(one, Situation)]
            return found

        return watched

    def report(self, fresh: frozenset[str]) -> None:
        """Print the steps and the chapters; ``fresh`` are the articles that came."""
        print("    " + ", ".join(f"{name.strip('_')} {spent:.2f}" for name, spent in self.seconds.items()))
        for label, some in (
            ("with", [one for one in self.told if one & fresh]),
            ("without", [one for one in self.told if not one & fresh]),
        ):
            count = sum(map(len, some))
            print(
                f"    told {len(some)} chapters {label} an article that came ({count} articles)", flush=True
            )


def save(dossier: Dossier, annotations: list[Annotation]) -> None:
    known = dossier.file.identities()
    for annotation in annotations:
        if (identity := identify_article(annotation.article)) not in known:
            row = InputRow(origin=annotation.article.origin, status=InputStatus.OK, article=annotation.id)
            dossier.file.save_annotation(annotation, identity, row)
            known[identity] = annotation.id


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path")
    parser.add_argument("--articles", type=int)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    found = (item for item in read_paths([options.path]) if isinstance(item, Article))
    articles = {article.id: article for article in islice(found, options.articles)}
    annotations: list[Annotation] = []
    timed("annotation", lambda: annotations.extend(annotate(articles.values(), workers=options.workers)))
    random.Random(11).shuffle(annotations)
    first, later, one = annotations[: -LATER - 1], annotations[-LATER - 1 : -1], annotations[-1:]
    with tempfile.TemporaryDirectory() as folder, Dossier(Path(folder) / "d.recoupe") as dossier:
        for label, some in (("all but eleven", first), ("ten more", later), ("one more", one)):
            save(dossier, some)
            watch = Watch()
            with watch.on():
                timed(f"account of {label}", dossier.update)
            watch.report(frozenset(annotation.id for annotation in some))
        timed("the account that is kept", dossier.account)


if __name__ == "__main__":
    main()
