"""How long the pages of the reading room take: ``python -m benchmarks.room DOSSIER ARTICLES.jsonl [--adding 50]``.

The dossier is copied, and nothing is changed in it. Every kind of page is asked for at several addresses, first alone, then by two readers
at once while ``recoupe add`` runs on articles of the file that the dossier does not have. Milliseconds on the clock, from the
request to the last byte of the answer, as another program on this machine measures them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

GOAL_MILLISECONDS = 300
READERS = 2
ADDRESSES_OF_A_KIND = 12
SEED = 7
SERVER = """
import sys
from recoupe.serve import serve
serve(sys.argv[1], port=0, ready=lambda address: print(address, flush=True))
"""
ADD = """
import sys
from recoupe.cli import app
app(["add", *sys.argv[1:]])
"""
START = (
    "/",
    "/timeline",
    "/positions",
    "/figures",
    "/ledger",
    "/actors",
    "/articles",
    "/copying",
    "/inputs",
    "/decisions",
    "/add",
)
QUERIES = ("gouvernement", "police OU justice", '"premier ministre"', "hôpital PROCHE/5 soignants", "écol*", "masque avant:2020-06", "procès SAUF appel", "zzzzz")  # fmt: skip
Taken = dict[str, list[float]]


@contextmanager
def served(path: Path) -> Iterator[httpx.Client]:
    """A reader of the room of this dossier, which runs in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        start = time.perf_counter()
        first = process.stdout.readline().strip()
        print(f"open to readers after {time.perf_counter() - start:.1f} s", flush=True)
        with httpx.Client(
            base_url=first.split("?")[0], follow_redirects=True, trust_env=False, timeout=60
        ) as client:
            client.get(first)
            yield client
        process.terminate()


def kind_of(address: str) -> str:
    """What addresses of one kind of page share: « /row », « /article », « /?actor= »."""
    path, _, query = address.partition("?")
    name = "/" + path.split("/")[1]
    return name + (f"?{query.partition('=')[0]}=" if query else "")


def addresses(client: httpx.Client) -> dict[str, list[str]]:
    """Addresses of each kind of page, drawn from the links of the first pages and of the pages that those lead to."""
    found: dict[str, list[str]] = defaultdict(list)
    seen: set[str] = set()
    chance = random.Random(SEED)
    pages = list(START)
    for depth in range(3):
        links: set[str] = set()
        for address in pages:
            if address not in seen:
                seen.add(address)
                found[kind_of(address)].append(address)
                links |= set(re.findall(r'href="(/[^"#]*)', client.get(address).text))
        links -= seen
        by_kind: dict[str, list[str]] = defaultdict(list)
        for link in sorted(link.replace("&amp;", "&") for link in links):
            if not link.startswith(("/static", "/decisions.jsonl", "/changes")) and "lang=" not in link:
                by_kind[kind_of(link)].append(link)
        pages = (
            [
                link
                for kind, members in by_kind.items()
                for link in chance.sample(
                    members, min(len(members), max(0, ADDRESSES_OF_A_KIND - len(found[kind])))
                )
            ]
            if depth < 2
            else []
        )
    found["/search"] = [f"/search?q={query}" for query in QUERIES]
    return {kind: found[kind] for kind in sorted(found) if found[kind]}


def ask(
    client: httpx.Client, wanted: dict[str, list[str]], taken: Taken, go_on: Callable[[], bool], seed: int
) -> None:
    """Ask for all addresses in an order drawn by ``seed``, again as long as ``go_on`` says so; what each took goes to ``taken``."""
    every = [(kind, address) for kind, members in wanted.items() for address in members]
    chance = random.Random(seed)
    while go_on():
        chance.shuffle(every)
        for kind, address in every:
            start = time.perf_counter()
            answer = client.get(address)
            taken[kind].append(1000 * (time.perf_counter() - start))
            if answer.status_code not in (200, 404):
                print(f"  {answer.status_code} {address}", flush=True)
            if not go_on():
                break


def tell(title: str, taken: Taken) -> None:
    """A line for each kind of page, the slowest first, and one for all."""
    every = sorted(each for kind in taken.values() for each in kind)
    print(f"{title}: {len(every)} pages (load of the machine, the last minute: {os.getloadavg()[0]:.1f})")
    by_kind = sorted(taken.items(), key=lambda item: -at_most(item[1]))
    for kind, clock in [*by_kind, ("all", every)]:
        mark = " " if at_most(clock) < GOAL_MILLISECONDS else "!"
        print(
            f" {mark} {kind:<22} {statistics.median(clock):7.0f} ms median {at_most(clock):7.0f} ms for 95 of 100"
            f" {max(clock):7.0f} ms slowest, {len(clock)} asked",
            flush=True,
        )


def at_most(clock: list[float]) -> float:
    """What 95 of 100 stay under."""
    return sorted(clock)[max(0, -(-95 * len(clock) // 100) - 1)]


def new_articles(path: Path, count: int, folder: Path) -> Path:
    """The last ``count`` articles of a file as those of another outlet, their sentences in another order: nothing of them is in the dossier."""
    lines = path.read_text(encoding="utf-8").splitlines()[-count:]
    made = folder / "new.jsonl"
    with made.open("w", encoding="utf-8") as file:
        for number, line in enumerate(lines):
            article = json.loads(line)
            text = "\n\n".join(
                ". ".join(paragraph.rstrip(".").split(". ")[::-1]) + "."
                for paragraph in article["text"].split("\n")
                if paragraph.strip()
            )
            article |= {"id": f"new-{number}", "outlet": "Courrier du banc", "text": text}
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dossier", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--adding", type=int, default=50, help="how many articles recoupe add is given")
    parser.add_argument("--seconds", type=float, default=60, help="how long pages are asked for alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "room.recoupe"
        shutil.copyfile(options.dossier, path)
        with served(path) as client:
            wanted = addresses(client)
            alone: Taken = defaultdict(list)
            until = time.monotonic() + options.seconds
            ask(client, wanted, alone, lambda: time.monotonic() < until, 1)
            tell("one reader, nothing else", alone)
            while_adding(client, wanted, path, new_articles(options.articles, options.adding, folder))


def while_adding(client: httpx.Client, wanted: dict[str, list[str]], path: Path, new: Path) -> None:
    """Two readers at once, from the start of ``recoupe add`` until the room shows what was added."""
    taken: Taken = defaultdict(list)
    start = time.perf_counter()
    command = [sys.executable, "-c", ADD, str(path), str(new)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as adding:
        ended: list[float] = []

        def go_on() -> bool:
            if adding.poll() is not None and not ended:
                ended.append(time.monotonic())
            return not ended or time.monotonic() < ended[0] + 15

        readers = [
            threading.Thread(target=ask, args=(client, wanted, taken, go_on, seed)) for seed in range(READERS)
        ]
        for each in readers:
            each.start()
        for each in readers:
            each.join()
    tell(
        f"{READERS} readers while recoupe add runs ({time.perf_counter() - start:.0f} s, status {adding.returncode})",
        taken,
    )


if __name__ == "__main__":
    main()
