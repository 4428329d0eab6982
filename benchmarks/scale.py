"""How the cost of each stage grows with the articles, and what a second Spark worker brings: ``make bench-scale``.

    python -m benchmarks.scale [--sizes 1000 10000 100000] [--annotated 300 1000] [--real FILE] [--spark ARTICLES] [--only STAGE ...]

Every stage of every size runs in a process of its own, which reads what it needs, then counts processor seconds (its children's
too), wall time, the peak of memory and the bytes that it leaves. ``growth`` is the exponent from one size to the next; of n·log n
it is 1.11 from 1,000 to 100,000. Articles are invented (``benchmarks.reuse``), ``PER_DAY`` a day, so that an archive ten times
as large is ten times as long; real ones are used where ``../shared/corpora/orange`` is present. Only ``annotate`` parses: the other
stages get invented records, some ten an article, whose actors grow with the articles.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import pickle
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec
import pyarrow as pa

from benchmarks.reuse import make_corpus
from recoupe.annotate.reading import load_parser
from recoupe.archive import annotate_rows, build_archive, open_engine
from recoupe.crosscheck.account import crosscheck
from recoupe.crosscheck.direction import published_as_stated
from recoupe.crosscheck.reuse import match_passages
from recoupe.crosscheck.sketches import HeldArticles
from recoupe.crosscheck.stories import group_stories, open_annotation
from recoupe.dossier import Dossier
from recoupe.model import (
    Act,
    Actor,
    ActorKind,
    Annotation,
    Article,
    Attribution,
    Event,
    EventModality,
    EventType,
    Manner,
    Mention,
    Role,
    SaidModality,
    Speaker,
    SpeakerKind,
)
from recoupe.readers import read_paths
from recoupe.zones import find_zones

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "corpora" / "orange" / "2020-05_2020-06.jsonl"
STAGES = ("annotate", "match", "stories", "claims", "store", "search", "archive")
PER_DAY = 50
ACTORS = 60
QUERIES = 200
WARM_UP = 128
ALL_WORKERS_FIRST = "spark.scheduler.minRegisteredResourcesRatio 1.0\n"
"""Spark's setting that the first task waits for all workers, so that each has its parser before the clock starts."""
FIRST_DAY = date(2031, 1, 1)
MEGABYTE = 1 << 20


class Cost(NamedTuple):
    """What a stage took: processor and wall seconds, megabytes at the peak, bytes left on disk, a word on the work done."""

    processor: float
    wall: float
    megabytes: float
    stored: int
    done: str


# --------------------------------------------------------------------------- articles


