"""``make bench``: speed and memory of the main job, from one run on one machine.

Absolute figures depend on the machine; the ratios are what counts. Real articles are used where
``../shared/corpora/orange`` is present, else the example situation over and over.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.readers import bench_readers
from benchmarks.search import PASSAGES, bench_search

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "corpora" / "orange" / "2020-05_2020-06.jsonl"
SPEED_ARTICLES = 700
PAGE_ARTICLES = 20
WARM_UP = 300
COPIED = 0.6
BARE_BATCHES = (8, 32)

BARE = """
import json, sys, time
import spacy
from recoupe.annotate.parses import PARSERS
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
nlp = spacy.load(PARSERS["fr"])
for doc in nlp.pipe(texts[:{warm}]): pass
start = time.process_time()
tokens = sum(sum(not token.is_space for token in doc) for doc in nlp.pipe(texts[{warm}:], batch_size={batch}))
print(json.dumps(dict(tokens=tokens, seconds=time.process_time() - start)))
"""

FULL = """
import json, sys, time
from recoupe.annotate import annotate
from recoupe.lines import annotation_line, encode_line
from recoupe.readers import read_paths
articles = list(read_paths([sys.argv[1]]))
for annotation in annotate(articles[:{warm}]): encode_line(annotation_line(annotation))
start = time.process_time()
for annotation in annotate(articles[{warm}:]): encode_line(annotation_line(annotation))
print(json.dumps(dict(seconds=time.process_time() - start)))
"""

LAYERS = """
import json, sys, time
from functools import wraps
import recoupe.annotate as layers
from recoupe.readers import read_paths
spent = {{}}
def timed(name, layer):
    @wraps(layer)
    def run(reading):
        start = time.process_time()
        found = layer(reading)
        spent[name] = spent.get(name, 0.0) + time.process_time() - start
        return found
    return run
for name in [name for name in vars(layers) if name.startswith(("find_", "date_")) and name != "find_zones"]:
    setattr(layers, name, timed(name, getattr(layers, name)))
articles = list(read_paths([sys.argv[1]]))
for annotation in layers.annotate(articles[:{warm}]): pass
spent.clear()
words = sum(len(annotation.text.split()) for annotation in layers.annotate(articles[{warm}:]))
print(json.dumps({{name: 1000 * seconds / words for name, seconds in spent.items()}}))
"""

MEMORY = """
import json, sys, resource
from recoupe.annotate import annotate
from recoupe.lines import annotation_line, encode_line
from recoupe.readers import read_paths
count = sum(1 for annotation in annotate(read_paths([sys.argv[1]])) if encode_line(annotation_line(annotation)))
print(json.dumps(dict(articles=count, megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)))
"""

PAGE = """
import sys
from recoupe.cli import app
app(["report", sys.argv[1], "-o", sys.argv[2]], standalone_mode=False)
"""


def article_lines(count: int) -> list[str]:
    """``count`` article lines: real ones where there are, else the example's over and over with other ids."""
    if REAL.is_file():
        with REAL.open(encoding="utf-8") as file:
            lines = [line for line, _ in zip(file, range(count), strict=False)]
        if len(lines) == count:
            return lines
    sys.path.insert(0, str(ROOT / "src"))
    from recoupe.cli.adding import example_articles
    from recoupe.model import Article
    from recoupe.readers import read_paths

    found = [
        item
        for item in read_paths([example_articles()])
        if isinstance(item, Article) and item.language != "en"
    ]
    return [
        json.dumps(
            {"id": f"{number}", "text": found[number % len(found)].text, "language": "fr"}, ensure_ascii=False
        )
        + "\n"
        for number in range(count)
    ]


def run(code: str, *arguments: str) -> dict[str, float]:
    """What a script prints as JSON, run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip().startswith("{") else {}


def bench_speed(folder: Path) -> None:
    """Bare parse (the model as installed, its fastest batch size) against ``annotate`` from article to line.

    Both start warmed up, with everything loaded; processor seconds, each in a process of its own.
    """
    corpus = folder / "speed.jsonl"
    corpus.write_text("".join(article_lines(SPEED_ARTICLES)), encoding="utf-8")
    print(f"{SPEED_ARTICLES - WARM_UP} articles:")
    _compare(corpus, 0.75)


def bench_copied(folder: Path) -> None:
    """The same on a corpus of which ``COPIED`` of the articles are made of paragraphs that stood before, in another order."""
    chance = random.Random(3)
    own = round((1 - COPIED) * (SPEED_ARTICLES - WARM_UP))
    lines = article_lines(WARM_UP + own)
    paragraphs = [p for line in lines[WARM_UP:] for p in json.loads(line)["text"].split("\n") if p.strip()]
    each = max(1, round(len(paragraphs) / own))
    for number in range(SPEED_ARTICLES - WARM_UP - own):
        text = "\n\n".join(chance.sample(paragraphs, each))
        lines.append(json.dumps({"id": f"copy-{number}", "text": text, "language": "fr"}) + "\n")
    corpus = folder / "copied.jsonl"
    corpus.write_text("".join(lines), encoding="utf-8")
    print(f"as many, {COPIED:.0%} of them copied:")
    _compare(corpus, 1.0)


def _compare(corpus: Path, goal: float) -> None:
    bare = min(
        (run(BARE.format(warm=WARM_UP, batch=batch), str(corpus)) for batch in BARE_BATCHES),
        key=lambda result: result["seconds"],
    )
    full = run(FULL.format(warm=WARM_UP), str(corpus))
    bare_rate, full_rate = bare["tokens"] / bare["seconds"], bare["tokens"] / full["seconds"]
    print(f"bare parse           {bare_rate:8.0f} tokens per processor second")
    print(f"annotate, all layers {full_rate:8.0f} tokens per processor second")
    print(f"ratio                {full_rate / bare_rate:8.2f} (at least {goal})", flush=True)


def bench_layers(folder: Path) -> None:
    """What each layer costs on top of the parse."""
    for name, seconds in run(LAYERS.format(warm=WARM_UP), str(folder / "speed.jsonl")).items():
        goal = " (at most 0.1)" if name == "find_times_and_ages" else ""
        print(f"{name:<20} {seconds:8.4f} processor seconds per 1,000 words{goal}", flush=True)


def bench_page(folder: Path) -> None:
    corpus = folder / "page.jsonl"
    corpus.write_text("".join(article_lines(PAGE_ARTICLES)), encoding="utf-8")
    import time

    start = time.perf_counter()
    run(PAGE, str(corpus), str(folder / "page.html"))
    print(
        f"cold start to page   {time.perf_counter() - start:8.1f} s for {PAGE_ARTICLES} articles", flush=True
    )


def bench_memory(folder: Path, counts: tuple[int, ...]) -> None:
    for count in counts:
        corpus = folder / f"memory-{count}.jsonl"
        corpus.write_text("".join(article_lines(count)), encoding="utf-8")
        result = run(MEMORY, str(corpus))
        print(
            f"peak memory          {result['megabytes']:8.0f} MB for annotate on {count} articles", flush=True
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--memory", nargs="*", type=int, default=[1_000, 5_000], help="article counts for the memory run"
    )
    parser.add_argument(
        "--passages", type=int, default=PASSAGES, help="how many invented passages are searched"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench_speed(folder)
        bench_copied(folder)
        bench_layers(folder)
        bench_page(folder)
        bench_memory(folder, tuple(options.memory))
        bench_search(folder, options.passages)
        bench_readers(folder)


if __name__ == "__main__":
    main()
