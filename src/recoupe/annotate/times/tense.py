"""Where a time points by the grammar of its clause: to what has been, or to what is to come.

Where nothing was parsed, the words of the clause are looked at instead (lists in ``times.toml``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from recoupe.annotate.reading import Reading, Token
from recoupe.annotate.times.clauses import ClauseWords
from recoupe.annotate.times.timex import fold

MAX_STEPS = 8
NOUNS = ("NOUN", "PROPN")
FUTURE_ENDINGS = frozenset({"ai", "as", "a", "ons", "ez", "ont"})


class Direction(IntEnum):
    """Where a time points from the day of speaking."""

    PAST = -1
    UNKNOWN = 0
    FUTURE = 1


@dataclass(slots=True, frozen=True)
class Pointing:
    """A direction, whether the words before the time force it, whether its verb may tell a habit or a
    state that lasts, whether there is no verb at all.
    """

    direction: Direction
    forced: bool = False
    habitual: bool = False
    state: bool = False
    verbless: bool = False


class Tenses:
    """The grammar of one article, asked for the direction of its times."""

    def __init__(self, reading: Reading, folded: str, grammar: Mapping[str, Any]):
        self._tokens = [] if grammar.get("reads_words") else reading.tokens
        self._starts = [token.start for token in self._tokens]
        self._clauses = ClauseWords(reading.text, reading.language)
        self._folded = folded
        self._lists: Mapping[str, Any] = {
            name: frozenset(words) for name, words in grammar.items() if isinstance(words, list)
        }
        self._past_before = tuple(grammar["past_before"])
        self._future_before = tuple(grammar["future_before"])

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """The tokens that stand, wholly or in part, between two offsets."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end)
        return [token for token in self._tokens[first:last] if token.end > start]

    def pointing(self, start: int, end: int) -> Pointing:
        """Where the time at these offsets points.

        "Le marché se tiendra lundi" is to come, "Lia Morvan a été arrêtée lundi" has been, "dons attendus lundi"
        is to come; a headline without a verb foretells, unless a participle tells: "Deux quais fermés lundi".
        """
        before = self._folded[max(0, start - 24) : start].rstrip()
        if before.endswith(self._past_before) and _ends_word(before, self._past_before):
            return Pointing(Direction.PAST, forced=True)
        if before.endswith(self._future_before) and _ends_word(before, self._future_before):
            return Pointing(Direction.FUTURE)
        tokens = self.tokens_between(start, end)
        if not tokens:
            return Pointing(Direction(self._clauses.direction(start, end)))
        top = _top(tokens)
        governor = top.head if top is not None else None
        of_noun = self._noun_before(start) or governor
        told = None
        if of_noun is not None and _is_nominal(of_noun) and (top is None or top.dep != "conj"):
            told = self._by_noun(of_noun)
        return told or self._by_verb(governor)

    def _noun_before(self, start: int) -> Token | None:
        """The noun that "de" joins a time to: "l'incendie de mardi"."""
        if not self._folded[max(0, start - 3) : start].endswith(("de ", "du ", "d'")):
            return None
        before = self.tokens_between(start - 4, start)
        for token in reversed(self._tokens[max(0, before[0].index - 2) : before[0].index] if before else []):
            if token.pos in NOUNS:
                return token
            if token.pos != "ADJ":
                break
        return None

    def _by_noun(self, noun: Token) -> Pointing | None:
        """Where a time points that belongs to a noun, None where only its clause tells.

        "depuis son élection en octobre" and "l'incendie de mardi" have been, in any tense; so has "le scrutin de dimanche" that
        is commented on; "avant le match de samedi" and "à trois jours du scrutin de dimanche" are to come.
        """
        chain = _noun_chain(noun)
        words = {
            fold(child.text) for link in chain for child in link.children if child.dep in ("case", "mark")
        }
        if words & self._lists["since_words"]:
            return Pointing(Direction.PAST, forced=True)
        if fold(noun.lemma) in self._lists["happened"]:
            return Pointing(Direction.PAST)
        told = self._by_verb(chain[-1])
        if words & self._lists["after_words"] and told.direction is not Direction.FUTURE:
            return Pointing(Direction.PAST)
        counted = any(link.lower in self._lists["countdown_units"] for link in chain)
        if (words & self._lists["before_words"] or (counted and "a" in words)) and (
            told.direction is not Direction.PAST or counted
        ):
            return Pointing(Direction.FUTURE)
        return self._by_reaction(chain[-1]) if told.direction is Direction.UNKNOWN else None

    def _by_reaction(self, noun: Token) -> Pointing | None:
        """In the present: what is condemned or told of has been, what is awaited or feared is to come."""
        token = noun
        for _ in range(MAX_STEPS):
            if token.pos == "VERB":
                lemma = fold(token.lemma)
                if self._is_one("reacting", lemma):
                    return Pointing(Direction.PAST)
                return Pointing(Direction.FUTURE) if self._is_one("prospective", lemma) else None
            token = token.head
        return None

    def _by_verb(self, token: Token | None) -> Pointing:
        """Climb from what governs the time to the first word that has a tense."""
        last, first = token, token
        for _ in range(MAX_STEPS):
            if token is None:
                break
            last = token
            told = self._tense_of(token)
            if told is not None:
                return told if token is first or not told.state else replace(told, state=False)
            token = token.head if token.head is not token else None
        return self._without_verb(last)

    def _tense_of(self, token: Token) -> Pointing | None:
        """The direction a verb gives, None for a word without a tense (a noun, a bare infinitive)."""
        if token.pos not in ("VERB", "AUX", "ADJ") and "VerbForm=Part" not in token.morph:
            if any(child.dep == "cop" for child in token.children):
                return self._finite(
                    [child for child in token.children if child.dep in ("cop", "aux:tense")], token
                )
            return None
        helpers = [child for child in token.children if child.dep.startswith("aux") or child.dep == "cop"]
        if "VerbForm=Inf" in token.morph:
            return self._infinitive(token, helpers)
        if _is_future_form(token):
            return Pointing(Direction.FUTURE)
        if "VerbForm=Part" in token.morph and not helpers:
            return self._participle(token)
        if token.pos == "ADJ" and not helpers:
            return None
        return self._finite(helpers or [token], token)

    def _is_one(self, verbs: str, lemma: str) -> bool:
        """Whether a lemma is in a list of verbs; the parser leaves "compte" where the list has "compter"."""
        return lemma in self._lists[verbs] or f"{lemma}r" in self._lists[verbs]

    def _finite(self, verbs: list[Token], main: Token) -> Pointing:
        morphs = " ".join(verb.morph for verb in verbs)
        lemma = fold(main.lemma)
        if "Tense=Fut" in morphs or "Mood=Cnd" in morphs:
            return Pointing(Direction.FUTURE)
        if any(_is_future_form(verb) for verb in verbs):
            return Pointing(Direction.FUTURE)
        if any(verb.dep == "aux:tense" and verb is not main for verb in verbs):
            return Pointing(Direction.PAST)
        if "Tense=Past" in morphs and "VerbForm=Fin" in morphs:
            return Pointing(Direction.PAST)
        if "Tense=Imp" in morphs:
            return Pointing(Direction.PAST, habitual=True)
        if self._is_one("scheduled", lemma) or (
            self._is_one("future_helpers", lemma) and _has_infinitive(main)
        ):
            return Pointing(Direction.FUTURE)
        if verbs[0] is not main and "VerbForm=Part" in main.morph and main.lemma not in ("être", "avoir"):
            passive = any(verb.dep == "aux:pass" for verb in verbs) and not self._is_one("with_be", lemma)
            return Pointing(Direction.FUTURE if passive else Direction.PAST, habitual=passive)
        state = verbs[0] is not main or self._is_one("states", lemma)
        return Pointing(Direction.UNKNOWN, habitual=True, state=state)

    def _infinitive(self, token: Token, helpers: list[Token]) -> Pointing | None:
        """ "Après avoir cédé lundi" has been; "doit réunir lundi" and "a promis d'ouvrir lundi" are to come, "voulait ouvrir" may
        be either; else what governs the infinitive tells.
        """
        if any(fold(child.lemma) in ("avoir", "etre") and child.dep == "aux:tense" for child in helpers):
            return Pointing(Direction.PAST)
        head = token.head
        if head is token:
            return None
        lemma = fold(head.lemma)
        told = self._tense_of(head)
        if self._is_one("past_helpers", lemma):
            return Pointing(Direction.PAST)
        if told is not None and self._is_one("future_helpers", lemma):
            past = told.direction is Direction.PAST
            return Pointing(Direction.UNKNOWN if past else Direction.FUTURE)
        return Pointing(Direction.FUTURE) if told is not None and self._is_one("planning", lemma) else None

    def _participle(self, token: Token) -> Pointing:
        if "Tense=Pres" in token.morph:
            return Pointing(Direction.UNKNOWN)
        if self._is_one("scheduled", fold(token.lemma)):
            return Pointing(Direction.FUTURE)
        return Pointing(Direction.PAST)

    def _without_verb(self, token: Token | None) -> Pointing:
        """A headline: "Marché de nuit samedi à Combreux" is to come."""
        return Pointing(Direction.UNKNOWN if token is None else Direction.FUTURE, verbless=True)


