"""Who acts in an event and who is acted on: the actors around the verb or the noun that names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from recoupe.annotate.events.event_lexicon import Row
from recoupe.annotate.events.modality_lexicon import Words
from recoupe.annotate.events.phrases import (
    CONTRACTED,
    MAX_WORDS,
    RELATIVES,
    VERBAL,
    WORDS,
    Complement,
    clause,
    complements,
    infinitive,
)
from recoupe.annotate.events.roles import (
    Cast,
    agents,
    is_passive,
    is_reflexive,
    members,
    subjects,
)
from recoupe.annotate.events.scene import OURS, Scene
from recoupe.annotate.events.torn import is_fronted, misread_governor, torn_subject
from recoupe.annotate.reading import Reading, Token
from recoupe.model import EventType

NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(slots=True)
class Draft:
    """An event being put together."""

    row: Row
    cue: Token
    words: list[Token]
    actors: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    place: str | None = None


class Casting:
    """Gives the events of one article their actors and recipients."""

    def __init__(self, reading: Reading, cast: Cast, scene: Scene, words: Words):
        self.reading = reading
        self.cast = cast
        self.scene = scene
        self.words = words

    def of_verb(self, draft: Draft, brought: list[Complement], patients: list[Token]) -> None:
        verb, row = draft.cue, draft.row
        passive = is_passive(verb) or is_fronted(verb, self.reading.tokens)
        doers = agents(verb, brought) if passive else self._doers(verb)
        patients = [patient for patient in patients if patient not in doers]
        draft.actors = self.names(doers, inside=False, verb=None if passive else verb)
        if "obj" in row.to:
            draft.recipients = self.names(patients, inside=True, verb=None)
            if not draft.recipients and not passive:
                draft.recipients = self.scene.clitics(verb)
        elif "à" in row.to:
            draft.recipients = self.scene.datives(verb)
        for item in brought:
            if item.preposition in row.to and item.head not in doers and item.head.pos not in VERBAL:
                draft.recipients += self.cast.named(item.head, inside=True)
            elif item.preposition == "entre" and row.together:
                draft.actors += self.cast.named(item.head, inside=True)
                draft.actors += self._second_of_two(item.head, draft.words[-1])
        if any(_leads(child, row.to) for child in verb.children[:MAX_WORDS]):
            draft.recipients += self.cast.named(verb.head, inside=True)
        if row.undergone:
            draft.actors, draft.recipients = self._on_the_part_of(brought), draft.actors
        elif is_done_to(verb):
            draft.actors, draft.recipients = [], draft.actors
        lands = [] if passive else [key for head in doers for key in self._land(head)]
        draft.actors = draft.actors or lands
        self._settle(draft, lands)

    def _on_the_part_of(self, brought: list[Complement]) -> list[str]:
        """« a essuyé des tirs *de la part de la milice* », « est tombé dans une embuscade tendue *par la milice* »."""
        heads = [item.head for item in brought if item.preposition == "par"]
        for item in brought:
            if item.head.lower == "part" and item.preposition == "de":
                heads += [other.head for other in brought if other.at == item.head.index + 1]
        return self.names(heads, inside=False, verb=None)

    def _doers(self, verb: Token) -> list[Token]:
        """The subject, also where the parser hangs an infinitive on it: « la Valdorie dément avoir visé Kessim »,
        and the pronoun before a verb taken for a noun: « *elle* presse Kessim d'agir »."""
        if verb.dep == "acl" and misread_governor(verb, self.reading.tokens):
            return [verb.head]
        ahead = self.reading.tokens[verb.index - 1] if verb.index else verb
        if verb.pos not in VERBAL and ahead.lower in WORDS["subject_pronouns"]:
            return [ahead]
        return subjects(verb) or torn_subject(verb, self.reading.tokens)

    def names(self, heads: list[Token], *, inside: bool, verb: Token | None) -> list[str]:
        found: list[str] = []
        for head in heads:
            found += self.cast.named(head, inside=inside) or self.scene.speaker_of(head)
        if not found and verb is not None and not heads:
            found = self.scene.first_person_of(verb)
        return found

    def _land(self, head: Token) -> list[str]:
        """« *Le Kordan* a frappé Kessim », « *le royaume d'Ulmar* a protesté »: what bears an article, and acts, is a land and no town."""
        if head.lemma in WORDS["realms"]:
            return self.cast.named(head, inside=True)
        key = self.cast.key_of.get(head.index)
        ahead = self.reading.tokens[head.index - 1].lower if head.index else ""
        bare = key is None or head.pos != "PROPN" or head.text.isupper()
        return [] if key is None or bare or ahead not in WORDS["land_articles"] else [key]

    def _settle(self, draft: Draft, lands: Sequence[str] = ()) -> None:
        """Drop doubles, and places but ``lands``; those who act together are all actors, and nobody is both actor and recipient."""
        unhosted = draft.row.type is EventType.CONSULT and draft.cue.pos in NOUNS and not draft.actors
        if draft.row.together or unhosted:
            draft.actors, draft.recipients = [*draft.actors, *draft.recipients], []
        draft.actors = self.cast.each(
            key for key in draft.actors if key in lands or not self.cast.is_place(key)
        )
        draft.recipients = [key for key in self.cast.each(draft.recipients) if key not in draft.actors]

    def of_noun(self, draft: Draft, brought: list[Complement]) -> None:
        noun, row = draft.cue, draft.row
        receiving = any(item.preposition in row.to for item in brought)
        for word in draft.words:
            if self._is_demonym(word, noun) and not _inside_complement(word, brought):
                (
                    draft.recipients
                    if row.of == "patient" and not receiving and row.type is EventType.COERCE
                    else draft.actors
                ).append(self.cast.key_of[word.index])
        opened = calling = False
        for item in brought:
            keys = self.cast.named(item.head, inside=True)
            if item.preposition == "de" and calling:
                draft.actors += keys
            calling = item.head.lemma in WORDS["calling"]
            if item.preposition == "de" and (opened or self._other_word(item)):
                if not opened and draft.actors and self.cast.key_of.get(item.head.index):
                    draft.actors += keys
                continue
            if item.head.lemma not in row.needs:
                opened = opened or item.preposition in row.to or self._goes_on(item)
            if item.preposition in row.to:
                draft.recipients += keys
            elif item.preposition in ("par", "entre"):
                draft.actors += (
                    keys if item.preposition == "entre" else self.cast.named(item.head, inside=False)
                )
                if item.preposition == "entre":
                    draft.actors += self._second_of_two(item.head, draft.words[-1])
            elif item.preposition == "de" and keys:
                self._cast_of(draft, keys, receiving, item.head)
        draft.recipients += self._struck_in(draft, brought)
        draft.actors += self._possessor(noun)
        self._cast_support(draft)
        self._settle(draft)

    def _goes_on(self, item: Complement) -> bool:
        """« une marche depuis la mort *d'Omar Delbos* »: what follows belongs to the noun of another complement."""
        return (
            item.preposition not in ("de", "par", "entre")
            and item.head.pos == "NOUN"
            and item.head.index not in self.cast.key_of
            and item.head.lemma not in WORDS["calling"]
            and not self.scene.is_time(item.head)
        )

    def _other_word(self, item: Complement) -> bool:
        """« l'attaque de la Valdorie *ou de* la milice »: a second party, joined to the first."""
        ahead = self.reading.tokens[item.at - 1] if item.at else None
        return ahead is not None and ahead.lower in ("et", "ou")

    def _second_of_two(self, first: Token, last: Token) -> list[str]:
        """« entre la Valdorie *et l'Ostravie* », where the parser parts the two."""
        tokens = self.reading.tokens[first.index + 1 : last.index + 5]
        at = next((i for i, token in enumerate(tokens) if token.lower == "et"), None)
        if at is None:
            return []
        return [
            self.cast.key_of[token.index]
            for token in tokens[at + 1 : at + 4]
            if token.index in self.cast.key_of
        ][:1]

    def _is_demonym(self, word: Token, noun: Token) -> bool:
        """« une frappe *valdorienne* »: a small-lettered name beside the noun, whatever the parser took it for."""
        if word.index not in self.cast.key_of or not word.text[:1].islower():
            return False
        return word.pos == "ADJ" or word.index == noun.index + 1

    def _cast_of(self, draft: Draft, keys: list[str], receiving: bool, head: Token) -> None:
        """« l'attaque de la Valdorie » is by it, « le bombardement de Kessim » on it."""
        if draft.row.of == "none":
            return
        target = draft.row.of == "patient" and not draft.recipients and not receiving
        place = all(self.cast.is_place(key) for key in keys)
        if target:
            draft.recipients += keys
        elif place and draft.row.type is EventType.ASSAULT:
            draft.place = self.scene.words_of(head)
        elif not draft.actors or head.index < draft.cue.index + 4:
            named = self.cast.named(head, inside=False)
            draft.actors += named if head.index in self.cast.key_of else self._not_joined(head, named)

    def _not_joined(self, head: Token, named: list[str]) -> list[str]:
        """« une frappe de drones de la Valdorie *ou de sa milice* »: the militia is no kind of drones, and is cast by itself."""
        joined = {
            self.cast.key_of[word.index] for word in members(head)[1:] if word.index in self.cast.key_of
        }
        return [key for key in named if key not in joined]

    def _struck_in(self, draft: Draft, brought: list[Complement]) -> list[str]:
        """« une frappe contre des dépôts *en Ostravie* » strikes Ostravia, where nobody else is named as struck."""
        target = next((item for item in brought if item.preposition in draft.row.to), None)
        if target is None or draft.recipients or draft.row.type is not EventType.ASSAULT:
            return []
        after = [item for item in brought if item.at > target.at and item.preposition in ("en", "au", "aux")]
        return self.cast.named(after[0].head, inside=False) if after else []

    def _possessor(self, noun: Token) -> list[str]:
        """« sa riposte »: whoever the possessive was resolved to, where the actors' layer did so."""
        for child in noun.children[:MAX_WORDS]:
            if child.dep == "det" and child.index in self.cast.key_of:
                return [self.cast.key_of[child.index]]
            if child.dep == "det" and child.lower in OURS:
                return self.scene.speaker_at(child.start)
        return []

    def _cast_support(self, draft: Draft) -> None:
        """« La Valdorie a mené une attaque », « Kessim a subi une frappe », « des tirs menés par l'armée »."""
        noun, support = draft.cue, self.words.support
        for child in noun.children[:MAX_WORDS]:
            if child.dep == "acl" and is_passive(child):
                self._cast_passive(draft, child)
        verb = noun.head
        if verb.pos not in VERBAL or noun.dep not in ("obj", "obl:arg", "nsubj:pass"):
            return
        lemma = infinitive(verb)
        if noun.dep == "nsubj:pass":
            self._cast_passive(draft, verb)
        elif lemma in support["undergoes"]:
            draft.recipients += self.names(subjects(verb), inside=True, verb=None)
        elif (lemma in support["does"] or lemma in support["orders"]) and not draft.actors:
            draft.actors += self.names(subjects(verb), inside=False, verb=verb)

    def _cast_passive(self, draft: Draft, verb: Token) -> None:
        """« une attaque *menée par la Valdorie* », « *attribuée à* la milice »."""
        brought = complements(clause(verb), verb.index)
        if infinitive(verb) in self.words.support["does"]:
            draft.actors += self.names(agents(verb, brought), inside=False, verb=None)
        elif infinitive(verb) in self.words.support["attributed"]:
            heads = [item.head for item in brought if item.preposition == "à"]
            draft.actors += self.names(heads, inside=False, verb=None)


def _leads(child: Token, wanted: frozenset[str]) -> bool:
    """« l'Ostravie, *à laquelle* Lena Mirande impute la panne »: a relative pronoun behind a preposition that is wanted."""
    return child.lower in RELATIVES and any(
        CONTRACTED.get(part.lower, part.lower) in wanted for part in child.children[:MAX_WORDS]
    )


def is_done_to(verb: Token) -> bool:
    """« Le syndicat *s'est vu refuser* l'accès »: whoever stands as the subject is the one it is done to."""
    governor = verb.head
    seen = "VerbForm=Inf" in verb.morph and governor.pos in VERBAL and infinitive(governor) == "voir"
    return seen and is_reflexive(governor)


def _inside_complement(word: Token, brought: list[Complement]) -> bool:
    """Whether an adjective belongs to the noun of a complement: « une frappe contre un port *valdorien* »."""
    return any(item.head.index < word.index and word.index - item.head.index <= 2 for item in brought)
