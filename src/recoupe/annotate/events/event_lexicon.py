"""The words that name events, with their constraints: ``languages/<language>/events.toml`` by lemma."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from recoupe.annotate.events.phrases import MAX_WORDS, VERBAL, infinitive
from recoupe.annotate.events.roles import Cast
from recoupe.annotate.events.torn import is_fronted, is_mistaken_verb
from recoupe.annotate.reading import Token
from recoupe.languages import word_list
from recoupe.model import EventType


class Row(NamedTuple):
    """One row of the lexicon: what it names and under which constraints (see ``languages/fr/events.toml``)."""

    type: EventType
    mode: str | None
    to: frozenset[str]
    together: bool
    reflexive: bool | None
    needs: frozenset[str]
    needs_also: frozenset[str]
    object: frozenset[str]
    refuse: frozenset[str]
    refuse_subject: frozenset[str]
    subject: frozenset[str]
    subject_of: frozenset[str]
    says: bool
    party: bool
    of: str
    alone: bool
    carried: bool
    voice: str | None
    agent: bool
    free: bool
    vow: bool
    near: bool
    doubted: bool
    undergone: bool
    only_denied: bool
    refuse_form: frozenset[str]


class Lexicon(NamedTuple):
    """Rows by the lemma of a verb, and by the lemma of a noun; ``forms`` gives the lemma of verbs in -er by their forms.

    ``cues`` are the words of which one must stand near a verb that means little by itself (« faire *grève* »).
    """

    verbs: dict[str, list[Row]]
    cues: dict[str, frozenset[str]]
    nouns: dict[str, list[Row]]
    adjectives: dict[str, list[Row]]
    forms: dict[str, str]
    idioms: frozenset[str]
    pronouns: frozenset[str]
    measures: frozenset[str]
    games: frozenset[str]
    disasters: frozenset[str]
    accidents: frozenset[str]


@cache
def load_lexicon(language: str) -> Lexicon:
    """The events of a language by lemma, classes of words spelt out."""
    tables = word_list(language, "events")
    classes: dict[str, list[str]] = tables.get("classes", {})

    def spelt(row: dict[str, list[str]], name: str) -> frozenset[str]:
        return frozenset(word for item in row.get(name, []) for word in classes.get(item, [item]))

    def by_lemma(kind: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in tables.get(kind, []):
            made = Row(
                EventType(row["type"]),
                row.get("mode"),
                frozenset(row.get("to", ["obj"])),
                row.get("together", False),
                row.get("reflexive"),
                spelt(row, "needs"),
                spelt(row, "needs_also"),
                spelt(row, "object"),
                spelt(row, "refuse"),
                spelt(row, "refuse_subject"),
                spelt(row, "subject"),
                spelt(row, "subject_of"),
                row.get("says", False),
                row.get("party", False),
                row.get("of", "agent"),
                row.get("alone", False),
                row.get("carried", False),
                row.get("voice"),
                row.get("agent", False),
                row.get("free", False),
                row.get("vow", False),
                row.get("near", False),
                row.get("doubted", False),
                row.get("undergone", False),
                row.get("only_denied", False),
                frozenset(row.get("refuse_form", ())),
            )
            for lemma in row["lemmas"]:
                found.setdefault(lemma, []).append(made)
        return found

    verbs = by_lemma("verb")
    return Lexicon(
        verbs,
        {lemma: cues for lemma, rows in sorted(verbs.items()) if (cues := _cues(rows))},
        by_lemma("noun"),
        by_lemma("adjective"),
        _forms(verbs),
        frozenset(tables.get("idioms", {}).get("nouns", ())),
        *(
            frozenset(tables.get("words", {}).get(name, ()))
            for name in ("pronouns", "measures", "games", "disasters", "accidents")
        ),
    )


def _cues(rows: list[Row]) -> frozenset[str]:
    """The words that the rows of a verb call for; none where one of them would do without."""
    found: set[str] = set()
    for row in rows:
        called = next((words for words in (row.needs, row.object) if words and not _is_open(words)), None)
        if called is None:
            return frozenset()
        found.update(word.split()[-1] for word in called)
    return frozenset(found)


def _is_open(words: frozenset[str]) -> bool:
    """Whether more than these very words will do: a class without a list, or what a pronoun may stand for."""
    return bool(words & {"à", "de", "CRY"}) or any(word.isupper() and len(word) > 3 for word in words)


def _forms(lemmas: Iterable[str]) -> dict[str, str]:
    """Forms of regular verbs in -er, which the parser's lemmas sometimes miss: « réclame » is of *réclamer*."""
    endings = (
        "e",
        "es",
        "ent",
        "ait",
        "aient",
        "a",
        "èrent",
        "é",
        "ée",
        "és",
        "ées",
        "ant",
        "era",
        "eront",
        "erait",
        "eraient",
    )
    forms = {lemma[:-2] + ending: lemma for lemma in lemmas if lemma.endswith("er") for ending in endings}
    forms.pop("sommes", None)
    return forms


def is_cued(verb: Token, lemma: str, lexicon: Lexicon, tokens: list[Token]) -> bool:
    """Whether a word that a verb calls for stands anywhere near: « ont fait *grève* »; spares the work where none does."""
    cues = lexicon.cues.get(lemma)
    if cues is None:
        return True
    near = tokens[max(0, verb.index - MAX_WORDS) : verb.index + MAX_WORDS]
    return any(
        token.lower in cues or token.lemma in cues or token.lower.rstrip("sx") in cues for token in near
    )


def verb_lemma(token: Token, lexicon: Lexicon, tokens: list[Token], cast: Cast) -> str | None:
    """The lemma in the lexicon that a word is a form of; a word not tagged as a verb must stand with an auxiliary, or behind
    a pronoun (« Omar Delbos *le presse* d'agir »)."""
    if token.pos in VERBAL:
        lemma = infinitive(token)
        return lemma if lemma in lexicon.verbs else lexicon.forms.get(token.lower)
    if is_fronted(token, tokens):
        return lexicon.forms[token.lower]
    if is_mistaken_verb(token, tokens) or (token.index and cast.is_pronoun(tokens[token.index - 1])):
        return lexicon.forms[token.lower]
    deps = {child.dep for child in token.children[:MAX_WORDS]}
    return lexicon.forms[token.lower] if "cop" not in deps and deps & {"aux:tense", "nsubj"} else None
