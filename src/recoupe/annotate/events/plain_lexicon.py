"""The verbs and nouns that name events in a language that is read without a parser: ``languages/en/events.toml``."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, NamedTuple

from recoupe.languages import word_list
from recoupe.model import EventType

VOWELS = "aeiou"
STRESSED = frozenset(
    {
        "abet", "abhor", "admit", "commit", "compel", "concur", "defer", "deter", "expel", "forget", "incur", "kidnap",
        "outwit", "permit", "propel", "rebel", "rebut", "refer", "regret", "repel", "submit", "transfer",
    }
)  # fmt: skip
VERBAL = frozenset(
    {
        EventType.ACCUSE, EventType.AGREE, EventType.AID, EventType.CONCEDE, EventType.REJECT, EventType.REQUEST,
        EventType.SUPPORT, EventType.THREATEN,
    }
)  # fmt: skip


class PlainRow(NamedTuple):
    """One row of the list (see ``languages/en/events.toml``); classes are spelt out, in the singular."""

    type: EventType
    mode: str | None
    then: tuple[tuple[str, ...], ...]
    object: frozenset[str]
    refuse: frozenset[str]
    to: frozenset[str]
    together: bool
    subject: frozenset[str]
    passive: bool
    state: bool
    of: str
    patients: frozenset[str]
    kinds: frozenset[str]
    between: bool
    alone: bool
    armed: bool
    person: bool
    vow: bool
    joint: bool
    aimed: bool
    needs: frozenset[str]
    undergone: bool


class Form(NamedTuple):
    """A form of a verb: its base and whether it is "base", "s", "ing", "ed" (past and participle), "past" or "en" (each alone)."""

    lemma: str
    shape: str


class PlainLexicon(NamedTuple):
    """Rows by the base form of a verb and by the singular of a noun; ``forms`` gives what a word may be a form of; ``seats`` are what is struck,
    ``crowds`` nouns of people and armed people, ``doers`` these and the nouns of whoever speaks and acts without a name.
    """

    verbs: dict[str, list[PlainRow]]
    nouns: dict[str, list[PlainRow]]
    forms: dict[str, list[Form]]
    words: dict[str, frozenset[str]]
    weapons: dict[str, str]
    seats: frozenset[str]
    crowds: frozenset[str]
    doers: frozenset[str]


@cache
def plain_event_words(language: str) -> PlainLexicon | None:
    """The event words of a language whose list is made to be read without a parser; None where it has none."""
    tables = word_list(language, "events")
    if not tables.get("plain"):
        return None
    verbs = _by_word(tables, "verb", "lemmas")
    return PlainLexicon(
        verbs,
        _by_word(tables, "noun", "nouns"),
        verb_forms(verbs, tables["irregular"]),
        {name: frozenset(words) for name, words in tables["words"].items()},
        {word: mode for mode, words in tables["weapons"].items() for word in words},
        frozenset(tables["classes"]["seats"]),
        frozenset(word for name in ("armed", "people", "police") for word in tables["classes"][name]),
        frozenset(map(singular, tables["words"]["doers"]))
        | {word for name in ("armed", "courts", "people", "police") for word in tables["classes"][name]},
    )


def _by_word(tables: dict[str, Any], kind: str, field: str) -> dict[str, list[PlainRow]]:
    """The rows of each word, those that call for more words behind it first ("strike off" before "strike")."""
    classes: dict[str, list[str]] = tables["classes"]

    def spelt(words: list[str]) -> frozenset[str]:
        return frozenset(word for item in words for word in classes.get(item, [item]))

    found: dict[str, list[PlainRow]] = {}
    for row in tables[kind]:
        made = PlainRow(
            EventType(row["type"]),
            row.get("mode"),
            tuple(tuple(words.split()) for words in row.get("then", [""])),
            spelt(row.get("object", [])),
            spelt(row.get("refuse", [])),
            frozenset(row.get("to", [])),
            row.get("together", False),
            spelt(row.get("subject", [])),
            row.get("passive", True),
            row.get("state", False),
            row.get("of", "agent"),
            frozenset(row.get("of_patient", [])),
            frozenset(row.get("kinds", [])),
            row.get("between", False),
            row.get("alone", False),
            row.get("armed", False),
            row.get("person", False),
            row.get("vow", False),
            row.get("joint", False),
            row.get("aimed", False),
            frozenset(row.get("needs", [])),
            row.get("undergone", False),
        )
        for word in row[field]:
            found.setdefault(word, []).append(made)
    for rows in found.values():
        rows.sort(key=lambda row: () in row.then)
    return found


def verb_forms(lemmas: dict[str, Any], irregular: dict[str, str]) -> dict[str, list[Form]]:
    """What each word may be a form of: "shelled" is the past and the participle of "shell"; an irregular verb has its own line."""
    found: dict[str, list[Form]] = {}
    for lemma in sorted(lemmas):
        given = irregular.get(lemma)
        third, past, gerund, participle = given.split() if given else _regular(lemma)
        shapes = {lemma: "base", third: "s", gerund: "ing"}
        for word, shape in [
            *shapes.items(),
            *([(past, "ed")] if participle == past else [(past, "past"), (participle, "en")]),
        ]:
            found.setdefault(word, []).append(Form(lemma, shape))
    return found


def _regular(lemma: str) -> tuple[str, str, str, str]:
    """The forms of a regular verb: "deny" gives "denies", "denied", "denying"; a short closed syllable doubles ("ban", "banned")."""
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing", lemma[:-1] + "ied"
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if lemma.endswith("e"):
        return third, lemma + "d", lemma[:-1] + "ing", lemma + "d"
    stem = lemma + lemma[-1] if _doubles(lemma) else lemma
    return third, stem + "ed", stem + "ing", stem + "ed"


def _doubles(lemma: str) -> bool:
    if len(lemma) < 3 or lemma[-1] in VOWELS + "wxy" or lemma[-2] not in VOWELS or lemma[-3] in VOWELS:
        return False
    return sum(letter in VOWELS for letter in lemma) == 1 or lemma in STRESSED


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """The singular of a noun as the lists write it: "cities" is "city", "sanctions" is "sanction"; possessives are cut."""
    word = word.removesuffix("'s").removesuffix("'")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
