"""Whether what a noun names happened: read off its determiner, its adjectives, and what governs it.

``Judge`` reads verbs too (``verb_modality.py``); events and positions share it. Doubt never ends as *occurred*.
"""

from __future__ import annotations

from recoupe.annotate.events.negation import is_negated
from recoupe.annotate.events.phrases import MAX_WORDS, SUBJECTS, VERBAL, infinitive
from recoupe.annotate.events.roles import is_reflexive
from recoupe.annotate.events.torn import spoken, torn_object
from recoupe.annotate.events.unreal import (
    adjective_beside,
    is_called_for,
    is_cause,
    is_joined_kind,
    is_leaned_to,
    is_led_to,
    is_of_any,
    is_of_its_kind,
    is_precondition,
    is_sought,
    is_talked_of,
    noun_ahead,
    predicate_behind,
)
from recoupe.annotate.events.verb_forms import form_of, masculine
from recoupe.annotate.events.verb_modality import (
    ANNOUNCED,
    CONDITIONAL,
    DENIED,
    GIVEN,
    MAX_STEPS,
    OCCURRED,
    PREDICTED,
    UNVERIFIED,
    VerbJudge,
    before,
    is_realised,
)
from recoupe.annotate.reading import Token
from recoupe.model import EventModality, EventType

CLOSING = frozenset({'"', "»", "”"})
TOLD_AFTERWARDS = frozenset({EventType.ASSAULT, EventType.PROTEST, EventType.THREATEN})
DONE_WHEN_TOLD = frozenset({EventType.ACCUSE, EventType.ASSAULT, EventType.COERCE, EventType.REJECT})
COMING = frozenset(
    {EventType.AGREE, EventType.CONCEDE, EventType.CONSULT, EventType.RETREAT, EventType.SANCTION}
)


