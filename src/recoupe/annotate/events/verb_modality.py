"""Whether what a verb tells happened: read off its form, its negation, its conditions and what governs it.

Doubt never ends as *occurred*: a deed under a verb that is not known
to carry it is left out (None).
"""

from __future__ import annotations

from collections.abc import Container
from itertools import pairwise

from recoupe.annotate.events.conditions import Conditions
from recoupe.annotate.events.modality_lexicon import Words
from recoupe.annotate.events.negation import is_negated, is_negated_in_words, is_softened
from recoupe.annotate.events.phrases import MAX_WORDS, SUBJECTS, VERBAL, infinitive
from recoupe.annotate.events.roles import controller, is_reflexive
from recoupe.annotate.events.torn import misread_governor
from recoupe.annotate.events.unreal import (
    is_awaited,
    is_depicted,
    is_likened,
    is_of_any_such,
    is_of_anybody,
    is_suspected,
    is_unproved,
    noun_ahead,
)
from recoupe.annotate.events.verb_forms import form_of, is_present_like
from recoupe.annotate.reading import Token
from recoupe.model import EventModality, EventType

OCCURRED = EventModality.OCCURRED
ANNOUNCED = EventModality.ANNOUNCED
THREATENED = EventModality.THREATENED
PREDICTED = EventModality.PREDICTED
CONDITIONAL = EventModality.CONDITIONAL
DENIED = EventModality.DENIED
UNVERIFIED = EventModality.UNVERIFIED

MAX_STEPS = 10
WHENEVER_WORDS = 15
HARMFUL = frozenset(
    {EventType.ASSAULT, EventType.SANCTION, EventType.COERCE, EventType.MOBILIZE, EventType.THREATEN}
)
SAID = frozenset({EventType.THREATEN, EventType.REQUEST, EventType.ACCUSE, EventType.REJECT})
GIVEN = frozenset(
    {EventType.AID, EventType.CONCEDE, EventType.CONSULT, EventType.COOPERATE, EventType.RETREAT}
)
TIMELESS = frozenset({"present", "future", "conditional"})
CLAUSE_ENDS = frozenset({";", ":"})
OPEN_NOUNS = frozenset({"NOUN", "PROPN"})


