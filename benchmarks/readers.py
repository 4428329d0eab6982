"""Pages per second of the readers on synthetic exports of 1,000 articles, and the memory of each; no analysis.

``python -m benchmarks.readers``. Processor seconds of both processes, as other work on the machine does not touch them;
what it costs to start the reading process and to read a first file is taken off.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
ARTICLES = 1_000
SENTENCES = (
    "La digue de {place} rouvrira mardi sur une seule voie, a annoncé la préfecture de la Mire.",
    "Trois fissures avaient été relevées près de {place} après la crue, selon les ingénieurs du canton.",
    "« Nous ne prendrons aucun risque à {place} », a répété la préfète, Anna Delmas, devant les habitants réunis.",
    "Les {number} foyers privés d'eau depuis dimanche devront attendre encore, a prévenu la régie de {place}.",
)

READ = """
import json, resource, sys
from recoupe.readers import read_paths
from recoupe.readers.guard import end_idle
def spent():
    end_idle()
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
def count(path):
    return sum(hasattr(item, "text") for item in read_paths([path]))
count(sys.argv[1])
before = spent()
count(sys.argv[1])
start = spent()
count(sys.argv[1])
articles = count(sys.argv[2])
seconds = spent() - start - (start - before)
own, child = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps(dict(articles=articles, seconds=seconds, own=own, child=child)))
"""


def article(number: int) -> tuple[str, list[str]]:
    """Headline and some 3,000 characters of an invented article."""
    place = f"Valbrune-{number}"
    paragraphs = [
        " ".join(sentence.format(place=place, number=number + row) for sentence in SENTENCES)
        for row in range(8)
    ]
    return f"La digue de {place} rouvre", paragraphs


def write_samples(folder: Path) -> dict[str, tuple[Path, Path]]:
    """For each kind a small input, and one of ``ARTICLES`` articles."""
    sys.path.insert(0, str(ROOT / "tests"))
    import samples

    pages, lines = folder / "pages", []
    pages.mkdir()
    for number in range(ARTICLES):
        title, paragraphs = article(number)
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        page = samples.page().decode().replace(samples.TITLE, title)
        (pages / f"{number}.html").write_text(
            page[: page.index("<p>")] + body + "</article></body></html>", encoding="utf-8"
        )
        lines.append(
            json.dumps({"id": f"{number}", "title": title, "text": "\n".join(paragraphs)}, ensure_ascii=False)
        )
    files = {
        "page.html": samples.page(), "europresse.html": samples.europresse(), "lines.jsonl": lines[0].encode(), "document.docx": samples.docx(),
        "europresse-all.html": samples.europresse([article(number) for number in range(ARTICLES)]),
        "lines-all.jsonl": "\n".join(lines).encode(), "documents.zip": samples.zipped({f"{number}.docx": samples.docx(article(number)[1]) for number in range(ARTICLES)}),
    }  # fmt: skip
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return {
        "JSON Lines (in the main process)": (folder / "lines.jsonl", folder / "lines-all.jsonl"),
        "Europresse, one file": (folder / "europresse.html", folder / "europresse-all.html"),
        "HTML, a file each": (folder / "page.html", pages),
        "DOCX, in one ZIP": (folder / "document.docx", folder / "documents.zip"),
    }


def bench_readers(folder: Path) -> None:
    """Print a line for each kind."""
    for name, (first, all_of_them) in write_samples(folder).items():
        done = subprocess.run(
            [sys.executable, "-c", READ, str(first), str(all_of_them)],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        result = json.loads(done.stdout)
        assert result["articles"] == ARTICLES, (name, result)
        print(
            f"read {name:<33} {ARTICLES / result['seconds']:8.0f} articles per processor second; "
            f"{result['own']:.0f} MB, reading process {result['child']:.0f} MB",
            flush=True,
        )


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as name:
        bench_readers(Path(name))


if __name__ == "__main__":
    main()
