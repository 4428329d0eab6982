"""Who takes a stand: the subject of a verb, whose support or refusal a noun names, who speaks, who signs a communiqué."""

from __future__ import annotations

from recoupe.annotate.events.modality import Judge
from recoupe.annotate.events.negation import is_negated
from recoupe.annotate.events.phrases import (
    MAX_WORDS,
    SUBJECTS,
    VERBAL,
    WORDS,
    Complement,
    clause,
    complements,
    infinitive,
    without_sources,
)
from recoupe.annotate.events.roles import Cast, agents, is_passive, members, subjects
from recoupe.annotate.events.scene import OURS, SPEAKING, Scene
from recoupe.annotate.events.torn import torn_subject
from recoupe.annotate.positions.position_lexicon import TAKEN
from recoupe.annotate.reading import Reading, Token
from recoupe.model import ActorKind, Role

BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.INSTITUTION, ActorKind.GOVERNMENT})
CLIMB = 6
OPENING = frozenset({",", ".", ":", ";", "?", "!", "…", "»", "«", "–", "—"})


class Holders:
    """Finds the holders of the stands of one article, as actors' keys."""

    def __init__(
        self, reading: Reading, cast: Cast, scene: Scene, judge: Judge, lists: dict[str, frozenset[str]]
    ):
        self.reading = reading
        self.tokens = reading.tokens
        self.cast = cast
        self.scene = scene
        self.judge = judge
        self.lists = lists
        self.signer = self._signer()
        self.named_at = {mention.start: mention.actor for mention in reading.mentions}

    def _signer(self) -> list[str]:
        """The body whose own text an article is: the outlet where it is named there, or the first body named in a communiqué."""
        outlet = (self.reading.article.outlet or "").casefold()
        bodies = [actor.key for actor in self.reading.actors if actor.kind in BODIES]
        for key in bodies:
            if outlet and self.cast.names[key].casefold() == outlet:
                return [key]
        opening = self.reading.text[: _line_end(self.reading.text)].casefold().split()[:1]
        if not opening or opening[0].strip(".:-–—") not in self.lists["signed"]:
            return []
        heads = [zone for zone in self.reading.zones if zone.role is Role.METADATA]
        named = sorted(
            (mention.start, mention.actor)
            for mention in self.reading.mentions
            if mention.actor in bodies and not any(z.start <= mention.start < z.end for z in heads)
        )
        return [named[0][1]] if named else []

    def of_verb(self, verb: Token) -> list[str]:
        """Who takes the stand of a verb: its subject, who speaks where it is a first person, *par* whom where it is passive."""
        if is_passive(verb):
            return self.named(agents(verb, brought(verb)))
        behind = self.scene.speakers_behind(verb)
        if behind is not None:
            return behind
        heads = _agreeing(verb, subjects(verb)) or torn_subject(verb, self.tokens)
        found = self.named(heads)
        if found or heads:
            return found or self._inverted(verb)
        if "Person=1" in verb.morph:
            return self.speaker_at(verb)
        return self._inverted(verb) or self.right_before(verb)

    def _inverted(self, verb: Token) -> list[str]:
        """« Aussi réclame-*t-elle* que le pont ferme »: the pronoun behind its verb, whatever the parser makes of it."""
        for token in self.tokens[verb.index + 1 : verb.index + 3]:
            if not token.lower.startswith("-"):
                break
            pronoun = token.start + token.text.rfind("-") + 1
            if pronoun in self.named_at:
                return [self.named_at[pronoun]]
        return []

    def right_before(self, verb: Token) -> list[str]:
        """« Longtemps réticente, *Lena Mirande* s'est dite… »: the name right before a verb that the parser gave no subject."""
        at = verb.index - 1
        while at >= 0 and (self.tokens[at].head is verb or self.tokens[at].lower in ("se", "s'", "ne", "n'")):
            if self.tokens[at].pos not in ("AUX", "PRON", "ADV"):
                return []
            at -= 1
        span = self.cast.span_of.get(at)
        if span is None or "VerbForm=Inf" in verb.morph or self.tokens[at].pos not in ("PROPN", "NOUN"):
            return []
        while at > 0 and self.cast.span_of.get(at - 1) == span:
            at -= 1
        return [self.cast.key_of[at]] if opens_clause(self.tokens[at], self.tokens, self.reading.text) else []

    def named(self, heads: list[Token]) -> list[str]:
        """The actors that these words name; of « la cheffe des alpinistes, *Lise Aubin* » the person named beside."""
        found: list[str] = []
        for head in heads:
            found += self._named_beside(head) or self.cast.named(head, inside=False) or self._speaker_of(head)
        return found or (self.signer if any(self._is_signer(head) for head in heads) else [])

    def _is_signer(self, head: Token) -> bool:
        """« *La Fédération* exige son retrait », in a text that it signs: a body that is written like a name and is no other actor."""
        ahead = self.tokens[head.index - 1].lower if head.index else ""
        named = head.pos in ("NOUN", "PROPN") and head.text[0].isupper() and not head.text.isupper()
        return bool(self.signer) and named and ahead in ("la", "le", "l'")

    def _named_beside(self, head: Token) -> list[str]:
        own = self.cast.key_of.get(head.index)
        if own is None or self.cast.names[own][:1].isupper() or self.cast.kind(own) is not ActorKind.PERSON:
            return []
        for child in head.children[:MAX_WORDS]:
            key = self.cast.key_of.get(child.index)
            if child.dep == "appos" and key is not None and key != own:
                person = self.cast.kind(key) is ActorKind.PERSON
                return [key] if person and self.cast.names[key][:1].isupper() else []
        return []

    def _speaker_of(self, head: Token) -> list[str]:
        ours = head.lemma in WORDS["own_side"] and any(c.lower in OURS for c in head.children[:MAX_WORDS])
        found = self.scene.speaker_of(head)
        return found or (self._signs(head) if ours or head.lower in SPEAKING else [])

    def speaker_at(self, word: Token) -> list[str]:
        """Who says a word: the speaker of a statement, else who signs the text."""
        return self.scene.speaker_at(word.start) or self._signs(word)

    def _signs(self, word: Token) -> list[str]:
        """The signing body, for words that nobody is quoted with."""
        quoted = any(quote.start <= word.start < quote.end for quote in self.reading.quotes)
        return [] if quoted else self.signer

    def first_person(self, word: Token) -> list[str]:
        """« Nous sommes prêts à négocier »."""
        spoken = any(child.dep == "cop" and "Person=1" in child.morph for child in word.children[:MAX_WORDS])
        return self.speaker_at(word) if spoken else []

    def said_of_self(self, word: Token) -> list[str]:
        """« Omar Delbos s'est dit mardi *opposé à un report* »: the speaker of words that open with the stand."""
        index = self.scene.attribution(word.start)
        opens = index is not None and self.reading.attributions[index].start == word.start
        return self.scene.speaker_at(word.start) if opens else []

    def owner(self, noun: Token, phrase: list[Token]) -> list[str]:
        """Whose support or refusal it is: « le soutien de la Valdorie », « notre soutien », « a redit son soutien »."""
        for item in complements(phrase, noun.index):
            if item.preposition == "de":
                keys = self.cast.named(item.head, inside=False)
                if keys:
                    return keys
            break
        for word in phrase:
            if word.index == noun.index + 1 and word.text.islower() and word.index in self.cast.key_of:
                return [self.cast.key_of[word.index]]
        voiced = self._voiced(noun)
        for child in noun.children[:MAX_WORDS]:
            if child.dep == "det" and child.lower in OURS:
                return self.speaker_at(child)
            if child.dep == "det" and child.index in self.cast.key_of:
                return voiced or [self.cast.key_of[child.index]]
        return voiced

    def _voiced(self, noun: Token) -> list[str]:
        """« *Lena Mirande* a redit son soutien »: the subject of the verb that voices what a noun names."""
        verb = noun.head
        if verb.pos not in VERBAL or noun.dep != "obj" or is_negated(verb, self.judge.words):
            return []
        if infinitive(verb) not in self.lists["voicing"]:
            return []
        return self.of_verb(verb) if self.judge.of_verb(verb) in TAKEN else []