class Judge(VerbJudge):
    """Says of a cue, verb or noun, whether it happened. One per article."""

    def of_noun(self, noun: Token, words: list[Token], type_: EventType) -> EventModality | None:
        """The modality of a noun that names an event; ``words`` are those of its phrase. None where it names none.

        « toute attaque » None; « une éventuelle riposte » predicted; « aucune frappe » denied.
        """
        if self.conditions.inside(noun):
            return CONDITIONAL
        if is_called_for(noun, self.tokens, self.words):
            return ANNOUNCED if type_ is EventType.PROTEST else None
        if is_of_any(words[0], self.tokens, self.words) or is_precondition(noun, self.tokens, self.words):
            return None
        if is_joined_kind(noun, words[0], self.tokens) or is_leaned_to(words[0], self.tokens, self.words):
            return None
        if is_of_its_kind(noun, self.words, self.dated):
            return None
        if type_ in GIVEN | COMING and is_talked_of(noun, self.words):
            return None
        predicate = self._as_predicate(noun, type_)
        if predicate is not OCCURRED:
            return predicate
        own = self._of_determiner(noun, words)
        if own != "":
            return own if isinstance(own, EventModality) else None
        effect = adjective_beside(noun, [*words, *self._behind_mark(words[-1])], self.words)
        if effect:
            return self._plain(effect)
        effect = noun_ahead(words[0], self.tokens, self.words, led=type_ in COMING)
        if effect and not self.is_definite(noun, "pointing") and not self._is_announced(words[0], type_):
            return self._plain(effect)
        effect = predicate_behind(words[-1], self.tokens, self.words)
        if effect:
            return self._plain(effect)
        found = self._of_noun_place(noun, type_, 0)
        if found is OCCURRED and noun.sentence in self.asked:
            return UNVERIFIED
        return found

    def _as_predicate(self, noun: Token, type_: EventType) -> EventModality | None:
        """« *ce n'est pas* une attaque », « *ce serait* une agression »: as its *être* tells; occurred where it has none.

        « *La priorité* est la libération des otages » tells of none yet.

        « Cette loi est une attaque », « leurs cris sont agression » only judge what the subject is.
        """
        parts = noun.children[:MAX_WORDS]
        if not any(child.dep == "cop" for child in parts):
            return OCCURRED
        if any(child.lemma in self.words.particles["goals"] and child.index < noun.index for child in parts):
            return None
        judged = type_ in (EventType.ACCUSE, EventType.ASSAULT) and not self.is_definite(noun)
        if judged and any(child.dep in SUBJECTS and child.pos in ("NOUN", "PROPN") for child in parts):
            return None
        if not any(child.dep in ("det", "nummod") for child in parts):
            return None
        return self.of_verb(noun, type_, 1)

    def _is_announced(self, first: Token, type_: EventType, ahead: Token | None = None) -> bool:
        """« *l'annonce* de l'arrestation d'Omar Delbos »: told once it was done; not « l'annonce de la visite »."""
        ahead = ahead or self.tokens[max(0, first.index - 2)]
        return ahead.lemma == "annonce" and type_ in DONE_WHEN_TOLD

    def _behind_mark(self, last: Token) -> list[Token]:
        """« cette "invasion" *manquée* »: the word behind a closing mark of quotation."""
        behind = self.tokens[last.index + 1 : last.index + 3]
        return behind[1:] if behind and behind[0].text in CLOSING else []

    def _of_determiner(self, noun: Token, words: list[Token]) -> EventModality | str | None:
        particles = self.words.particles
        for child in noun.children[:MAX_WORDS]:
            if child.index > noun.index:
                continue
            if child.lower in particles["no"]:
                return None if self._under_stance(noun) else DENIED
            if child.lower in particles["any"] and child.dep == "det":
                return None
            if child.lower == "pour" and not self.is_definite(noun):
                return None
            if child.lower == "sans" or child.lower == "faute":
                return DENIED
            if child.lower in particles["towards"]:
                return PREDICTED
            if child.lower in ("d'", "de") and child.dep in ("det", "case", "advmod") and before(noun, "pas"):
                return DENIED
        return ""

    def _under_stance(self, noun: Token) -> bool:
        """« ne soutiendra aucune attaque »: no attack is denied, one is not backed."""
        verb = noun.head
        effect = self.words.verbs.get(infinitive(verb)) if verb.pos in VERBAL else None
        return noun.dep in ("obj", "obl:arg") and effect in ("weighed", "refused", "requested")

    def _of_noun_place(self, noun: Token, type_: EventType, steps: int) -> EventModality | None:
        """Climb from a noun to what governs it: other nouns, then a verb."""
        definite = self.is_definite(noun)
        pointing = self.is_definite(noun, "pointing")
        here = noun
        for _ in range(MAX_STEPS):
            head = here.head
            if head is here:
                return self._of_torn_verb(noun, type_)
            governor = torn_object(here)
            if governor is not None and not pointing:
                effect = self.words.verbs.get(spoken(governor))
                if effect and spoken(governor) not in self.words.particles["only_infinitive"]:
                    return self._of_object(effect, governor, type_, definite)
            if here.dep == "conj":
                here = head
                continue
            if here.dep in SUBJECTS and head.pos in ("NOUN", "PROPN"):
                return OCCURRED if definite else None
            if head.pos in ("NOUN", "PROPN"):
                effect = self.words.nouns.get(head.lemma)
                if here is noun and self._is_announced(noun, type_, head):
                    effect = "transparent"
                if not definite and any(
                    child.lower in self.words.particles["any"] for child in head.children[:MAX_WORDS]
                ):
                    return None
                if (
                    here is noun
                    and effect is None
                    and (self._is_bare(noun) or is_cause(noun, head, self.words))
                ):
                    return None
                described = self._described(head)
                if described is not None and not pointing:
                    return self._plain(described)
                if effect and effect != "transparent":
                    if pointing:
                        return OCCURRED
                    return None if effect in ("requested", "refused") else self._plain(effect)
                definite = definite or (effect == "transparent" and self.is_definite(head))
                here = head
                continue
            if head.pos in VERBAL:
                if (
                    here is noun
                    and infinitive(head) in self.words.particles["charging"]
                    and self._is_bare(noun)
                ):
                    return None
                if is_led_to(here, head, self.words):
                    return None
                known = pointing or (here is not noun and self._presupposed_below(noun, head))
                return self._under_verb(here, head, type_, definite, known)
            if head.pos == "ADJ":
                if here is noun and self._is_bare(noun):
                    return None
                return self._under_adjective(here, head, type_, definite)
            here = head
        return None

    def _of_torn_verb(self, noun: Token, type_: EventType) -> EventModality | None:
        """« Un sommet entre la Valdorie et l'Ostravie *devrait avoir lieu* »: the verb that the parser gives to the second party alone."""
        parts = noun.children[:MAX_WORDS]
        verb = next((one for one in parts if one.dep == "conj" and "VerbForm=Fin" in one.morph), None)
        between = any(case.lower == "entre" for one in parts for case in one.children[:MAX_WORDS])
        if verb is None or not between or not any(one.dep in SUBJECTS for one in verb.children[:MAX_WORDS]):
            return OCCURRED
        led = next((one for one in verb.children[:MAX_WORDS] if one.dep == "xcomp"), verb)
        return self._carried(led, type_) if infinitive(led) in self.words.support["happens"] else OCCURRED

    def _described(self, noun: Token) -> str | None:
        """« une *probable* hausse des incarcérations »: what an adjective says of the noun that a deed hangs on."""
        return next(
            (
                effect
                for child in noun.children[:MAX_WORDS]
                if child.dep == "amod"
                and (
                    effect := self.words.adjectives.get(masculine(child))
                    or self.words.adjectives.get(child.lemma)
                )
            ),
            None,
        )

    def _is_bare(self, noun: Token) -> bool:
        """« les techniques d'interpellation »: a kind of deed, none that was done; a named doer makes it one."""
        cases = [
            child for child in noun.children[:MAX_WORDS] if child.index < noun.index and child.pos != "PUNCT"
        ]
        kind = bool(cases) and all(child.lower in ("de", "d'", "en", "à", "pour") for child in cases)
        return kind and not any(
            child.dep in ("nmod", "amod", "acl") and child.index > noun.index and self.names(child)
            for child in noun.children[:MAX_WORDS]
        )

    def names(self, word: Token) -> bool:
        """Whether a word or one right under it is of an actor's name, or dates the deed by its participle."""
        return word.dep == "acl" or any(
            part.index in self.named for part in (word, *word.children[:MAX_WORDS])
        )

    def _presupposed_below(self, noun: Token, verb: Token) -> bool:
        """« a démenti toute participation *à l'attaque de samedi* »: the denial is of the part taken, not of the attack."""
        return self.is_definite(noun) and self.words.verbs.get(infinitive(verb)) == "denied"

    def _under_adjective(
        self, here: Token, head: Token, type_: EventType, definite: bool
    ) -> EventModality | None:
        """« Une frappe est imminente », « la trêve est possible »."""
        if here.dep in SUBJECTS:
            effect = self.words.adjectives.get(head.lemma)
            if effect:
                return DENIED if is_negated(head, self.words) else self._plain(effect)
            return OCCURRED if definite else self.of_verb(head, type_, 1)
        if head.lemma in self.words.particles["inclined"]:
            return None
        return OCCURRED if definite else self.of_verb(head, type_, 1)

    def _under_verb(
        self, here: Token, verb: Token, type_: EventType, definite: bool, pointing: bool
    ) -> EventModality | None:
        """What the verb that governs a noun says of it, as its subject or as its complement."""
        support = self.words.support
        if here.dep in SUBJECTS:
            led = [
                child for child in verb.children[:MAX_WORDS] if child.dep == "xcomp" and child.pos in VERBAL
            ]
            if led and (infinitive(led[0]) in support["happens"] or not (definite or pointing)):
                return self._carried(led[0], type_)
            if infinitive(verb) in support["happens"] or (
                here.dep == "nsubj:pass" and infinitive(verb) in support["does"]
            ):
                return self._carried(verb, type_)
            effect = self._noun_effect(verb)
            if here.dep == "nsubj:pass" and effect:
                return OCCURRED if pointing else self._of_object(effect, verb, type_, definite)
            if (
                effect in ("announced", "predicted")
                and not pointing
                and not is_realised(verb, form_of(verb), self.words.particles["realising"])
            ):
                return self._effect(effect, verb, type_, 1)
            if self._is_still_to_meet(here, verb, type_) and not pointing:
                return ANNOUNCED
            return OCCURRED if definite else self.of_verb(verb, None, 1)
        if here.dep in ("obj", "obl:arg", "xcomp", "obl:agent", "iobj"):
            if pointing and infinitive(verb) not in support["joins"]:
                return OCCURRED
            if here.dep == "xcomp" and self._is_goal(verb):
                return None
            if self._is_vowed(here, verb) and not pointing:
                return self._effect("announced", verb, type_, 1)
            if here.dep != "obl:agent" and (
                infinitive(verb) in support["does"]
                or infinitive(verb) in support["undergoes"]
                or (definite and infinitive(verb) in support["orders"])
            ):
                return self._carried(verb, type_)
            if (
                infinitive(verb) in self.words.particles["gaining"]
                and not pointing
                and is_sought(verb, self.tokens, self.words)
            ):
                return None
            if infinitive(verb) in self.words.particles["presupposing"] and not definite:
                return OCCURRED if form_of(verb) in ("past", "present", "participle") else UNVERIFIED
            effect = self._noun_effect(verb)
            if effect:
                return self._of_object(effect, verb, type_, definite)
            if infinitive(verb) in self.words.particles["likening"] and here.dep == "obj" and not pointing:
                return None
            known = definite and not self._is_yet_to_be(here, verb, type_)
            return OCCURRED if known else self.of_verb(verb, None, 1)
        if infinitive(verb) in support["undergoes"] and self._is_of(here):
            return self._carried(verb, type_)
        return self._as_circumstance(here, verb, definite)

    def _is_goal(self, verb: Token) -> bool:
        """« *notre objectif* reste le retrait des troupes »: aimed at."""
        goals = self.words.particles["goals"]
        return any(child.dep in SUBJECTS and child.lemma in goals for child in verb.children[:MAX_WORDS])

    def _is_vowed(self, noun: Token, verb: Token) -> bool:
        """« s'est engagée *à un retrait* », « se prépare *à une grève* »; « a engagé un retrait » has begun one."""
        told = self.words.verbs.get(infinitive(verb)) == "announced" and is_reflexive(verb)
        return told and any(child.lower in ("à", "au", "aux") for child in noun.children[:MAX_WORDS])

    def _is_still_to_meet(self, noun: Token, verb: Token, type_: EventType) -> bool:
        """« *la rencontre permettra* d'en parler », « les marches feront l'objet d'un contrôle »: told beforehand, unless it is dated."""
        ahead = form_of(verb) in ("future", "conditional", "subjunctive")
        near = (noun, *noun.children[:MAX_WORDS])
        meeting = any(one.lemma in self.words.particles["gatherings"] for one in near)
        return (
            type_ in (EventType.CONSULT, EventType.PROTEST)
            and ahead
            and meeting
            and not any(one.index in self.dated for one in near)
        )

    def _is_of(self, noun: Token) -> bool:
        """« bénéficiera *du soutien* de la Valdorie », wherever the parser hangs it."""
        return any(child.lower in ("de", "du", "d'", "des") for child in noun.children[:MAX_WORDS])

    def _is_yet_to_be(self, noun: Token, verb: Token, type_: EventType) -> bool:
        """« la loi *rendra* plus simples *les poursuites* »: what is to be done to a deed need not find it done.

        Not an attack or a march, which are seldom told before they are, nor what is dated or told of in a clause,
        nor under a verb that takes it for granted (« commentera la visite », « lèvera l'embargo »).
        """
        if type_ in TOLD_AFTERWARDS or form_of(verb) not in ("future", "conditional", "infinitive"):
            return False
        particles = self.words.particles
        if infinitive(verb) in particles["presupposing"] or infinitive(verb) in particles["bearing"]:
            return False
        return not any(
            child.dep in ("acl", "acl:relcl") or child.index in self.dated
            for child in noun.children[:MAX_WORDS]
        )

    def _noun_effect(self, verb: Token) -> str | None:
        """What a verb says of a noun beside it; « entendre » and its like speak only of an infinitive."""
        effect = self.words.verbs.get(infinitive(verb))
        alone = effect == "speech" or infinitive(verb) in self.words.particles["only_infinitive"]
        return None if alone else effect

    def _of_object(self, effect: str, verb: Token, type_: EventType, definite: bool) -> EventModality | None:
        if effect == "requested" and type_ is EventType.PROTEST and not is_negated(verb, self.words):
            return ANNOUNCED
        if infinitive(verb) == "annoncer" and type_ in DONE_WHEN_TOLD:
            return self.of_verb(verb, None, 1)
        if effect == "transparent":
            return self._carried(verb, type_)
        if effect == "weighed":
            return CONDITIONAL if self.of_verb(verb, None, 1) is CONDITIONAL else None
        return self._effect(effect, verb, type_, 1)

    def _carried(self, verb: Token, type_: EventType) -> EventModality | None:
        """A noun carried by a verb happens as the verb does: « Une rencontre aura lieu », « n'a mené aucune attaque »."""
        found = self.of_verb(verb, type_, 1)
        return PREDICTED if found is UNVERIFIED and form_of(verb) == "conditional" else found

    def _as_circumstance(self, here: Token, verb: Token, definite: bool) -> EventModality | None:
        """« Après une attaque, … », « lors d'une rencontre », « avant la trêve »."""
        cases = {
            child.lower
            for child in here.children[:MAX_WORDS]
            if child.dep in ("case", "mark", "fixed", "det")
        }
        if cases & {"pour", "contre"} and self.words.verbs.get(infinitive(verb)) == "weighed":
            return None
        if cases & self.words.particles["behind"]:
            return OCCURRED
        if "pour" in cases or (cases & self.words.particles["ahead"] and not definite):
            return None
        if definite:
            return OCCURRED
        return self.of_verb(verb, None, 1)
