"""Fifty passage matches of real articles to be read and judged by eye, drawn from a seed.

    python -m benchmarks.reuse_sample ARTICLES.jsonl [--seed 2]

Drawn by kind, as many as SAMPLE says (fewer where there are fewer); each is shown with a little of what stands around it.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict

from recoupe.crosscheck.reuse import match_articles
from recoupe.model import Article, PassageMatch, Place
from recoupe.readers import read_paths

SAMPLE = {"narrative": 18, "quotation": 12, "boilerplate": 12, "repetition": 8}
AROUND = 30
SHOWN = 260


def show(place: Place, text: str) -> str:
    passage = text[place.start : place.end]
    if len(passage) > SHOWN:
        passage = f"{passage[: SHOWN // 2]} [...] {passage[-SHOWN // 2 :]}"
    before, after = text[max(0, place.start - AROUND) : place.start], text[place.end : place.end + AROUND]
    return f"  {place.id} {before}[[{passage}]]{after}".replace("\n", "¶")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("articles")
    parser.add_argument("--seed", type=int, default=2)
    arguments = parser.parse_args()
    articles = [item for item in read_paths([arguments.articles]) if isinstance(item, Article)]
    texts = {article.id: article.text for article in articles}
    groups: dict[str, list[PassageMatch]] = defaultdict(list)
    for match in match_articles(articles):
        groups["repetition" if match.earlier.id == match.later.id else match.kind.value].append(match)
    draw = random.Random(arguments.seed)
    for kind, count in SAMPLE.items():
        print(f"# {kind}: {len(groups[kind])}")
        for match in draw.sample(groups[kind], min(count, len(groups[kind]))):
            print(f"{match.kind} {match.direction}")
            print(show(match.earlier, texts[match.earlier.id]))
            print(show(match.later, texts[match.later.id]))


if __name__ == "__main__":
    main()