def brought(verb: Token) -> list[Complement]:
    """What prepositions bring to a verb, without what only names a source."""
    return complements(without_sources(verb, clause(verb)), verb.index)


def _agreeing(verb: Token, heads: list[Token]) -> list[Token]:
    """« *Les grévistes* demandent que la direction cède et refusent la baisse »: a plural verb passes over a single subject not its own."""
    if not heads or "Number=Plur" not in verb.morph or "VerbForm=Fin" not in verb.morph:
        return heads
    own = any(child.dep in SUBJECTS for child in verb.children[:MAX_WORDS])
    if own or len(members(heads[0])) > 1 or "Number=Sing" not in heads[0].morph:
        return heads
    here = verb
    for _ in range(CLIMB):
        if here.head is here:
            break
        here = here.head
        found = [c for c in here.children[:MAX_WORDS] if c.dep in SUBJECTS and "Number=Plur" in c.morph]
        if found and here.pos in VERBAL:
            return found
    return heads


def opens_clause(word: Token, tokens: list[Token], text: str) -> bool:
    """Whether a word stands first in its paragraph, or right behind a stop or a comma."""
    if not word.index:
        return True
    ahead = tokens[word.index - 1]
    return ahead.text in OPENING or "\n" in text[ahead.end : word.start]


def _line_end(text: str) -> int:
    end = text.find("\n")
    return len(text) if end < 0 else end