class VerbJudge:
    """Says of a verb whether its deed happened. One per article; holds the word lists and the conditions found so far."""

    def __init__(
        self,
        words: Words,
        conditions: Conditions,
        asked: frozenset[int] = frozenset(),
        named: Container[int] = frozenset(),
        dated: Container[int] = frozenset(),
    ):
        self.words = words
        self.named = named
        self.dated = dated
        self.conditions = conditions
        self.tokens = conditions.tokens
        self.asked = asked

    # ------------------------------------------------------------------ verbs

    def of_verb(self, verb: Token, type_: EventType | None = None, steps: int = 0) -> EventModality | None:
        """The modality of the clause that a verb heads; None where it tells of no event at all."""
        if self.conditions.inside(verb):
            return CONDITIONAL
        if self._says_neither(verb):
            return None
        if self._is_denied(verb):
            return None if self._is_undone(verb) else DENIED
        if is_likened(verb, self.tokens) or is_awaited(verb, self.tokens, self.words):
            return None
        if is_depicted(verb, self.tokens, self.words):
            return None
        if is_unproved(verb, self.words):
            return UNVERIFIED
        form = form_of(verb)
        found = self._of_form(verb, form, type_, steps)
        if found is OCCURRED and form in ("present", "past") and self._is_habit(verb):
            return None
        if found is OCCURRED and form == "present" and self._is_general(verb):
            return None
        if found is OCCURRED and is_present_like(verb, form) and self._is_anybody(verb):
            return None
        if form in TIMELESS and found is not None and self.conditions.on(verb) and not _stands(form, type_):
            return CONDITIONAL
        if found is OCCURRED and verb.sentence in self.asked:
            return UNVERIFIED
        return found

    def _is_denied(self, verb: Token) -> bool:
        ahead = self.tokens[verb.index - 1] if verb.index else verb
        return (
            ahead.lower == "non"
            or is_negated(verb, self.words)
            or (is_negated_in_words(verb, self.tokens) and not is_softened(verb, self.words))
        )

    def _is_undone(self, verb: Token) -> bool:
        """« promet *de ne plus frapper* », « exige que la milice *ne frappe plus* »: what is not to be done is not denied."""
        asked = self.words.verbs.get(infinitive(verb.head)) if verb.dep == "ccomp" else None
        if asked in ("requested", "refused", "threatened"):
            return True
        marks = {child.lower for child in verb.children[:MAX_WORDS] if child.dep == "mark"}
        return form_of(verb) == "infinitive" and bool(marks & {"de", "d'", "à"})

    def _is_habit(self, verb: Token) -> bool:
        """« les opposants sont *généralement* assignés à résidence », « *contrevenir* à la règle est puni »: no time in particular."""
        return any(
            child.lower in self.words.particles["habit"]
            or (child.dep == "csubj" and child.index < verb.index)
            for child in verb.children[:MAX_WORDS]
        )

    def _is_general(self, verb: Token) -> bool:
        """« Quand des réseaux *censurent* des opinions, … »: whenever that happens, and no time in particular."""
        ahead: list[str] = []
        for token in reversed(self.tokens[max(0, verb.index - WHENEVER_WORDS) : verb.index]):
            if token.sentence != verb.sentence or token.text in CLAUSE_ENDS:
                break
            if token.pos in VERBAL and token.head is not verb:
                break
            ahead.insert(0, token.lower)
        opening = " ".join(ahead)
        dated = any(child.index in self.dated for child in verb.children[:MAX_WORDS])
        return not dated and any(f" {word} " in f" {opening} " for word in self.words.particles["whenever"])

    def _is_anybody(self, verb: Token) -> bool:
        """« ceux qui *acceptent* de payer », « un bac dans lequel la foule *se réunit* », « les gens *votent* pour un nom »: whoever does, wherever."""
        if any(child.index in self.dated for child in verb.children[:MAX_WORDS]):
            return False
        if is_of_any_such(verb, self.words):
            return True
        if verb.dep != "acl:relcl":
            return any(
                child.dep in SUBJECTS and len(child.children) == 1 and is_of_anybody(child, self.words)
                for child in verb.children[:MAX_WORDS]
            )
        if is_of_anybody(verb.head, self.words):
            return any(child.lower == "qui" for child in verb.children[:MAX_WORDS])
        doers = [child for child in verb.children[:MAX_WORDS] if child.dep in SUBJECTS]
        somewhere = any(
            child.lower in self.words.particles["wherein"] and child.index < verb.index
            for child in verb.children[:MAX_WORDS]
        )
        return (
            somewhere
            and not self.is_definite(verb.head)
            and not any(one.index in self.named for one in doers)
        )

    def _says_neither(self, verb: Token) -> bool:
        """« n'a pas *explicitement* reconnu »: neither told nor denied."""
        hedging = self.words.particles["hedging"]
        near = self.tokens[max(0, verb.index - 4) : verb.index + 4]
        return any(
            one.lower == "pas" and other.lower in hedging and verb in (one.head, other.head, other.head.head)
            for one, other in pairwise(near)
        )

    def _of_form(self, verb: Token, form: str, type_: EventType | None, steps: int) -> EventModality | None:
        if steps > MAX_STEPS:
            return None
        if form == "future":
            return ANNOUNCED
        if form == "past_conditional":
            return UNVERIFIED
        if form == "conditional":
            return ANNOUNCED if self.is_reported_future(verb) else UNVERIFIED
        if form in ("infinitive", "past_infinitive") or self._is_misspelt(verb):
            return self._of_infinitive(verb, form, type_, steps)
        if form == "subjunctive":
            return self._of_subjunctive(verb, type_, steps)
        if form == "participle":
            return self._of_participle(verb, type_, steps)
        if form == "imperative":
            return None
        return self._under_clause(verb, type_, steps)

    def _is_misspelt(self, verb: Token) -> bool:
        """« appelle les électeurs *à votez* »: the infinitive that is heard, written as a form in -ez."""
        ahead = self.tokens[verb.index - 1].lower if verb.index else ""
        return verb.lower.endswith("ez") and ahead in ("à", "de", "d'", "pour", "sans")

    def is_reported_future(self, verb: Token) -> bool:
        """Whether a conditional is a future told in the past: « Le maire a dit qu'il recevrait les syndicats »."""
        for at in range(verb.index - 1, max(-1, verb.index - 25), -1):
            token = self.tokens[at]
            if token.sentence != verb.sentence:
                return False
            if token.lower in ("que", "qu'"):
                said = next((t for t in reversed(self.tokens[max(0, at - 15) : at]) if t.pos == "VERB"), None)
                return said is not None and form_of(said) in ("past", "participle")
        return False

    def _under_clause(self, verb: Token, type_: EventType | None, steps: int) -> EventModality | None:
        """A finite past or present: as it stands, but for what a governing verb says of it."""
        head = verb.head
        held = self._held_by_noun(verb)
        if held is not None:
            return held
        if verb.dep in ("ccomp", "csubj") and head.lemma in self.words.particles["usual"]:
            return None
        if verb.dep in ("ccomp", "csubj") and self._is_weighed(head) and form_of(verb) == "present":
            return None
        if verb.dep == "ccomp" and head is not verb:
            effect = self.words.verbs.get(infinitive(head))
            if effect in ("requested", "refused") and form_of(verb) == "present":
                return None
            if effect == "announced" and infinitive(head) != "annoncer" and form_of(verb) == "present":
                return self._effect(effect, head, type_, steps, finite=True)
            if effect in ("denied", "unverified", "predicted"):
                return self._effect(effect, head, type_, steps, finite=True)
            if any(c.lower in ("si", "s'") and c.dep == "mark" for c in verb.children[:MAX_WORDS]):
                return UNVERIFIED
            if is_negated(head, self.words):
                return UNVERIFIED
        return OCCURRED

    def _is_weighed(self, head: Token) -> bool:
        """« a jugé *sage* que la Valdorie livre des vivres », « il est *utile* que… »: the adjective says what should be."""
        beside = [child for child in head.children[:MAX_WORDS] if child.dep == "xcomp"]
        return any(one.lemma in self.words.particles["weighing"] for one in (head, *beside))

    def _held_by_noun(self, verb: Token) -> EventModality | None:
        """« ont *l'impression que* la Valdorie censure les journaux et que la milice l'aide »: what a feeling, a rumour or a fear holds."""
        if verb.dep == "acl:relcl" and self._is_according(verb):
            denied = self.words.verbs.get(infinitive(verb.head.head)) in ("denied", "refused")
            effect = self.words.nouns.get(verb.head.lemma)
            return DENIED if denied else UNVERIFIED if effect == "unverified" else None
        hung = verb.head if verb.dep == "conj" else verb
        if hung.dep not in ("acl", "ccomp") or not _is_content(verb):
            return None
        nouns = [hung.head, *(child for child in hung.head.children[:MAX_WORDS] if child.dep == "obj")]
        for noun in nouns:
            effect = (
                self.words.nouns.get(noun.lemma) if noun.pos == "NOUN" and noun.index < verb.index else None
            )
            if effect in ("predicted", "unverified", "denied"):
                return self._plain(effect)
        return None

    def _is_according(self, verb: Token) -> bool:
        """« a démenti les informations *selon lesquelles* la Valdorie a bombardé Kessim »: what the noun before it holds."""
        return any(
            child.lower in self.words.particles["wherein"]
            and any(case.lower == "selon" for case in child.children)
            for child in verb.children[:MAX_WORDS]
        )

    def _is_aimed_at(self, verb: Token) -> bool:
        """« dans le but *de saluer* la reine », « en vue *d'attaquer* le port »: what somebody has in mind."""
        first = min(
            (child.index for child in verb.children[:MAX_WORDS] if child.lower in ("de", "d'")), default=0
        )
        return 0 < first < verb.index and self.tokens[first - 1].lower in self.words.particles["aims"]

    def _of_infinitive(
        self, verb: Token, form: str, type_: EventType | None, steps: int
    ) -> EventModality | None:
        misread = misread_governor(verb, self.tokens)
        if misread is not None:
            return self._plain(self.words.verbs.get(misread, ""))
        marks = {child.lower for child in verb.children[:MAX_WORDS] if child.dep in ("mark", "case")}
        particles = self.words.particles
        if self._is_asked_for(verb) or self._is_aimed_at(verb):
            return None
        if (
            noun_ahead(verb, self.tokens, self.words, led=False) == "requested"
        ):  # « j'ai envie de *manifester* »
            return None
        if marks & particles["without"]:
            return None if type_ in SAID or type_ in (EventType.CONCEDE, EventType.SUPPORT) else DENIED
        if marks & particles["purpose"]:
            if form == "past_infinitive":
                return OCCURRED
            return self._voiced_by_doing(verb, steps)
        governor = controller(verb) if verb.dep != "acl" else verb.head
        if governor.pos in OPEN_NOUNS and is_suspected(verb, self.tokens, self.words):
            return UNVERIFIED
        if (
            governor.pos in OPEN_NOUNS
            and self.words.nouns.get(governor.lemma) is None
            and governor.head.pos in VERBAL
        ):
            governor = governor.head
        if governor.pos in OPEN_NOUNS:
            return self._of_noun_effect(governor, type_, steps)
        if "après" in marks:
            return ANNOUNCED if form_of(governor) == "future" else OCCURRED
        if "avant" in marks or before(verb, "avant"):
            done = any(child.dep == "aux:tense" for child in governor.children[:MAX_WORDS])
            return self._if_occurred(governor, steps) if done else UNVERIFIED
        effect = self.words.verbs.get(infinitive(governor))
        if form == "past_infinitive" and effect not in ("denied", "unverified", "predicted"):
            return self._if_occurred(governor, steps) if governor.pos in VERBAL else None
        if governor is verb:
            return None
        if governor.pos == "ADJ" and self.conditions.on(verb):
            return CONDITIONAL
        if governor.pos == "ADJ":
            return ANNOUNCED if infinitive(governor) in self.words.particles["ready"] else None
        return self._effect(effect, governor, type_, steps) if effect else None

    def _is_asked_for(self, verb: Token) -> bool:
        """« choisit le point *où frapper* », « se demande *comment bloquer* le port »: no deed yet."""
        own = [child.index for child in verb.children[:MAX_WORDS] if child.pos in ("PRON", "ADV")]
        first = min([verb.index, *(at for at in own if verb.index - 4 < at < verb.index)])
        opener = self.tokens[first] if first < verb.index else self.tokens[max(0, first - 1)]
        return opener.lower in self.words.particles["asking"]

    def _voiced_by_doing(self, verb: Token, steps: int) -> EventModality | None:
        """« Les dockers ont défilé *pour réclamer* une hausse »: the deed done is the demand made; not « a dix jours pour… »."""
        if infinitive(verb) not in self.words.particles["voiced"] or steps > MAX_STEPS:
            return None
        governor = controller(verb)
        if governor.pos not in VERBAL or infinitive(governor) in self.words.particles["allotting"]:
            return None
        found = self.of_verb(governor, None, steps + 1)
        return found if found in (OCCURRED, ANNOUNCED) else None

    def _if_occurred(self, governor: Token, steps: int) -> EventModality | None:
        found = self.of_verb(governor, None, steps + 1) if governor.pos in VERBAL else OCCURRED
        return OCCURRED if found is OCCURRED else UNVERIFIED

    def _of_subjunctive(self, verb: Token, type_: EventType | None, steps: int) -> EventModality | None:
        opening = [token.lower for token in self.tokens[max(0, verb.index - 8) : verb.index]]
        if "quoique" in opening or (
            "bien" in opening and opening[opening.index("bien") + 1 :][:1] in (["que"], ["qu'"])
        ):
            return OCCURRED
        effect = self.words.verbs.get(infinitive(verb.head)) if verb.head is not verb else None
        if effect in ("predicted", "denied", "unverified"):
            return self._effect(effect, verb.head, type_, steps, finite=True)
        return None

    def _of_participle(self, verb: Token, type_: EventType | None, steps: int) -> EventModality | None:
        """A participle tells of its deed as the clause it hangs on does; a past one stands by itself."""
        if "Tense=Pres" not in verb.morph and not verb.lower.endswith("ant"):
            if verb.dep == "acl" and self._is_any(verb.head):
                return None
            if verb.dep == "acl" and _is_of_likeness(verb.head):
                return UNVERIFIED
            if verb.dep == "acl" and type_ in GIVEN and self._is_only_announced(verb.head):
                return ANNOUNCED
            told = verb.dep == "xcomp" and verb.head.pos in VERBAL
            return self._as_governor(verb, steps) if told else OCCURRED
        if self._is_planned(verb):
            return ANNOUNCED
        return self._as_governor(verb, steps)

    def _is_planned(self, verb: Token) -> bool:
        """« un projet de loi *prolongeant* le blocus »: what a plan holds, wherever the parser hangs the participle."""
        ahead = self.tokens[max(0, verb.index - 3) : verb.index]
        noun = ahead[-1] if ahead else verb
        if len(ahead) == 3 and ahead[1].lower in ("de", "d'"):
            noun = ahead[0]
        return noun.pos == "NOUN" and self.words.nouns.get(noun.lemma) == "announced"

    def _is_only_announced(self, noun: Token) -> bool:
        """« a annoncé une aide *versée* en juin »: a participle of what is still to come."""
        verb = noun.head
        announced = self.words.verbs.get(infinitive(verb)) == "announced" and verb.pos in VERBAL
        return announced and noun.dep == "obj" and not self.is_definite(noun)

    def _is_any(self, noun: Token) -> bool:
        """« Un accord négocié avec le syndicat *peut* le préciser »: any such thing, and none in particular."""
        verb = noun.head
        if noun.dep not in SUBJECTS or verb.pos not in VERBAL or self.is_definite(noun):
            return False
        governed = [verb, verb.head] if verb.dep == "xcomp" else [verb]
        return any(
            self.words.verbs.get(infinitive(one)) in ("announced", "predicted") for one in governed
        ) and (form_of(governed[-1]) == "present")

    def _as_governor(self, verb: Token, steps: int) -> EventModality | None:
        """As the verb that a participle hangs on; not « *en bloquant* le port, on perd tout », which anybody may do."""
        governor = controller(verb)
        if form_of(governor) == "present" and any(
            child.lower == "on" and child.dep in SUBJECTS for child in governor.children[:MAX_WORDS]
        ):
            return None
        predicate = any(child.dep == "cop" for child in governor.children[:MAX_WORDS])
        if (governor.pos in VERBAL or predicate) and governor is not verb:
            found = self.of_verb(governor, None, steps + 1)
            return UNVERIFIED if found is DENIED else found
        return OCCURRED

    def _effect(
        self, effect: str, governor: Token, type_: EventType | None, steps: int, *, finite: bool = False
    ) -> EventModality | None:
        """What a governing verb says of its complement, its own negation and tense counted in."""
        negated = is_negated(governor, self.words)
        form = form_of(governor)
        if effect == "transparent" or (
            effect in ("announced", "predicted")
            and is_realised(governor, form, self.words.particles["realising"])
        ):
            return self.of_verb(governor, type_, steps + 1)
        if effect in ("requested", "refused", "weighed"):
            return PREDICTED if negated and effect == "refused" else None
        if negated:
            if effect == "denied":
                return UNVERIFIED
            return None if effect == "threatened" else DENIED
        if effect == "denied":
            return DENIED
        if effect == "unverified":
            return UNVERIFIED
        if self.conditions.inside(governor) or (self.conditions.on(governor) and effect != "threatened"):
            return CONDITIONAL
        if effect == "threatened" or (infinitive(governor) == "promettre" and type_ in HARMFUL):
            return THREATENED
        foreseen = infinitive(governor) in self.words.particles["foreseeing"] and is_reflexive(governor)
        return PREDICTED if effect == "predicted" or foreseen else ANNOUNCED

    def _plain(self, effect: str) -> EventModality | None:
        return {
            "predicted": PREDICTED,
            "announced": ANNOUNCED,
            "threatened": THREATENED,
            "denied": DENIED,
            "refused": DENIED,
            "unverified": UNVERIFIED,
        }.get(effect)

    def _of_noun_effect(self, noun: Token, type_: EventType | None, steps: int) -> EventModality | None:
        """What a noun says of the deed that hangs on it: « la menace de frapper », « le projet de livrer »."""
        effect = self.words.nouns.get(noun.lemma)
        if effect is None or effect in ("requested", "refused", "transparent"):
            return None
        return self._plain(effect)

    def is_definite(self, noun: Token, kind: str = "definite") -> bool:
        """Whether a noun stands with *le*, *cette*, *son*…; *des* counts only where it is *de les*."""
        return any(
            child.lower in self.words.particles[kind]
            and child.index < noun.index
            and not (child.lower == "des" and child.dep == "det")
            and not self._is_partitive(child, noun)
            for child in noun.children[:MAX_WORDS]
        )

    def _is_partitive(self, article: Token, noun: Token) -> bool:
        """« acheminer *de l'aide* »: some, and none in particular."""
        ahead = self.tokens[article.index - 1] if article.index else article
        given = noun.dep == "obj" or infinitive(noun.head) in self.words.particles["giving"]
        return given and article.lower in ("la", "l'") and ahead.lower == "de"


