"""How large a dossier's file is, and how long it takes to open: ``python -m benchmarks.opening DOSSIER [--articles 100000] [--keep FILE]``.

The dossier, which holds an account in French, is not changed. It is copied, and its articles, their records and the chapters of
its account stand in the copy again and again, each time under other ids, until there are as many articles as asked for. The rows on actors,
the index of passages, parses and meanings stay those of the dossier. Of both files it prints the bytes of each table per article, then of
each command the wall time, processor seconds and the peak of memory.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import pty
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

from msgspec.structs import replace

from recoupe.crosscheck.account import Crosscheck
from recoupe.crosscheck.actor_rows import ActorRows
from recoupe.dossier import Dossier
from recoupe.model import AccountRow, Lineage, PassageMatch, RelationRow
from recoupe.store.file import LAYERS
from recoupe.store.judgements import last_ruling
from recoupe.store.kept import KeptChapter, kept_chapters

LANGUAGE = "fr"
SCREEN_LINES = 24
PRINTED_TABLES = 12
CACHE_KILOBYTES = 1_000_000
"""So that the indexes of the copy are written once, and not page by page as rows come in no order."""
RECOUPE = [sys.executable, "-c", "from recoupe.cli import main; main()"]


# --------------------------------------------------------------------------- a larger file


@dataclass(frozen=True)
class CopiedChapter:
    """A chapter told again, of the articles and rows whose ids end in ``mark``."""

    chapter: KeptChapter
    mark: str

    @property
    def digest(self) -> str:
        return hashlib.sha256((self.chapter.digest + self.mark).encode()).hexdigest()

    @property
    def active(self) -> tuple[str, ...]:
        return tuple(self.chapter.active)

    @property
    def rows(self) -> tuple[AccountRow, ...]:
        return tuple(copy_row(row, self.mark) for row in self.chapter.rows)


def copy_row(row: AccountRow, mark: str) -> AccountRow:
    """A row under another key, on articles of other ids."""
    found: AccountRow = replace(
        row,
        key=row.key + mark,
        lineages=tuple(copy_lineage(lineage, mark) for lineage in row.lineages),
        evidence=tuple(replace(one, id=one.id + mark) for one in row.evidence),
    )
    if isinstance(found, RelationRow):
        found = replace(found, source=found.source + mark, target=found.target + mark)
    return found


def copy_lineage(lineage: Lineage, mark: str) -> Lineage:
    """A lineage of articles of other ids."""
    return replace(lineage, articles=tuple(article + mark for article in lineage.articles))


def copy_match(match: PassageMatch, mark: str) -> PassageMatch:
    """A passage that articles of other ids share."""
    earlier, later = (replace(place, id=place.id + mark) for place in (match.earlier, match.later))
    return replace(match, earlier=earlier, later=later)


def make_large(source: Path, path: Path, articles: int) -> None:
    """Write a dossier of at least this many articles, made of those of another."""
    with closing(sqlite3.connect(source)) as small, closing(sqlite3.connect(path)) as copy:
        small.backup(copy)
    with Dossier(path) as dossier:
        for setting in ("journal_mode = WAL", "synchronous = OFF", f"cache_size = -{CACHE_KILOBYTES}"):
            dossier.file.query(f"PRAGMA {setting}")
        grow(dossier, articles)


def grow(dossier: Dossier, articles: int) -> None:
    """Let what a dossier holds stand in it again until it has at least this many articles."""
    account = dossier.file.account(LANGUAGE, last_ruling(dossier.file))
    assert account is not None, "the dossier has no account in French that is up to date"
    here = dossier.file.count_articles()
    marks = ["", *(f"+{number}" for number in range(1, -(-articles // here)))]
    chapters = list(kept_chapters(dossier.file, LANGUAGE).values())
    actors = dossier.file.query(
        "SELECT made_of FROM steps WHERE step = ?", (f"actor rows in {LANGUAGE}",)
    ).fetchone()
    copy_articles(dossier, marks[1:])
    dossier.file.save_account(
        Crosscheck(
            published={id + mark: day for mark in marks for id, day in account.published.items()},
            stories={id + mark: story + mark for mark in marks for id, story in account.stories.items()},
            matches=[copy_match(match, mark) for mark in marks for match in account.matches],
            lineages=[copy_lineage(one, mark) for mark in marks for one in account.lineages],
            chapters=[CopiedChapter(one, mark) if mark else one for mark in marks for one in chapters],
            actors=ActorRows(actors[0], list),
        ),
        LANGUAGE,
        last_ruling(dossier.file),
    )
    dossier.file.save_state()


def copy_articles(dossier: Dossier, marks: Sequence[str]) -> None:
    """Let the articles of a dossier, with their records, stand in it once more for each mark, under other ids and numbers."""
    with dossier.file.transaction() as connection:
        last, last_input = (
            connection.execute(query).fetchone()[0]
            for query in ("SELECT max(number) FROM articles", "SELECT max(rowid) FROM inputs")
        )
        for times, mark in enumerate(marks, 1):
            renamed = {name: f"{name} || '{mark}'" for name in ("id", "identity", "origin", "article")}
            moved = {name: f"{name} + {times * last}" for name in ("number", "article")}
            copy_table(connection, "articles", renamed | {"number": moved["number"]}, f"number <= {last}")
            copy_table(connection, "inputs", renamed, f"rowid <= {last_input}")
            for table in (*LAYERS, "article_facts"):
                copy_table(connection, table, {"article": moved["article"]}, f"article <= {last}")


def copy_table(connection: sqlite3.Connection, table: str, changed: dict[str, str], where: str) -> None:
    """Insert the rows of a table once more, with these columns changed."""
    names = [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
    listed = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(changed.get(name, f'"{name}"') for name in names)
    connection.execute(f"INSERT INTO {table} ({listed}) SELECT {values} FROM {table} WHERE {where}")


# --------------------------------------------------------------------------- what it takes


def print_sizes(path: Path) -> None:
    """The bytes that each table takes with its indexes, per article, the largest first."""
    with closing(sqlite3.connect(path)) as connection:
        owner = dict(connection.execute("SELECT name, tbl_name FROM sqlite_master"))
        (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
        sizes: Counter[str] = Counter()
        for name, size in connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"):
            sizes[owner.get(name, name)] += size
    print(f"{articles:,} articles, {sum(sizes.values()) / articles:,.0f} bytes an article", flush=True)
    for table, size in sizes.most_common(PRINTED_TABLES):
        print(f"  {table:<22} {size / articles:>9,.0f}")


def on_a_terminal(arguments: list[str]) -> Iterator[str]:
    """Run a command on a terminal; say when the first screen of lines is there."""
    ours, theirs = pty.openpty()
    start = time.perf_counter()
    with subprocess.Popen(RECOUPE + arguments, stdout=theirs, stderr=subprocess.DEVNULL):
        os.close(theirs)
        lines = 0
        with suppress(OSError):  # what a terminal that was closed on the other side answers
            while told := os.read(ours, 65536):
                before, lines = lines, lines + told.count(b"\n")
                if before < SCREEN_LINES <= lines:
                    yield f"{SCREEN_LINES} lines after {time.perf_counter() - start:.2f} s"
    os.close(ours)


def into_a_pipe(arguments: list[str], lines: int | None = None) -> Iterator[str]:
    """Run a command until it has written this many lines, else to its end; say how many bytes it wrote."""
    with subprocess.Popen(RECOUPE + arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        written = 0
        for number, line in enumerate(process.stdout, 1):
            written += len(line)
            if number == lines:
                break
        process.stdout.close()
    yield f"{written:,} bytes"


def served(path: Path) -> Iterator[str]:
    """Open the reading room; say when its address stands, and when its first page is there."""
    code = "import sys; from recoupe.serve import serve; serve(sys.argv[1], port=0, ready=lambda at: print(at, flush=True))"
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True) as room:
        assert room.stdout is not None
        address = room.stdout.readline().strip()
        yield f"listens after {time.perf_counter() - start:.2f} s"
        page = build_opener(HTTPCookieProcessor()).open(address, timeout=600).read()
        yield f"page of {len(page):,} bytes after {time.perf_counter() - start:.2f} s"
        room.terminate()


def aside(work: Callable[[], None]) -> None:
    """Do something in a process of its own, whose memory is no other's."""
    child = os.fork()
    if child == 0:
        work()
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(child, 0)


