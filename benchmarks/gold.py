"""``python -m benchmarks.gold``: the scores on hand-annotated real texts, by the scorers kept beside them.

The texts and scorers are not part of the project; where ``../shared`` is absent, this says so and ends.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from recoupe.annotate import annotate
from recoupe.lines import annotation_line, encode_line
from recoupe.model import Article

SHARED = Path(__file__).parents[2] / "shared"
TIMES = SHARED / "score" / "times.py"
ATTRIBUTIONS = SHARED / "score" / "attributions.py"
REPORTS = SHARED / "gold" / "reports" / "attributions_and_times.jsonl"


def annotate_gold(gold: Path, out: Path) -> Path:
    """Annotate the texts of gold lines; returns the file of annotation lines."""
    lines = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    articles = (
        Article(
            id=line["id"],
            text=line["text"],
            language=line.get("language"),
            stated_date=line["published"] if isinstance(line.get("published"), str) else None,
        )
        for line in lines
    )
    with out.open("wb") as file:
        file.writelines(encode_line(annotation_line(annotation)) for annotation in annotate(articles))
    return out


def main() -> None:
    if not SHARED.is_dir():
        sys.exit("The annotated texts are not beside the project (../shared): no scores.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = (
            (
                "times, French TimeBank development articles",
                TIMES,
                SHARED / "gold" / "times" / "ftib_dev.jsonl",
                (),
            ),
            ("times, two of the five reports", TIMES, REPORTS, ()),
            (
                "attributions, ASFALDA messages (recall only)",
                ATTRIBUTIONS,
                SHARED / "gold" / "attributions" / "asfalda_dev.jsonl",
                ("--recall-only",),
            ),
            ("attributions, two of the five reports", ATTRIBUTIONS, REPORTS, ()),
        )
        for title, scorer, gold, options in runs:
            predicted = annotate_gold(gold, folder / "predicted.jsonl")
            named = (
                ("--gold", str(gold), "--pred", str(predicted))
                if scorer is ATTRIBUTIONS
                else (str(gold), str(predicted))
            )
            print(f"\n## {title}", flush=True)
            subprocess.run([sys.executable, str(scorer), *named, *options, *sys.argv[1:]], check=True)


if __name__ == "__main__":
    main()
