"""``recoupe add`` killed (signal 9) at random moments: after each the file is whole, and ``add`` finishes what is left.

``python tests/kill.py`` does it 200 times; ``tests/test_kill.py`` a few times. The moments come from a seed and from how
long an undisturbed run takes. Everything is loaded once, and each run is a fork.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import samples

SEED = 9
PLACES = ("Valbrune", "Quessel", "Ondra", "Nore", "Mirane", "Lestac")
NOT_COMPARED = ("sqlite_", "passage_words")
NUMBERED = 2  # the column of a row of the account that is its number
REMEMBERED = ("meanings", "story_dates")


def write_inputs(folder: Path, count: int) -> None:
    """Small articles of several kinds: lines, text files, an export, a table, and a file that fails."""
    folder.mkdir()
    texts = [
        f"La digue de {PLACES[number % 6]} a cédé le {1 + number % 28} mai 2031, a annoncé la préfecture. "
        f"« Nous avons compté {10 + number} maisons inondées », a déclaré la maire, Lise Aubin."
        for number in range(count)
    ]
    half = count // 2
    lines = [
        json.dumps({"id": f"l{number}", "text": text, "published": "2031-05-30"})
        for number, text in enumerate(texts[:half])
    ]
    (folder / "lignes.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for number, text in enumerate(texts[half:]):
        (folder / f"texte-{number:03}.txt").write_text(text, encoding="utf-8")
    (folder / "europresse.html").write_bytes(samples.europresse())
    (folder / "table.csv").write_text(samples.CSV, encoding="utf-8")
    (folder / "vide.txt").write_text("...", encoding="utf-8")


def load_everything(folder: Path) -> None:
    """Do once in this process what an ``add`` does, so that its forks find all modules and models loaded."""
    import recoupe.cli.adding  # noqa: F401
    from recoupe.dossier import Dossier
    from recoupe.readers.guard import end_idle

    with Dossier() as dossier:
        dossier.add([folder])
        dossier.account()
    end_idle()


def start_add(dossier: Path, folder: Path) -> int:
    """``recoupe add`` in a process of its own; its number."""
    number = os.fork()
    if number:
        return number
    with contextlib.suppress(BaseException):
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        from recoupe.cli import app

        app(["add", str(dossier), str(folder)], standalone_mode=False)
    os._exit(0)


def add(dossier: Path, folder: Path) -> float:
    """``recoupe add`` to its end; the seconds it took."""
    start = time.monotonic()
    os.waitpid(start_add(dossier, folder), 0)
    return time.monotonic() - start


def kill_add(dossier: Path, folder: Path, after: float) -> None:
    """``recoupe add``, killed so many seconds after its start (or ended by then)."""
    number = start_add(dossier, folder)
    time.sleep(after)
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)


def content(dossier: Path) -> dict[str, list[Any]]:
    """The rows of every table but the search index's own, sorted; of the account's rows all but their numbers, which those on actors get
    in the order in which they come."""
    with contextlib.closing(sqlite3.connect(dossier)) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
        ]
        rows = {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall()
            for name in names
            if not name.startswith(NOT_COMPARED)
        }
    if "account_rows" in rows:
        rows["account_rows"] = [(*row[:NUMBERED], *row[NUMBERED + 1 :]) for row in rows["account_rows"]]
    return {name: sorted(found, key=repr) for name, found in rows.items()}


def same_rows(table: str, found: list[Any], expected: list[Any]) -> bool:
    """Whether a table is as it should be.

    What is only remembered, to be spared reading it again, may hold more, for the account of the articles that stood in the killed
    dossier; and a text read in other company differs in the last digit of its numbers.
    """
    if table in REMEMBERED:
        return {row[0] for row in expected} <= {row[0] for row in found}
    return found == expected


def by_article(rows: dict[str, list[Any]]) -> dict[Any, dict[str, list[Any]]]:
    """The rows of each article, by the tables that hold something of articles, in which their number stands first."""
    layers = (
        "zones",
        "times",
        "ages",
        "actors",
        "mentions",
        "attributions",
        "events",
        "positions",
        "quantities",
    )
    return {
        article[0]: {
            "articles": [article],
            **{name: [row for row in rows[name] if row[0] == article[0]] for name in layers},
        }
        for article in rows["articles"]
    }


def faults(dossier: Path, whole: dict[str, list[Any]]) -> Iterator[str]:
    """What is wrong with a dossier whose making was killed, beside the undisturbed one."""
    if not dossier.exists() or dossier.stat().st_size == 0:
        return
    with contextlib.closing(sqlite3.connect(dossier)) as connection:
        verdict = connection.execute("PRAGMA integrity_check").fetchall()
        if verdict != [("ok",)]:
            yield f"integrity: {verdict[:3]}"
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            yield "a record without its article"
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return
    complete = by_article(whole)
    for number, rows in by_article(content(dossier)).items():
        if rows != complete.get(number):
            yield f"article {number} is not as it should be"


def try_kills(count: int, articles: int, seed: int) -> list[str]:
    """Kill so many times; what was wrong after any of them."""
    chance = random.Random(seed)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        write_inputs(folder, articles)
        load_everything(folder)
        add(Path(name) / "whole.recoupe", folder)
        seconds = add(Path(name) / "again.recoupe", folder)
        whole = content(Path(name) / "whole.recoupe")
        assert len(whole["articles"]) == articles + 2
        if content(Path(name) / "again.recoupe") != whole:
            wrong.append("two undisturbed runs differ")
        for number in range(count):
            dossier = Path(name) / f"{number}.recoupe"
            after = chance.uniform(0.0, seconds)
            kill_add(dossier, folder, after)
            wrong += [f"killed after {after:.3f} s: {fault}" for fault in faults(dossier, whole)]
            add(dossier, folder)
            finished = content(dossier)
            wrong += [
                f"killed after {after:.3f} s, then finished: {table} differs"
                for table in whole
                if not same_rows(table, finished.get(table, []), whole[table])
            ]
            for path in Path(name).glob(f"{number}.recoupe*"):
                path.unlink()
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--articles", type=int, default=8)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    start = time.monotonic()
    wrong = try_kills(options.count, options.articles, options.seed)
    for each in wrong:
        print(each)
    print(f"{options.count} kills, {len(wrong)} faults, {time.monotonic() - start:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
