"""The words of a clause or of a noun's phrase, and the complements that prepositions bring there.

The parser places prepositional phrases loosely, so complements are read off the words in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import NamedTuple

from recoupe.annotate.reading import Token
from recoupe.languages import word_list

MAX_WORDS = 60
CLAUSES = frozenset({"ccomp", "advcl", "acl:relcl", "parataxis", "csubj"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:caus", "expl:subj"})
VERBAL = frozenset({"VERB", "AUX"})


_TABLES = word_list("fr", "roles")
WORDS: dict[str, frozenset[str]] = {
    name: frozenset(words)
    for table in ("nouns", "verbs", "prepositions", "pronouns", "sources")
    for name, words in _TABLES[table].items()
}
LEADING, COMPOUND, BINDING = WORDS["leading"], WORDS["compound"], WORDS["binding"]
RELATIVES = WORDS["relative"]
CONTRACTED: dict[str, str] = {form: plain for plain, forms in _TABLES["contracted"].items() for form in forms}


def infinitive(verb: Token) -> str:
    """The infinitive of a verb; the parser's lemma, mended where it gave a present form back: « réclame » is *réclamer*."""
    lemma = verb.lemma
    if lemma.endswith("e") and not lemma.endswith("re"):
        return lemma + "r"
    if lemma.endswith("ent") and lemma == verb.lower:
        return lemma[:-2] + "r"
    if lemma.endswith("re") and lemma == verb.lower and "VerbForm=Inf" not in verb.morph:
        return lemma + "r"
    return lemma


class Complement(NamedTuple):
    """A preposition (its plain form, e.g. ``à`` for *aux*), the head word of what it brings, where it stands."""

    preposition: str
    head: Token
    at: int


def phrase(head: Token) -> list[Token]:
    """The words of a noun phrase without relative clauses, appositions apart, coordinated members; at most 60, in order."""
    return _grow(
        head, lambda child: child.dep not in CLAUSES and child.dep not in ("conj", "appos", "cc", "punct")
    )


def clause(verb: Token) -> list[Token]:
    """The words of a clause without the clauses that hang on it; at most 60, in the order of the text."""
    return _grow(verb, _in_clause)


def _in_clause(child: Token) -> bool:
    if child.dep in CLAUSES or child.dep == "punct":
        return False
    return not (child.dep == "conj" and child.pos in VERBAL)


def below(head: Token) -> list[Token]:
    """A word and all that hangs on it; at most 60 words, in the order of the text."""
    return _grow(head, lambda child: True)


def _grow(head: Token, keep: Callable[[Token], bool]) -> list[Token]:
    found, stack = [head], [head]
    while stack and len(found) < MAX_WORDS:
        for child in stack.pop().children:
            if keep(child):
                found.append(child)
                stack.append(child)
                if len(found) >= MAX_WORDS:
                    break
    return sorted(found, key=lambda token: token.index)


def complements(words: Iterable[Token], after: int) -> list[Complement]:
    """The prepositions among these words after a place in the text, each with the noun it brings.

    « Omar Delbos a envoyé des tentes à l'Ostravie » has (à, Ostravie), wherever the parser hangs it.
    """
    found = []
    previous: Token | None = None
    for token in words:
        if token.index <= after or token.lower not in LEADING:
            continue
        if token.pos == "DET" and not _is_contracted(token):
            continue
        if previous is not None and previous.lower in COMPOUND and previous.index == token.index - 1:
            previous = token
            continue
        previous = token
        head = _brought(token)
        if head is not None:
            found.append(Complement(CONTRACTED.get(token.lower, token.lower), head, token.index))
    return found


def _is_contracted(article: Token) -> bool:
    """« se réjouit *des* sanctions »: *de les*, where the verb calls for *de*."""
    if article.lower == "des":
        return article.head.dep == "obl:arg"
    return article.lower in ("du", "au", "aux")


def _brought(preposition: Token) -> Token | None:
    """The noun a preposition brings; where the parser took the preposition for a word of its own, the noun under it."""
    if preposition.dep in ("case", "mark", "det", "fixed"):
        return preposition.head if preposition.head is not preposition else None
    return next((child for child in preposition.children[:MAX_WORDS] if child.pos in ("NOUN", "PROPN")), None)


