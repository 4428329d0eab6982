"""What dates articles whose date was taken away: what their text states, then the other articles of their story.

    python -m benchmarks.dating [ARTICLES] [--from DAY]

Reads real articles with their dates from ../shared/corpora/orange (JSON Lines), in the order of their dates. Each is
annotated without its date; where its story holds others, these keep theirs. An interval is false where the true day
lies outside it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from recoupe.annotate import annotate
from recoupe.crosscheck.dating import date_articles
from recoupe.crosscheck.reuse import match_passages
from recoupe.crosscheck.stories import group_stories, open_annotation
from recoupe.model import Annotation, Article, Published

CORPUS = Path(__file__).parents[1].parent / "shared" / "corpora" / "orange"


def read_corpus(folder: Path, first_day: str, count: int) -> list[Article]:
    """The first ``count`` articles from a day on, by date and id."""
    lines = [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")
    ]
    lines = sorted(
        (line for line in lines if line["published"] >= first_day),
        key=lambda line: (line["published"], line["id"]),
    )
    return [
        Article(
            id=line["id"],
            text=line["text"],
            title=line["title"],
            stated_date=line["published"],
            language="fr",
        )
        for line in lines[:count]
    ]


def judge(published: Published, true_day: str) -> Iterator[str]:
    """What an interval is counted as."""
    low, high = published.earliest, published.latest
    yield "articles"
    if low or high:
        yield "bounded"
        yield "on both sides" if low and high else "on one side"
    if low and high and low == high:
        yield "to the day"
    if (low and true_day < low) or (high and true_day > high):
        yield "false"


def date_in_story(dated: Mapping[str, Annotation], undated: Annotation, members: list[str]) -> Published:
    """The date of an article whose own is hidden, among the dated ones of its story."""
    among = [undated if name == undated.id else dated[name] for name in members]
    return date_articles(among, match_passages(among), dict.fromkeys(members, "story"))[undated.id]


def measure(articles: list[Article]) -> dict[str, Counter[str]]:
    """Counts for articles by themselves and among their stories."""
    dated = {annotation.id: annotation for annotation in annotate(articles)}
    hidden = [msgspec.structs.replace(article, stated_date=None) for article in articles]
    undated = {annotation.id: annotation for annotation in annotate(hidden)}
    annotations = list(dated.values())
    stories: dict[str, list[str]] = defaultdict(list)
    for name, story in sorted(
        group_stories([open_annotation(one) for one in annotations], match_passages(annotations)).items()
    ):
        stories[story].append(name)
    alone: Counter[str] = Counter()
    together: Counter[str] = Counter()
    for members in stories.values():
        for name in members:
            true_day = (dated[name].published.earliest or "")[:10]
            alone.update(judge(undated[name].published, true_day))
            if len(members) > 1:
                together.update(judge(date_in_story(dated, undated[name], members), true_day))
    return {"by its own text": alone, "in a story of several": together}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", nargs="?", type=int, default=300)
    parser.add_argument("--from", dest="first_day", default="2020-05-04")
    options = parser.parse_args()
    if not CORPUS.is_dir():
        print(f"no articles at {CORPUS}")
        return
    for title, counts in measure(read_corpus(CORPUS, options.first_day, options.articles)).items():
        print(
            title + ":",
            ", ".join(
                f"{name} {counts[name]}"
                for name in ("articles", "bounded", "on both sides", "on one side", "to the day", "false")
            ),
        )


if __name__ == "__main__":
    main()
