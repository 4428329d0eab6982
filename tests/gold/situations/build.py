"""Make the articles and the gold account of each invented situation from its ``situation.toml``; run it after every edit.

    python tests/gold/situations/build.py

In ``situation.toml`` a passage is an article's id and its exact words, which must stand in that article once:
``"sirius-alerte | Le pic de la crue"``. Writes ``articles.jsonl`` and, in the format of ``examples/gold``,
``account.json`` beside it.

"dopage" and "hopital" are kept apart: nobody looks into them to make a rule, and nothing in them is changed after they
were scored. "blocus" and "riviere" were, and are opened (docs/quality.md tells since when).
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NAMES = (
    "negociation",
    "crue",
    "proces",
    "greve",
    "usine",
    "coalition",
    "frontiere",
    "ferry",
    "entrepot",
    "mairie",
    "piratage",
    "cyclone",
    "stade",
    "oleoduc",
    "epidemie",
    "otages",
    "riposte",
    "putsch",
    "seisme",
    "rachat",
    "train",
    "incendie",
    "treve",
    "retraites",
    "volcan",
    "affaire",
    "blocus",
    "dopage",
    "hopital",
    "riviere",
)
SECTIONS = ("events", "statements", "positions", "quantities", "ledger")
BOUNDS = ("minimum", "maximum")


def build(source: str) -> dict[str, str]:
    """The content of each file by its name. Raises ``ValueError`` where a passage is not in its article exactly once."""
    told = tomllib.loads(source)
    articles = [{**article, "text": article["text"].strip()} for article in told["article"]]
    texts = {article["id"]: article["text"] for article in articles}
    account: dict[str, list[Any]] = {
        section: [_row(row, section, texts) for row in told.get(section, ())] for section in SECTIONS
    }
    account["relations"] = told["relations"]
    account["actors"] = told["actors"]
    account["published"] = [
        {"id": article["id"], "earliest": article["published"], "latest": article["published"]}
        for article in articles
        if "published" in article
    ]
    return {
        "articles.jsonl": "".join(f"{json.dumps(article, ensure_ascii=False)}\n" for article in articles),
        "account.json": _written(account),
    }


def _row(row: dict[str, Any], section: str, texts: dict[str, str]) -> dict[str, Any]:
    bounds = {bound: row.get(bound) for bound in BOUNDS} if section == "quantities" else {}
    return {**row, **bounds, "evidence": [_passage(words, texts) for words in row["evidence"]]}


def _passage(told: str, texts: dict[str, str]) -> dict[str, Any]:
    article, words = told.split(" | ", 1)
    if texts[article].count(words) != 1:
        raise ValueError(f"{article} holds these words {texts[article].count(words)} times: {words}")
    start = texts[article].index(words)
    return {"id": article, "start": start, "end": start + len(words)}


def _written(account: dict[str, list[Any]]) -> str:
    sections = []
    for section, rows in account.items():
        lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
        sections.append(f' "{section}": [\n{lines}\n ]')
    return "{\n" + ",\n".join(sections) + "\n}\n"


def main() -> None:
    """Write the files of every situation."""
    for name in NAMES:
        for file, content in build((HERE / name / "situation.toml").read_text(encoding="utf-8")).items():
            (HERE / name / file).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
