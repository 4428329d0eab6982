"""Make the gold of the paragraphs (JSON Lines) from ``paragraphs.txt`` and the texts beside it; run it after every edit.

    python tests/gold/build.py

Writes ``paragraphs.jsonl`` (articles) and ``paragraph_annotations.jsonl`` (annotation lines) for the paragraphs with odd
numbers, and the same with ``_kept`` for the even ones; so ``hard.jsonl`` and ``hard_annotations.jsonl``, ``cast.jsonl`` and
``cast_annotations.jsonl`` (actors alone), ``english.jsonl`` and ``english_annotations.jsonl``,
``english_hard.jsonl`` and ``english_hard_annotations.jsonl``, ``english_press.jsonl`` and ``english_press_annotations.jsonl``
(actors, events and positions; all its numbers are odd). The marks are explained at the head of ``paragraphs.txt``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SOURCE = HERE / "paragraphs.txt"
HARD = HERE / "hard.txt"
CAST = HERE / "cast.txt"
ENGLISH = HERE / "english.txt"
ENGLISH_HARD = HERE / "english_hard.txt"
ENGLISH_PRESS = HERE / "english_press.txt"
Record = dict[str, Any]


def build(
    source: str,
    names: tuple[str, str] = ("paragraphs", "paragraph_annotations"),
    layers: tuple[str, ...] = ("events", "positions", "quantities"),
    language: str = "fr",
) -> dict[str, str]:
    """The content of each file by its name: of articles, and of annotation lines with actors and these layers.

    Raises ``ValueError`` with the line where a mark does not fit its text.
    """
    files: dict[str, list[str]] = {}
    for article, gold in read_paragraphs(source, layers, language):
        half = "" if int(article["id"].rsplit("-", 1)[1]) % 2 else "_kept"
        for name, record in zip(names, (article, gold), strict=True):
            line = json.dumps(record, ensure_ascii=False)
            files.setdefault(f"{name}{half}.jsonl", []).append(f"{line}\n")
    return {name: "".join(lines) for name, lines in sorted(files.items())}


def read_paragraphs(
    source: str, layers: tuple[str, ...], language: str = "fr"
) -> Iterator[tuple[Record, Record]]:
    """Each paragraph as an article and as an annotation line with actors, mentions and the records of the layers."""
    cast: dict[str, Record] = {}
    situation = published = name = ""
    gold: Record = {}
    for number, line in enumerate([*source.splitlines(), "==="], start=1):
        sign, _, rest = line.partition(" ")
        try:
            if sign in ("===", "---") and gold:
                article = {"id": name, "text": gold["text"], "published": published, "situation": situation}
                yield article, {**gold, "actors": _used_actors(gold, cast)}
                gold = {}
            if sign == "===":
                situation, cast = rest, {}
            elif sign == "---":
                count, published = rest.split()
                name = f"{situation}-{count}"
            elif sign == "@":
                key, told = (part.strip() for part in rest.split("=", 1))
                actor, kind = told.rsplit(",", 1)
                cast[key] = {"key": key, "name": actor, "kind": kind.strip()}
            elif sign[:1] in RECORDS and sign[1:] in ("", "?"):
                layer, read = RECORDS[sign[0]]
                record = read([part.strip() for part in rest.split(" | ")], gold["text"])
                gold[layer].append({**record, **({"optional": True} if sign[1:] else {})})
            elif line and sign != "#":
                text, mentions = read_mentions(line)
                gold = {"id": name, "language": language, "text": text, "mentions": mentions}
                gold.update((layer, []) for layer in layers)
        except (KeyError, ValueError, IndexError) as error:
            raise ValueError(f"line {number}: {error}") from error


def read_mentions(marked: str) -> tuple[str, list[Record]]:
    """The plain text and the mentions: ``[Le maire de [Brask|b]|m]`` gives *Le maire de Brask*, with m and b in it."""
    text, opened, mentions = "", [], []
    for piece in re.split(r"(\[|\|\w+\])", marked):
        if piece == "[":
            opened.append(len(text))
        elif piece.startswith("|"):
            mentions.append({"start": opened.pop(), "end": len(text), "actor": piece[1:-1]})
        else:
            text += piece
    if opened:
        raise ValueError(f"a mention is not closed: {text[opened[-1] :][:40]}")
    return text, sorted(mentions, key=lambda mention: (mention["start"], -mention["end"]))


def find_words(text: str, words: str) -> Record:
    """Where the words first stand in the text; ``first … last`` runs to the next place of the last words."""
    first, _, last = (part.strip() for part in words.partition("…"))
    start = text.index(first)
    return {
        "start": start,
        "end": text.index(last, start + len(first)) + len(last) if last else start + len(first),
    }


def _read_event(parts: list[str], text: str) -> Record:
    kind, parties, modality, words = parts
    actors, recipients = parties.split(">")
    fields = {
        "type": kind.split("/"),
        "actors": _key_lists(actors),
        "recipients": _key_lists(recipients),
        "modality": modality.split("/"),
    }
    return {**find_words(text, words), **_with_accepted(fields)}


def _read_position(parts: list[str], text: str) -> Record:
    stance, holder, words, *rest = parts
    fields = {"stance": stance.split("/"), "holder": holder.split("/")}
    quoted = {
        name: text[slice(*find_words(text, part).values())]
        for name, part in zip(("target", "condition"), rest, strict=False)
    }
    return {**find_words(text, words), **_with_accepted(fields), **quoted}


def _read_quantity(parts: list[str], text: str) -> Record:
    bounds, unit, words = parts
    pairs = [_bounds(one) for one in bounds.split("/")]
    fields = {
        "minimum": list(dict.fromkeys(minimum for minimum, _ in pairs)),
        "maximum": list(dict.fromkeys(maximum for _, maximum in pairs)),
        "unit": unit.split("/"),
    }
    return {**find_words(text, words), **_with_accepted(fields)}


RECORDS = {
    "E": ("events", _read_event),
    "P": ("positions", _read_position),
    "Q": ("quantities", _read_quantity),
}


def _bounds(written: str) -> tuple[float | None, float | None]:
    """``12..`` is (12, None), ``..200`` (None, 200), ``20..30`` (20, 30), ``9`` (9, 9)."""
    low, dots, high = written.partition("..")
    return float(low) if low else None, float(high if dots else low) if high or not dots else None


def _key_lists(written: str) -> list[list[str]]:
    return [[] if keys.strip() == "-" else keys.strip().split(",") for keys in written.split("/")]


def _with_accepted(fields: dict[str, list[Any]]) -> Record:
    """The best reading of each field, and under ``accept`` the others that are right."""
    best = {name: readings[0] for name, readings in fields.items()}
    accepted = [{name: reading} for name, readings in fields.items() for reading in readings[1:]]
    return {**best, "accept": accepted} if accepted else best


def _used_actors(gold: Record, cast: dict[str, Record]) -> list[Record]:
    """The actors that a paragraph mentions or that take part in its records, in the order of their first mention."""
    keys = [mention["actor"] for mention in gold["mentions"]]
    for record in [*gold.get("events", ()), *gold.get("positions", ())]:
        for reading in [record, *record.get("accept", ())]:
            keys += [*reading.get("actors", ()), *reading.get("recipients", ())]
            keys += [reading["holder"]] if "holder" in reading else []
    return [cast[key] for key in dict.fromkeys(keys)]


if __name__ == "__main__":
    cast = build(CAST.read_text(encoding="utf-8"), ("cast", "cast_annotations"), ())
    hard = build(HARD.read_text(encoding="utf-8"), ("hard", "hard_annotations"))
    english = build(ENGLISH.read_text(encoding="utf-8"), ("english", "english_annotations"), language="en")
    english_hard = build(
        ENGLISH_HARD.read_text(encoding="utf-8"), ("english_hard", "english_hard_annotations"), language="en"
    )
    english_press = build(
        ENGLISH_PRESS.read_text(encoding="utf-8"),
        ("english_press", "english_press_annotations"),
        ("events", "positions"),
        "en",
    )
    for file, content in {
        **build(SOURCE.read_text(encoding="utf-8")),
        **hard,
        **cast,
        **english,
        **english_hard,
        **english_press,
    }.items():
        (HERE / file).write_text(content, encoding="utf-8")