def without_sources(verb: Token, words: list[Token]) -> list[Token]:
    """The words of a clause without the phrases that only name the source.

    « Selon la Valdorie, la milice a quitté le port, d'après un bilan communiqué par Omar Delbos » keeps the middle.
    """
    kept: list[Token] = []
    dropping = False
    last = -1
    for word in words:
        gap = word.index > last + 1
        if dropping and (
            word.index >= verb.index > last or word.dep in SUBJECTS or word.dep.startswith("aux")
        ):
            dropping = False
        if dropping and gap and word.index < verb.index:
            dropping = False
        if word.lower in WORDS["openers"] or (word.lower == "après" and kept and kept[-1].lower == "d'"):
            dropping = True
            if word.lower == "après":
                kept.pop()
        elif gap and word.index > verb.index and word.pos == "ADP" and word.head.lemma in WORDS["documents"]:
            dropping = True
        if not dropping:
            kept.append(word)
        last = word.index
    return kept if verb in kept else words


def noun_phrase(
    noun: Token, tokens: list[Token], named: Container[int], brings: Container[str] = ()
) -> list[Token]:
    """The words of a noun's phrase in their order, from its determiner to its last complement, without relative clauses.

    Read off the words: « une attaque valdorienne contre le port de Kessim », up to a verb, a stop or a clause,
    since the parser hangs such complements on the verb or on one another. ``named`` are the words of mentions,
    ``brings`` the prepositions that the noun calls for (« un appel *à* la retenue »).
    """
    first = noun.index
    while first and tokens[first - 1].head is noun and tokens[first - 1].pos in ("DET", "ADJ", "NUM", "ADV"):
        first -= 1
    last = noun.index + 1
    inside = False
    while last < len(tokens) and last - noun.index <= MAX_WORDS and tokens[last].sentence == noun.sentence:
        token = tokens[last]
        if token.lower in LEADING and token.pos != "PRON":
            called = CONTRACTED.get(token.lower, token.lower) in brings
            inside = token.lower in BINDING or called or _hangs_on(token, noun)
            if not inside:
                break
        elif not _continues(token, noun, inside, named) or _opens_idiom(tokens, last):
            break
        last += 1
    while last - 1 > noun.index and tokens[last - 1].pos in ("ADP", "DET", "CCONJ", "PUNCT", "ADV"):
        if tokens[last - 1].index in named:
            break
        last -= 1
    return tokens[first:last]


def _opens_idiom(tokens: list[Token], at: int) -> bool:
    """« face à », « grâce à », « suite à »: what follows belongs to the clause, not to the noun before it."""
    return tokens[at].lower in ("face", "grâce", "suite", "quant") and any(
        token.lower in ("à", "au", "aux") for token in tokens[at + 1 : at + 2]
    )


def _continues(token: Token, noun: Token, inside: bool, named: Container[int]) -> bool:
    """Whether a word that is no preposition goes on with the phrase of a noun, or with the complement just opened."""
    if token.index in named and (inside or token.index == noun.index + 1):
        return token.pos != "PRON"
    if token.pos in ("AUX", "SCONJ", "PRON", "PUNCT"):
        return False
    if token.pos == "VERB" and (token.dep not in ("amod", "acl") or "VerbForm=Fin" in token.morph):
        return False
    if token.pos == "VERB" and not token.lower.endswith(
        ("é", "ée", "és", "ées", "i", "ie", "is", "ies", "ue", "u", "us", "ues")
    ):
        return False
    return (inside and token.pos != "CCONJ") or _hangs_on(token, noun)


def _hangs_on(token: Token, noun: Token) -> bool:
    """Whether a word is below a noun in the tree, a few steps up."""
    here = token
    for _ in range(8):
        if here is noun:
            return True
        if here.head is here:
            return False
        here = here.head
    return here is noun


def own_words(words: list[Token]) -> list[Token]:
    """The words of a clause without what only joins it to another: « *que* les ports rouvrent », « *et* … »."""
    at = 0
    while at + 1 < len(words) and (
        words[at].pos in ("CCONJ", "SCONJ", "PUNCT") or words[at].lower in ("que", "qu'")
    ):
        at += 1
    return words[at:]


def is_idiom(noun: Token) -> bool:
    """« fait appel à », « prend appui sur »: a bare noun that only makes up a verb."""
    bare = not any(child.dep == "det" or child.pos == "DET" for child in noun.children[:MAX_WORDS])
    return bare and noun.dep == "obj" and infinitive(noun.head) in ("faire", "prendre", "mettre")


def is_set_beside(noun: Token, ahead: Token) -> bool:
    """« l'alerte *enlèvement* »: a bare noun right behind another one says what kind that is."""
    bare = not any(child.index < noun.index for child in noun.children[:MAX_WORDS])
    return bare and ahead is noun.head and ahead is not noun and ahead.pos == "NOUN"
