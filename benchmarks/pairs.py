"""Passages found in pairs of real articles that a reader labelled: ``python -m benchmarks.pairs [--errors]``.

The articles are those of OrangeSum (Tixier et al., CC BY-SA 4.0), which is not part of this repository; here are only
their numbers with the offsets and kinds of the passages of 14 words and more that both sides of a pair hold, as a reader
saw them in a list of common rows of words that no part of Recoupe had made. ``story`` pairs are about one event.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from recoupe.crosscheck.reuse import match_articles
from recoupe.model import Article, MatchKind, PassageMatch

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "orange" / "2020-05_2020-06.jsonl"
LABELS = Path(__file__).with_name("pairs_labels.json")
KINDS = [kind.value for kind in MatchKind]


def sides(match: PassageMatch, first: str) -> tuple[int, int, int, int]:
    """Start and end of a match on the side of ``first``, then on the other."""
    here, there = (match.earlier, match.later) if match.earlier.id == first else (match.later, match.earlier)
    return here.start, here.end, there.start, there.end


def covers(span: Sequence[int], told: Sequence[Any]) -> bool:
    """Whether a match holds at least half of a labelled passage on both sides."""
    return all(
        2 * (min(span[side + 1], told[side + 1]) - max(span[side], told[side])) >= told[side + 1] - told[side]
        for side in (0, 2)
    )


def macro_f1(pairs: Counter[tuple[str, str]]) -> float:
    """The mean over the kinds of F1, of (labelled, found) kinds."""
    scores = []
    for kind in KINDS:
        right = pairs[kind, kind]
        told = sum(count for (label, _), count in pairs.items() if label == kind)
        said = sum(count for (_, found), count in pairs.items() if found == kind)
        scores.append(2 * right / (told + said) if told + said else 0.0)
    return sum(scores) / len(scores)


def find_matches(labels: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], list[PassageMatch]]:
    """The matches between the articles of each pair, all pairs matched at once."""
    wanted = {name for line in labels for name in line["pair"]}
    rows = (json.loads(line) for line in CORPUS.open(encoding="utf-8"))
    articles = [
        Article(
            id=row["id"], title=row["title"], text=row["text"], stated_date=row["published"], language="fr"
        )
        for row in rows
        if row["id"] in wanted
    ]
    table: dict[tuple[str, str], list[PassageMatch]] = defaultdict(list)
    for match in match_articles(articles):
        low, high = sorted((match.earlier.id, match.later.id))
        table[low, high].append(match)
    return table


def main() -> None:
    if not CORPUS.is_file():
        sys.exit(f"not measured: {CORPUS} is not here")
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    matches = find_matches(labels)
    kinds: Counter[tuple[str, str]] = Counter()
    missed: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    free = of = clean = 0
    for line in labels:
        pair = tuple(sorted(line["pair"]))
        found = [(sides(match, line["pair"][0]), match.kind.value) for match in matches[pair]]
        for told in line["passages"]:
            kind = next((kind for span, kind in found if covers(span, told)), None)
            kinds[told[4], kind or ""] += 1
            missed[told[4]] += kind is None
            if kind != told[4] and "--errors" in sys.argv:
                print(line["pair"], told, "->", kind)
        beside.update(
            kind for span, kind in found if not any(covers(span, told) for told in line["passages"])
        )
        if not any(told[4] == "narrative" for told in line["passages"]):
            has_narrative = any(kind == "narrative" for _, kind in found)
            if line["why"] == "story":
                of, free = of + 1, free + (not has_narrative)
            clean += line["why"] == "random" and not found
    told = Counter(label for label, _ in kinds.elements())
    seen = Counter({pair: count for pair, count in kinds.items() if pair[1]})
    print("| kind | labelled | found | called so |\n|---|---|---|---|")
    for kind in KINDS:
        right = kinds[kind, kind]
        print(f"| {kind} | {told[kind]} | {told[kind] - missed[kind]} | {right} |")
    print(
        f"\nfound: {sum(seen.values())} of {sum(told.values())}; macro-F1 of kind of those found: {macro_f1(seen):.2f}"
    )
    print(
        f"matches that hold no labelled passage (shorter or more edited ones): {dict(sorted(beside.items()))}"
    )
    print(f"pairs about one event without copied narrative left free of it: {free} of {of}")
    print(f"random pairs without a match: {clean} of {sum(line['why'] == 'random' for line in labels)}")


if __name__ == "__main__":
    main()