def measure(label: str, work: Callable[[], Iterator[str]]) -> None:
    """What a command takes."""
    start = time.perf_counter()
    told = "; ".join(work())
    clock = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"  {label:<28} {clock:6.2f} s wall {used.ru_utime + used.ru_stime:6.2f} s processor"
        f" {used.ru_maxrss / 1024:6.0f} MB  {told}"
    )


def measure_all(path: Path) -> None:
    """What each command takes that opens the dossier and parses nothing."""
    dossier = str(path)
    export = ["export", dossier, "--to", "csv", "--rows", "events"]
    commands: dict[str, Callable[[], Iterator[str]]] = {
        "status": lambda: into_a_pipe(["status", dossier]),
        "account, on a terminal": lambda: on_a_terminal(["account", dossier]),
        "account, ten lines": lambda: into_a_pipe(["account", dossier], 10),
        "account, all lines": lambda: into_a_pipe(["account", dossier]),
        "export of events, ten lines": lambda: into_a_pipe(export, 10),
        "serve": lambda: served(path),
    }
    for label, work in commands.items():
        aside(partial(measure, label, work))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dossier", type=Path)
    parser.add_argument("--articles", type=int, default=100_000, help="of how many articles the copy is")
    parser.add_argument("--keep", type=Path, help="where the copy stays; measured as it is where it is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "large.recoupe"
        if not path.exists():
            aside(lambda: make_large(options.dossier, path, options.articles))
        for each in (options.dossier, path):
            print_sizes(each)
            measure_all(each)


if __name__ == "__main__":
    main()
