"""Shared wording found in invented articles with planted passages: precision, recall by kind, processor time, memory.

    python -m benchmarks.reuse [ARTICLES] [--seed SEED] [--no-peers] [--adding] [--variants]

The corpus is made of own word lists put together by a seeded generator. Planted: passages of 20 to 120 words copied
verbatim, with another typography, with 5, 20 and 40 % of the words edited, and one dispatch in 150 articles. Traps:
outlets' footers and stock phrases. A planted copy counts as found where matches link it with articles of its family and cover
half of it; a match counts as right where its two sides lie in one family. Matches that lie in traps are wrong; they are also counted apart,
because peers know no boilerplate (those that Recoupe calls boilerplate are not counted at all).

F1 is given for two mixes of kinds. *corpus*: the copies as planted, each kind but the dispatch a fifth. *press*: PRESS_MIX, where
most copies are verbatim and heavy rewording is a tenth. Every tool (``benchmarks/reuse_tools.py``) runs in a process of its own on the same
articles; its seconds count all from the texts as strings to pairs of places. ``--adding`` times an article that is added to a dossier of the others.
``--variants`` times the command ``recoupe reuse`` from file to file, with and without the articles' dates and languages.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from recoupe.model import Article, MatchKind, PassageMatch, Place

KINDS = ("verbatim", "typography", "edit 5 %", "edit 20 %", "edit 40 %", "dispatch")
EDITED = {"edit 5 %": 0.05, "edit 20 %": 0.20, "edit 40 %": 0.40}
PRESS_MIX = {
    "verbatim": 0.4,
    "typography": 0.2,
    "edit 5 %": 0.15,
    "edit 20 %": 0.1,
    "edit 40 %": 0.1,
    "dispatch": 0.05,
}
TRAP = "trap"
VARIANTS = {
    "dates and languages": (),
    "no dates": ("published",),
    "no languages": ("language",),
    "neither": ("published", "language"),
}
TOOLS = ("recoupe", "suffix array", "MinHash (rensa)", "MinHash (datasketch)", "passim")
DISPATCH_ARTICLES = 150
SYLLABLES = "ba bel cor dan dra fel fi gar gne hou jo lan lis mar mo nel or pa que ra ron sa ser ta tor val ve vil zan é ché roi"
FUNCTION = [
    "le",
    "la",
    "les",
    "un",
    "une",
    "des",
    "de",
    "du",
    "et",
    "à",
    "en",
    "dans",
    "pour",
    "sur",
    "avec",
    "par",
    "que",
    "qui",
    "ne",
    "pas",
    "plus",
    "au",
    "aux",
    "ce",
    "cette",
    "ses",
    "son",
    "sa",
    "mais",
    "ou",
    "où",
    "comme",
]


@dataclass(slots=True)
class Plant:
    """A copy of a passage: the family it belongs to, what was done to it, where it stands (offsets)."""

    family: int
    kind: str
    article: str
    start: int
    end: int


@dataclass(slots=True)
class Corpus:
    articles: list[Article] = field(default_factory=list)
    plants: list[Plant] = field(default_factory=list)


class Writer:
    """Writes invented sentences from a seed: word frequencies fall off as in a language (Zipf)."""

    def __init__(self, seed: int, vocabulary: int = 20_000):
        self.random = random.Random(seed)
        syllables = SYLLABLES.split()
        words = {
            "".join(self.random.choices(syllables, k=self.random.randint(2, 4))) for _ in range(vocabulary)
        }
        self.words = FUNCTION + sorted(words)
        self.random.shuffle(self.words)
        self.words = FUNCTION + [word for word in self.words if word not in FUNCTION]
        self.weights = [1 / (rank + 3) for rank in range(len(self.words))]
        for rank in range(1, len(self.weights)):
            self.weights[rank] += self.weights[rank - 1]
        self.stock = [self.sentence(self.random.randint(6, 12)) for _ in range(40)]

    def some_words(self, count: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=count)

    def sentence(self, length: int) -> list[str]:
        words = self.some_words(length)
        words[0] = words[0].capitalize()
        words[-1] += "."
        return words

    def passage(self, length: int) -> list[str]:
        words: list[str] = []
        while len(words) < length:
            words += self.sentence(self.random.randint(8, 25))
        return words[:length]

    def edit(self, words: Sequence[str], share: float) -> list[str]:
        """Words replaced, dropped, put in; from 40 % on, two neighbouring stretches also change places."""
        edited: list[str] = []
        for word in words:
            if self.random.random() >= share:
                edited.append(word)
                continue
            what = self.random.random()
            if what < 0.6:
                edited += self.some_words(1)
            elif what < 0.8:
                edited += [word, *self.some_words(1)]
        if share >= 0.4:
            middle = len(edited) // 2
            edited = edited[middle:] + edited[:middle]
        return edited

    def typeset(self, words: Sequence[str]) -> list[str]:
        """Another typography: accents lost, capitals, non-breaking spaces, soft hyphens."""
        how = self.random.randrange(4)
        text = " ".join(words)
        if how == 0:
            text = text.replace("é", "e").replace("à", "a")
        elif how == 1:
            text = text.upper()
        elif how == 2:
            text = text.replace("é", "e\u0301")
            text = "\u00a0".join(text.split(" "))
            return [text]
        else:
            text = " ".join(word[:3] + "\u00ad" + word[3:] if len(word) > 6 else word for word in words)
        return text.split(" ")


def _vary(writer: Writer, words: Sequence[str], kind: str) -> list[str]:
    if kind == "typography":
        return writer.typeset(words)
    if kind in EDITED:
        return writer.edit(words, EDITED[kind])
    return list(words)


def _plan(writer: Writer, count: int) -> dict[int, list[tuple[int, str, list[str]]]]:
    """Which passages go into which article: a source and its copies for each family, and one dispatch."""
    plan: dict[int, list[tuple[int, str, list[str]]]] = defaultdict(list)
    free = list(range(count))
    writer.random.shuffle(free)
    family = 0
    wide = min(DISPATCH_ARTICLES, count // 8)
    dispatch = writer.passage(80)
    for place in [free.pop() for _ in range(wide)]:
        plan[place].append((family, "dispatch", list(dispatch)))
    while len(free) > count // 2:
        family += 1
        passage = writer.passage(writer.random.randint(20, 120))
        places = [free.pop() for _ in range(writer.random.choice((2, 2, 2, 3, 4)))]
        places.sort()
        plan[places[0]].append((family, "source", passage))
        for place in places[1:]:
            kind = writer.random.choice(KINDS[:-1])
            plan[place].append((family, kind, _vary(writer, passage, kind)))
    return plan


def make_corpus(count: int, seed: int) -> Corpus:
    """``count`` articles of about 280 words from forty outlets over sixty days."""
    writer = Writer(seed)
    plan = _plan(writer, count)
    outlets = [" ".join(writer.some_words(2)).title() for _ in range(40)]
    footers = [" ".join(writer.passage(writer.random.randint(15, 40))) for _ in outlets]
    corpus = Corpus()
    for number in range(count):
        identifier = f"a{number:06d}"
        outlet = writer.random.randrange(len(outlets))
        pieces: list[tuple[tuple[int, str] | None, str]] = [
            (None, " ".join(writer.passage(writer.random.randint(30, 70)))) for _ in range(4)
        ]
        if writer.random.random() < 0.5:
            stock = " ".join(writer.random.choice(writer.stock))
            pieces.insert(writer.random.randint(0, 4), ((-1, TRAP), stock))
        for family, kind, words in plan[number]:
            pieces.insert(writer.random.randint(0, len(pieces)), ((family, kind), " ".join(words)))
        pieces.append(((-2, TRAP), footers[outlet]))
        text = ""
        for mark, piece in pieces:
            if mark is not None:
                corpus.plants.append(Plant(*mark, identifier, len(text), len(text) + len(piece)))
            text += piece + writer.random.choice((" ", "\n", "\n\n"))
        day = date(2031, 3, 1) + timedelta(days=number * 60 // count)
        corpus.articles.append(
            Article(
                id=identifier, text=text, outlet=outlets[outlet], stated_date=day.isoformat(), language="fr"
            )
        )
    return corpus


# --------------------------------------------------------------------------- scores


class Families:
    """Which planted family a place of an article belongs to."""

    def __init__(self, plants: Sequence[Plant]):
        self.plants: dict[str, list[Plant]] = defaultdict(list)
        for plant in plants:
            self.plants[plant.article].append(plant)

    def of(self, place: Place) -> Plant | None:
        """The plant that holds most of a place."""
        for plant in self.plants[place.id]:
            if 2 * (min(place.end, plant.end) - max(place.start, plant.start)) > place.end - place.start:
                return plant
        return None


def score(corpus: Corpus, matches: Sequence[PassageMatch]) -> dict[str, float]:
    """Precision over matches that are not boilerplate, recall by kind, F1 by mix, and how many matches lie in traps."""
    families = Families(corpus.plants)
    reported = [match for match in matches if match.kind is not MatchKind.BOILERPLATE]
    right = trapped = 0
    covered: dict[int, set[int]] = defaultdict(set)
    for match in reported:
        one, other = families.of(match.earlier), families.of(match.later)
        if one is None or other is None or one.family != other.family:
            continue
        if one.kind == TRAP:
            trapped += 1
            continue
        right += 1
        for plant, place in ((one, match.earlier), (other, match.later)):
            covered[id(plant)].update(range(max(place.start, plant.start), min(place.end, plant.end)))
    found, planted = Counter[str](), Counter[str]()
    for plant in corpus.plants:
        planted[plant.kind] += 1
        found[plant.kind] += 2 * len(covered[id(plant)]) > plant.end - plant.start
    wanted = [kind for kind in KINDS if planted[kind]]
    precision = right / max(1, len(reported))
    aside = right / max(1, len(reported) - trapped)
    scores = {kind: found[kind] / planted[kind] for kind in wanted}
    recall = sum(found[kind] for kind in wanted) / max(1, sum(planted[kind] for kind in wanted))
    press = sum(scores[kind] * PRESS_MIX[kind] for kind in wanted) / sum(PRESS_MIX[kind] for kind in wanted)
    return {
        "precision": precision,
        "traps": trapped,
        "precision outside traps": aside,
        **scores,
        "F1 corpus": _f1(precision, recall),
        "F1 press": _f1(precision, press),
        "F1 press outside traps": _f1(aside, press),
    }


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


# --------------------------------------------------------------------------- the run


def write_corpus(corpus: Corpus, path: Path) -> None:
    """The articles as article lines."""
    with path.open("w", encoding="utf-8") as file:
        for article in corpus.articles:
            line = {
                "id": article.id,
                "text": article.text,
                "published": article.stated_date,
                "outlet": article.outlet,
                "language": article.language,
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def run_tool(name: str, path: Path) -> dict[str, object]:
    """What a tool printed in a process of its own: seconds, megabytes, the file with its matches; or why it did not run."""
    command = [sys.executable, "-m", "benchmarks.reuse_tools", name, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1], check=False)
    if done.returncode:
        return {"why": done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "it stopped"}
    facts: dict[str, object] = json.loads(done.stdout)
    return facts


def time_command(path: Path, without: Sequence[str]) -> str:
    """Processor seconds and peak memory of ``recoupe reuse`` on these article lines without some of their fields."""
    source, target = path.with_suffix(".variant.jsonl"), path.with_suffix(".passages.jsonl")
    with path.open(encoding="utf-8") as lines, source.open("w", encoding="utf-8") as file:
        for line in lines:
            told = {name: value for name, value in json.loads(line).items() if name not in without}
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
    start = "from recoupe.cli import main; main()"
    process = subprocess.Popen([sys.executable, "-c", start, "reuse", str(source), "-o", str(target)])
    _, status, used = os.wait4(process.pid, 0)
    if status:
        return "the command failed"
    return f"CPU {used.ru_utime + used.ru_stime:.1f} s, peak {used.ru_maxrss / 1024:.0f} MB"


def read_matches(path: Path) -> list[PassageMatch]:
    import msgspec

    decoder = msgspec.json.Decoder(PassageMatch)
    return [decoder.decode(line) for line in path.read_bytes().splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("articles", type=int, nargs="?", default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-peers", action="store_true", help="run Recoupe only")
    parser.add_argument("--adding", action="store_true", help="time one article added to a dossier")
    parser.add_argument("--variants", action="store_true", help="time the command with and without fields")
    arguments = parser.parse_args()
    corpus = make_corpus(arguments.articles, arguments.seed)
    planted = Counter(plant.kind for plant in corpus.plants)
    print(f"{arguments.articles} articles, seed {arguments.seed}; planted: {dict(sorted(planted.items()))}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        write_corpus(corpus, path)
        for name in TOOLS[: 1 if arguments.no_peers else None]:
            facts = run_tool(name, path)
            if "why" in facts:
                print(f"{name}: not run: {facts['why']}")
                continue
            scores = score(corpus, read_matches(Path(str(facts["matches"]))))
            told = ", ".join(f"{kind} {value:.4g}" for kind, value in scores.items())
            print(f"{name}: CPU {facts['seconds']:.1f} s, peak {facts['megabytes']:.0f} MB, {told}")
        for variant, without in VARIANTS.items() if arguments.variants else ():
            print(f"recoupe reuse, {variant}: {time_command(path, without)}")
        if arguments.adding:
            print(json.dumps(run_tool("adding", path)))


if __name__ == "__main__":
    main()
