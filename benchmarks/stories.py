"""B-cubed scores of stories on real French headlines whose stories were told by hand: ``python -m benchmarks.stories``.

The headlines are those of OrangeSum (Tixier et al., CC BY-SA 4.0), which is not part of this repository; here are only
the numbers of its articles, grouped by a reader before any program saw them. Articles in no group are alone; equal
titles are one article. ``among stories`` leaves out the articles that are alone, so that single ones earn nothing.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from time import process_time

from recoupe.crosscheck.stories import assign_stories
from recoupe.model import Article

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "orange" / "2020-05_2020-06.jsonl"
LABELS = Path(__file__).with_name("stories_labels.json")


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 (0 to 1) averaged over the articles of ``gold`` (Bagga and Baldwin 1998)."""
    told, made = defaultdict(set), defaultdict(set)
    for name, story in gold.items():
        told[story].add(name)
        made[found[name]].add(name)
    shared = {name: len(told[gold[name]] & made[found[name]]) for name in gold}
    precision = sum(count / len(made[found[name]]) for name, count in shared.items()) / len(gold)
    recall = sum(count / len(told[gold[name]]) for name, count in shared.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def gold_stories(part: Mapping[str, list[str]], rows: Mapping[str, dict[str, str]]) -> dict[str, str]:
    """The story of each title of a part's days, by article id; of articles with one title the first id counts."""
    story = {name: names[0] for names in part["stories"] for name in names}
    first: dict[str, str] = {}
    for name in sorted(name for name, row in rows.items() if row["published"][:10] in part["days"]):
        kept = first.setdefault(rows[name]["title"].strip(), name)
        if name in story:
            story.setdefault(kept, story[name])
    return {name: story.get(name, name) for name in first.values()}


def score(gold: Mapping[str, str], rows: Mapping[str, dict[str, str]], with_text: bool) -> str:
    """One cell group of the table: precision, recall, F1 in per cent."""
    found = {line.id: line.story for line in assign_stories(_articles(sorted(gold), rows, with_text))}
    return " | ".join(f"{100 * value:.1f}" for value in b_cubed(gold, found))


def _articles(names: Iterable[str], rows: Mapping[str, dict[str, str]], with_text: bool) -> Iterable[Article]:
    for name in names:
        row = rows[name]
        title = row["title"].strip()
        text = f"{title}\n{row['text']}" if with_text else title
        yield Article(id=name, title=title, text=text, stated_date=row["published"][:10], language="fr")


def main() -> None:
    if not CORPUS.is_file():
        sys.exit(f"not measured: {CORPUS} is not here")
    rows = {row["id"]: row for row in map(json.loads, CORPUS.open(encoding="utf-8"))}
    print("| headlines | of | what is read | P | R | F1 |\n|---|---|---|---|---|---|")
    for part in json.loads(LABELS.read_text(encoding="utf-8")):
        gold = gold_stories(part, rows)
        sizes = Counter(gold.values())
        among = {name: story for name, story in gold.items() if sizes[story] > 1}
        for label, told in (("all", gold), ("among stories", among)):
            for with_text in (False, True):
                read = "title and text" if with_text else "title"
                print(f"| {part['part']} | {label}: {len(told)} | {read} | {score(told, rows, with_text)} |")
    start = process_time()
    count = sum(1 for _ in assign_stories(_articles(rows, rows, True)))
    print(f"\n{count} articles with their texts: {process_time() - start:.0f} processor seconds")


if __name__ == "__main__":
    main()