def _is_future_form(verb: Token) -> bool:
    """ "resterons" is "rester" and a future ending, whatever the parser took it for."""
    stem = verb.lemma.removesuffix("e")
    return verb.lower.startswith(stem) and verb.lower[len(stem) :] in FUTURE_ENDINGS and stem.endswith("r")


def _is_nominal(token: Token) -> bool:
    """A noun, or an adjective in its place ("le second tour des municipales")."""
    return token.pos in NOUNS or (token.pos == "ADJ" and token.dep == "nmod")


def _noun_chain(noun: Token) -> list[Token]:
    """A noun and those it completes: "élection", "jours" in "à trois jours de l'élection"."""
    chain = [noun]
    while (
        len(chain) < MAX_STEPS and chain[-1].dep in ("nmod", "appos", "dep") and _is_nominal(chain[-1].head)
    ):
        chain.append(chain[-1].head)
    return chain


def _has_infinitive(verb: Token) -> bool:
    return any("VerbForm=Inf" in child.morph for child in verb.children)


def _top(tokens: list[Token]) -> Token | None:
    """The first word of a stretch that a word outside governs, None where the stretch holds its root."""
    inside = {token.index for token in tokens}
    return next((token for token in tokens if token.head.index not in inside), None)


def _ends_word(before: str, endings: tuple[str, ...]) -> bool:
    """Whether one of the endings is a whole word or phrase at the end."""
    for ending in endings:
        if before.endswith(ending):
            place = len(before) - len(ending)
            if place == 0 or not before[place - 1].isalnum():
                return True
    return False
