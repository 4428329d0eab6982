"""Positions of an article: who supports, opposes, urges or conditions what.

Verbs, adjectives and nouns are looked up in ``languages/<language>/positions.toml`` in one pass over the words.
A stand that hangs on a condition (« soutiendra la trêve si… ») has the stance *condition*; a request keeps *urge*.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from recoupe.annotate.conditions import Condition, Conditions
from recoupe.annotate.modality import Judge, form_of, is_negated, masculine, modality_words
from recoupe.annotate.reading import Reading, Token
from recoupe.annotate.roles import (
    MAX_WORDS,
    VERBAL,
    Cast,
    clause,
    complements,
    direct_objects,
    infinitive,
    is_passive,
    is_reflexive,
    noun_phrase,
    own_words,
    subjects,
)
from recoupe.annotate.scene import Scene
from recoupe.languages import word_list
from recoupe.model import EventModality, Position, Span, Stance

KINDS = {"VERB": "verb", "AUX": "verb", "ADJ": "adjective", "NOUN": "noun", "PROPN": "noun"}
TAKEN = frozenset(
    {EventModality.OCCURRED, EventModality.ANNOUNCED, EventModality.CONDITIONAL, EventModality.DENIED}
)


class Row(NamedTuple):
    """One row of the lexicon (see ``languages/fr/positions.toml``)."""

    stance: Stance
    target: tuple[str, ...]
    negated: Stance | None
    only_negated: bool
    reflexive: bool | None
    refuse: frozenset[str]


@cache
def load_lexicon(language: str) -> dict[str, dict[str, Row]]:
    """Rows by kind of word (verb, adjective, noun) and lemma."""
    tables = word_list(language, "positions")
    found: dict[str, dict[str, Row]] = {}
    for kind in ("verb", "adjective", "noun"):
        for row in tables.get(kind, []):
            made = Row(
                Stance(row["stance"]),
                tuple(row["target"]),
                Stance(row["negated"]) if "negated" in row else None,
                row.get("only_negated", False),
                row.get("reflexive"),
                frozenset(row.get("refuse", ())),
            )
            for lemma in row["lemmas"]:
                found.setdefault(kind, {})[lemma] = made
    return found


def find_positions(reading: Reading) -> list[Position]:
    """The positions taken in a parsed article, in the order of the text; [] where there is no parse.

    A stand whose holder is not known by an actor's key is left out.
    """
    lexicon = load_lexicon(reading.language)
    if not reading.tokens or not lexicon:
        return []
    finder = _Finder(reading)
    found: list[Position] = []
    for token in reading.tokens:
        kind = KINDS.get(token.pos)
        row: Row | None
        if kind is None:
            continue
        if kind == "verb" and masculine(token) in lexicon["adjective"] and is_passive(token):
            kind = "adjective"
            row = lexicon[kind][masculine(token)]
        else:
            row = lexicon[kind].get(infinitive(token) if kind == "verb" else token.lemma)
        if row is not None:
            position = finder.of_verb(token, row) if kind == "verb" else finder.of_word(token, row, kind)
        elif token.lower == "question":
            position = finder.ruled_out(token)
        else:
            continue
        if position is not None:
            found.append(position)
    return found


class _Finder:
    """The positions of one article."""

    def __init__(self, reading: Reading):
        self.reading = reading
        self.tokens = reading.tokens
        self.words = modality_words(reading.language)
        self.lists = word_list(reading.language, "positions")
        self.cast = Cast(reading)
        self.conditions = Conditions(reading)
        self.judge = Judge(self.words, self.conditions)
        self.scene = Scene(reading, self.cast)

    # ------------------------------------------------------------------ the words that take a stand

    def of_verb(self, verb: Token, row: Row) -> Position | None:
        """« La Valdorie soutient le plan », « Omar Delbos a demandé à Lena Mirande de partir »."""
        if verb.dep.startswith("aux") or (
            row.reflexive is not None and is_reflexive(verb) is not row.reflexive
        ):
            return None
        if row.stance is Stance.CONDITION:
            return self._conditioned(verb)
        if any(head.lemma in row.refuse for head in direct_objects(verb)):
            return None
        modality = self.judge.of_verb(verb)
        form = form_of(verb)
        if modality is EventModality.UNVERIFIED and form == "conditional" and self.conditions.on(verb):
            modality = EventModality.CONDITIONAL
        if modality not in TAKEN or self.conditions.inside(verb):
            return None
        stance = _with_polarity(row, is_negated(verb, self.words))
        holders = self._holders(verb)
        target = self._target(verb, row)
        if stance is None or not holders or target is None:
            return None
        return self._record(
            verb, holders[0], stance, target, self._condition_on(verb, form), own_words(clause(verb))[0]
        )

    def of_word(self, word: Token, row: Row, kind: str) -> Position | None:
        """« La Valdorie est favorable à la trêve »; « son soutien à l'Ostravie »."""
        if self.conditions.inside(word):
            return None
        if kind == "adjective":
            holders = self._named(subjects(word))
            if not holders and word.dep in ("acl", "amod", "appos"):
                holders = self._named([word.head])
            stance = _with_polarity(row, is_negated(word, self.words))
            first = own_words(clause(word))[0]
        else:
            phrase = noun_phrase(word, self.tokens, self.cast.key_of, row.target)
            if row.refuse and any(token.lemma in row.refuse for token in phrase):
                return None
            holders = self._owner(word, phrase)
            stance = row.stance
            first = phrase[0]
        target = self._target(word, row)
        if stance is None or not holders or target is None:
            return None
        return self._record(word, holders[0], stance, target, self.conditions.on(word), first)

    def ruled_out(self, word: Token) -> Position | None:
        """« Il est hors de question de céder »: refused by whoever speaks."""
        opening = " ".join(token.lower for token in self.tokens[max(0, word.index - 2) : word.index + 1])
        if not any(opening.endswith(words) for words in self.lists.get("ruled_out", {}).get("words", ())):
            return None
        behind = self.tokens[word.index + 1 : word.index + 4]
        if not behind or behind[0].lower not in ("de", "d'", "que", "qu'"):
            return None
        holders = self.scene.speaker_at(word.start)
        target = self._stretch(word.index + 2, word)
        if not holders or target is None:
            return None
        first = self.tokens[max(0, word.index - 2)]
        return self._record(word, holders[0], Stance.OPPOSE, target, None, first)

    def _conditioned(self, verb: Token) -> Position | None:
        """« La Valdorie conditionne son aide à une réforme »; « Le soutien de Lena Mirande est conditionné à … »."""
        passive = is_passive(verb)
        goods = subjects(verb) if passive else direct_objects(verb)
        brought = [item for item in complements(clause(verb), verb.index) if item.preposition == "à"]
        if not goods or not brought:
            return None
        phrase = noun_phrase(goods[0], self.tokens, self.cast.key_of)
        holders = self._owner(goods[0], phrase) if passive else self._holders(verb)
        if not holders:
            return None
        asked = noun_phrase(brought[0].head, self.tokens, self.cast.key_of)
        condition = Condition(asked[0].index, asked[-1].index + 1, "conditionné à", frozenset())
        ahead = phrase[0].index < brought[0].head.index
        target = (
            phrase[0],
            self.tokens[asked[0].index - 2]
            if ahead and asked[0].index - 2 < phrase[-1].index and asked[0].index - 2 >= phrase[0].index
            else phrase[-1],
        )
        return self._record(verb, holders[0], Stance.CONDITION, target, condition, own_words(clause(verb))[0])

    # ------------------------------------------------------------------ who

    def _holders(self, verb: Token) -> list[str]:
        if is_passive(verb):
            agents = [
                item.head for item in complements(clause(verb), verb.index) if item.preposition == "par"
            ]
            return self._named(agents)
        heads = subjects(verb) or self._inverted(verb)
        return self._named(heads) or ([] if heads else self.scene.first_person_of(verb))

    def _inverted(self, verb: Token) -> list[Token]:
        """The subject behind its verb after a quotation: « …, a réclamé Lena Mirande »."""
        first = min([verb.index, *(c.index for c in verb.children[:MAX_WORDS] if c.dep.startswith("aux"))])
        if not first or self.tokens[first - 1].lower not in (",", "»", '"', "”"):
            return []
        return direct_objects(verb)[:1]

    def _named(self, heads: list[Token]) -> list[str]:
        found: list[str] = []
        for head in heads:
            found += self.cast.named(head, inside=False) or self.scene.speaker_of(head)
        return found

    def _owner(self, noun: Token, phrase: list[Token]) -> list[str]:
        """Whose support or refusal it is: « le soutien de la Valdorie », « notre soutien », « a redit son soutien »."""
        for item in complements(phrase, noun.index):
            if item.preposition == "de":
                return self.cast.named(item.head, inside=True)
            break
        for child in noun.children[:MAX_WORDS]:
            if child.dep == "det" and child.lower in ("notre", "nos", "mon", "ma", "mes"):
                return self.scene.speaker_at(child.start)
            if child.dep == "det" and child.index in self.cast.key_of:
                return [self.cast.key_of[child.index]]
        verb = noun.head
        if verb.pos not in VERBAL or noun.dep != "obj":
            return []
        if infinitive(verb) in self.lists.get("withdrawn", {}).get("verbs", ()) or is_negated(
            verb, self.words
        ):
            return []
        return self._holders(verb) if self.judge.of_verb(verb) in TAKEN else []

    # ------------------------------------------------------------------ what, and on what condition

    def _target(self, word: Token, row: Row) -> tuple[Token, Token] | None:
        """The first and last word of what a stand is about."""
        for place in row.target:
            found = self._target_at(word, place, row)
            if found is not None:
                return found
        return None

    def _target_at(self, word: Token, place: str, row: Row) -> tuple[Token, Token] | None:
        if place == "infinitive":
            return self._infinitive_behind(word)
        if place == "clause":
            return self._clause_behind(word)
        if place == "obj":
            heads = [head for head in direct_objects(word) if not self.scene.is_time(head)]
            heads += [
                child for child in word.children[:MAX_WORDS] if is_passive(word) and child.dep == "nsubj:pass"
            ]
        else:
            words = clause(word) if word.pos in VERBAL or word.pos == "ADJ" else self._behind(word, row)
            heads = [
                item.head for item in complements(words, word.index) if item.preposition == place.split()[0]
            ]
        heads = [
            head
            for head in heads
            if head is not word and head.lemma not in row.refuse and head.pos in ("NOUN", "PROPN", "NUM", "X")
        ]
        if not heads:
            return None
        phrase = noun_phrase(heads[0], self.tokens, self.cast.key_of)
        if place == "en faveur de" and heads[0].lemma == "faveur":
            phrase = phrase[2:] or phrase
        return self._before_condition(phrase[0], phrase[-1])

    def _behind(self, noun: Token, row: Row) -> list[Token]:
        """The words of a noun's phrase, whatever the parser hung its complements on."""
        return noun_phrase(noun, self.tokens, self.cast.key_of, row.target)

    def _infinitive_behind(self, word: Token) -> tuple[Token, Token] | None:
        """« de *publier la liste* », « à *rouvrir le port* »: the infinitive that completes a word, with its own complements."""
        for at in range(word.index + 1, min(len(self.tokens), word.index + 16)):
            token = self.tokens[at]
            if (
                token.sentence != word.sentence
                or token.pos in ("SCONJ", "PUNCT")
                or "VerbForm=Fin" in token.morph
            ):
                return None
            if token.lower in ("de", "d'", "à") and self._opens_infinitive(at):
                return self._stretch(at + 1, word)
            if token.lower == "pour":
                return None
        return None

    def _opens_infinitive(self, at: int) -> bool:
        for token in self.tokens[at + 1 : at + 5]:
            if "VerbForm=Inf" in token.morph and token.lower.endswith(("r", "re")):
                return True
            if token.pos not in ("PRON", "ADV", "PART"):
                return False
        return False

    def _clause_behind(self, word: Token) -> tuple[Token, Token] | None:
        """« que *le port rouvre* »: the clause that completes a verb."""
        for token in self.tokens[word.index + 1 : word.index + 3]:
            if token.lower in ("que", "qu'") and token.sentence == word.sentence:
                return self._stretch(token.index + 1, word)
        return None

    def _stretch(self, first: int, word: Token) -> tuple[Token, Token] | None:
        """From a word to the next stop of its sentence."""
        last = first
        while last < len(self.tokens) and last - first < MAX_WORDS:
            token = self.tokens[last]
            if token.sentence != word.sentence or token.lower in STOPS:
                break
            if token.lower in ("et", "mais", "alors") and last > first and self._starts_clause(last):
                break
            last += 1
        if last == first:
            return None
        return self._before_condition(self.tokens[first], self.tokens[last - 1])

    def _starts_clause(self, at: int) -> bool:
        """Whether a finite verb follows a conjunction within three words: « …, et ne les soutiendra pas »."""
        return any(
            "VerbForm=Fin" in token.morph or token.lower in ("ne", "n'")
            for token in self.tokens[at + 1 : at + 4]
        )

    def _before_condition(self, first: Token, last: Token) -> tuple[Token, Token] | None:
        """A target ends where the condition begins."""
        for condition in self.conditions.by_sentence.get(first.sentence, ()):
            if first.index < condition.first <= last.index:
                return first, self.tokens[condition.first - 1]
            if condition.first <= first.index < condition.last:
                return None
        return first, last

    def _condition_on(self, verb: Token, form: str) -> Condition | None:
        return None if form == "past" else self.conditions.on(verb)

    # ------------------------------------------------------------------ records

    def _record(
        self,
        cue: Token,
        holder: str,
        stance: Stance,
        target: tuple[Token, Token],
        condition: Condition | None,
        first: Token,
    ) -> Position:
        text = self.reading.text
        target_span = Span(start=target[0].start, end=target[1].end)
        span = None
        if condition is not None:
            span = Span(start=self.tokens[condition.first].start, end=self.tokens[condition.last - 1].end)
            stance = stance if stance is Stance.URGE else Stance.CONDITION
        edges = [s for s in (target_span, span) if s is not None]
        return Position(
            start=min([first.start, cue.start, *(edge.start for edge in edges)]),
            end=max([cue.end, *(edge.end for edge in edges)]),
            holder=holder,
            stance=stance,
            target=text[target_span.start : target_span.end],
            target_span=target_span,
            condition=text[span.start : span.end] if span else None,
            condition_span=span,
            attribution=self.scene.attribution(cue.start),
        )


STOPS = frozenset({",", ";", ":", ".", "!", "?", "…", "»", '"', "”", "(", ")", "—", "–"})


def _with_polarity(row: Row, negated: bool) -> Stance | None:
    """The stance of a word, negated or not; None where a negation says too little."""
    if negated:
        return row.negated
    return None if row.only_negated else row.stance