def _is_content(verb: Token) -> bool:
    """« l'impression *que la Valdorie censure les journaux* », not « des accusations que Lena Mirande balaie »."""
    marked = any(child.lower in ("que", "qu'") for child in verb.children[:MAX_WORDS])
    return marked and any(
        child.index > verb.index and child.dep in ("obj", "xcomp", "ccomp")
        for child in verb.children[:MAX_WORDS]
    )


def _is_of_likeness(noun: Token) -> bool:
    """« présente la grève *comme un complot* soutenu par la Valdorie »: what somebody makes of it."""
    return any(child.lower == "comme" for child in noun.children[:MAX_WORDS] if child.index < noun.index)


def _stands(form: str, type_: EventType | None) -> bool:
    """Whether an act done by saying it stands whatever its condition: « La Valdorie menace de frapper si… »."""
    return form == "present" and (type_ is None or type_ in SAID)


def is_realised(governor: Token, form: str, realising: frozenset[str]) -> bool:
    """Whether a modal verb tells of a deed done: « a dû évacuer », « a pu rencontrer », « est allé négocier »."""
    if infinitive(governor) not in realising:
        return False
    return form == "past" and any(child.dep == "aux:tense" for child in governor.children[:MAX_WORDS])


def before(token: Token, word: str) -> bool:
    """Whether a word stands among the few left children of a token's head or just before its own words."""
    for child in token.children[:MAX_WORDS]:
        if child.lower == word:
            return True
    head = token.head
    return any(
        child.lower == word and child.index < token.index and token.index - child.index <= 6
        for child in head.children[:MAX_WORDS]
    )
