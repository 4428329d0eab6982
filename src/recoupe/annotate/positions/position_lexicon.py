"""The words by which someone takes a stand: ``languages/<language>/positions.toml`` by kind and lemma."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from recoupe.languages import word_list
from recoupe.model import EventModality, Stance

TAKEN = frozenset(
    {EventModality.OCCURRED, EventModality.ANNOUNCED, EventModality.CONDITIONAL, EventModality.DENIED}
)


class Row(NamedTuple):
    """One row of the lexicon (see ``languages/fr/positions.toml``)."""

    stance: Stance
    target: tuple[str, ...]
    negated: Stance | None
    only_negated: bool
    only_conditioned: bool
    reflexive: bool | None
    refuse: frozenset[str]
    refuse_beside: frozenset[str]
    beside: frozenset[str]
    clitic: str | None
    only_headed: frozenset[str]
    precondition: frozenset[str]
    refuse_counted: frozenset[str]
    bare: bool


class Lexicon(NamedTuple):
    """Rows by kind of word (verb, adjective, noun) and lemma, in the order of the list; the smaller tables beside them."""

    rows: dict[str, dict[str, list[Row]]]
    lists: dict[str, frozenset[str]]
    judged: dict[str, Stance]
    impersonal: dict[str, Stance]


@cache
def load_lexicon(language: str) -> Lexicon:
    """The words that take a stand in a language."""
    tables = word_list(language, "positions")
    found: dict[str, dict[str, list[Row]]] = {}
    for kind in ("verb", "adjective", "noun"):
        for row in tables.get(kind, []):
            made = Row(
                Stance(row["stance"]),
                tuple(row["target"]),
                Stance(row["negated"]) if "negated" in row else None,
                row.get("only_negated", False),
                row.get("only_conditioned", False),
                row.get("reflexive"),
                frozenset(row.get("refuse", ())),
                frozenset(row.get("refuse_beside", ())),
                frozenset(row.get("beside", ())),
                row.get("clitic"),
                frozenset(row.get("only_headed", ())),
                frozenset(row.get("precondition", ())),
                frozenset(row.get("refuse_counted", ())),
                row.get("bare", False),
            )
            for lemma in row["lemmas"]:
                found.setdefault(kind, {}).setdefault(lemma, []).append(made)

    def by_word(table: str) -> dict[str, Stance]:
        return {word: Stance(stance) for stance, words in tables.get(table, {}).items() for word in words}

    lists = {name: frozenset(words) for name, words in tables.get("lists", {}).items()}
    return Lexicon(found, lists, by_word("judged"), by_word("impersonal"))