def invent(count: int) -> list[Annotation]:
    """``count`` invented articles with records: who says what, and who does what to whom; the actors change with the weeks."""
    chance = random.Random(count)
    names = [f"{_name(chance)} {_name(chance)}" for _ in range(ACTORS + count // 10)]
    return [
        _with_records(article, number, names[number // 10 : number // 10 + ACTORS], chance)
        for number, article in enumerate(make_corpus(count, 7).articles)
    ]


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(("ba", "lor", "mi", "ren", "sa", "tor", "vel", "zan"), k=3)).title()


def _with_records(article: Article, number: int, names: Sequence[str], chance: random.Random) -> Annotation:
    day = (FIRST_DAY + timedelta(days=number // PER_DAY)).isoformat()
    title = " ".join(article.text.split()[:8])
    article = msgspec.structs.replace(article, title=title, stated_date=day, origin=article.id)
    zones = tuple(find_zones(article, "fr"))
    bodies = [zone for zone in zones if zone.role is Role.BODY and zone.end - zone.start > 80][:2]
    chosen = sorted({chance.choice(names) for _ in range(3)})
    keys = [f"k{place}" for place in range(len(chosen))]
    said, events, mentions = [], [], []
    for place, zone in enumerate(bodies):
        key = keys[place % len(keys)]
        begin, end = zone.start + 20, article.text.rfind(" ", zone.start, zone.start + 80)
        speaker = Speaker(
            start=zone.start, end=begin, name=chosen[place % len(keys)], kind=SpeakerKind.NAMED_PERSON, actor=key
        )  # fmt: skip
        said.append(
            Attribution(
                start=begin, end=end, kind=Manner.INDIRECT, speaker=speaker, cue=None, addressee=None,
                via=(), modality=SaidModality.ASSERTED, act=Act.STATEMENT, earliest=day, latest=day,
            )
        )  # fmt: skip
        events.append(
            Event(
                start=zone.start, end=end, type=chance.choice(list(EventType)), actors=(key,),
                recipients=(keys[(place + 1) % len(keys)],), modality=EventModality.OCCURRED, earliest=day, latest=day,
            )
        )  # fmt: skip
        mentions.append(Mention(start=zone.start, end=begin, actor=key))
    return Annotation(
        article=article,
        language="fr",
        sha256="",
        published=published_as_stated(day),
        zones=zones,
        actors=tuple(
            Actor(key=key, name=name, kind=ActorKind.PERSON) for key, name in zip(keys, chosen, strict=True)
        ),
        mentions=tuple(mentions),
        attributions=tuple(said),
        events=tuple(events),
    )


def bare(count: int) -> list[Annotation]:
    """The first real articles, each once, with their zones and stated dates."""
    found = (item for item in read_paths([REAL]) if isinstance(item, Article))
    return [
        Annotation(
            article=article,
            language="fr",
            sha256="",
            published=published_as_stated(article.stated_date),
            zones=tuple(find_zones(article, "fr")),
        )
        for article in islice(found, count)
    ]


# --------------------------------------------------------------------------- stages


def run_annotate(folder: Path, annotations: list[Annotation]) -> str:
    batch = {"article": [msgspec.msgpack.encode(annotation.article) for annotation in annotations]}
    words = 0
    for made in annotate_rows([pa.RecordBatch.from_pydict(batch)]):
        words += sum(len(text.split()) for text in made["text"].to_pylist())
    return f"{words} words"


def run_match(folder: Path, annotations: list[Annotation]) -> str:
    matches = match_passages(annotations)
    (folder / "matches").write_bytes(pickle.dumps(matches))
    return f"{len(matches)} passages"


def run_stories(folder: Path, annotations: list[Annotation]) -> str:
    matches = pickle.loads((folder / "matches").read_bytes())
    openings = [open_annotation(annotation) for annotation in annotations]
    return f"{len(set(group_stories(openings, matches).values()))} stories"


def run_claims(folder: Path, annotations: list[Annotation]) -> str:
    matches = pickle.loads((folder / "matches").read_bytes())
    found = crosscheck(HeldArticles(annotations), match=lambda _: matches)
    return f"{len(found.account().rows)} rows, {len(found.chapters)} chapters"


def run_store(folder: Path, annotations: list[Annotation]) -> str:
    with Dossier(folder / "dossier.recoupe") as dossier:
        rows = dossier.take(annotations)
    return f"{len(rows)} articles"


def run_search(folder: Path, annotations: list[Annotation]) -> str:
    chance = random.Random(5)
    hits = 0
    with Dossier(folder / "dossier.recoupe", write=False) as dossier:
        for _ in range(QUERIES):
            words = chance.choice(annotations).text.split()
            hits += dossier.search(" ".join(chance.sample(words, 2)), seconds=60).total
    return f"{QUERIES} queries, {hits} hits"


def run_archive(folder: Path, annotations: list[Annotation]) -> str:
    """The whole of ``recoupe archive`` in one process on articles that are read without grammar, so that nothing is parsed."""
    began: list[tuple[str, float]] = []
    build_archive(
        [folder / "articles.jsonl"],
        folder / "archive",
        told=lambda step: began.append((step, time.process_time())),
    )
    ends = [start for _, start in began[1:]] + [time.process_time()]
    spent = ((step, end - start) for (step, start), end in zip(began, ends, strict=True))
    return ", ".join(
        f"{step} {seconds:.1f} s" for step, seconds in spent if not step.startswith("annotations")
    )


RUN: dict[str, Callable[[Path, list[Annotation]], str]] = {
    "annotate": run_annotate,
    "match": run_match,
    "stories": run_stories,
    "claims": run_claims,
    "store": run_store,
    "search": run_search,
    "archive": run_archive,
}


# --------------------------------------------------------------------------- one stage, and all of them


def prepare(stage: str, annotations: list[Annotation], folder: Path) -> None:
    """What a stage needs before its clock starts: the parser, the articles in a file."""
    if stage == "annotate":
        load_parser("fr")
    if stage == "archive":
        with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
            for annotation in annotations:
                article = annotation.article
                line = {
                    "id": article.id,
                    "text": article.text,
                    "published": article.stated_date,
                    "outlet": article.outlet,
                    "title": article.title,
                }
                file.write(json.dumps(line | {"language": "it"}, ensure_ascii=False) + "\n")


def measure(stage: str, folder: Path) -> Cost:
    """Run one stage in this process."""
    annotations: list[Annotation] = pickle.loads((folder / "annotations").read_bytes())
    prepare(stage, annotations, folder)
    before, processor, wall = stored_bytes(folder), _processor_seconds(), time.perf_counter()
    done = RUN[stage](folder, annotations)
    processor, wall = _processor_seconds() - processor, time.perf_counter() - wall
    return Cost(processor, wall, _peak_megabytes(), stored_bytes(folder) - before, done)


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak_megabytes() -> float:
    """The most memory that this process has held (``ru_maxrss`` would count what its parent held when it was started)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def stored_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def run_apart(*arguments: str) -> Cost:
    """A stage in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scale", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return Cost(*json.loads(done.stdout.splitlines()[-1]))


def print_growth(
    name: str, stages: Sequence[str], sizes: Sequence[int], make: Callable[[int], list[Annotation]]
) -> None:
    """Each stage at each size, and the exponent by which its processor seconds grow."""
    print(f"\n{name}")
    print(
        f"{'stage':10}{'articles':>10}{'processor s':>13}{'wall s':>9}{'peak MB':>9}{'stored MB':>11}{'growth':>8}  done"
    )
    with tempfile.TemporaryDirectory() as held:
        folders = [Path(held) / str(size) for size in sizes]
        for folder, size in zip(folders, sizes, strict=True):
            folder.mkdir()
            (folder / "annotations").write_bytes(pickle.dumps(make(size)))
        for stage in stages:
            before: tuple[float, int] | None = None
            for folder, size in zip(folders, sizes, strict=True):
                cost = run_apart("--stage", stage, "--folder", str(folder))
                print(_row(stage, size, cost, before), flush=True)
                before = cost.processor, size


def _row(stage: str, size: int, cost: Cost, before: tuple[float, int] | None) -> str:
    growth = ""
    if before:
        growth = f"{math.log(cost.processor / before[0]) / math.log(size / before[1]):.2f}"
    return (
        f"{stage:10}{size:10}{cost.processor:13.1f}{cost.wall:9.1f}{cost.megabytes:9.0f}"
        f"{cost.stored / MEGABYTE:11.1f}{growth:>8}  {cost.done}"
    )


# --------------------------------------------------------------------------- Spark


def time_spark(workers: int, articles: int) -> float:
    """Wall seconds of annotating so many articles on so many Spark workers of one core, their parsers loaded before."""
    lines = REAL.read_text(encoding="utf-8").splitlines() if REAL.is_file() else []
    if not lines:
        sys.exit("../shared/corpora/orange is absent: nothing to annotate on Spark")
    began: dict[str, float] = {}

    class Done(Exception):
        """The annotations are made."""

    def told(step: str) -> None:
        began[step] = time.perf_counter()
        if step == "texts":
            raise Done

    with tempfile.TemporaryDirectory() as held:
        (Path(held) / "spark-defaults.conf").write_text(ALL_WORKERS_FIRST, encoding="utf-8")
        os.environ["SPARK_CONF_DIR"] = held
        engine = open_engine(f"local-cluster[{workers},1,1024]")
        for name, some in (("warm", lines[articles : articles + WARM_UP]), ("timed", lines[:articles])):
            path = Path(held) / f"{name}.jsonl"
            dated = (json.dumps(json.loads(line) | {"published": "2031-01-01"}) for line in some)
            path.write_text("\n".join(dated), encoding="utf-8")
            with suppress(Done):
                build_archive([path], Path(held) / name, engine=engine, told=told)
        engine.close()
    return began["texts"] - began["annotations 2031-01"]


def print_spark(articles: int) -> None:
    """One worker, then two, each in a process of its own."""
    seconds = {
        workers: run_apart("--spark-workers", str(workers), "--spark", str(articles)).wall
        for workers in (1, 2)
    }
    print(f"\nSpark, annotate of {articles} real articles: one worker {seconds[1]:.1f} s, two {seconds[2]:.1f} s,"
          f" ratio {seconds[1] / seconds[2]:.2f} (at least 1.6)")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000], help="invented articles"
    )
    parser.add_argument(
        "--annotated", nargs="*", type=int, default=[300, 1_000], help="real articles that are parsed"
    )
    parser.add_argument(
        "--real", nargs="*", type=int, default=[1_420, 5_680], help="real articles for the other stages"
    )
    parser.add_argument(
        "--spark", type=int, default=1200, help="real articles annotated on Spark; 0 for none"
    )
    parser.add_argument("--only", nargs="*", default=STAGES, choices=STAGES)
    parser.add_argument("--stage", choices=STAGES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--spark-workers", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.stage:
        print(json.dumps(measure(options.stage, options.folder)))
        return
    if options.spark_workers:
        print(json.dumps(Cost(0.0, time_spark(options.spark_workers, options.spark), 0.0, 0, "")))
        return
    stages = [stage for stage in STAGES if stage in options.only]
    between = [stage for stage in stages if stage != "annotate"]
    if between and options.sizes:
        print_growth("invented articles", between, options.sizes, invent)
    if not REAL.is_file():
        print("../shared/corpora/orange is absent: real articles and Spark are left out")
        return
    if "annotate" in stages and options.annotated:
        print_growth("real articles, parsed", ["annotate"], options.annotated, bare)
    if between and options.real:
        print_growth("real articles, not parsed", between, options.real, bare)
    if options.spark:
        print_spark(options.spark)


if __name__ == "__main__":
    main()
