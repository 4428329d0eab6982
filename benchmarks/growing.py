"""What articles cost that come to a dossier: the account of most, then fifty more, then one, then opening what is kept.

    python -m benchmarks.growing ARTICLES.jsonl [--articles N] [--workers N]

Prints seconds by the clock, the parse apart from the account.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from recoupe.annotate import annotate
from recoupe.dossier import Dossier, identify_article
from recoupe.model import Annotation, Article, InputRow, InputStatus
from recoupe.readers import read_paths

LATER = 50


def timed(label: str, work: Callable[[], object]) -> None:
    """Do some work and print its seconds."""
    start = time.perf_counter()
    work()
    print(f"{label:32}{time.perf_counter() - start:10.1f} s", flush=True)


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
    first, fifty, one = annotations[: -LATER - 1], annotations[-LATER - 1 : -1], annotations[-1:]
    with tempfile.TemporaryDirectory() as folder, Dossier(Path(folder) / "d.recoupe") as dossier:
        for label, some in (("all but fifty-one", first), ("fifty more", fifty), ("one more", one)):
            save(dossier, some)
            timed(f"account of {label}", dossier.account)
        timed("the account that is kept", dossier.account)


if __name__ == "__main__":
    main()
