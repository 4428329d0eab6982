"""Conditions of a text: « si la trêve échoue », « en cas d'attaque », « à condition que le texte change ».

Found on the words, in their order: the parser hangs conditional clauses in many places.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from recoupe.annotate.events.phrases import VERBAL
from recoupe.annotate.events.verb_forms import is_conditional, is_future
from recoupe.annotate.reading import Reading, Token
from recoupe.languages import word_list

MAX_CONDITION_WORDS = 40
STOPS = frozenset({",", ";", ":", ".", "!", "?", "…", "»", '"', "”", "(", ")", "—", "–"})


class Condition(NamedTuple):
    """A condition: the tokens ``first:last`` (end exclusive) that state it, opener included, and its kind (``en cas de``)."""

    first: int
    last: int
    kind: str
    holds: frozenset[int]


@cache
def _openers(language: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Openers of conditions by their first word."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, forms in word_list(language, "conditions").get("openers", {}).items():
        for form in forms:
            words = tuple(form.replace("'", "' ").split())
            found.setdefault(words[0], []).append((words, kind))
    for rows in found.values():
        rows.sort(key=lambda row: -len(row[0]))
    return found


class Conditions:
    """The conditions of one article, by the sentence they stand in; found once, in one pass over the words."""

    def __init__(self, reading: Reading):
        self.by_sentence: dict[int, list[Condition]] = {}
        self._within: dict[int, Condition] = {}
        self._bearing: dict[int, Condition] = {}
        self.tokens = reading.tokens
        self._text = reading.text
        self._openers = _openers(reading.language)
        loose = word_list(reading.language, "conditions").get("loose", {})
        self._loose = {name: frozenset(words) for name, words in loose.items()}
        self._not = {
            place: frozenset(words)
            for place, words in word_list(reading.language, "conditions").get("si", {}).items()
        }
        if not self._openers:
            return
        for token in reading.tokens:
            rows = self._openers.get(token.lower)
            if rows:
                self._read(token, rows)

    def words_of(self, condition: Condition) -> str:
        """The article's words of a condition."""
        return self._text[self.tokens[condition.first].start : self.tokens[condition.last - 1].end]

    def _read(self, token: Token, rows: list[tuple[tuple[str, ...], str]]) -> None:
        longest = len(rows[0][0])
        here = tuple(one.lower for one in self.tokens[token.index : token.index + longest])
        for words, kind in rows:
            end = token.index + len(words)
            if here[: len(words)] == words:
                condition = self._stretch(token, end, kind)
                if condition and not self._is_idle(condition):
                    self.by_sentence.setdefault(token.sentence, []).append(condition)
                    for index in range(condition.first, condition.last):
                        self._within.setdefault(index, condition)
                    for index in condition.holds:
                        self._bearing.setdefault(index, condition)
                return

    def _is_idle(self, condition: Condition) -> bool:
        """Whether an exchange or a *quand* stands beside nothing that is to come: « a libéré trois marins *en échange de*… »."""
        if condition.kind not in self._loose.get("kinds", ()):
            return False
        ready = self._loose["ready"]
        if condition.kind in ("quand", "avant que"):
            inside = range(condition.first, condition.last)
            if condition.kind == "quand" and not any(_is_to_come(self.tokens[at]) for at in inside):
                return True
            ready = frozenset()
        return not any(
            _is_to_come(self.tokens[at]) or self.tokens[at].lemma in ready for at in condition.holds
        )

    def _stretch(self, token: Token, after: int, kind: str) -> Condition | None:
        """From the opener to the end of its clause: the next comma or stop, or the sentence's end."""
        tokens = self.tokens
        if kind == "si" and not self._opens(token):
            return None
        last = after
        while (
            last < len(tokens)
            and tokens[last].sentence == token.sentence
            and last - token.index < MAX_CONDITION_WORDS
        ):
            if tokens[last].lower in STOPS:
                break
            last += 1
        if last == after:
            return None
        first = token.index
        if first and tokens[first - 1].lower == "sauf":
            first, kind = first - 1, "sauf si"
        return Condition(first, last, kind, frozenset(self._held(first, last, token.sentence)))

    def _opens(self, token: Token) -> bool:
        """Whether *si* opens a condition: not « même si », « savoir si », « de quand et non de si », « si grave »."""
        tokens = self.tokens
        index = token.index
        if token.lower == "s'" and (index + 1 >= len(tokens) or tokens[index + 1].lower not in ("il", "ils")):
            return False
        before = tokens[index - 1] if index and tokens[index - 1].sentence == token.sentence else None
        if before and (before.lower in self._not["before"] or before.lemma in self._not["before"]):
            return False
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if after is None or after.lower in STOPS or after.lower in self._not["after"]:
            return False
        return after.pos not in ("ADJ", "ADV", "CCONJ")

    def _held(self, first: int, last: int, sentence: int) -> list[int]:
        """The verbs a condition bears on: those of the clause before it, else those of the clause that follows.

        « Le maire a dit que, si la digue cède, il évacuera Kessim » bears on *évacuera*.
        """
        held = [] if self._opens_clause(first, sentence) else self._verbs_before(first, sentence)
        return held or self._verbs_after(last, sentence)

    def _opens_clause(self, first: int, sentence: int) -> bool:
        at = first - 1
        while at >= 0 and self.tokens[at].lower in (",", "et", "mais", "«", '"') and first - at <= 3:
            at -= 1
        if at < 0 or self.tokens[at].sentence != sentence:
            return True
        return self.tokens[at].lower in ("que", "qu'") and not self._only(at)

    def _only(self, at: int) -> bool:
        """« n'ouvrira le port *que si* la trêve tient »: the condition closes its clause."""
        ahead = self.tokens[max(0, at - 12) : at]
        return any(token.lower in ("ne", "n'") for token in ahead)

    def _verbs_before(self, first: int, sentence: int) -> list[int]:
        held: list[int] = []
        for at in range(first - 1, max(-1, first - 1 - MAX_CONDITION_WORDS), -1):
            token = self.tokens[at]
            if token.sentence != sentence or (held and token.lower == ","):
                break
            if token.pos in VERBAL:
                held.append(at)
                if "VerbForm=Fin" in token.morph:
                    return held + _carrier(token)
        return held

    def _verbs_after(self, last: int, sentence: int) -> list[int]:
        held: list[int] = []
        for at in range(last, min(len(self.tokens), last + MAX_CONDITION_WORDS)):
            token = self.tokens[at]
            if token.sentence != sentence:
                break
            if token.pos in VERBAL or token.lower.endswith(("rait", "raient")):
                held += [at, *_carrier(token)]
                if token.lemma not in ("devoir", "pouvoir", "aller"):
                    break
        return held

    def inside(self, token: Token) -> Condition | None:
        """The condition whose words hold a token."""
        return self._within.get(token.index)

    def on(self, verb: Token) -> Condition | None:
        """The condition that bears on a verb."""
        return self._bearing.get(verb.index)


def _is_to_come(token: Token) -> bool:
    """Whether a word is in the future or the conditional."""
    return token.pos in VERBAL and ("Tense=Fut" in token.morph or is_future(token) or is_conditional(token))


def _carrier(token: Token) -> list[int]:
    """The verb or adjective that an auxiliary or a copula belongs to."""
    return [token.head.index] if token.dep.startswith("aux") or token.dep == "cop" else []
